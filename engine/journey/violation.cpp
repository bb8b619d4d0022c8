// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/violation.h"

namespace runlens::journey {
Gravity gravityOf(ViolationCode code) noexcept
{
    switch (code) {
    case ViolationCode::systemEventUnknown:
    case ViolationCode::configFieldUnknown:
    case ViolationCode::outcomeUnconnected: return Gravity::warning;
    default: return Gravity::error;
    }
}

void movePointers(std::vector<Violation>& violations, std::string_view root)
{
    for (Violation& violation : violations) {
        violation.pointer.insert(0, root);
        if (violation.code == ViolationCode::stepKeyRepeated || violation.code == ViolationCode::branchRepeated)
            violation.arguments.back().insert(0, root);
    }
}

std::string_view nameOf(ViolationCode code) noexcept
{
    switch (code) {
    case ViolationCode::triggerMissing: return "trigger_missing";
    case ViolationCode::triggerRepeated: return "trigger_repeated";
    case ViolationCode::eventNameMalformed: return "event_name_malformed";
    case ViolationCode::systemEventUnknown: return "system_event_unknown";
    case ViolationCode::stepKeyMissing: return "step_key_missing";
    case ViolationCode::stepKeyRepeated: return "step_key_repeated";
    case ViolationCode::stepKeyReserved: return "step_key_reserved";
    case ViolationCode::stepTypeMissing: return "step_type_missing";
    case ViolationCode::stepTypeUnknown: return "step_type_unknown";
    case ViolationCode::configMissing: return "config_missing";
    case ViolationCode::configFieldMissing: return "config_field_missing";
    case ViolationCode::configFieldWrongType: return "config_field_wrong_type";
    case ViolationCode::configFieldUnknown: return "config_field_unknown";
    case ViolationCode::durationNotPositive: return "duration_not_positive";
    case ViolationCode::durationTooLong: return "duration_too_long";
    case ViolationCode::durationMalformed: return "duration_malformed";
    case ViolationCode::connectionIncomplete: return "connection_incomplete";
    case ViolationCode::connectionFromUnknown: return "connection_from_unknown";
    case ViolationCode::connectionToUnknown: return "connection_to_unknown";
    case ViolationCode::connectionToTrigger: return "connection_to_trigger";
    case ViolationCode::branchUnknown: return "branch_unknown";
    case ViolationCode::branchDoesNotFit: return "branch_does_not_fit";
    case ViolationCode::branchRepeated: return "branch_repeated";
    case ViolationCode::cycle: return "cycle";
    case ViolationCode::stepUnreachable: return "step_unreachable";
    case ViolationCode::outcomeUnconnected: return "outcome_unconnected";
    case ViolationCode::templateUnknown: return "template_unknown";
    case ViolationCode::templateNotPublished: return "template_not_published";
    case ViolationCode::templateWrongChannel: return "template_wrong_channel";
    case ViolationCode::audienceUnknown: return "audience_unknown";
    case ViolationCode::topicUnknown: return "topic_unknown";
    case ViolationCode::domainUnknown: return "domain_unknown";
    case ViolationCode::pushAppUnknown: return "push_app_unknown";
    case ViolationCode::conditionTypeUnknown: return "condition_type_unknown";
    case ViolationCode::conditionEmpty: return "condition_empty";
    case ViolationCode::conditionFieldUnknown: return "condition_field_unknown";
    case ViolationCode::operatorUnknown: return "operator_unknown";
    case ViolationCode::operandMissing: return "operand_missing";
    case ViolationCode::operandDoesNotFit: return "operand_does_not_fit";
    case ViolationCode::filterFieldEmpty: return "filter_field_empty";
    case ViolationCode::filterDoesNotFit: return "filter_does_not_fit";
    }
    return "";
}

} // namespace runlens::journey
