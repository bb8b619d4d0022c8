// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/compile_step.h"

#include "engine/journey/config_reader.h"
#include "engine/journey/event.h"
#include "engine/journey/operators.h"

#include <algorithm>

namespace runlens::journey {
namespace {

class StepCompiler {
public:
    StepCompiler(const Value& config, const Place& place, const Registry* registry, Violations& violations)
        : m_reader(config, place, violations), m_registry(registry)
    {
    }

    DelayStep delay()
    {
        DelayStep step;
        step.length =
            m_reader.length({"duration_seconds", "delay_seconds", "duration"}, Need::required).value_or(step.length);
        m_reader.finish();
        return step;
    }

    WaitStep wait()
    {
        WaitStep step;
        step.eventName = m_reader.text("event_name", Need::required);
        if (!step.eventName.empty())
            checkEventName(step.eventName, m_reader.place().at("event_name"), m_reader.violations());
        step.timeout = m_reader.length({"timeout_seconds", "timeout"}, Need::optional);
        if (const Value* filters = m_reader.field("filters", Need::optional))
            step.filters = compileFilters(*filters, {m_reader.place().label, m_reader.place().at("filters")},
                                          m_reader.violations());
        if (std::string field = m_reader.text("correlation", Need::optional); !field.empty())
            step.correlation = pathOf(field);
        m_reader.finish();
        return step;
    }

    SendStep send(Channel channel)
    {
        SendStep step;
        step.channel = channel;
        step.templateVersionId = TemplateVersionId(m_reader.text("template_version_id", Need::required));
        const bool email = channel == Channel::email;
        const std::string_view senderField = email ? "domain_id" : "push_app_id";
        step.sender = m_reader.text(senderField, Need::optional);
        m_reader.finish();
        if (m_registry == nullptr)
            return step;
        checkTemplate(step);
        checkKnown(email ? m_registry->domains : m_registry->pushApps, step.sender, senderField,
                   email ? ViolationCode::domainUnknown : ViolationCode::pushAppUnknown);
        return step;
    }

    ContactStep update()
    {
        const auto* fields = m_reader.object("fields");
        m_reader.finish();
        return {UpdateFields{fields != nullptr ? *fields : Value::Object()}};
    }

    ContactStep audience(bool member)
    {
        std::string id = m_reader.text("audience_id", Need::required);
        m_reader.finish();
        if (m_registry != nullptr)
            checkKnown(m_registry->audiences, id, "audience_id", ViolationCode::audienceUnknown);
        return {ChangeAudience{std::move(id), member}};
    }

    ContactStep topic()
    {
        std::string id = m_reader.text("topic_id", Need::required);
        const auto subscribed = m_reader.boolean("is_subscribed");
        m_reader.finish();
        if (m_registry != nullptr)
            checkKnown(m_registry->topics, id, "topic_id", ViolationCode::topicUnknown);
        return {ChangeTopic{std::move(id), subscribed.value_or(false)}};
    }

private:
    void checkKnown(const std::optional<std::vector<std::string>>& ids, const std::string& id, std::string_view field,
                    ViolationCode unknown)
    {
        if (ids && !id.empty() && std::ranges::find(*ids, id) == ids->end())
            say(unknown, field, id);
    }

    void checkTemplate(const SendStep& step)
    {
        if (!m_registry->templates || step.templateVersionId.empty())
            return;
        const auto& known = *m_registry->templates;
        const auto found = std::ranges::find(known, step.templateVersionId, &RegisteredTemplate::id);
        const std::string& id = step.templateVersionId.text();
        if (found == known.end()) {
            say(ViolationCode::templateUnknown, "template_version_id", id);
            return;
        }
        if (!found->published)
            say(ViolationCode::templateNotPublished, "template_version_id", id);
        if (found->channel && *found->channel != step.channel)
            say(ViolationCode::templateWrongChannel, "template_version_id", id);
    }

    void say(ViolationCode code, std::string_view field, const std::string& id)
    {
        report(m_reader.violations(), code, m_reader.place().at(field), m_reader.place().label, id);
    }

    ConfigReader m_reader;
    const Registry* m_registry;
};

} // namespace

void checkEventName(const std::string& name, const std::string& pointer, Violations& violations)
{
    if (!isEventName(name))
        report(violations, ViolationCode::eventNameMalformed, pointer, name);
    else if (isReservedEventName(name) && !isSystemEventName(name))
        report(violations, ViolationCode::systemEventUnknown, pointer, name);
}

PlanStep compileStep(const StepDefinition& step, const Place& place, const Registry* registry, Violations& violations)
{
    PlanStep compiled;
    compiled.key = step.key;
    compiled.type = step.type.value;
    if (!step.type.present())
        report(violations, ViolationCode::stepTypeMissing, place.pointer, place.label);
    else if (!step.type.known() && step.type.original == "trigger")
        report(violations, ViolationCode::triggerRepeated, place.pointer, place.label);
    else if (!step.type.known())
        report(violations, ViolationCode::stepTypeUnknown, place.at("type"), place.label, step.type.original);
    if (!step.type.known())
        return compiled;
    if (step.config.isNull()) {
        report(violations, ViolationCode::configMissing, place.pointer, place.label, step.type.name());
        return compiled;
    }
    if (step.config.as<Value::Object>() == nullptr) {
        report(violations, ViolationCode::configFieldWrongType, place.at("config"), place.label, "config",
               misfit("an object", step.config));
        return compiled;
    }
    StepCompiler compiler(step.config, place, registry, violations);
    switch (step.type.value) {
    case StepType::delay: compiled.what = compiler.delay(); break;
    case StepType::condition: compiled.what = ConditionStep{compileCondition(step.config, place, violations)}; break;
    case StepType::waitForEvent: compiled.what = compiler.wait(); break;
    case StepType::sendEmailTemplate: compiled.what = compiler.send(Channel::email); break;
    case StepType::sendPushTemplate: compiled.what = compiler.send(Channel::push); break;
    case StepType::contactUpdate: compiled.what = compiler.update(); break;
    case StepType::addToAudience: compiled.what = compiler.audience(true); break;
    case StepType::removeFromAudience: compiled.what = compiler.audience(false); break;
    case StepType::setTopicSubscription: compiled.what = compiler.topic(); break;
    case StepType::unknown: break;
    }
    return compiled;
}

} // namespace runlens::journey
