// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a definition, in sentences that say what to do about it where that is not plain.
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <algorithm>

namespace runlens {
namespace {

using journey::ViolationCode;

const char* textOfTriggerAndKeys(ViolationCode code) noexcept
{
    switch (code) {
    case ViolationCode::triggerMissing:
        return QT_TRANSLATE_NOOP("Words", "There is no trigger: its event_name says which event starts a run.");
    case ViolationCode::triggerRepeated:
        return QT_TRANSLATE_NOOP("Words", "“%1” is a second trigger; an automation has exactly one, beside its steps.");
    case ViolationCode::eventNameMalformed:
        return QT_TRANSLATE_NOOP("Words", "“%1” is no name of an event: those are lowercase words of letters, digits "
                                          "and underscores, with dots between them.");
    case ViolationCode::systemEventUnknown:
        return QT_TRANSLATE_NOOP("Words", "The platform emits no event “%1”, so that it will never come.");
    case ViolationCode::stepKeyMissing: return QT_TRANSLATE_NOOP("Words", "This step has no key.");
    case ViolationCode::stepKeyRepeated:
        return QT_TRANSLATE_NOOP("Words", "The key “%1” stands at %2 already; each step needs one of its own.");
    case ViolationCode::stepKeyReserved:
        return QT_TRANSLATE_NOOP("Words", "No step can have the key “%1”: connections call the trigger so.");
    case ViolationCode::stepTypeMissing: return QT_TRANSLATE_NOOP("Words", "The step “%1” has no type.");
    case ViolationCode::stepTypeUnknown:
        return QT_TRANSLATE_NOOP("Words", "The step “%1” is of the type “%2”, which there is not.");
    default: return nullptr;
    }
}

const char* textOfConfig(ViolationCode code) noexcept
{
    switch (code) {
    case ViolationCode::configMissing:
        return QT_TRANSLATE_NOOP("Words", "The step “%1” has no config, which the type “%2” needs.");
    case ViolationCode::configFieldMissing: return QT_TRANSLATE_NOOP("Words", "“%1” lacks the field “%2”.");
    case ViolationCode::configFieldWrongType:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” of “%1” is of the wrong kind: %3.");
    case ViolationCode::configFieldUnknown:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” of “%1” is not known, and does nothing.");
    case ViolationCode::durationNotPositive:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” of “%1” must be longer than nothing.");
    case ViolationCode::durationTooLong:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” of “%1” is too long: at most %3 days.");
    case ViolationCode::durationMalformed:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” of “%1” is no length of time that can be read: “%3”; seconds "
                                          "as a number, or a text such as “3 days”.");
    case ViolationCode::templateUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” sends the template version “%2”, which there is not.");
    case ViolationCode::templateNotPublished:
        return QT_TRANSLATE_NOOP("Words", "“%1” sends the template version “%2”, which is not published.");
    case ViolationCode::templateWrongChannel:
        return QT_TRANSLATE_NOOP("Words", "“%1” sends the template version “%2”, which is made for another channel.");
    case ViolationCode::audienceUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” names the audience “%2”, which there is not.");
    case ViolationCode::topicUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” names the topic “%2”, which there is not.");
    case ViolationCode::domainUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” sends from the domain “%2”, which there is not.");
    case ViolationCode::pushAppUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” sends by the push app “%2”, which there is not.");
    case ViolationCode::conditionTypeUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%2” in “%1” is no kind of condition: rule, and, or.");
    case ViolationCode::conditionEmpty:
        return QT_TRANSLATE_NOOP("Words", "A group of conditions in “%1” has no rules.");
    case ViolationCode::conditionFieldUnknown:
        return QT_TRANSLATE_NOOP("Words", "The field “%2” in “%1” is none that conditions can see: those begin with "
                                          "“event.” or “contact.”.");
    case ViolationCode::operatorUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%2” in “%1” is no operator: eq, neq, gt, gte, lt, lte, contains, "
                                          "starts_with, ends_with, exists, is_empty.");
    case ViolationCode::operandMissing:
        return QT_TRANSLATE_NOOP("Words", "The operator “%2” in “%1” needs a value to compare with.");
    case ViolationCode::operandDoesNotFit:
        return QT_TRANSLATE_NOOP("Words", "The operator “%2” in “%1” cannot compare with this value: %3.");
    case ViolationCode::filterFieldEmpty: return QT_TRANSLATE_NOOP("Words", "The filter “%2” of “%1” names no field.");
    case ViolationCode::filterDoesNotFit:
        return QT_TRANSLATE_NOOP("Words", "The filter “%2” of “%1” cannot compare with this value: %3.");
    default: return nullptr;
    }
}

const char* textOfGraph(ViolationCode code) noexcept
{
    switch (code) {
    case ViolationCode::connectionIncomplete:
        return QT_TRANSLATE_NOOP("Words", "This connection lacks the field “%1”.");
    case ViolationCode::connectionFromUnknown:
        return QT_TRANSLATE_NOOP("Words", "This connection comes from “%1”, which there is not.");
    case ViolationCode::connectionToUnknown:
        return QT_TRANSLATE_NOOP("Words", "This connection leads to “%1”, which there is not.");
    case ViolationCode::connectionToTrigger:
        return QT_TRANSLATE_NOOP("Words", "This connection leads from “%1” to the trigger, where none can lead.");
    case ViolationCode::branchUnknown:
        return QT_TRANSLATE_NOOP("Words", "“%1” is left by the branch “%2”, which there is not.");
    case ViolationCode::branchDoesNotFit:
        return QT_TRANSLATE_NOOP("Words", "“%1” cannot be left by the branch “%2”; it has: %3.");
    case ViolationCode::branchRepeated:
        return QT_TRANSLATE_NOOP("Words", "The branch “%2” of “%1” is connected at %3 already.");
    case ViolationCode::cycle: return QT_TRANSLATE_NOOP("Words", "The steps run in a circle: %1.");
    case ViolationCode::stepUnreachable: return QT_TRANSLATE_NOOP("Words", "No path from the trigger leads to “%1”.");
    case ViolationCode::outcomeUnconnected:
        return QT_TRANSLATE_NOOP("Words", "The branch “%2” of “%1” leads nowhere: the run is completed there.");
    default: return nullptr;
    }
}

const char* textOf(ViolationCode code) noexcept
{
    for (const auto text : {&textOfTriggerAndKeys, &textOfConfig, &textOfGraph})
        if (const char* found = text(code))
            return found;
    return "";
}

/// As many steps as a reader can follow; the end of the circle is its beginning.
QString circle(const std::vector<std::string>& keys)
{
    constexpr std::size_t most = 12;
    QStringList steps;
    for (std::size_t i = 0; i < std::min(keys.size(), most); ++i)
        steps += safeText(keys[i]);
    if (keys.size() > most)
        steps += {QStringLiteral("…"), safeText(keys.back())};
    return steps.join(QStringLiteral(" → "));
}

} // namespace

QString Words::violation(const journey::Violation& violation) const
{
    if (violation.code == ViolationCode::cycle)
        return filled(translated(textOf(violation.code)), {circle(violation.arguments)});
    QStringList arguments;
    for (const std::string& argument : violation.arguments)
        arguments += safeText(argument);
    return filled(translated(textOf(violation.code)), arguments);
}

QString Words::gravity(journey::Gravity gravity) const
{
    return gravity == journey::Gravity::error ? translated(QT_TRANSLATE_NOOP("Words", "error"))
                                              : translated(QT_TRANSLATE_NOOP("Words", "warning"));
}

} // namespace runlens
