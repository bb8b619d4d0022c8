// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/scenario_parts.h"

#include "engine/wire/quoted.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t mostShown = 60;
constexpr std::int64_t mostCounted = 1'000'000'000;

/// `after`: a step's key, or {"step", "automation", "moment"}.
void readAfter(StrictObject& object, const ScenarioScope& scope, scenario::Moment& moment)
{
    const Value* after = object.any("after");
    if (after == nullptr)
        return;
    if (after->as<std::string>() != nullptr) {
        scope.step(object, "after", {}, moment.step, Need::required);
        return;
    }
    StrictObject inner(*after, object.pointerTo("after"), scope.problems());
    scope.automation(inner, moment.automation);
    scope.step(inner, "step", moment.automation, moment.step, Need::required);
    constexpr std::array<std::string_view, 2> words{"started", "completed"};
    std::size_t word = 1;
    inner.choice("moment", words, word);
    moment.of = word == 0 ? scenario::StepMoment::started : scenario::StepMoment::completed;
    inner.close();
}

void readEvent(StrictObject& object, scenario::InjectedEvent& event)
{
    object.text("event", event.name, Need::required);
    if (const Value* payload = object.any("payload"))
        event.payload = *payload;
    object.text("idempotency_key", event.idempotencyKey);
    object.length("occurred_before", event.occurredBefore);
}

void readReport(StrictObject& object, const ScenarioScope& scope, const scenario::Moment& at,
                scenario::MessageReport& report)
{
    std::size_t word = 0;
    if (object.choice("message", messageReportWords, word, Need::required))
        report.type = static_cast<MessageReport>(word);
    object.object("payload", report.payload);
    report.step = at.step;
    report.automation = at.automation;
    scope.automation(object, report.automation);
    scope.step(object, "of", report.automation, report.step, at.step.empty() ? Need::required : Need::optional);
}

void readChange(StrictObject& object, const ScenarioScope& scope, scenario::ChangedContact& change)
{
    const Value* value = object.any("contact_change", Need::required);
    StrictObject inner(*value, object.pointerTo("contact_change"), scope.problems());
    bool flag = false;
    if (inner.boolean("unsubscribed", flag))
        change.unsubscribed = flag;
    if (inner.boolean("suppressed", flag))
        change.suppressed = flag;
    inner.object("fields", change.fields);
    inner.close();
}

void readCommand(StrictObject& object, const ScenarioScope& scope, scenario::RunCommand& command)
{
    constexpr std::array<std::string_view, 2> words{"cancel", "retry"};
    std::size_t word = 0;
    object.choice("command", words, word, Need::required);
    command.kind = static_cast<scenario::RunCommand::Kind>(word);
    scope.automation(object, command.automation);
    object.text("reason", command.reason);
}

scenario::StepRef stepRef(StrictObject& object, const ScenarioScope& scope)
{
    scenario::StepRef ref;
    scope.automation(object, ref.automation);
    scope.step(object, "step", ref.automation, ref.step, Need::required);
    return ref;
}

std::size_t eventIndex(StrictObject& object, const ScenarioScope& scope)
{
    const auto& happenings = scope.scenario().happenings;
    std::int64_t index = 0;
    if (object.integer("event", index, 0, mostCounted, Need::required)
        && (static_cast<std::size_t>(index) >= happenings.size()
            || !std::holds_alternative<scenario::InjectedEvent>(happenings[static_cast<std::size_t>(index)].what)))
        object.wrong("event", "expected the place of an event in the list of events, found " + std::to_string(index));
    return static_cast<std::size_t>(index);
}

scenario::StepFails stepFails(StrictObject& object, const ScenarioScope& scope)
{
    scenario::StepFails fault;
    fault.step = stepRef(object, scope);
    fault.code = "503";
    fault.message = "Service unavailable";
    constexpr std::array<std::string_view, 3> words{"transient", "permanent", "unanswered"};
    std::size_t word = 0;
    if (object.choice("how", words, word))
        fault.how = static_cast<scenario::SendOutcome>(word);
    object.integer("first_attempt", fault.firstAttempt, 1, mostCounted);
    fault.lastAttempt = fault.firstAttempt;
    object.integer("last_attempt", fault.lastAttempt, fault.firstAttempt, mostCounted);
    object.text("code", fault.code);
    object.text("error", fault.message);
    return fault;
}

