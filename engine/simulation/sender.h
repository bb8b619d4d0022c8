// SPDX-License-Identifier: GPL-3.0-or-later
// The sender of messages, and whatever else performs steps, with the failures that the scenario asks for.
#pragma once

#include "engine/simulation/facts.h"
#include "engine/simulation/stage.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace runlens::simulation {

/// What came of performing a step once.
struct Performed {
    enum class Result : std::uint8_t { done, transient, permanent, unknown } result = Result::done;
    std::uint32_t fault = 0; ///< index into Scenario::faults of a failure
};

/// Of one contact. Remembers the keys of what it has delivered.
class Sender {
public:
    Performed send(const Stage& stage, std::size_t automation, journey::StepIndex step, std::uint32_t attempt,
                   const std::string& key, Instant at);
    /// Of a step that is no send: whether it fails.
    static Performed perform(const Stage& stage, std::size_t automation, journey::StepIndex step,
                             std::uint32_t attempt);
    [[nodiscard]] const std::vector<Delivery>& deliveries() const noexcept { return m_deliveries; }
    [[nodiscard]] bool hasDelivered(const std::string& key) const { return m_delivered.contains(key); }

private:
    void deliver(const Stage& stage, const std::string& key, Instant at);

    std::set<std::string> m_delivered;
    std::vector<Delivery> m_deliveries;
};

} // namespace runlens::simulation
