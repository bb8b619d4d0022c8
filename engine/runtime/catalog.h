// SPDX-License-Identifier: GPL-3.0-or-later
// The automations of a store in memory: few, asked for with every event, changed by hand. Private to runtime.
#pragma once

#include "engine/base/result.h"
#include "engine/journey/plan.h"
#include "engine/store/store.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace runlens::runtime {

using PlanRef = std::shared_ptr<const journey::Plan>;

/// The plan of a published definition. Error: storeCorrupt, for it was checked when it was published.
[[nodiscard]] Result<PlanRef> planOf(const store::VersionRow& version);

class Catalog {
public:
    /// An automation that events start, with the version that they start.
    struct Active {
        store::AutomationNumber automation{};
        store::VersionNumber version{};
        journey::Reentry reentry = journey::Reentry::everyTime;
        PlanRef plan;
    };

    [[nodiscard]] static Result<Catalog> load(store::Transaction& transaction);

    [[nodiscard]] const std::vector<Active>& startedBy(std::string_view eventName) const;
    [[nodiscard]] const store::AutomationRow* automation(store::AutomationNumber number) const;
    [[nodiscard]] const store::VersionRow* version(store::VersionNumber number) const;
    /// Null where there is no such version.
    [[nodiscard]] PlanRef plan(store::VersionNumber number) const;
    /// The highest ordinal of its versions; 0 where it has none.
    [[nodiscard]] std::int64_t lastOrdinal(store::AutomationNumber number) const;

    void put(const store::AutomationRow& row);
    [[nodiscard]] Result<void> add(const store::VersionRow& row);

private:
    struct Version {
        store::VersionRow row;
        PlanRef plan;
    };

    void index();

    std::map<store::AutomationNumber, store::AutomationRow> m_automations;
    std::unordered_map<store::VersionNumber, Version> m_versions;
    std::map<std::string, std::vector<Active>, std::less<>> m_active; ///< by the name of their trigger
};

} // namespace runlens::runtime
