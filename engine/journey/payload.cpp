// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/action.h"

#include <utility>

namespace runlens::journey {
namespace {

Field text(std::string name, const std::string& value) { return {std::move(name), Value(value)}; }

void tellChange(Value::Object& payload, const UpdateFields& update)
{
    payload.push_back({"fields", Value(update.fields)});
}
void tellChange(Value::Object& payload, const ChangeAudience& change)
{
    payload.push_back(text("audience_id", change.audience));
}
void tellChange(Value::Object& payload, const ChangeTopic& change)
{
    payload.push_back(text("topic_id", change.topic));
}

} // namespace

std::string idempotencyKey(const RunId& run, const PlanStep& step) { return run.text() + "/" + step.key.text(); }

std::optional<SystemEvent> eventOf(const ContactChange& change)
{
    if (std::holds_alternative<UpdateFields>(change))
        return SystemEvent::contactUpdated;
    if (const auto* audience = std::get_if<ChangeAudience>(&change))
        return audience->member ? std::optional(SystemEvent::audienceEntered) : std::nullopt;
    return std::get<ChangeTopic>(change).subscribed ? SystemEvent::topicSubscribed : SystemEvent::topicUnsubscribed;
}

Value payloadOf(const ContactChange& change)
{
    Value::Object payload;
    std::visit([&payload](const auto& what) { tellChange(payload, what); }, change);
    return Value(std::move(payload));
}

Value payloadOf(const Plan& plan, const EmitEvent& emit)
{
    const PlanStep& step = plan.steps[emit.step];
    Value::Object payload{text("automation_step_key", step.key.text())};
    if (const auto* send = std::get_if<SendStep>(&step.what))
        payload.push_back(text("template_version_id", send->templateVersionId.text()));
    else if (const auto* contact = std::get_if<ContactStep>(&step.what))
        std::visit([&payload](const auto& change) { tellChange(payload, change); }, contact->change);
    return Value(std::move(payload));
}

} // namespace runlens::journey