scenario::Crash crash(StrictObject& object, const ScenarioScope& scope)
{
    scenario::Crash fault;
    fault.step = stepRef(object, scope);
    constexpr std::array<std::string_view, 3> words{"before_commit", "after_commit", "before_result"};
    std::size_t word = 0;
    object.choice("when", words, word, Need::required);
    fault.when = static_cast<scenario::CrashPoint>(word);
    object.length("down", fault.down);
    return fault;
}

scenario::LateScheduler lateScheduler(StrictObject& object)
{
    scenario::LateScheduler fault;
    object.length("from", fault.from);
    fault.until = fault.from;
    object.length("until", fault.until, Need::required);
    object.length("by", fault.by, Need::required);
    if (fault.until < fault.from)
        object.wrong("until", "expected it not before “from”");
    return fault;
}

void readRunSelection(StrictObject& object, const ScenarioScope& scope, scenario::RunSelection& runs)
{
    scope.automation(object, runs.automation);
    std::size_t contact = 0;
    if (scope.contact(object, contact))
        runs.contact = contact;
}

template <class E>
E wordOf(StrictObject& object, std::string_view name, Named<E> (*read)(std::string_view))
{
    std::string word;
    if (!object.text(name, word, Need::required))
        return E::unknown;
    const Named<E> named = read(word);
    if (!named.known() && !(std::is_same_v<E, StepStatus> && word == "not_reached"))
        object.wrong(name, "this word is not known: " + quoted(word, mostShown));
    return named.value;
}

scenario::ExpectStep expectStep(StrictObject& object, const ScenarioScope& scope, const AutomationId& automation)
{
    scenario::ExpectStep step;
    scope.step(object, "step", automation, step.step, Need::required);
    step.status = wordOf<StepStatus>(object, "is", &stepStatusOf);
    Instant time;
    if (object.time("not_before", time))
        step.notBefore = time;
    if (object.time("not_after", time))
        step.notAfter = time;
    return step;
}

} // namespace

ScenarioScope::ScenarioScope(const Scenario& scenario, Diagnostics& problems)
    : m_scenario(scenario), m_problems(problems)
{
    for (std::size_t i = 0; i < scenario.contacts.size(); ++i) {
        const auto& contact = scenario.contacts[i];
        for (const std::string* name : {&contact.id.text(), &contact.externalId, &contact.email})
            if (!name->empty())
                m_contacts.try_emplace(*name, i);
    }
}

void ScenarioScope::automation(StrictObject& object, AutomationId& out) const
{
    std::string id;
    if (!object.text("automation", id))
        return;
    out = AutomationId(id);
    if (std::ranges::find(m_scenario.automations, out, &scenario::Automation::id) == m_scenario.automations.end())
        object.wrong("automation", "there is no automation with the id " + quoted(id, mostShown));
}

bool ScenarioScope::step(StrictObject& object, std::string_view name, const AutomationId& automation, StepKey& out,
                         Need need) const
{
    std::string key;
    if (!object.text(name, key, need))
        return false;
    const bool known = std::ranges::any_of(m_scenario.automations, [&](const scenario::Automation& one) {
        return (automation.empty() || one.id == automation) && findStep(one.definition, key) != nullptr;
    });
    if (!known)
        object.wrong(name, "there is no step with the key " + quoted(key, mostShown));
    out = StepKey(key);
    return known;
}

bool ScenarioScope::contact(StrictObject& object, std::size_t& out) const
{
    std::string name;
    if (!object.text("contact", name))
        return false;
    if (const auto found = m_contacts.find(name); found != m_contacts.end()) {
        out = found->second;
        return true;
    }
    object.wrong("contact", "no contact has this id, external id or email: " + quoted(name, mostShown));
    return false;
}

