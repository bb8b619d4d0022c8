// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/field_ref.h"

#include <string>
#include <utility>

namespace runlens {
namespace {

std::string place(std::size_t index) { return '#' + std::to_string(index + 1); }

std::string nameOf(const std::string& id, const std::string& otherwise, std::size_t index)
{
    if (!id.empty())
        return id;
    return otherwise.empty() ? place(index) : otherwise;
}

std::string nameOfStep(const Run& run, std::size_t step)
{
    return nameOf(run.steps[step].id.text(), run.steps[step].key.text(), step);
}

std::string nameOfMessage(const Run& run, std::size_t message)
{
    return nameOf(run.messages[message].id.text(), {}, message);
}

} // namespace

FieldRef refToRun(const Run& run, std::string_view field) { return {ObjectKind::run, run.id.text(), field}; }

FieldRef refToTrigger(const Run& run, std::string_view field)
{
    if (!run.triggerEvent)
        return {ObjectKind::triggerEvent, run.triggerEventName, field};
    FieldRef ref = refToEvent(*run.triggerEvent, field);
    ref.object = ObjectKind::triggerEvent;
    return ref;
}

FieldRef refToStep(const Run& run, std::size_t step, std::string_view field)
{
    return {ObjectKind::step, nameOfStep(run, step), field};
}

FieldRef refToAttempt(const Run& run, std::size_t step, std::size_t attempt, std::string_view field)
{
    const auto number = run.steps[step].attempts[attempt].number.value_or(static_cast<std::int64_t>(attempt) + 1);
    return {ObjectKind::attempt, nameOfStep(run, step) + '/' + std::to_string(number), field};
}

FieldRef refToWait(const Run& run, std::size_t wait, std::string_view field)
{
    return {ObjectKind::wait, nameOf(run.waits[wait].id.text(), run.waits[wait].stepKey.text(), wait), field};
}

FieldRef refToMessage(const Run& run, std::size_t message, std::string_view field)
{
    return {ObjectKind::message, nameOfMessage(run, message), field};
}

FieldRef refToMessageEvent(const Run& run, std::size_t message, std::size_t event, std::string_view field)
{
    return {ObjectKind::messageEvent, nameOfMessage(run, message) + '/' + place(event), field};
}

FieldRef refToEvent(const Event& event, std::string_view field)
{
    return {ObjectKind::event, event.id.empty() ? event.name : event.id.text(), field};
}

FieldRef refToDefinition(const StepDefinition& step, std::string_view field)
{
    return {ObjectKind::definition, step.key.text(), field};
}

} // namespace runlens
