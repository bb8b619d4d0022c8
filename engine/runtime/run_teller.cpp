// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/run_teller.h"

#include "engine/journey/history.h"
#include "engine/journey/run_codec.h"
#include "engine/runtime/catalog.h"
#include "engine/runtime/event_record.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace runlens::runtime {
namespace {

bool waits(const Step& step) { return step.type == StepType::waitForEvent || step.type == StepType::delay; }

/// `{"status", "seconds", "waits"}` a step, the outcome of a wait in place of its step's status.
Value shapeOf(const Run& run)
{
    Value::Array shape;
    for (const Step& step : run.steps) {
        std::string_view status = step.status.name();
        if (!step.waits.empty())
            status = run.waits[step.waits.back()].status.name();
        Value::Object segment{{"status", Value(std::string(status))}};
        if (step.startedAt && step.completedAt) {
            const auto lasted = std::chrono::floor<std::chrono::seconds>(*step.completedAt - *step.startedAt);
            segment.push_back({"seconds", Value(std::int64_t{lasted.count()})});
        }
        if (waits(step))
            segment.push_back({"waits", Value(true)});
        shape.emplace_back(std::move(segment));
    }
    return Value(std::move(shape));
}

} // namespace

struct RunTeller::Plans {
    std::unordered_map<store::VersionNumber, PlanRef> byVersion;
    std::unordered_map<std::string, std::string> titles; ///< of template versions
};

RunTeller::RunTeller(store::Reader& reader) : m_reader(reader), m_plans(std::make_unique<Plans>()) {}
RunTeller::~RunTeller() = default;

Result<std::optional<Run>> RunTeller::tell(store::RunNumber number)
{
    const auto row = m_reader.run(number);
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    const auto trigger = m_reader.event((*row)->trigger);
    if (!trigger)
        return std::unexpected(trigger.error());
    if (!*trigger)
        return std::nullopt; // it went between the two
    auto told = tellWhole(**row, **trigger);
    if (!told)
        return std::unexpected(told.error());
    return std::move(*told);
}

Result<Run> RunTeller::tellRow(const store::RunPageRow& row)
{
    auto run = tellWhole(row.run, row.trigger);
    if (!run)
        return run;
    run->shape = shapeOf(*run);
    run->sentCount =
        std::ranges::count_if(run->messages, [](const Message& message) { return !message.events.empty(); });
    run->steps.clear();
    run->waits.clear();
    run->messages.clear();
    return run;
}

Result<Run> RunTeller::tellWhole(const store::RunRow& row, const store::EventRow& trigger)
{
    const auto plan = planOf(row.version);
    if (!plan)
        return std::unexpected(plan.error());
    std::optional<Error> failure;
    const journey::EventSource events = [&](journey::Sequence sequence) -> journey::EventRef {
        if (sequence == trigger.sequence)
            return eventOf(trigger);
        const auto found = m_reader.event(sequence);
        if (!found)
            failure = found.error();
        return found && *found ? eventOf(**found) : nullptr;
    };
    const auto history = journey::decodeHistory(row.history, **plan, events);
    if (!history)
        return std::unexpected(failure.value_or(
            Error{ErrorCode::storeCorrupt, "the history of a run cannot be read", store::idOf(row.number).text()}));
    Run run;
    run.id = store::idOf(row.number);
    run.automationId = store::idOf(row.automation);
    run.automationVersionId = store::idOf(row.version);
    run.identityType = trigger.identityType;
    run.identityValue = trigger.identityValue;
    journey::tellQueued(run, *eventOf(trigger), row.createdAt);
    for (const journey::HistoryEntry& entry : *history) {
        if (const auto* actions = std::get_if<journey::HistoryEntry::Did>(&entry.what)) {
            journey::tell(run, **plan, *actions, entry.at);
            continue;
        }
        const auto& report = std::get<journey::HistoryEntry::Reported>(entry.what);
        if (report.step == journey::noStep)
            continue;
        const StepKey& key = (*plan)->steps[report.step].key;
        const auto message = std::ranges::find(run.messages.rbegin(), run.messages.rend(), key, &Message::stepKey);
        if (message != run.messages.rend())
            journey::tellReport(*message, report.what, entry.at);
    }
    for (Message& message : run.messages) {
        message.contactId = store::idOf(row.contact);
        message.title = titleOf(message.templateVersionId);
    }
    return run;
}

Result<std::shared_ptr<const journey::Plan>> RunTeller::planOf(store::VersionNumber number)
{
    if (const auto known = m_plans->byVersion.find(number); known != m_plans->byVersion.end())
        return known->second;
    const auto version = m_reader.version(number);
    if (!version)
        return std::unexpected(version.error());
    if (!*version)
        return std::unexpected(
            Error{ErrorCode::storeCorrupt, "a run's version of its automation is missing", store::idOf(number).text()});
    auto plan = runtime::planOf(**version);
    if (plan)
        m_plans->byVersion.emplace(number, *plan);
    return plan;
}

/// Of a template that nobody registered: empty. Looked up anew until there is one.
std::string RunTeller::titleOf(const TemplateVersionId& id)
{
    if (const auto known = m_plans->titles.find(id.text()); known != m_plans->titles.end())
        return known->second;
    if (const auto assets = m_reader.assets(store::AssetKind::templateVersion))
        for (const auto& asset : *assets)
            m_plans->titles.insert_or_assign(asset.id, asset.title);
    const auto found = m_plans->titles.find(id.text());
    return found == m_plans->titles.end() ? std::string() : found->second;
}

} // namespace runlens::runtime
