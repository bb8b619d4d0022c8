// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/read_value.h"

#include "engine/analysis/finding_names.h"
#include "engine/query/nearest_words.h"
#include "engine/query/text_pattern.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace runlens {
namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t mostDigits = 15;

std::unexpected<ValueFault> fault(QueryErrorCode code, std::vector<std::string> suggestions = {})
{
    return std::unexpected(ValueFault{code, std::move(suggestions)});
}

ReadMeaning readStatus(const QueryValue& value)
{
    const std::string word = folded(value.text);
    if (word == overdueWord)
        return QueryStatus{RunStatus::unknown, true};
    const auto status = runStatusOf(word);
    if (!status.known() && !value.quoted && !value.hasWildcard())
        return fault(QueryErrorCode::unknownValue, nearestWords(word, statusWords()));
    return QueryStatus{status.value, false};
}

std::vector<std::string_view> findingNames()
{
    std::vector<std::string_view> names;
    names.reserve(findingCodeCount);
    for (std::size_t code = 0; code < findingCodeCount; ++code)
        names.push_back(codeName(static_cast<FindingCode>(code)));
    return names;
}

ReadMeaning readFinding(const QueryValue& value)
{
    const auto names = findingNames();
    const bool known = std::ranges::any_of(names, [&](std::string_view name) { return isFinding(name, value.text); });
    if (known || value.hasWildcard() || value.quoted)
        return std::monostate();
    return fault(QueryErrorCode::unknownValue, nearestWords(value.text, names));
}

/// Names whatever the case; where none is like it, the text is an id.
ReadMeaning readAutomation(const QueryValue& value, const ParseContext& context)
{
    const TextPattern pattern(value.text, !value.quoted, TextPattern::Case::folds);
    QueryIds named;
    for (const auto& [name, id] : context.automations)
        if (pattern.matches(name))
            named.ids.push_back(id.text());
    return named.ids.empty() ? ReadMeaning(std::monostate()) : ReadMeaning(std::move(named));
}

std::optional<std::pair<std::string_view, std::string_view>> rangeOf(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos)
        return std::nullopt;
    return std::pair(text.substr(0, dots), text.substr(dots + 2));
}

ReadMeaning checked(QueryTimes times, const ParseContext& context)
{
    if (times.since && times.until && times.since->at(context.now) >= times.until->at(context.now))
        return fault(QueryErrorCode::emptyRange);
    return times;
}

ReadMeaning readTimeRange(std::string_view first, std::string_view last, const ParseContext& context)
{
    QueryTimes times;
    if (first.empty() && last.empty())
        return fault(QueryErrorCode::emptyRange);
    if (!first.empty()) {
        const auto time = readTime(first, context);
        if (!time)
            return fault(QueryErrorCode::notATime);
        times.since = time->from;
    }
    if (!last.empty()) {
        const auto time = readTime(last, context);
        if (!time)
            return fault(QueryErrorCode::notATime);
        times.until = time->to;
    }
    return checked(times, context);
}

ReadMeaning readTimes(QueryOperator op, std::string_view text, const ParseContext& context)
{
    if (const auto range = rangeOf(text)) {
        if (isComparison(op))
            return fault(QueryErrorCode::rangeCompared);
        return readTimeRange(range->first, range->second, context);
    }
    const auto time = readTime(text, context);
    if (!time)
        return fault(QueryErrorCode::notATime);
    switch (op) {
    case QueryOperator::greater: return QueryTimes{time->to, std::nullopt};
    case QueryOperator::greaterOrEqual: return QueryTimes{time->from, std::nullopt};
    case QueryOperator::less: return QueryTimes{std::nullopt, time->from};
    case QueryOperator::lessOrEqual: return QueryTimes{std::nullopt, time->to};
    default: break;
    }
    if (!time->from.fixed)
        return QueryTimes{time->from, std::nullopt};
    return QueryTimes{time->from, time->to};
}

/// A count, or a length with all that it may be cut from: 2h is from 2h to just before 3h.
std::optional<QueryNumbers> readNumber(QueryKind kind, std::string_view text)
{
    if (kind == QueryKind::duration) {
        const auto length = readLength(text);
        if (!length)
            return std::nullopt;
        return QueryNumbers{length->length.count(), (length->length + length->unit).count() - 1};
    }
    if (text.empty() || text.size() > mostDigits || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::int64_t number = 0;
    for (const char digit : text)
        number = number * 10 + (digit - '0');
    return QueryNumbers{number, number};
}

ReadMeaning readNumberRange(QueryKind kind, std::string_view first, std::string_view last, QueryErrorCode wrong)
{
    QueryNumbers numbers{0, most};
    if (first.empty() && last.empty())
        return fault(QueryErrorCode::emptyRange);
    if (!first.empty()) {
        const auto number = readNumber(kind, first);
        if (!number)
            return fault(wrong);
        numbers.least = number->least;
    }
    if (!last.empty()) {
        const auto number = readNumber(kind, last);
        if (!number)
            return fault(wrong);
        numbers.most = kind == QueryKind::duration ? number->least : number->most;
    }
    return numbers.least > numbers.most ? ReadMeaning(fault(QueryErrorCode::emptyRange)) : ReadMeaning(numbers);
}

ReadMeaning readNumbers(QueryKind kind, QueryOperator op, std::string_view text)
{
    const QueryErrorCode wrong =
        kind == QueryKind::duration ? QueryErrorCode::notADuration : QueryErrorCode::notANumber;
    if (const auto range = rangeOf(text)) {
        if (isComparison(op))
            return fault(QueryErrorCode::rangeCompared);
        return readNumberRange(kind, range->first, range->second, wrong);
    }
    const auto number = readNumber(kind, text);
    if (!number)
        return fault(wrong);
    switch (op) {
    case QueryOperator::greater: return QueryNumbers{number->least + 1, most};
    case QueryOperator::greaterOrEqual: return QueryNumbers{number->least, most};
    case QueryOperator::less:
        if (number->least == 0)
            return fault(QueryErrorCode::emptyRange);
        return QueryNumbers{0, number->least - 1};
    case QueryOperator::lessOrEqual: return QueryNumbers{0, number->least};
    default: return *number;
    }
}

} // namespace

bool isFinding(std::string_view name, std::string_view word)
{
    const auto same = [](char of, char in) { return of == (in == '-' ? '_' : folded(in)); };
    if (word.empty() || word.size() > name.size() || !std::ranges::equal(name.substr(0, word.size()), word, same))
        return false;
    return name.size() == word.size() || name[word.size()] == '_';
}

ReadMeaning readMeaning(const QueryTerm& term, const QueryValue& value, const ParseContext& context)
{
    const QueryKind kind = nameOf(term.key).kind;
    const QueryOperator op = term.op;
    if (term.key == QueryKey::automation)
        return readAutomation(value, context);
    switch (kind) {
    case QueryKind::status: return readStatus(value);
    case QueryKind::finding: return readFinding(value);
    case QueryKind::time: return readTimes(op, value.text, context);
    case QueryKind::duration:
    case QueryKind::count: return readNumbers(kind, op, value.text);
    default: return std::monostate();
    }
}

} // namespace runlens
