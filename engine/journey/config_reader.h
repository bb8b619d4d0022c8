// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a step's `config`, strictly: what is missing or of the wrong type is reported, and what nobody asked for is
// warned of. Private to journey.
#pragma once

#include "engine/domain/value.h"
#include "engine/journey/check_report.h"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::journey {

enum class Need : std::uint8_t { required, optional };

class ConfigReader {
public:
    /// `config` must be an object; `place` is the step's.
    ConfigReader(const Value& config, const Place& place, Violations& violations)
        : m_config(config), m_place{place.label, place.at("config")}, m_violations(violations)
    {
    }

    /// The field's value; null where it is missing or null.
    const Value* field(std::string_view name, Need need);
    /// A text that is not empty; empty where there is none.
    std::string text(std::string_view name, Need need);
    std::optional<bool> boolean(std::string_view name);
    /// The first of these fields that is there: a whole number of seconds, or a text such as "3 days".
    std::optional<std::chrono::seconds> length(std::initializer_list<std::string_view> names, Need need);
    /// An object that is not empty.
    const Value::Object* object(std::string_view name);

    /// Warns of every field that was not asked for.
    void finish();

    [[nodiscard]] const Place& place() const noexcept { return m_place; }
    [[nodiscard]] Violations& violations() noexcept { return m_violations; }

private:
    std::optional<std::chrono::seconds> lengthOf(std::string_view name, const Value& value);
    void reportType(std::string_view name, std::string_view expected, const Value& found);

    const Value& m_config;
    Place m_place;
    Violations& m_violations;
    std::vector<std::string_view> m_asked;
};

} // namespace runlens::journey
