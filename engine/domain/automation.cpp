// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/automation.h"

#include <algorithm>

namespace runlens {

const StepDefinition* findStep(const Definition& definition, std::string_view key) noexcept
{
    const auto found =
        std::ranges::find_if(definition.steps, [key](const StepDefinition& step) { return step.key.text() == key; });
    return found == definition.steps.end() ? nullptr : &*found;
}

} // namespace runlens
