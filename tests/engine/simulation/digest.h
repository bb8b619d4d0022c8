// SPDX-License-Identifier: GPL-3.0-or-later
// All bytes of a simulation in one number.
#pragma once

#include "engine/base/result.h" // before ids: moc cannot begin with <compare>
#include "engine/simulation/simulation.h"
#include "engine/wire/run_writer.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace runlens::testing {

class Digest {
public:
    void add(std::string_view bytes) noexcept // FNV-1a
    {
        for (const char c : bytes)
            m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3U;
    }
    void add(const simulation::Facts& facts)
    {
        std::vector<const Run*> runs;
        for (const auto* run : facts.runs())
            runs.push_back(&run->run);
        add(writeRunList(runs));
        for (const auto& contact : facts.contacts) {
            for (const auto& input : contact.inputs)
                add(formatInstant(input.at) + input.run.text() + std::string(nameOf(input.input)));
            for (const auto& delivery : contact.deliveries)
                add(formatInstant(delivery.at) + delivery.key);
        }
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return m_hash; }

private:
    std::uint64_t m_hash = 0xCBF2'9CE4'8422'2325U;
};

} // namespace runlens::testing
