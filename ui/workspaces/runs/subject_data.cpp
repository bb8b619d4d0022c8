// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/subject_data.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

using namespace layout;

/// Of a run with more messages than this, the list shows the first.
constexpr std::size_t mostMessages = 200;

const Row* rowOf(const ShownRun& run, const Selection& selection)
{
    return selection && selection->row < run.timeline().rows.size() ? &run.timeline().rows[selection->row] : nullptr;
}

bool hasStep(const Row& row) { return row.kind == RowKind::step || row.kind == RowKind::notTaken; }

Value payloadOfEvent(const Event& event)
{
    Value::Object object{{"name", Value(event.name)}};
    if (!event.payload.isNull())
        object.push_back({"payload", event.payload});
    object.insert(object.end(), event.other.begin(), event.other.end());
    return Value(std::move(object));
}

void addWait(Value::Object& object, const Wait& wait)
{
    if (wait.resumedBy)
        object.push_back({"resumed_by", payloadOfEvent(*wait.resumedBy)});
    if (!wait.lateEvents.empty()) {
        Value::Array late;
        for (const Event& event : wait.lateEvents)
            late.push_back(payloadOfEvent(event));
        object.push_back({"late_events", Value(std::move(late))});
    }
}

} // namespace

DetailGroups detailsOf(const ShownRun& run, const Selection& selection, const Words& words)
{
    const Inspection& inspection = run.inspection;
    const Row* row = rowOf(run, selection);
    if (row == nullptr)
        return {detailsOfRun(inspection, words)};
    if (row->kind == RowKind::trigger)
        return {detailsOfTrigger(inspection, words)};
    if (selection->part == Part::message)
        return {detailsOfMessage(inspection, row->messages[selection->index].message, words)};
    if (hasStep(*row)) {
        // A step's details begin with its waits; the row of a further wait is about that one.
        const auto& waits = inspection.run.steps[row->step].waits;
        if (!row->wait || (!waits.empty() && waits.front() == row->wait->wait))
            return {detailsOfStep(inspection, row->step, words)};
    }
    if (row->wait)
        return {detailsOfWait(inspection, row->wait->wait, words)};
    DetailGroups groups;
    for (const MessageMark& message : row->messages)
        groups.push_back(detailsOfMessage(inspection, message.message, words));
    return groups;
}

DetailGroups messagesOf(const ShownRun& run, const Selection& selection, const Words& words)
{
    const Inspection& inspection = run.inspection;
    DetailGroups groups;
    if (const Row* row = rowOf(run, selection)) {
        for (const MessageMark& message : row->messages)
            groups.push_back(detailsOfMessage(inspection, message.message, words));
        if (selection->part == Part::message && selection->index < groups.size())
            std::rotate(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(selection->index),
                        groups.begin() + static_cast<std::ptrdiff_t>(selection->index) + 1);
        return groups;
    }
    for (std::size_t i = 0; i < std::min(inspection.run.messages.size(), mostMessages); ++i)
        groups.push_back(detailsOfMessage(inspection, i, words));
    return groups;
}

Value payloadOf(const ShownRun& run, const Selection& selection)
{
    const Run& told = run.inspection.run;
    const Row* row = rowOf(run, selection);
    if (row == nullptr || row->kind == RowKind::trigger)
        return told.triggerEvent ? told.triggerEvent->payload : Value();
    Value::Object object;
    if (hasStep(*row)) {
        const Step& step = told.steps[row->step];
        if (!step.condition.isNull())
            object.push_back({"condition", step.condition});
        object.insert(object.end(), step.other.begin(), step.other.end());
    }
    if (row->wait)
        addWait(object, told.waits[row->wait->wait]);
    return object.empty() ? Value() : Value(std::move(object));
}

RawPlace rawPlaceOf(const ShownRun& run, const Selection& selection)
{
    const Row* row = rowOf(run, selection);
    if (row == nullptr || row->kind == RowKind::trigger)
        return {};
    if (selection->part == Part::message)
        return {RunPreparer::Place::message, row->messages[selection->index].message};
    if (hasStep(*row))
        return {RunPreparer::Place::step, row->step};
    if (row->wait)
        return {RunPreparer::Place::wait, row->wait->wait};
    return row->messages.empty() ? RawPlace{} : RawPlace{RunPreparer::Place::message, row->messages.front().message};
}

} // namespace runlens
