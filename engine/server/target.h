// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a request's target.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runlens::server {

/// Undoes %XX, and makes '+' a blank where `plusIsBlank`. Nothing where an escape is broken or stands for NUL, or the
/// result is not UTF-8.
[[nodiscard]] std::optional<std::string> unescaped(std::string_view text, bool plusIsBlank);

/// The names and values behind the question mark, unescaped, in their order. Nothing where one cannot be.
using QueryFields = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::optional<QueryFields> queryFields(std::string_view query);

/// A path cut at its slashes, unescaped: "/a/b" is {"a", "b"}. A slash at the end counts for nothing.
class PathParts {
public:
    static constexpr std::size_t most = 6;

    /// `path` must stay. One of more parts, or with a broken escape, has `valid` unset.
    explicit PathParts(std::string_view path);

    [[nodiscard]] bool valid() const noexcept { return m_valid; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] std::string_view operator[](std::size_t index) const noexcept { return m_parts[index]; }

private:
    std::array<std::string_view, most> m_parts;
    std::array<std::string, most> m_unescaped; ///< of those that had escapes
    std::size_t m_size = 0;
    bool m_valid = true;
};

} // namespace runlens::server
