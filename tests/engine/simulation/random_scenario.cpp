// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_scenario.h"

#include "tests/engine/journey/definitions.h"

#include <string>
#include <utility>

namespace runlens::testing {
namespace {

constexpr std::int64_t microsecondsPerSecond = 1'000'000;

Duration anyLength(Chooser& chooser, std::uint32_t seconds)
{
    // Mostly whole seconds, so that events, time-outs and ticks meet.
    const Duration whole = std::chrono::seconds(chooser.pick(seconds));
    return chooser.chance(70) ? whole : whole + Duration(chooser.pick(microsecondsPerSecond));
}

StepKey anyStep(Chooser& chooser, const Scenario& scenario)
{
    const auto& steps =
        scenario.automations[chooser.pick(static_cast<std::uint32_t>(scenario.automations.size()))].definition.steps;
    return steps.empty() ? StepKey("s0") : steps[chooser.pick(static_cast<std::uint32_t>(steps.size()))].key;
}

scenario::Happening anyHappening(Chooser& chooser, const Scenario& scenario)
{
    scenario::Happening happening;
    happening.contact = chooser.pick(static_cast<std::uint32_t>(scenario.contacts.size()));
    happening.at.offset = anyLength(chooser, 12);
    if (chooser.chance(30)) {
        happening.at.step = anyStep(chooser, scenario);
        happening.at.of = chooser.chance(50) ? scenario::StepMoment::started : scenario::StepMoment::completed;
        happening.at.offset = anyLength(chooser, 4);
    }
    switch (chooser.pick(10)) {
    case 0:
    case 1: {
        auto& report = happening.what.emplace<scenario::MessageReport>();
        report.step = happening.at.step.empty() ? anyStep(chooser, scenario) : happening.at.step;
        report.type = static_cast<MessageReport>(chooser.pick(5));
        report.payload = *randomPayload(chooser).as<Value::Object>();
        break;
    }
    case 2: {
        auto& change = happening.what.emplace<scenario::ChangedContact>();
        if (chooser.chance(50))
            change.unsubscribed = chooser.chance(50);
        if (happening.at.step.empty()) // as above
            change.fields = *randomPayload(chooser).as<Value::Object>();
        break;
    }
    case 3: {
        auto& command = happening.what.emplace<scenario::RunCommand>();
        command.kind = chooser.chance(50) ? scenario::RunCommand::Kind::cancel : scenario::RunCommand::Kind::retry;
        break;
    }
    default: {
        auto& event = happening.what.emplace<scenario::InjectedEvent>();
        // What follows a step must not start the run whose step it follows: that would never end.
        const bool follows = !happening.at.step.empty();
        event.name = eventNames[follows ? 1 + chooser.pick(2) : chooser.pick(std::size(eventNames))];
        event.payload = randomPayload(chooser);
        event.occurredBefore = anyLength(chooser, 3);
        if (chooser.chance(20))
            event.idempotencyKey = "key-" + std::to_string(happening.contact) + "-" + std::to_string(chooser.pick(2));
        break;
    }
    }
    return happening;
}

scenario::Fault anyFault(Chooser& chooser, const Scenario& scenario)
{
    const scenario::StepRef step{anyStep(chooser, scenario), {}};
    const std::size_t event = chooser.pick(static_cast<std::uint32_t>(scenario.happenings.size()));
    const bool isEvent = std::holds_alternative<scenario::InjectedEvent>(scenario.happenings[event].what)
                         && scenario.happenings[event].at.step.empty();
    switch (chooser.pick(7)) {
    case 0: return scenario::LateScheduler{Duration(0), std::chrono::seconds(20), anyLength(chooser, 5)};
    case 1: return scenario::SecondWorker{step};
    case 2:
    case 3: return scenario::Crash{step, static_cast<scenario::CrashPoint>(chooser.pick(3)), anyLength(chooser, 4)};
    case 4:
        if (isEvent)
            return scenario::DuplicateEvent{event, anyLength(chooser, 4)};
        [[fallthrough]];
    case 5:
        if (isEvent)
            return scenario::DelayedEvent{event, anyLength(chooser, 6)};
        [[fallthrough]];
    default: {
        scenario::StepFails fails{
            step, 1 + chooser.pick(3), 0, static_cast<scenario::SendOutcome>(chooser.pick(3)), "503", "away"};
        fails.lastAttempt = fails.firstAttempt + chooser.pick(6);
        return fails;
    }
    }
}

scenario::Policies anyPolicies(Chooser& chooser)
{
    scenario::Policies policies;
    policies.sendTakes = chooser.chance(20) ? Duration(0) : anyLength(chooser, 2);
    policies.senderDeduplicates = chooser.chance(80);
    policies.retry.attempts = 1 + chooser.pick(5);
    if (chooser.chance(15))
        policies.quietHours.push_back({std::chrono::hours(22), std::chrono::hours(8)});
    if (chooser.chance(10))
        policies.sendWindows.push_back({0x3E, std::chrono::hours(9), std::chrono::hours(17)});
    if (chooser.chance(15))
        policies.frequencyCaps.push_back({1 + chooser.pick(2), std::chrono::hours(1), std::nullopt});
    if (chooser.chance(10))
        policies.project.waits = 1;
    if (chooser.chance(5))
        policies.project.sends = 1;
    if (chooser.chance(5))
        policies.project.starts = 1;
    if (chooser.chance(5))
        policies.project.events = 2;
    return policies;
}

void addAutomation(Chooser& chooser, Scenario& scenario)
{
    scenario::Automation automation;
    automation.id = AutomationId("aut_" + std::to_string(scenario.automations.size() + 1));
    automation.definition = randomDefinition(chooser);
    // Sometimes one that the others' steps trigger.
    constexpr std::string_view emitted[] = {"sendrealm.mail.send", "sendrealm.contact.updated",
                                            "sendrealm.audience.entered"};
    automation.reentry = static_cast<scenario::Reentry>(chooser.chance(60) ? 0 : chooser.pick(3));
    if (chooser.chance(20)) {
        automation.definition.triggerEventName = emitted[chooser.pick(std::size(emitted))];
        // Where every one of several events starts a run that emits several, there are thousands in no time.
        automation.reentry = chooser.chance(50) ? scenario::Reentry::once : scenario::Reentry::oneAtATime;
    }
    scenario.automations.push_back(std::move(automation));
}

void addContact(Chooser& chooser, Scenario& scenario)
{
    constexpr std::string_view zones[] = {"UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu"};
    scenario::Contact contact;
    const std::string number = std::to_string(scenario.contacts.size() + 1);
    contact.id = ContactId("contact_" + number);
    if (chooser.chance(80))
        contact.email = "person." + number + "@example.com";
    else if (chooser.chance(50))
        contact.externalId = "external-" + number;
    contact.zone = zones[chooser.pick(std::size(zones))];
    contact.fields = *randomPayload(chooser).as<Value::Object>();
    contact.unsubscribed = chooser.chance(5);
    scenario.contacts.push_back(std::move(contact));
}

} // namespace

Scenario randomScenario(std::uint64_t seed)
{
    Chooser chooser = Chooser::ofSeed(seed);
    Scenario scenario;
    scenario.name = "random " + std::to_string(seed);
    scenario.seed = seed;
    constexpr Instant spring = std::chrono::sys_days{std::chrono::year{2026} / 3 / 28};
    // One draw a statement: the operands of + have no order.
    scenario.start = spring + std::chrono::minutes(chooser.pick(3 * 24 * 60));
    scenario.start += anyLength(chooser, 60);
    scenario.horizon = std::chrono::days(70);
    scenario.tick = std::chrono::seconds(chooser.chance(80) ? 1 : 60);
    for (std::uint32_t i = 1 + chooser.pick(2); i > 0; --i)
        addAutomation(chooser, scenario);
    for (std::uint32_t i = 1 + chooser.pick(3); i > 0; --i)
        addContact(chooser, scenario);
    scenario.policies = anyPolicies(chooser);
    for (std::uint32_t i = 0; i < scenario.contacts.size(); ++i) {
        scenario::Happening trigger;
        trigger.contact = i;
        trigger.what = scenario::InjectedEvent{std::string(eventNames[0]), randomPayload(chooser), {}, {}};
        scenario.happenings.push_back(std::move(trigger));
    }
    for (std::uint32_t i = chooser.pick(8); i > 0; --i)
        scenario.happenings.push_back(anyHappening(chooser, scenario));
    for (std::uint32_t i = chooser.pick(4); i > 0; --i)
        scenario.faults.push_back(anyFault(chooser, scenario));
    return scenario;
}

Scenario manyContacts(std::uint64_t seed, std::size_t contacts)
{
    Scenario scenario = randomScenario(seed);
    scenario.policies.project = {};
    Chooser chooser = Chooser::ofSeed(seed + 1);
    while (scenario.contacts.size() < contacts) {
        addContact(chooser, scenario);
        scenario::Happening trigger;
        trigger.contact = scenario.contacts.size() - 1;
        trigger.what = scenario::InjectedEvent{std::string(eventNames[0]), randomPayload(chooser), {}, {}};
        scenario.happenings.push_back(std::move(trigger));
        for (std::uint32_t i = chooser.pick(4); i > 0; --i) {
            scenario.happenings.push_back(anyHappening(chooser, scenario));
            scenario.happenings.back().contact = scenario.contacts.size() - 1;
            if (auto* event = std::get_if<scenario::InjectedEvent>(&scenario.happenings.back().what))
                event->idempotencyKey.clear(); // it may be that of another contact
        }
    }
    return scenario;
}

} // namespace runlens::testing
