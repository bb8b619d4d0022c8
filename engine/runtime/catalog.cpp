// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/catalog.h"

#include "engine/wire/definition_reader.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {

Result<PlanRef> planOf(const store::VersionRow& version)
{
    const auto corrupt = [&](const std::string& why) {
        return std::unexpected(Error{ErrorCode::storeCorrupt, why, store::idOf(version.number).text()});
    };
    const auto document = readDefinition(version.definition);
    if (!document)
        return corrupt("a published definition cannot be read: " + document.error().message);
    auto compiled = journey::compile(document->value.automation.definition);
    if (!compiled.plan)
        return corrupt("a published definition does not compile");
    return std::make_shared<const journey::Plan>(std::move(*compiled.plan));
}

Result<Catalog> Catalog::load(store::Transaction& transaction)
{
    Catalog catalog;
    const auto automations = transaction.automations();
    if (!automations)
        return std::unexpected(automations.error());
    const auto versions = transaction.versions();
    if (!versions)
        return std::unexpected(versions.error());
    for (const auto& row : *versions)
        if (const auto added = catalog.add(row); !added)
            return std::unexpected(added.error());
    for (const auto& row : *automations)
        catalog.m_automations.emplace(row.number, row);
    catalog.index();
    return catalog;
}

const std::vector<Catalog::Active>& Catalog::startedBy(std::string_view eventName) const
{
    static const std::vector<Active> none;
    const auto found = m_active.find(eventName);
    return found == m_active.end() ? none : found->second;
}

const store::AutomationRow* Catalog::automation(store::AutomationNumber number) const
{
    const auto found = m_automations.find(number);
    return found == m_automations.end() ? nullptr : &found->second;
}

const store::VersionRow* Catalog::version(store::VersionNumber number) const
{
    const auto found = m_versions.find(number);
    return found == m_versions.end() ? nullptr : &found->second.row;
}

PlanRef Catalog::plan(store::VersionNumber number) const
{
    const auto found = m_versions.find(number);
    return found == m_versions.end() ? nullptr : found->second.plan;
}

std::int64_t Catalog::lastOrdinal(store::AutomationNumber number) const
{
    std::int64_t last = 0;
    for (const auto& [version, entry] : m_versions)
        if (entry.row.automation == number)
            last = std::max(last, entry.row.ordinal);
    return last;
}

void Catalog::put(const store::AutomationRow& row)
{
    m_automations.insert_or_assign(row.number, row);
    index();
}

Result<void> Catalog::add(const store::VersionRow& row)
{
    auto plan = planOf(row);
    if (!plan)
        return std::unexpected(plan.error());
    m_versions.insert_or_assign(row.number, Version{row, std::move(*plan)});
    return {};
}

void Catalog::index()
{
    m_active.clear();
    for (const auto& [number, row] : m_automations) {
        if (row.status != store::AutomationStatus::active || !row.current)
            continue;
        if (const PlanRef current = plan(*row.current))
            m_active[current->triggerEventName].push_back({number, *row.current, row.reentry, current});
    }
}

} // namespace runlens::runtime
