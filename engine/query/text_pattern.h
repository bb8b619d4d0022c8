// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing texts without the case of ASCII, and patterns with `*`. Private to query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runlens {

[[nodiscard]] constexpr char folded(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string folded(std::string_view text);
[[nodiscard]] bool isSameFolded(std::string_view left, std::string_view right) noexcept;
/// `needle` is folded already.
[[nodiscard]] bool containsFolded(std::string_view text, std::string_view needle) noexcept;

/// What a text has to be like.
class TextPattern {
public:
    enum class Case : bool { matters, folds };

    /// With `wildcards` a `*` stands for any text, the empty one too.
    TextPattern(std::string_view pattern, bool wildcards, Case letters);
    /// Linear in the text times the pattern, at worst.
    [[nodiscard]] bool matches(std::string_view text) const;

private:
    std::string m_pattern; ///< folded where case folds
    bool m_wildcards = false;
    bool m_folds = false;
};

} // namespace runlens
