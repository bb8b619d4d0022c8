// SPDX-License-Identifier: GPL-3.0-or-later
// Removes what is over and old. Runs are numbered in the order of their making and finish after it, so that those to go
// are sought from the front, as far as runs were made before the time asked for: no index of finishing times is needed.
#include "engine/store/sqlite_transaction.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace runlens::store {
namespace {

struct Old {
    RunNumber run{};
    ContactNumber contact{};
};

/// The next ones to go. Moves on where the search stands; back to the front where there are no more.
Result<std::vector<Old>> finishedBefore(StoreState& state, Instant before, std::size_t limit)
{
    std::vector<Old> old;
    auto use = state.sql.finishedFrom.with(state.retainedUpTo);
    while (old.size() < limit && use.next()) {
        if (use.instant(2) >= before)
            break;
        state.retainedUpTo = use.as<RunNumber>(0);
        if (const auto finished = use.optional<Instant>(3); finished && *finished < before)
            old.push_back({state.retainedUpTo, use.as<ContactNumber>(1)});
    }
    if (use.failed())
        return std::unexpected(use.error());
    if (old.size() < limit)
        state.retainedUpTo = {};
    return old;
}

/// The events of a contact that no run which is left can name: each names its trigger and later ones.
Result<std::vector<Sequence>> forgottenEvents(StoreState& state, ContactNumber contact, Instant before)
{
    auto end = static_cast<Sequence>(std::numeric_limits<std::int64_t>::max());
    {
        auto use = state.sql.oldestTrigger.with(contact);
        if (use.next())
            end = use.optional<Sequence>(0).value_or(end);
        if (use.failed())
            return std::unexpected(use.error());
    }
    std::vector<Sequence> events;
    auto use = state.sql.eventsBefore.with(contact, end);
    while (use.next() && use.instant(1) < before)
        events.push_back(use.as<Sequence>(0));
    if (use.failed())
        return std::unexpected(use.error());
    return events;
}

Result<void> removeEvents(StoreState& state, ContactNumber contact, Instant before)
{
    const auto events = forgottenEvents(state, contact, before);
    if (!events)
        return std::unexpected(events.error());
    for (const Sequence event : *events) {
        if (auto removed = state.sql.removeRefusals.with(event).run(); !removed)
            return removed;
        if (auto removed = state.sql.removeEvent.with(event).run(); !removed)
            return removed;
    }
    return {};
}

Result<void> removeRun(Statements& sql, const Old& old)
{
    auto removed = sql.removeDeadLetters.with(old.run).run();
    if (removed)
        removed = sql.removeSlots.with(old.contact, old.run).run();
    if (removed)
        removed = sql.removeOutbox.with(old.run).run();
    if (removed)
        removed = sql.removeRun.with(old.run).run();
    return removed;
}

} // namespace

Result<std::size_t> removeFinishedRuns(StoreState& state, Instant before, std::size_t limit)
{
    const auto old = finishedBefore(state, before, limit);
    if (!old)
        return std::unexpected(old.error());
    std::vector<ContactNumber> contacts;
    for (const Old& one : *old) {
        if (const auto removed = removeRun(state.sql, one); !removed)
            return std::unexpected(removed.error());
        contacts.push_back(one.contact);
    }
    std::ranges::sort(contacts);
    const auto [first, last] = std::ranges::unique(contacts);
    contacts.erase(first, last);
    for (const ContactNumber contact : contacts)
        if (const auto removed = removeEvents(state, contact, before); !removed)
            return std::unexpected(removed.error());
    return old->size();
}

} // namespace runlens::store
