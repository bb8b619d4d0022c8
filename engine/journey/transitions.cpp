// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/transitions.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <vector>

namespace runlens::journey {
namespace {

using Phases = std::bitset<phaseCount>;

consteval unsigned long long bitOf(Phase phase) { return 1ULL << static_cast<unsigned>(phase); }
template <class... P>
consteval unsigned long long bits(P... phase)
{
    return (bitOf(phase) | ...);
}

using enum Phase;

// Where a run comes to rest once a step was left: in the next step that rests, or at an end. A step may fail on
// entering, by a cap of the project.
constexpr auto onward = bits(performing, waitingEvent, waitingDelay, waitingDeferral, completed, failed);

struct Row {
    Phase from;
    InputKind on;
    unsigned long long to;
};

// clang-format off: a table to be read as one
constexpr Row table[] = {
    // from           on                            to
    {queued,          InputKind::trigger,           onward},
    {queued,          InputKind::cancel,            bits(cancelled)},
    {queued,          InputKind::recover,           bits(queued)},

    {performing,      InputKind::done,              onward},
    {performing,      InputKind::failedTransiently, bits(waitingBackOff, failed)}, // failed: the last attempt
    {performing,      InputKind::failedForGood,     bits(failed)},
    {performing,      InputKind::unknown,           bits(failed)},
    {performing,      InputKind::event,             bits(performing)}, // held, or late
    {performing,      InputKind::cancel,            bits(cancelled)},
    {performing,      InputKind::recover,           bits(performing, failed)}, // failed: it may not be asked twice

    {waitingEvent,    InputKind::event,             onward | bits(waitingEvent)}, // it matches, or it does not
    {waitingEvent,    InputKind::timer,             onward},
    {waitingEvent,    InputKind::cancel,            bits(cancelled)},
    {waitingEvent,    InputKind::recover,           bits(waitingEvent)},

    {waitingDelay,    InputKind::event,             bits(waitingDelay)},
    {waitingDelay,    InputKind::timer,             onward},
    {waitingDelay,    InputKind::cancel,            bits(cancelled)},
    {waitingDelay,    InputKind::recover,           bits(waitingDelay)},

    {waitingBackOff,  InputKind::event,             bits(waitingBackOff)},
    {waitingBackOff,  InputKind::timer,             onward}, // performing, unless a guardrail defers or skips it now
    {waitingBackOff,  InputKind::cancel,            bits(cancelled)},
    {waitingBackOff,  InputKind::recover,           bits(waitingBackOff)},

    {waitingDeferral, InputKind::event,             bits(waitingDeferral)},
    {waitingDeferral, InputKind::timer,             onward},
    {waitingDeferral, InputKind::cancel,            bits(cancelled)},
    {waitingDeferral, InputKind::recover,           bits(waitingDeferral)},

    {completed,       InputKind::event,             bits(completed)}, // late

    {failed,          InputKind::event,             bits(failed)},
    {failed,          InputKind::retry,             onward}, // the failed step once more

    {cancelled,       InputKind::event,             bits(cancelled)},
    // The result of a send that was claimed when the run was cancelled: recorded, and advances nothing.
    {cancelled,       InputKind::done,              bits(cancelled)},
    {cancelled,       InputKind::failedTransiently, bits(cancelled)},
    {cancelled,       InputKind::failedForGood,     bits(cancelled)},
    {cancelled,       InputKind::unknown,           bits(cancelled)},
    {cancelled,       InputKind::recover,           bits(cancelled)},
};
// clang-format on

std::vector<Transition> flattened()
{
    std::vector<Transition> transitions;
    for (const Row& row : table)
        for (std::size_t to = 0; to < phaseCount; ++to)
            if (Phases(row.to).test(to))
                transitions.push_back({row.from, row.on, static_cast<Phase>(to)});
    return transitions;
}

/// For each phase and input, the phases it may lead to: none where it is refused.
constexpr auto makeIndex()
{
    std::array<std::array<unsigned long long, inputKindCount>, phaseCount> index{};
    for (const Row& row : table)
        index.at(static_cast<std::size_t>(row.from)).at(static_cast<std::size_t>(row.on)) |= row.to;
    return index;
}
constexpr auto index = makeIndex();

unsigned long long targets(Phase from, InputKind on) noexcept
{
    return index[static_cast<std::size_t>(from)][static_cast<std::size_t>(on)];
}

} // namespace

std::span<const Transition> legalTransitions() noexcept
{
    static const std::vector<Transition> transitions = flattened();
    return transitions;
}

bool isLegal(Phase from, InputKind on) noexcept { return targets(from, on) != 0; }

bool isLegal(Phase from, InputKind on, Phase to) noexcept
{
    return ((targets(from, on) >> static_cast<unsigned>(to)) & 1U) != 0;
}

bool isLegal(RunStatus from, RunStatus to) noexcept
{
    switch (from) {
    case RunStatus::queued: return to == RunStatus::running || to == RunStatus::cancelled;
    case RunStatus::running:
        return to == RunStatus::waiting || to == RunStatus::completed || to == RunStatus::failed
               || to == RunStatus::cancelled;
    case RunStatus::waiting: return to == RunStatus::running || to == RunStatus::cancelled;
    case RunStatus::failed: return to == RunStatus::running;
    default: return false;
    }
}

} // namespace runlens::journey
