// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_shape.h"

#include "engine/analysis/evidence.h"
#include "engine/layout/look.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace runlens {
namespace {

using layout::State;
using layout::stateOf;

bool spendsTime(State state) noexcept
{
    return state == State::waiting || state == State::timedOut || state == State::overdue;
}

/// A step with what its waits add to its status.
State stateOf(const Run& run, const Step& step, bool open, Instant now)
{
    State state = stateOf(step.status.value);
    for (const std::size_t index : step.waits) {
        const Wait& wait = run.waits[index];
        if (wait.status == WaitStatus::timedOut)
            return State::timedOut;
        if (open && wait.status == WaitStatus::waiting && wait.timeoutAt && *wait.timeoutAt < now)
            state = State::overdue;
    }
    return state;
}

void addAttempts(RunShape& shape, const Step& step, State last)
{
    for (std::size_t i = 0; i < step.attempts.size() && shape.segments.size() < RunShape::mostSegments; ++i)
        shape.segments.push_back({i + 1 == step.attempts.size() ? last : State::failed, 1, false});
}

RunShape shapeOfSteps(const Run& run, Instant now)
{
    const Evidence evidence = collectEvidence(run, nullptr);
    RunShape shape;
    for (const std::size_t index : evidence.order) {
        const Step& step = run.steps[index];
        const Span& span = evidence.steps[index];
        const State state = stateOf(run, step, span.open, now);
        if (shape.segments.size() == RunShape::mostSegments)
            break;
        if (state == State::pending || state == State::skipped)
            continue;
        if (step.attempts.size() > 1) {
            addAttempts(shape, step, state);
            continue;
        }
        const bool waits = step.type == StepType::delay || step.type == StepType::waitForEvent || !step.waits.empty()
                           || spendsTime(state);
        Duration length{0};
        if (waits && span.start.known() && (span.end.known() || span.open))
            length = (span.open ? now : span.end.at) - span.start.at;
        shape.segments.push_back({state, waits ? weightOf(length) : 1, waits});
    }
    return shape;
}

State stateOfWord(std::string_view word)
{
    if (word == "overdue")
        return State::overdue;
    if (branchOf(word) == Branch::timeout || waitStatusOf(word) == WaitStatus::timedOut)
        return State::timedOut;
    if (waitStatusOf(word) == WaitStatus::received)
        return State::completed;
    return stateOf(stepStatusOf(word).value);
}

std::optional<double> numberOf(const Value* value)
{
    if (value == nullptr)
        return std::nullopt;
    if (const auto* real = value->as<double>())
        return *real;
    if (const auto* integer = value->as<std::int64_t>())
        return static_cast<double>(*integer);
    return std::nullopt;
}

/// Seconds of a document may be anything; lengths of time are bounded.
double weightOfSeconds(double seconds)
{
    const double most = static_cast<double>(maxDuration.count());
    return weightOf(Duration(static_cast<std::int64_t>(std::clamp(seconds, 0.0, most) * 1e6)));
}

std::optional<ShapeSegment> segmentOf(const Value* word, std::optional<double> weight, const Value* waits)
{
    const auto* text = word != nullptr ? word->as<std::string>() : nullptr;
    if (text == nullptr)
        return std::nullopt;
    const State state = stateOfWord(*text);
    const bool* told = waits != nullptr ? waits->as<bool>() : nullptr;
    const bool spends = told != nullptr ? *told : spendsTime(state);
    return ShapeSegment{state, std::clamp(weight.value_or(spends ? weightOf(std::chrono::hours(1)) : 1), 0.1, 100.0),
                        spends};
}

std::optional<ShapeSegment> segmentOf(const Value& item)
{
    const auto at = [](const Value::Array& list, std::size_t index) {
        return index < list.size() ? &list[index] : nullptr;
    };
    if (const auto* list = item.as<Value::Array>())
        return segmentOf(at(*list, 0), numberOf(at(*list, 1)), at(*list, 2));
    if (item.as<Value::Object>() == nullptr)
        return segmentOf(&item, std::nullopt, nullptr);
    const Value* word = item.find("state");
    auto weight = numberOf(item.find("weight"));
    if (const auto seconds = numberOf(item.find("seconds")); !weight && seconds)
        weight = weightOfSeconds(*seconds);
    return segmentOf(word != nullptr ? word : item.find("status"), weight, item.find("waits"));
}

} // namespace

double weightOf(Duration length) noexcept
{
    const double seconds = std::max(0.0, static_cast<double>(length.count()) / 1e6);
    return 1 + 2.5 * std::log10(1 + seconds);
}

RunShape shapeOf(const Run& run, Instant now)
{
    return run.steps.empty() ? shapeOf(run.shape) : shapeOfSteps(run, now);
}

RunShape shapeOf(const Value& told)
{
    RunShape shape;
    if (const auto* list = told.as<Value::Array>())
        for (const Value& item : *list)
            if (const auto segment = segmentOf(item); segment && shape.segments.size() < RunShape::mostSegments)
                shape.segments.push_back(*segment);
    return shape;
}

} // namespace runlens
