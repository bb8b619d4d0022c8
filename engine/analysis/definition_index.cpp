// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/definition_index.h"

namespace runlens {

DefinitionIndex::DefinitionIndex(const Definition* definition)
{
    if (definition == nullptr)
        return;
    m_steps.reserve(definition->steps.size());
    for (const StepDefinition& step : definition->steps)
        m_steps.try_emplace(step.key.text(), &step);
}

const StepDefinition* DefinitionIndex::find(std::string_view key) const
{
    const auto found = m_steps.find(key);
    return found == m_steps.end() ? nullptr : found->second;
}

bool isUsable(const std::optional<std::chrono::seconds>& length) noexcept
{
    return length && *length >= std::chrono::seconds(0) && *length <= std::chrono::years(10'000);
}

} // namespace runlens
