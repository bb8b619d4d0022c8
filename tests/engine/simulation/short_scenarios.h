// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios short enough to play in every order.
#pragma once

#include "engine/simulation/stage.h"
#include "tests/engine/journey/definitions.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace runlens::testing {

inline Scenario shortScenario(Definition definition)
{
    Scenario scenario;
    scenario.name = "short";
    scenario.start = std::chrono::sys_days{std::chrono::year{2026} / 6 / 8};
    scenario.horizon = std::chrono::days(60);
    scenario.automations.push_back({AutomationId("aut_1"), "", std::move(definition), scenario::Reentry::everyTime});
    scenario::Contact contact;
    contact.id = ContactId("contact_1");
    contact.email = "olivia@example.com";
    scenario.contacts.push_back(std::move(contact));
    return scenario;
}

inline scenario::Happening eventAt(Duration at, std::string name, Value payload = {})
{
    scenario::Happening happening;
    happening.at.offset = at;
    happening.what = scenario::InjectedEvent{std::move(name), std::move(payload), {}, {}};
    return happening;
}

inline scenario::Happening commandAt(Duration at, scenario::RunCommand::Kind kind)
{
    scenario::Happening happening;
    happening.at.offset = at;
    happening.what = scenario::RunCommand{kind, {}, {}};
    return happening;
}

inline std::shared_ptr<const simulation::Stage> stageOf(Scenario scenario)
{
    auto stage = simulation::prepare(std::move(scenario));
    return std::make_shared<const simulation::Stage>(std::move(stage.value()));
}

/// Send, wait for a cart of kind "a" of the same order, push or audience: event, other events, time-out and answers of
/// the sender race each other.
inline Scenario raceOfEventAndTimeout()
{
    DefinitionBuilder builder;
    builder.step("send", StepType::sendEmailTemplate, object({{"template_version_id", text("tv_1")}}))
        .step("wait", StepType::waitForEvent,
              object({{"event_name", text("cart.updated")},
                      {"timeout_seconds", number(5)},
                      {"filters", object({{"kind", text("a")}})},
                      {"correlation", text("order_id")}}))
        .step("push", StepType::sendPushTemplate, object({{"template_version_id", text("tv_2")}}))
        .step("add", StepType::addToAudience, object({{"audience_id", text("a1")}}))
        .connect("trigger", "send")
        .connect("send", "wait")
        .connect("wait", "push", Branch::received)
        .connect("wait", "add", Branch::timeout);
    Scenario scenario = shortScenario(builder.definition());
    scenario.happenings = {
        eventAt(Duration(0), "order.completed", object({{"order_id", number(1)}})),
        eventAt(std::chrono::seconds(3), "cart.updated", object({{"kind", text("a")}, {"order_id", number(1)}})),
        eventAt(std::chrono::seconds(3), "cart.updated", object({{"kind", text("b")}, {"order_id", number(1)}})),
    };
    return scenario;
}

/// A send that fails once and is retried while the run is cancelled and an event comes.
inline Scenario raceOfRetryAndCancel()
{
    DefinitionBuilder builder;
    builder.step("send", StepType::sendEmailTemplate, object({{"template_version_id", text("tv_1")}}))
        .step("pause", StepType::delay, object({{"duration_seconds", number(2)}}))
        .step("push", StepType::sendPushTemplate, object({{"template_version_id", text("tv_2")}}))
        .connect("trigger", "send")
        .connect("send", "pause")
        .connect("pause", "push");
    Scenario scenario = shortScenario(builder.definition());
    scenario.happenings = {eventAt(Duration(0), "order.completed"),
                           commandAt(std::chrono::seconds(1), scenario::RunCommand::Kind::cancel)};
    scenario.faults = {
        scenario::StepFails{{StepKey("send"), {}}, 1, 1, scenario::SendOutcome::transientFailure, "503", "away"}};
    return scenario;
}

/// A send fails for good and is retried by hand, while two workers believe the other one to be theirs.
inline Scenario raceOfWorkers()
{
    DefinitionBuilder builder;
    builder.step("push", StepType::sendPushTemplate, object({{"template_version_id", text("tv_2")}}))
        .step("send", StepType::sendEmailTemplate, object({{"template_version_id", text("tv_1")}}))
        .connect("trigger", "push")
        .connect("push", "send");
    Scenario scenario = shortScenario(builder.definition());
    scenario.happenings = {eventAt(Duration(0), "order.completed"),
                           commandAt(std::chrono::seconds(1), scenario::RunCommand::Kind::retry)};
    scenario.faults = {
        scenario::SecondWorker{{StepKey("push"), {}}},
        scenario::StepFails{{StepKey("send"), {}}, 1, 1, scenario::SendOutcome::permanentFailure, "400", "no"}};
    return scenario;
}

/// Events that came before a wait, and those that lack what it correlates by, must not resume it.
inline Scenario raceBeforeTheWait()
{
    DefinitionBuilder builder;
    builder.step("pause", StepType::delay, object({{"duration_seconds", number(2)}}))
        .step("wait", StepType::waitForEvent,
              object({{"event_name", text("cart.updated")},
                      {"timeout_seconds", number(3)},
                      {"correlation", text("order_id")}}))
        .connect("trigger", "pause")
        .connect("pause", "wait");
    Scenario scenario = shortScenario(builder.definition());
    scenario.happenings = {eventAt(Duration(0), "order.completed", object({{"amount", number(1)}})),
                           eventAt(std::chrono::seconds(1), "cart.updated", object({{"amount", number(1)}})),
                           eventAt(std::chrono::seconds(3), "cart.updated", object({{"order_id", number(1)}}))};
    return scenario;
}

} // namespace runlens::testing
