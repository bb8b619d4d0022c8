// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/automation.h"

#include <chrono>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace runlens {

/// The steps of a definition by their key. Keeps pointers into the definition; a null definition has no steps.
class DefinitionIndex {
public:
    explicit DefinitionIndex(const Definition* definition);

    /// Null where there is none. Of a key given twice, the first.
    [[nodiscard]] const StepDefinition* find(std::string_view key) const;

private:
    std::unordered_map<std::string_view, const StepDefinition*> m_steps;
};

/// A length that leads from any time to another one: neither negative nor longer than ten thousand years.
[[nodiscard]] bool isUsable(const std::optional<std::chrono::seconds>& length) noexcept;

} // namespace runlens
