// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/query_keys.h"

#include "engine/query/text_pattern.h"

#include <algorithm>
#include <array>

namespace runlens {
namespace {

constexpr QueryKeyName freeText{QueryKey::text, "", QueryKind::text};

constexpr QueryKeyName keys[] = {
    {QueryKey::status, "status", QueryKind::status},
    {QueryKey::step, "step", QueryKind::id},
    {QueryKey::at, "at", QueryKind::id},
    {QueryKey::outcome, "outcome", QueryKind::word},
    {QueryKey::identity, "identity", QueryKind::contains},
    {QueryKey::started, "started", QueryKind::time},
    {QueryKey::failed, "failed", QueryKind::time},
    {QueryKey::completed, "completed", QueryKind::time},
    {QueryKey::active, "active", QueryKind::time},
    {QueryKey::lasted, "lasted", QueryKind::duration},
    {QueryKey::waited, "waited", QueryKind::duration},
    {QueryKey::attempts, "attempts", QueryKind::count},
    {QueryKey::error, "error", QueryKind::contains},
    {QueryKey::templateVersion, "template", QueryKind::id},
    {QueryKey::version, "version", QueryKind::id},
    {QueryKey::automation, "automation", QueryKind::id},
    {QueryKey::run, "run", QueryKind::id},
    {QueryKey::sent, "sent", QueryKind::count},
    {QueryKey::finding, "finding", QueryKind::finding},
    {QueryKey::payload, "payload", QueryKind::value},
    {QueryKey::json, "json", QueryKind::value},
};

constexpr std::array<std::string_view, 7> statuses{"failed", "overdue",   "running",  "waiting",
                                                   "queued", "completed", "cancelled"};

} // namespace

std::span<const QueryKeyName> queryKeys() noexcept { return keys; }

const QueryKeyName& nameOf(QueryKey key) noexcept
{
    const auto* const found = std::ranges::find(keys, key, &QueryKeyName::key);
    return found == std::ranges::end(keys) ? freeText : *found;
}

std::optional<QueryKeyName> queryKeyOf(std::string_view name) noexcept
{
    for (const QueryKeyName& key : keys)
        if (isSameFolded(key.name, name))
            return key;
    return std::nullopt;
}

std::span<const std::string_view> statusWords() noexcept { return statuses; }

std::string_view textOf(QueryOperator op) noexcept
{
    switch (op) {
    case QueryOperator::has: return ":";
    case QueryOperator::equal: return "=";
    case QueryOperator::greater: return ">";
    case QueryOperator::greaterOrEqual: return ">=";
    case QueryOperator::less: return "<";
    case QueryOperator::lessOrEqual: return "<=";
    }
    return ":";
}

} // namespace runlens
