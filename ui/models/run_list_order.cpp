// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_list_order.h"

#include "engine/table/run_facts.h"
#include "engine/table/run_shape.h"

#include <algorithm>
#include <optional>

namespace runlens {
namespace {

SortKey numberKey(std::optional<std::int64_t> number) { return {number.has_value(), number.value_or(0), {}}; }

SortKey textKey(const std::string& text)
{
    return {!text.empty(), 0, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toCaseFolded()};
}

std::optional<std::int64_t> countOf(const std::optional<Duration>& length)
{
    return length ? std::optional(length->count()) : std::nullopt;
}

std::optional<std::int64_t> rankOf(const Run& run, Instant now)
{
    if (!run.status.present())
        return std::nullopt;
    if (factsOf(run).overdue(now))
        return 1;
    switch (run.status.value) {
    case RunStatus::failed: return 0;
    case RunStatus::running: return 2;
    case RunStatus::waiting: return 3;
    case RunStatus::queued: return 4;
    case RunStatus::completed: return 5;
    case RunStatus::cancelled: return 6;
    case RunStatus::unknown: break;
    }
    return 7;
}

std::optional<std::int64_t> startOf(const Run& run)
{
    // What is reported is taken as it is: no need to conclude anything.
    if (run.startedAt)
        return run.startedAt->time_since_epoch().count();
    const Moment start = factsOf(run).start;
    return start.known() ? std::optional(start.at.time_since_epoch().count()) : std::nullopt;
}

} // namespace

QVariant SortKey::toVariant() const
{
    if (!known)
        return {};
    return text.isEmpty() ? QVariant::fromValue<qlonglong>(number) : QVariant(text);
}

SortKey sortKey(const Run& run, RunColumn column, Instant now)
{
    switch (column) {
    case RunColumn::status: return numberKey(rankOf(run, now));
    case RunColumn::started: return numberKey(startOf(run));
    case RunColumn::person: return textKey(run.identityValue);
    case RunColumn::atStep: return textKey(factsOf(run).atStep.text());
    case RunColumn::shape: {
        const auto segments = shapeOf(run, now).segments.size();
        return {segments > 0, static_cast<std::int64_t>(segments), {}};
    }
    case RunColumn::lasted: return numberKey(countOf(factsOf(run).lasted(now)));
    case RunColumn::sent: return numberKey(factsOf(run).sent);
    }
    return {};
}

void sortRuns(std::vector<std::uint32_t>& order, const std::vector<Run>& runs, RunColumn column, bool descending,
              Instant now)
{
    std::vector<SortKey> keys;
    keys.reserve(runs.size());
    for (const Run& run : runs)
        keys.push_back(sortKey(run, column, now));
    std::ranges::stable_sort(order, [&](std::uint32_t left, std::uint32_t right) {
        const SortKey& first = keys[left];
        const SortKey& second = keys[right];
        if (!first.known || !second.known)
            return first.known && !second.known;
        return descending ? second < first : first < second;
    });
}

} // namespace runlens
