// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/text_pattern.h"

#include <algorithm>

namespace runlens {

std::string folded(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = folded(c);
    return result;
}

bool isSameFolded(std::string_view left, std::string_view right) noexcept
{
    return std::ranges::equal(left, right, [](char a, char b) { return folded(a) == folded(b); });
}

bool containsFolded(std::string_view text, std::string_view needle) noexcept
{
    if (needle.empty())
        return true;
    if (needle.size() > text.size())
        return false;
    const char first = needle.front();
    const std::size_t last = text.size() - needle.size();
    for (std::size_t at = 0; at <= last; ++at) {
        if (folded(text[at]) != first)
            continue;
        std::size_t length = 1;
        while (length < needle.size() && folded(text[at + length]) == needle[length])
            ++length;
        if (length == needle.size())
            return true;
    }
    return false;
}

TextPattern::TextPattern(std::string_view pattern, bool wildcards, Case letters)
    : m_pattern(letters == Case::folds ? folded(pattern) : std::string(pattern)),
      m_wildcards(wildcards && pattern.find('*') != std::string_view::npos),
      m_folds(letters == Case::folds)
{
}

bool TextPattern::matches(std::string_view text) const
{
    const auto same = [this](char of, char in) { return of == (m_folds ? folded(in) : in); };
    if (!m_wildcards)
        return std::ranges::equal(m_pattern, text, same);
    std::size_t at = 0;
    std::size_t place = 0;
    std::size_t star = std::string::npos; // the last one met, and where the text stood then
    std::size_t from = 0;
    while (at < text.size()) {
        if (place < m_pattern.size() && m_pattern[place] == '*') {
            star = place++;
            from = at;
        } else if (place < m_pattern.size() && same(m_pattern[place], text[at])) {
            ++place;
            ++at;
        } else if (star != std::string::npos) {
            place = star + 1;
            at = ++from;
        } else {
            return false;
        }
    }
    return m_pattern.find_first_not_of('*', place) == std::string::npos;
}

} // namespace runlens
