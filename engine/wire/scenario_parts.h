// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a scenario that refer to others: what happens, what goes wrong, what is expected. Private to wire.
#pragma once

#include "engine/domain/scenario.h"
#include "engine/wire/strict_object.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace runlens {

/// Finds what the parts refer to. Automations and contacts have been read.
class ScenarioScope {
public:
    ScenarioScope(const Scenario& scenario, Diagnostics& problems);

    [[nodiscard]] Diagnostics& problems() const noexcept { return m_problems; }
    [[nodiscard]] const Scenario& scenario() const noexcept { return m_scenario; }

    /// The automation that the field `automation` names; empty where it is absent.
    void automation(StrictObject& object, AutomationId& out) const;
    /// The step that a field names, which the automation, or any where none is named, must have.
    bool step(StrictObject& object, std::string_view name, const AutomationId& automation, StepKey& out,
              Need need) const;
    /// The contact that the field `contact` names by id, external id or email: an index. False where it is absent.
    bool contact(StrictObject& object, std::size_t& out) const;

private:
    const Scenario& m_scenario;
    Diagnostics& m_problems;
    std::unordered_map<std::string_view, std::size_t> m_contacts; ///< by whatever names one; the first of that name
};

void readHappening(const Value& value, const std::string& pointer, const ScenarioScope& scope,
                   scenario::Happening& happening);
void readFault(const Value& value, const std::string& pointer, const ScenarioScope& scope,
               std::vector<scenario::Fault>& faults);
void readExpectation(const Value& value, const std::string& pointer, const ScenarioScope& scope,
                     std::vector<scenario::Expectation>& expectations);
void readPolicies(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::Policies& policies);

} // namespace runlens
