// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/query.h"

#include "engine/query/query_keys.h"
#include "engine/query/query_text.h"

#include <algorithm>

namespace runlens {
namespace {

bool isContinuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

} // namespace

std::size_t charactersOf(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !isContinuation(c); }));
}

std::size_t byteOf(std::string_view text, std::size_t character) noexcept
{
    std::size_t begun = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (!isContinuation(text[at]) && begun++ == character)
            return at;
    return text.size();
}

std::string inQuotes(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string QueryTerm::text() const
{
    std::string result = negated ? "-" : "";
    if (key != QueryKey::text) {
        result += nameOf(key).name;
        if (!path.empty())
            result += '.' + path;
        result += textOf(op);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        result += i > 0 ? "," : "";
        result += values[i].quoted ? inQuotes(values[i].text) : values[i].text;
    }
    return result;
}

std::string Query::text() const
{
    std::string result;
    for (const QueryTerm& term : terms)
        result += (result.empty() ? "" : " ") + term.text();
    return result;
}

Error QueryError::plain() const { return {ErrorCode::usage, subject, "column " + std::to_string(span.offset + 1)}; }

} // namespace runlens