void readHappening(const Value& value, const std::string& pointer, const ScenarioScope& scope,
                   scenario::Happening& happening)
{
    StrictObject object(value, pointer, scope.problems());
    object.length("at", happening.at.offset);
    readAfter(object, scope, happening.at);
    if (!scope.contact(object, happening.contact) && !object.has("contact") && scope.scenario().contacts.size() != 1)
        object.wrong({}, "it must name its contact, as there is more than one");
    if (object.has("event"))
        readEvent(object, happening.what.emplace<scenario::InjectedEvent>());
    else if (object.has("message"))
        readReport(object, scope, happening.at, happening.what.emplace<scenario::MessageReport>());
    else if (object.has("contact_change"))
        readChange(object, scope, happening.what.emplace<scenario::ChangedContact>());
    else if (object.has("command"))
        readCommand(object, scope, happening.what.emplace<scenario::RunCommand>());
    else
        object.wrong({}, "expected one of the fields event, message, contact_change and command");
    object.any("note");
    object.close();
}

void readFault(const Value& value, const std::string& pointer, const ScenarioScope& scope,
               std::vector<scenario::Fault>& faults)
{
    StrictObject object(value, pointer, scope.problems());
    constexpr std::array<std::string_view, 6> words{"step_fails",    "crash",         "duplicate_event",
                                                    "delayed_event", "second_worker", "late_scheduler"};
    std::size_t word = words.size();
    object.choice("fault", words, word, Need::required);
    if (word == words.size())
        return; // which fields it may have is not known
    switch (word) {
    case 0: faults.emplace_back(stepFails(object, scope)); break;
    case 1: faults.emplace_back(crash(object, scope)); break;
    case 2: {
        scenario::DuplicateEvent fault{eventIndex(object, scope), Duration(0)};
        object.length("after", fault.after);
        faults.emplace_back(fault);
        break;
    }
    case 3: {
        scenario::DelayedEvent fault{eventIndex(object, scope), Duration(0)};
        object.length("by", fault.by, Need::required);
        faults.emplace_back(fault);
        break;
    }
    case 4: faults.emplace_back(scenario::SecondWorker{stepRef(object, scope)}); break;
    default: faults.emplace_back(lateScheduler(object)); break;
    }
    object.any("note");
    object.close();
}

void readExpectation(const Value& value, const std::string& pointer, const ScenarioScope& scope,
                     std::vector<scenario::Expectation>& expectations)
{
    StrictObject object(value, pointer, scope.problems());
    constexpr std::array<std::string_view, 6> words{"branch", "messages", "status", "step", "finding", "runs"};
    std::size_t word = words.size();
    object.choice("expect", words, word, Need::required);
    if (word == words.size())
        return;
    auto& expectation = expectations.emplace_back();
    readRunSelection(object, scope, expectation.runs);
    object.text("note", expectation.note);
    const AutomationId& automation = expectation.runs.automation;
    switch (word) {
    case 0: {
        auto& branch = expectation.what.emplace<scenario::ExpectBranch>();
        scope.step(object, "step", automation, branch.step, Need::required);
        branch.branch = wordOf<Branch>(object, "is", &branchOf);
        break;
    }
    case 1: {
        auto& messages = expectation.what.emplace<scenario::ExpectMessages>();
        scope.step(object, "step", automation, messages.step, Need::required);
        object.integer("count", messages.count, 0, mostCounted, Need::required);
        break;
    }
    case 2: {
        auto& status = expectation.what.emplace<scenario::ExpectStatus>();
        status.status = wordOf<RunStatus>(object, "is", &runStatusOf);
        Duration by{0};
        if (object.length("by", by))
            status.by = by;
        break;
    }
    case 3: expectation.what = expectStep(object, scope, automation); break;
    case 4: {
        auto& finding = expectation.what.emplace<scenario::ExpectFinding>();
        object.text("code", finding.code, Need::required);
        object.boolean("present", finding.present);
        break;
    }
    default:
        object.integer("count", expectation.what.emplace<scenario::ExpectRuns>().count, 0, mostCounted, Need::required);
    }
    object.close();
}

} // namespace runlens
