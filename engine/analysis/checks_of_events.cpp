// SPDX-License-Identifier: GPL-3.0-or-later
// The events that resumed waits, and those that came too late.
#include "engine/analysis/checks.h"
#include "engine/analysis/own_times.h"
#include "engine/journey/plan.h"

#include <algorithm>
#include <unordered_map>

namespace runlens::checks {
namespace {

bool isResumed(const Wait& wait) noexcept { return wait.status == WaitStatus::received || wait.resumedBy.has_value(); }

/// Keys of the steps that ran.
std::unordered_map<std::string_view, std::size_t> stepsThatRan(const Run& run)
{
    std::unordered_map<std::string_view, std::size_t> keys;
    for (std::size_t i = 0; i < run.steps.size(); ++i)
        if (hasRun(run.steps[i]) && !run.steps[i].key.empty())
            keys.try_emplace(run.steps[i].key.text(), i);
    return keys;
}

/// Where the connections of a definition lead by `received`, of those steps that no other connection leads to.
std::unordered_map<std::string_view, std::string_view> targetsOfReceived(const Definition* definition)
{
    if (definition == nullptr)
        return {};
    std::unordered_map<std::string_view, std::size_t> waysTo;
    for (const Connection& connection : definition->connections)
        ++waysTo[connection.to];
    std::unordered_map<std::string_view, std::string_view> targets;
    for (const Connection& connection : definition->connections)
        if (connection.branch == Branch::received && waysTo[connection.to] == 1)
            targets.try_emplace(connection.from, connection.to);
    return targets;
}

/// When what ended a step came in, as far as it is reported. A worker that is late takes it up later, and the events
/// that came meanwhile stand behind it in the order that counts.
Moment endCameIn(const Context& context, std::size_t step)
{
    const Run& run = context.run;
    const Span& span = context.evidence.steps[step];
    if (isSend(run.steps[step].type.value))
        return span.start; // the wait behind a send matches from its outbox row on
    if (!run.steps[step].waits.empty()) {
        const std::size_t index = run.steps[step].waits.back();
        const Wait& wait = run.waits[index];
        if (wait.status == WaitStatus::received && wait.resumedBy && wait.resumedBy->receivedAt)
            return {Origin::reported, *wait.resumedBy->receivedAt, refToEvent(*wait.resumedBy, "received_at")};
        if (wait.status == WaitStatus::timedOut && wait.timeoutAt)
            return {Origin::reported, *wait.timeoutAt, refToWait(run, index, "timeout_at")};
    }
    const StepDefinition* definition = context.definitions.find(run.steps[step].key.text());
    if (run.steps[step].type == StepType::delay && definition != nullptr && definition->delay
        && isUsable(definition->delay) && span.start.origin == Origin::reported)
        return {Origin::reported, span.start.at + *definition->delay, span.start.source};
    return span.end;
}

bool isDoneAtOnce(StepType type) noexcept
{
    return type == StepType::condition || type == StepType::contactUpdate || type == StepType::addToAudience
           || type == StepType::removeFromAudience || type == StepType::setTopicSubscription;
}

/// When the input came in that made the run begin a step, as far as it is reported: before the step's start where a
/// worker was late.
Moment causeCameIn(const Context& context, std::size_t place)
{
    const auto& order = context.evidence.order;
    const Moment& start = context.evidence.steps[order[place]].start;
    while (place > 0 && isDoneAtOnce(context.run.steps[order[place - 1]].type.value))
        --place;
    const Moment cause = place > 0 ? endCameIn(context, order[place - 1]) : reportedTrigger(context.run);
    const bool sure = place > 0 || (context.run.triggerEvent && context.run.triggerEvent->receivedAt);
    return sure && cause.origin == Origin::reported && start.known() && cause.at < start.at ? cause : start;
}

/// From where on an event could match: a wait directly behind a send matches as soon as that send begins.
Moment matchesFrom(const Context& context, std::size_t wait, const std::vector<std::size_t>& placeInOrder)
{
    const Moment& opened = context.evidence.waits[wait].start;
    const auto& step = context.run.waits[wait].step;
    if (!step)
        return opened;
    const std::size_t place = placeInOrder[*step];
    if (place > 0 && isSend(context.run.steps[context.evidence.order[place - 1]].type.value))
        return causeCameIn(context, place - 1);
    const Moment cause = causeCameIn(context, place);
    return cause.origin == Origin::reported && opened.known() && cause.at < opened.at ? cause : opened;
}

Moment arrival(const Run& run, std::size_t wait, std::size_t late)
{
    const Event& event = run.waits[wait].lateEvents[late];
    const auto at = arrivalOf(event);
    return at ? Moment{Origin::reported, *at, refToEvent(event, event.receivedAt ? "received_at" : "occurred_at")}
              : Moment();
}

Moment firstArrival(const Run& run, std::size_t wait)
{
    Moment first;
    for (std::size_t i = 0; i < run.waits[wait].lateEvents.size(); ++i)
        if (Moment at = arrival(run, wait, i); at.known() && (!first.known() || at.at < first.at))
            first = std::move(at);
    return first;
}

/// Does everything told of a resolved wait still speak of one resolution?
bool isAsResolved(const Run& run, const Wait& wait)
{
    const Named<Branch> taken = wait.step ? run.steps[*wait.step].branchTaken : Named<Branch>();
    if (wait.status == WaitStatus::timedOut)
        return !wait.resumedAt && taken == Branch::timeout;
    return wait.status == WaitStatus::received && !wait.timedOutAt && taken == Branch::received;
}

/// Did each of them come after the wait was resolved, as far as their times tell?
bool cameLate(const Run& run, std::size_t wait)
{
    const auto resolved = run.waits[wait].timedOutAt ? run.waits[wait].timedOutAt : run.waits[wait].resumedAt;
    const Moment first = firstArrival(run, wait);
    return !resolved || !first.known() || first.at >= *resolved;
}

/// Those that the server took in while the wait was open, and yet listed as late. An event at the limit itself may
/// still win, and may lose. Without the server's own clock nothing is known.
std::vector<std::size_t> inTime(const Context& context, std::size_t index)
{
    const Wait& wait = context.run.waits[index];
    const Moment& start = context.evidence.waits[index].start;
    std::vector<std::size_t> found;
    if ((wait.status != WaitStatus::timedOut && wait.status != WaitStatus::waiting) || !wait.timeoutAt
        || !start.known())
        return found;
    for (std::size_t i = 0; i < wait.lateEvents.size(); ++i) {
        const Event& event = wait.lateEvents[i];
        const bool another = !event.name.empty() && !wait.eventName.empty() && event.name != wait.eventName;
        if (!another && event.receivedAt && *event.receivedAt >= start.at && *event.receivedAt < *wait.timeoutAt)
            found.push_back(i);
    }
    return found;
}

void reportInTime(Context& context, std::size_t index, const std::vector<std::size_t>& events,
                  const std::string& eventName)
{
    const Wait& wait = context.run.waits[index];
    const Moment limit{Origin::reported, *wait.timeoutAt, refToWait(context.run, index, "timeout_at")};
    std::vector<EvidenceItem> items = {statusOfWait(context.run, index), item(context.evidence.waits[index].start),
                                       item(limit)};
    Moment first;
    for (const std::size_t event : events) {
        Moment came = arrival(context.run, index, event);
        items.push_back(item(came));
        if (!first.known() || came.at < first.at)
            first = std::move(came);
    }
    context.reportOfWait(
        FindingCode::inTimeTakenForLate, Severity::error, index,
        {eventName, labelOfWait(context.run, index), static_cast<std::int64_t>(events.size()), first, limit},
        std::move(items));
}

std::vector<EvidenceItem> lateEvents(const Run& run, std::size_t wait)
{
    std::vector<EvidenceItem> items = {statusOfWait(run, wait)};
    for (const Event& event : run.waits[wait].lateEvents)
        items.push_back(item(refToEvent(event, event.receivedAt ? "received_at" : "occurred_at"), arrivalOf(event)));
    return items;
}

/// Does the step wait for more than a name?
bool asksForMore(const StepDefinition& step)
{
    return step.type == StepType::waitForEvent
           && (step.config.find("filters") != nullptr || step.config.find("correlation") != nullptr);
}

/// What of an event a wait's filters and correlation do not hold for; empty where all do.
std::string unmatchedField(const journey::WaitStep& wait, const Value& payload, const Value& trigger)
{
    for (const auto& filter : wait.filters)
        if (!journey::holds(journey::valueAt(payload, filter.field), filter.op, filter.operand))
            return journey::textOf(filter.field);
    if (!wait.correlation)
        return {};
    const Value* wanted = journey::valueAt(trigger, *wait.correlation);
    const bool correlates =
        wanted != nullptr
        && journey::holds(journey::valueAt(payload, *wait.correlation), journey::Operator::equal, *wanted);
    return correlates ? std::string() : journey::textOf(*wait.correlation);
}

void checkMatch(Context& context, const journey::Plan& plan, std::size_t index, Tally& tally)
{
    const Wait& wait = context.run.waits[index];
    const StepKey& key = wait.step ? context.run.steps[*wait.step].key : wait.stepKey;
    const auto step = std::ranges::find(plan.steps, key, &journey::PlanStep::key);
    const auto* planned = step == plan.steps.end() ? nullptr : std::get_if<journey::WaitStep>(&step->what);
    if (planned == nullptr || (planned->filters.empty() && !planned->correlation))
        return;
    const bool told = !wait.resumedBy->payload.isNull() && context.run.triggerEvent;
    if (!told) {
        tally.untold();
        return;
    }
    const std::string field = unmatchedField(*planned, wait.resumedBy->payload, context.run.triggerEvent->payload);
    tally.saw(field.empty());
    if (!field.empty())
        context.report(FindingCode::resumedByUnmatching, Severity::error, wait.step,
                       {labelOfWait(context.run, index), wait.resumedBy->name, field},
                       {item(refToEvent(*wait.resumedBy, "payload"), field)});
}

/// An event cannot resume before it has come, by the server's own clock.
void checkCameBefore(Context& context, std::size_t index, Tally& tally)
{
    const Wait& wait = context.run.waits[index];
    if (!wait.resumedAt || !wait.resumedBy || !wait.resumedBy->receivedAt)
        return;
    const bool before = *wait.resumedBy->receivedAt <= *wait.resumedAt;
    tally.saw(before);
    if (before)
        return;
    const Moment came{Origin::reported, *wait.resumedBy->receivedAt, refToEvent(*wait.resumedBy, "received_at")};
    const Moment resumed{Origin::reported, *wait.resumedAt, refToWait(context.run, index, "resumed_at")};
    context.report(FindingCode::resumedByLaterEvent, Severity::error, wait.step,
                   {labelOfWait(context.run, index), wait.resumedBy->name, came, resumed}, {item(came), item(resumed)});
}

} // namespace

CheckResult resumedByItsEvent(Context& context)
{
    Tally tally;
    std::optional<journey::Plan> plan;
    if (context.definition != nullptr && std::ranges::any_of(context.definition->steps, asksForMore))
        plan = journey::compile(*context.definition).plan;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (!isResumed(wait))
            continue;
        if (!wait.resumedBy || wait.resumedBy->name.empty() || wait.eventName.empty()) {
            tally.untold();
            continue;
        }
        const bool same = wait.resumedBy->name == wait.eventName;
        tally.saw(same);
        if (same && plan.has_value())
            checkMatch(context, *plan, i, tally);
        if (!same)
            context.report(FindingCode::resumedByOtherEvent, Severity::error, wait.step,
                           {labelOfWait(context.run, i), wait.eventName, wait.resumedBy->name},
                           {item(refToWait(context.run, i, "waiting_for_event_name"), wait.eventName),
                            item(refToEvent(*wait.resumedBy, "event_name"), wait.resumedBy->name)});
    }
    return tally.result();
}

