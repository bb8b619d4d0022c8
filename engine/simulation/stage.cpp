// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/stage.h"

#include "engine/simulation/zones.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace runlens::simulation {
namespace {

template <class T>
std::optional<std::uint64_t> capOf(const std::optional<T>& cap)
{
    return cap ? std::optional(static_cast<std::uint64_t>(*cap)) : std::nullopt;
}

journey::Policy policyOf(const scenario::Policies& from)
{
    journey::Policy policy;
    policy.senderDeduplicates = from.senderDeduplicates;
    policy.retry = {.attempts = static_cast<std::uint32_t>(from.retry.attempts),
                    .first = from.retry.first,
                    .longest = from.retry.longest};
    for (const auto& hours : from.quietHours)
        policy.quietHours.push_back({hours.from, hours.to});
    for (const auto& window : from.sendWindows)
        policy.sendWindows.push_back({window.weekdays, window.from, window.to});
    for (const auto& cap : from.frequencyCaps)
        policy.frequencyCaps.push_back({cap.channel, static_cast<std::uint32_t>(cap.count), cap.per});
    policy.caps = {.ingest = capOf(from.project.events),
                   .starts = capOf(from.project.starts),
                   .concurrentWaits = capOf(from.project.waits),
                   .sends = capOf(from.project.sends)};
    return policy;
}

journey::Contact contactOf(const scenario::Contact& from)
{
    journey::Contact contact;
    Value::Object attributes = from.fields;
    const auto add = [&attributes](std::string_view name, const std::string& text) {
        if (!text.empty() && std::ranges::find(attributes, name, &Field::name) == attributes.end())
            attributes.push_back({std::string(name), Value(text)});
    };
    add("id", from.id.text());
    add("external_id", from.externalId);
    add("email", from.email);
    contact.attributes = Value(std::move(attributes));
    contact.zone = from.zone;
    contact.unsubscribed = from.unsubscribed;
    contact.emailSuppressed = from.suppressed;
    contact.pushSuppressed = from.suppressed;
    contact.audiences = from.audiences;
    for (const auto& topic : from.topics)
        contact.topics.push_back({topic, true});
    return contact;
}

std::string textOf(const journey::Violation& violation)
{
    std::string text(nameOf(violation.code));
    for (std::size_t i = 0; i < violation.arguments.size(); ++i)
        text.append(i == 0 ? ": " : ", ").append(violation.arguments[i]);
    return text;
}

Result<journey::Plan> planOf(const Definition& definition, const std::string& pointer)
{
    auto compiled = journey::compile(definition);
    if (compiled.plan)
        return std::move(*compiled.plan);
    for (const auto& violation : compiled.violations)
        if (gravityOf(violation.code) == journey::Gravity::error)
            return std::unexpected(Error{ErrorCode::invalidDocument, textOf(violation), pointer + violation.pointer});
    return std::unexpected(Error{ErrorCode::internal, "a definition that is valid could not be compiled", pointer});
}

} // namespace

bool Stage::contactsAreIndependent() const
{
    const auto& caps = policy.caps;
    if (caps.ingest || caps.starts || caps.concurrentWaits || caps.sends)
        return false;
    // Of a key that two contacts use, the first one counts, whoever it is.
    std::unordered_map<std::string_view, std::size_t> owners;
    return std::ranges::all_of(scenario.happenings, [&owners](const scenario::Happening& happening) {
        const auto* event = std::get_if<scenario::InjectedEvent>(&happening.what);
        return event == nullptr || event->idempotencyKey.empty()
               || owners.try_emplace(event->idempotencyKey, happening.contact).first->second == happening.contact;
    });
}

bool Stage::isMeant(const scenario::StepRef& ref, std::size_t automation, journey::StepIndex step) const
{
    return (ref.automation.empty() || ref.automation == scenario.automations[automation].id)
           && plans[automation].steps[step].key == ref.step;
}

Result<Stage> prepare(Scenario scenario)
{
    Stage stage;
    for (std::size_t i = 0; i < scenario.automations.size(); ++i) {
        auto plan = planOf(scenario.automations[i].definition, "/automations/" + std::to_string(i) + "/definition");
        if (!plan)
            return std::unexpected(std::move(plan.error()));
        stage.plans.push_back(std::move(*plan));
    }
    for (std::size_t i = 0; i < scenario.contacts.size(); ++i) {
        // Deferrals look ahead of the last moment played.
        auto zone = zoneOffsets(scenario.contacts[i].zone, scenario.start - std::chrono::days(2),
                                scenario.start + scenario.horizon + journey::horizon + std::chrono::days(2));
        if (!zone) {
            zone.error().where = "/contacts/" + std::to_string(i) + "/zone";
            return std::unexpected(std::move(zone.error()));
        }
        stage.zones.push_back(std::move(*zone));
        stage.contacts.push_back(contactOf(scenario.contacts[i]));
    }
    stage.policy = policyOf(scenario.policies);
    stage.followers.resize(scenario.contacts.size());
    for (std::size_t i = 0; i < scenario.happenings.size(); ++i)
        if (const auto& happening = scenario.happenings[i];
            !happening.at.step.empty() && happening.contact < scenario.contacts.size())
            stage.followers[happening.contact].push_back(static_cast<std::uint32_t>(i));
    stage.scenario = std::move(scenario);
    return stage;
}

} // namespace runlens::simulation
