// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/automation_tables.h"

#include "engine/domain/automation.h"
#include "engine/wire/decoder.h"
#include "engine/wire/field_rules.h"
#include "engine/wire/finish_definition.h"
#include "engine/wire/reader.h"

namespace runlens {
namespace {

using namespace rules;

constexpr auto triggerRules =
    table(text<&Definition::triggerEventName>("event_name", "event"), any<&Definition::triggerFilters>("filters"));
constexpr ObjectType triggerType(triggerRules);

constexpr auto stepRules =
    table(text<&StepDefinition::key>("key", "step_key"), word<&StepDefinition::type, stepTypeOf>("type", "step_type"),
          any<&StepDefinition::config>("config"));
constexpr ObjectType stepType(stepRules, &otherOf<&StepDefinition::other>);

constexpr auto connectionRules =
    table(text<&Connection::from>("from"), text<&Connection::to>("to"), word<&Connection::branch, branchOf>("branch"));
constexpr ObjectType connectionType(connectionRules);

/// The fields of the trigger are the definition's own here.
constexpr FieldRule trigger()
{
    FieldRule rule = plain("an object", "trigger");
    rule.childType = &triggerType;
    rule.child = [](void* definition, Decoder&) -> void* { return definition; };
    return rule;
}

constexpr auto definitionRules = table(trigger(), list<&Definition::steps>(stepType, "steps"),
                                       list<&Definition::connections>(connectionType, "connections"));

constexpr auto versionRules =
    table(text<&PublishedVersion::id>("id"), integer<&PublishedVersion::number>("version_number"),
          text<&PublishedVersion::state>("state"));
constexpr ObjectType versionType(versionRules);

constexpr auto errorRules = table(text<&ServerError::code>("code"), text<&ServerError::message>("message"),
                                  any<&ServerError::details>("details"));
constexpr ObjectType errorType(errorRules);

constexpr FieldRule error()
{
    FieldRule rule = plain("an object or a text", "error");
    rule.text = &setText<&ServerError::message>;
    rule.childType = &errorType;
    rule.child = [](void* serverError, Decoder&) -> void* { return serverError; };
    return rule;
}
constexpr auto errorEnvelopeRules = table(integer<&ServerError::status>("status"), error());

constexpr FieldRule enveloped(const ObjectType& type)
{
    FieldRule rule = plain("an object", "data");
    rule.childType = &type;
    rule.child = [](void* object, Decoder&) -> void* { return object; };
    return rule;
}

} // namespace

constexpr ObjectType definitionType(definitionRules, &otherOf<&Definition::other>,
                                    [](void* definition, Decoder& decoder) {
                                        finishDefinition(*static_cast<Definition*>(definition), decoder);
                                    });

namespace {

constexpr auto automationRules =
    table(text<&Automation::id>("id"), text<&Automation::name>("name"), text<&Automation::description>("description"),
          text<&Automation::status>("status"), object<&Automation::definition>(definitionType, "definition"),
          any<&Automation::editorLayout>("editor_layout"),
          object<&Automation::publishedVersion>(versionType, "current_published_version"),
          time<&Automation::createdAt>("created_at"), time<&Automation::updatedAt>("updated_at"),
          any<&Automation::runCounts>("run_counts"));

} // namespace

constexpr ObjectType automationType(automationRules, &otherOf<&Automation::other>);

namespace {

constexpr auto automationEnvelopeRules = table(enveloped(automationType));
constexpr auto definitionEnvelopeRules = table(enveloped(definitionType));

} // namespace

constexpr ObjectType automationEnvelope(automationEnvelopeRules);
constexpr ObjectType definitionEnvelope(definitionEnvelopeRules);
constexpr ObjectType errorEnvelope(errorEnvelopeRules);

} // namespace runlens
