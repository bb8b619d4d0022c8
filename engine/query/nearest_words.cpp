// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/nearest_words.h"

#include "engine/query/text_pattern.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t longestWord = 40;
constexpr std::size_t mostWords = 3;

/// How many letters have to be put in, left out or changed; two that are swapped count once.
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> beforeLast(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> line(to.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        line[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = from[i - 1] == to[j - 1];
            line[j] = std::min({last[j] + 1, line[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                line[j] = std::min(line[j], beforeLast[j - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, line);
    }
    return last[to.size()];
}

} // namespace

std::vector<std::string> nearestWords(std::string_view text, std::span<const std::string_view> words)
{
    if (text.empty() || text.size() > longestWord)
        return {};
    const std::string wanted = folded(text);
    const std::size_t farthest = std::max<std::size_t>(1, wanted.size() / 3);
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (const std::string_view word : words) {
        const std::size_t far = word.starts_with(wanted) ? 0 : distance(wanted, word);
        if (far <= farthest)
            found.emplace_back(far, word);
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::size_t, std::string_view>::first);
    std::vector<std::string> nearest;
    for (std::size_t i = 0; i < std::min(found.size(), mostWords); ++i)
        nearest.emplace_back(found[i].second);
    return nearest;
}

} // namespace runlens