CheckResult resumedAfterOpening(Context& context)
{
    std::vector<std::size_t> placeInOrder(context.run.steps.size());
    for (std::size_t i = 0; i < context.evidence.order.size(); ++i)
        placeInOrder[context.evidence.order[i]] = i;
    Tally tally;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (!isResumed(wait))
            continue;
        checkCameBefore(context, i, tally);
        const Moment from = matchesFrom(context, i, placeInOrder);
        // Only the server's own clock can say what came first.
        if (!wait.resumedBy || !wait.resumedBy->receivedAt || from.origin != Origin::reported) {
            tally.untold();
            continue;
        }
        const Moment came{Origin::reported, *wait.resumedBy->receivedAt, refToEvent(*wait.resumedBy, "received_at")};
        tally.saw(came.at >= from.at);
        if (came.at < from.at)
            context.report(FindingCode::resumedByEarlierEvent, Severity::error, wait.step,
                           {labelOfWait(context.run, i), wait.resumedBy->name, came, from}, {item(came), item(from)});
    }
    return tally.result();
}

CheckResult waitsForThisPerson(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (wait.identityValue.empty() || context.run.identityValue.empty()) {
            tally.untold();
            continue;
        }
        const bool same = wait.identityValue == context.run.identityValue;
        tally.saw(same);
        if (!same)
            context.report(FindingCode::otherPerson, Severity::warning, wait.step, {labelOfWait(context.run, i)},
                           {item(refToWait(context.run, i, "resolved_identity_value"), wait.identityValue),
                            item(refToRun(context.run, "resolved_identity_value"), context.run.identityValue)});
    }
    return tally.result();
}

