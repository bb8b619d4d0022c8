// SPDX-License-Identifier: GPL-3.0-or-later
#include "query_generators.h"

#include <rapidcheck.h>

#include <algorithm>
#include <limits>

namespace runlens::test {
namespace {

using namespace std::chrono_literals;

template <class... Words>
std::string one(Words... words)
{
    return *rc::gen::element<std::string>(words...);
}
bool maybe() { return *rc::gen::arbitrary<bool>(); }

std::string lower(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

std::vector<std::string> some(std::vector<std::string> words)
{
    std::erase_if(words, [](const std::string&) { return maybe(); });
    return words;
}

RunFacets randomFacets()
{
    RunFacets facets;
    facets.steps = some({"send_receipt", "wait_for_open"});
    facets.outcomes = some({"received", "timeout"});
    facets.templates = some({"tv_1", "tv_2"});
    facets.findings = some({"late_event_ignored", "run_failed"});
    facets.errors = some({"400: bad", "503: busy"});
    facets.attempts = *rc::gen::inRange(0, 4);
    facets.waited = *rc::gen::element<Duration>(0h, 1h, 90min, 2h, 3h);
    return facets;
}

std::optional<Instant> randomTime()
{
    if (maybe())
        return queryNow - *rc::gen::element<Duration>(30min, 1h, 12h, 23h, 24h, 25h, 36h, 48h, 24h * 9);
    return std::nullopt;
}

RunSummary randomRun(int number)
{
    RunSummary run;
    run.id = RunId("run_" + std::to_string(number));
    run.automationId = AutomationId(one("", "aut_1", "aut_2"));
    run.versionId = VersionId(one("", "ver_3", "ver_13", "3"));
    run.status = *rc::gen::element(RunStatus::queued, RunStatus::running, RunStatus::waiting, RunStatus::completed,
                                   RunStatus::failed, RunStatus::cancelled, RunStatus::unknown);
    if (!run.status.known() && maybe())
        run.status = Named<RunStatus>::unknownWord(one("paused", "Failed", "stuck"));
    run.identity = one("", "Olivia@example.com", "noah@example.com", "ext-7");
    run.atStep = StepKey(one("", "send_receipt", "wait_for_open", "delay"));
    run.started = randomTime();
    run.ended = randomTime();
    run.open = maybe();
    run.limit = randomTime();
    if (maybe())
        run.sent = *rc::gen::inRange(0, 3);
    run.error = one("", "", "503: Busy", "400: bad");
    if (maybe())
        run.facets = randomFacets();
    return run;
}

MemorySearch::Document randomDocument(const RunSummary& run)
{
    MemorySearch::Document document;
    document.text = run.id.text() + ' ' + run.identity + one(" receipt", " Reminder", "");
    if (maybe())
        document.values["payload.amount"] = Value(*rc::gen::inRange<std::int64_t>(998, 1003));
    if (maybe())
        document.values["payload.plan"] = Value(one("pro", "Pro", "free"));
    if (maybe())
        document.values["trigger_event.tags"] =
            Value(Value::Array{Value(one("red", "green")), Value(nullptr), Value(true)});
    return document;
}

/// Three-valued: nothing is not known.
using Answer = std::optional<bool>;

bool isLike(std::string_view pattern, std::string_view text)
{
    if (pattern.empty())
        return text.empty();
    if (pattern.front() == '*')
        return isLike(pattern.substr(1), text) || (!text.empty() && isLike(pattern, text.substr(1)));
    return !text.empty() && text.front() == pattern.front() && isLike(pattern.substr(1), text.substr(1));
}

bool isText(const QueryValue& value, const std::string& text, bool fold)
{
    const std::string wanted = fold ? lower(value.text) : value.text;
    const std::string found = fold ? lower(text) : text;
    return value.quoted ? wanted == found : isLike(wanted, found);
}

bool holdsText(const QueryTerm& term, const QueryValue& value, const std::string& text)
{
    if (term.op == QueryOperator::equal || value.hasWildcard())
        return isText(value, text, true);
    return lower(text).find(lower(value.text)) != std::string::npos;
}

class Row {
public:
    Row(const World& world, RowNumber row)
        : m_world(world), m_row(row), m_run(world.table().summary(row)), m_stale(world.table().has(row, RowFlag::stale))
    {
    }

    Answer ask(const QueryTerm& term, const QueryValue& value) const
    {
        switch (term.key) {
        case QueryKey::status: return status(value);
        case QueryKey::started: return queued() ? Answer(false) : within(value, m_run.started);
        case QueryKey::failed: return ended(value, RunStatus::failed);
        case QueryKey::completed: return ended(value, RunStatus::completed);
        case QueryKey::active: return active(value);
        case QueryKey::lasted: return lasted(value);
        case QueryKey::waited:
            return grown(value, m_run.facets ? Answer64(m_run.facets->waited.count()) : std::nullopt);
        case QueryKey::attempts: return grown(value, m_run.facets ? Answer64(m_run.facets->attempts) : std::nullopt);
        case QueryKey::sent: return m_run.sent ? Answer(isIn(value, *m_run.sent)) : std::nullopt;
        case QueryKey::text:
            return document(lower(m_world.search.documents.at(m_row).text).find(plain(value)) != std::string::npos);
        case QueryKey::payload: return valueAt("payload." + term.path, term, value);
        case QueryKey::json: return valueAt(term.path, term, value);
        default: return texts(term, value);
        }
    }

private:
    using Answer64 = std::optional<std::int64_t>;

    static std::string plain(const QueryValue& value)
    {
        std::string text = lower(value.text);
        while (!value.quoted && text.starts_with('*'))
            text.erase(0, 1);
        while (!value.quoted && text.ends_with('*'))
            text.pop_back();
        return text;
    }
    bool queued() const { return m_run.status == RunStatus::queued; }

    Answer status(const QueryValue& value) const
    {
        const auto& wanted = std::get<QueryStatus>(value.meaning);
        if (wanted.overdue) {
            if (!m_run.open || m_run.limit)
                return m_run.open && *m_run.limit < queryNow;
            return m_run.facets && !m_stale ? Answer(false) : std::nullopt;
        }
        if (wanted.status != RunStatus::unknown && m_run.status.present())
            return m_run.status == wanted.status;
        return m_run.status.present() ? Answer(isText(value, std::string(m_run.status.name()), true)) : std::nullopt;
    }

    static bool isAt(const QueryValue& value, Instant time)
    {
        const auto& times = std::get<QueryTimes>(value.meaning);
        return (!times.since || time >= times.since->at(queryNow))
               && (!times.until || time < times.until->at(queryNow));
    }
    static Answer within(const QueryValue& value, const std::optional<Instant>& time)
    {
        return time ? Answer(isAt(value, *time)) : std::nullopt;
    }
    Answer ended(const QueryValue& value, RunStatus status) const
    {
        if (m_run.status != status)
            return m_run.status.present() ? Answer(false) : std::nullopt;
        return within(value, m_run.ended);
    }
    Answer active(const QueryValue& value) const
    {
        const auto& times = std::get<QueryTimes>(value.meaning);
        Answer begun = true;
        if (times.until && !queued())
            begun = m_run.started ? Answer(*m_run.started < times.until->at(queryNow)) : std::nullopt;
        else if (times.until)
            begun = false;
        Answer goesOn = true;
        if (times.since && !m_run.open)
            goesOn = m_run.ended ? Answer(*m_run.ended >= times.since->at(queryNow)) : std::nullopt;
        if (begun == Answer(false) || goesOn == Answer(false))
            return false;
        return begun && goesOn ? Answer(true) : std::nullopt;
    }

    static bool isIn(const QueryValue& value, std::int64_t number)
    {
        const auto& range = std::get<QueryNumbers>(value.meaning);
        return number >= range.least && number <= range.most;
    }
    Answer lasted(const QueryValue& value) const
    {
        const auto length = lastedOf(m_run, queryNow);
        return length ? Answer(isIn(value, length->count())) : std::nullopt;
    }
    /// Of a stale one: what every number from it on would give.
    Answer grown(const QueryValue& value, Answer64 number) const
    {
        if (!number || !m_stale)
            return number ? Answer(isIn(value, *number)) : std::nullopt;
        const auto& range = std::get<QueryNumbers>(value.meaning);
        if (*number > range.most)
            return false;
        const bool all = *number >= range.least && range.most == std::numeric_limits<std::int64_t>::max();
        return all ? Answer(true) : std::nullopt;
    }

    /// What is there is there; what is not may be in a newer detail.
    Answer document(bool found) const
    {
        return found ? Answer(true) : m_run.facets && !m_stale ? Answer(false) : std::nullopt;
    }
    Answer inFacets(std::vector<std::string> RunFacets::* texts, const auto& is) const
    {
        return document(m_run.facets && std::ranges::any_of((*m_run.facets).*texts, is));
    }
    static Answer named(const std::string& text, const auto& is)
    {
        return text.empty() ? std::nullopt : Answer(is(text));
    }

    Answer texts(const QueryTerm& term, const QueryValue& value) const
    {
        const auto exact = [&](const std::string& text) { return isText(value, text, false); };
        const auto folded = [&](const std::string& text) { return isText(value, text, true); };
        const auto held = [&](const std::string& text) { return holdsText(term, value, text); };
        switch (term.key) {
        case QueryKey::run: return exact(m_run.id.text());
        case QueryKey::automation: return named(m_run.automationId.text(), exact);
        case QueryKey::version:
            return named(m_run.versionId.text(), [&](const std::string& id) {
                return exact(id) || (value.text == "3" && !value.quoted && id == "ver_3");
            });
        case QueryKey::identity: return held(m_run.identity) ? Answer(true) : named(m_run.identity, held);
        case QueryKey::at:
            if (m_run.status == RunStatus::completed || (queued() && m_run.atStep.empty()))
                return false;
            return named(m_run.atStep.text(), exact);
        case QueryKey::step:
            return named(m_run.atStep.text(), exact) == Answer(true) ? Answer(true)
                                                                     : inFacets(&RunFacets::steps, exact);
        case QueryKey::error:
            return named(m_run.error, held) == Answer(true) ? Answer(true) : inFacets(&RunFacets::errors, held);
        case QueryKey::outcome:
            return inFacets(&RunFacets::outcomes, [&](const std::string& text) {
                return folded(text) || (value.text == "timed_out" && text == "timeout");
            });
        case QueryKey::templateVersion: return inFacets(&RunFacets::templates, exact);
        case QueryKey::finding:
            return inFacets(&RunFacets::findings, [&](const std::string& text) {
                return folded(text) || (value.text == "late-event" && text == "late_event_ignored");
            });
        default: return std::nullopt;
        }
    }

    static bool isValue(const QueryTerm& term, const QueryValue& wanted, const Value& found)
    {
        if (const auto* number = found.as<std::int64_t>()) {
            const double limit = wanted.text == "1000" ? 1000 : wanted.text == "1000.5" ? 1000.5 : -1;
            const auto has = static_cast<double>(*number);
            switch (term.op) {
            case QueryOperator::greater: return has > limit && limit > 0;
            case QueryOperator::greaterOrEqual: return has >= limit && limit > 0;
            case QueryOperator::less: return has < limit;
            case QueryOperator::lessOrEqual: return has <= limit;
            default: return has == limit || wanted.text == "*";
            }
        }
        if (const auto* text = found.as<std::string>())
            return term.op == QueryOperator::has ? isText(wanted, *text, true)
                                                 : term.op == QueryOperator::equal && wanted.text == *text;
        return (found.isNull() && wanted.text == "null")
               || (!found.isNull() && (wanted.text == "true" || wanted.text == "*"));
    }
    Answer valueAt(const std::string& path, const QueryTerm& term, const QueryValue& value) const
    {
        const auto& values = m_world.search.documents.at(m_row).values;
        const auto found = values.find(path);
        if (found == values.end())
            return document(false);
        if (const auto* items = found->second.as<Value::Array>())
            return document(std::ranges::any_of(*items, [&](const Value& item) { return isValue(term, value, item); }));
        return document(isValue(term, value, found->second));
    }

    const World& m_world;
    RowNumber m_row;
    RunSummary m_run;
    bool m_stale;
};

} // namespace

Result<std::vector<RowNumber>> MemorySearch::containing(std::string_view text, const std::stop_token& /*stop*/) const
{
    std::vector<RowNumber> rows;
    for (const auto& [row, document] : documents)
        if (lower(document.text).find(lower(std::string(text))) != std::string::npos)
            rows.push_back(row);
    return rows;
}

Result<void> MemorySearch::values(std::string_view path, std::span<const RowNumber> rows,
                                  const std::function<void(RowNumber, const Value&)>& take,
                                  const std::stop_token& /*stop*/) const
{
    paths.emplace_back(path);
    rowsAsked += rows.size();
    for (const RowNumber row : rows) {
        const auto document = documents.find(row);
        if (document == documents.end())
            continue;
        if (const auto found = document->second.values.find(std::string(path)); found != document->second.values.end())
            take(row, found->second);
    }
    return {};
}

std::unique_ptr<World> randomWorld()
{
    auto world = std::make_unique<World>();
    const int count = *rc::gen::inRange(1, 12);
    for (int number = 0; number < count; ++number) {
        RunSummary run = randomRun(number);
        const RowNumber row = world->writer.put(run).row;
        world->search.documents[row] = randomDocument(run);
        if (*rc::gen::inRange(0, 4) == 0) { // a newer row makes the detail stale
            run.facets.reset();
            run.sent = 77;
            world->writer.put(run);
        }
        if (*rc::gen::inRange(0, 8) == 0)
            world->writer.remove(row);
    }
    return world;
}

std::string randomTerm()
{
    const std::string op = one(":", ":", "=", ">", ">=", "<", "<=");
    const std::string same = one(":", "=");
    const std::string term = one(
        "status:failed", "status:waiting,overdue", "status:overdue", "status:\"paused\"", "STATUS:canceled",
        "status:fail*", "step" + same + one("send_receipt", "send_*", "*open", "delay,wait_for_open"),
        "at:" + one("delay", "wait*", "Delay"), "outcome:" + one("timeout", "timed_out", "RECEIVED", "re*"),
        "template:" + one("tv_1", "tv_*", "tv_2,tv_3"), "finding:" + one("late-event", "run_failed", "*_failed"),
        "version:" + one("3", "ver_3", "ver_*"), "automation:" + one("aut_1", "aut_1,aut_2", "*"),
        "run" + same + one("run_1", "run_*", "*_2"),
        "identity" + same + one("olivia", "noah@example.com", "olivia*", "*EXAMPLE*", "\"\"", "\"ext-7\""),
        "error" + same + one("503", "busy,bad", "\"503: busy\"", "4*"),
        one("started", "failed", "completed", "active") + op + one("24h", "2026-06-07", "2026-06-07T12:00Z", "36h"),
        one("started", "failed", "completed", "active") + ":"
            + one("2026-06-06..2026-06-07", "..1h", "2d..1d", "2026-06,1h", "2026-06-07T12:00Z.."),
        one("lasted", "waited") + one(":", ">", ">=", "<", "<=") + one("1h", "90m", "1h30m"), "waited:1h..2h",
        one("attempts", "sent") + one(":", ">", ">=", "<=") + one("0", "1", "2"), "attempts<2", "sent:1..2,77",
        "payload.amount" + op + one("1000", "1000.5"), "payload.plan" + same + one("pro", "free,Pro", "p*", "\"p*\""),
        "json.trigger_event.tags:" + one("red", "null", "true", "*"),
        one("receipt", "OLIVIA", "remind*", "\"receipt\"", "run_1,noah"));
    return (maybe() ? "-" : "") + term;
}

std::string randomQuery()
{
    std::string query;
    for (int terms = *rc::gen::inRange(1, 4); terms > 0; --terms)
        query += (query.empty() ? "" : one(" ", "  ", "\t")) + randomTerm();
    return query;
}

std::optional<bool> isMeant(const World& world, RowNumber row, const QueryTerm& term)
{
    const Row asked(world, row);
    Answer any = false;
    for (const QueryValue& value : term.values) {
        const Answer answer = asked.ask(term, value);
        if (answer == Answer(true))
            any = true;
        else if (!answer && any == Answer(false))
            any = std::nullopt;
    }
    return any && term.negated ? Answer(!*any) : any;
}

std::optional<bool> isMeant(const World& world, RowNumber row, const Query& query)
{
    Answer all = true;
    for (const QueryTerm& term : query.terms) {
        const Answer answer = isMeant(world, row, term);
        if (answer == Answer(false))
            return false;
        if (!answer)
            all = std::nullopt;
    }
    return all;
}

} // namespace runlens::test
