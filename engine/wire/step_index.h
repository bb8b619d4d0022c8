// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of a run by id and by key. Private to wire.
#pragma once

#include "engine/domain/run.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace runlens {

/// Finds the first step of an id or key. Few steps are searched one by one, which is faster than making a table.
class StepIndex {
public:
    explicit StepIndex(const std::vector<Step>& steps) : m_steps(steps)
    {
        if (steps.size() <= few)
            return;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            m_ids.try_emplace(steps[i].id.text(), i);
            m_keys.try_emplace(steps[i].key.text(), i);
        }
    }

    [[nodiscard]] std::optional<std::size_t> byId(const StepId& id) const
    {
        return find(m_ids, id.text(), [](const Step& step) -> std::string_view { return step.id.text(); });
    }
    [[nodiscard]] std::optional<std::size_t> byKey(const StepKey& key) const
    {
        return find(m_keys, key.text(), [](const Step& step) -> std::string_view { return step.key.text(); });
    }

private:
    using Table = std::unordered_map<std::string_view, std::size_t>;
    static constexpr std::size_t few = 16;

    template <class TextOf>
    [[nodiscard]] std::optional<std::size_t> find(const Table& table, std::string_view text, TextOf textOf) const
    {
        if (text.empty())
            return std::nullopt;
        if (m_steps.size() <= few) {
            for (std::size_t i = 0; i < m_steps.size(); ++i)
                if (textOf(m_steps[i]) == text)
                    return i;
            return std::nullopt;
        }
        const auto found = table.find(text);
        return found == table.end() ? std::nullopt : std::optional(found->second);
    }

    const std::vector<Step>& m_steps;
    Table m_ids;
    Table m_keys;
};

} // namespace runlens
