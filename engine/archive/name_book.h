// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that many runs share, by number: the table `names` of an archive, in memory. Private to archive.
#pragma once

#include "engine/base/result.h"
#include "engine/store/connection.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace runlens {

class NameBook {
public:
    /// No name has a greater number.
    static constexpr std::uint64_t most = 100'000'000;

    /// Reads them anew.
    [[nodiscard]] Result<void> load(store::Connection& connection);

    /// 0 is the empty one. None of that number: empty.
    [[nodiscard]] const std::string& text(std::uint64_t number) const noexcept
    {
        return m_texts[number < m_texts.size() ? number : 0];
    }
    [[nodiscard]] bool has(std::uint64_t number) const noexcept { return number < m_texts.size(); }
    /// Its number; a new one gets the next, and is written by save().
    [[nodiscard]] std::uint64_t number(std::string_view text);

    /// Writes those that are new, within the transaction that is open.
    [[nodiscard]] Result<void> save(store::Connection& connection);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    std::vector<std::string> m_texts{std::string()};
    std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> m_numbers;
    std::size_t m_saved = 1;
};

} // namespace runlens