CheckResult lateEventsChangeNothing(Context& context)
{
    Tally tally;
    const auto ran = stepsThatRan(context.run);
    const auto targets = targetsOfReceived(context.definition);
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (wait.lateEvents.empty())
            continue;
        const std::string label = labelOfWait(context.run, i);
        const std::string event = wait.lateEvents.front().name.empty() ? wait.eventName : wait.lateEvents.front().name;
        const auto count = static_cast<std::int64_t>(wait.lateEvents.size());
        const auto target = targets.find(wait.stepKey.empty() ? label : wait.stepKey.text());
        const auto followed = target == targets.end() ? ran.end() : ran.find(target->second);
        if (const auto events = inTime(context, i); !events.empty()) {
            tally.found();
            reportInTime(context, i, events, event);
        } else if (wait.status == WaitStatus::timedOut && followed != ran.end()) {
            tally.found();
            std::vector<EvidenceItem> items = lateEvents(context.run, i);
            items.push_back(statusOf(context.run, followed->second));
            context.reportOfWait(
                FindingCode::lateEventFollowed, Severity::error, i,
                {event, label, count, firstArrival(context.run, i), labelOf(context.run, followed->second)},
                std::move(items));
        } else if (!isAsResolved(context.run, wait) || !cameLate(context.run, i)) {
            tally.untold();
        } else {
            tally.good();
            context.reportOfWait(FindingCode::lateEventIgnored, Severity::notice, i,
                                 {event, label, count, firstArrival(context.run, i)}, lateEvents(context.run, i));
        }
    }
    return tally.result();
}

} // namespace runlens::checks
