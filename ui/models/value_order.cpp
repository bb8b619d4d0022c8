// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_order.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

struct ValueKey {
    int kind = 0;      ///< numbers, texts, truths, all others
    double number = 0; ///< never NaN
    std::string text;
    RowNumber row = 0;

    [[nodiscard]] bool isBefore(const ValueKey& other) const
    {
        if (kind != other.kind)
            return kind < other.kind;
        return number != other.number ? number < other.number : text < other.text;
    }
};

std::string lowered(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

ValueKey keyOf(const Value& value)
{
    if (const auto* number = value.as<std::int64_t>())
        return {0, static_cast<double>(*number), {}, 0};
    if (const auto* large = value.as<std::uint64_t>())
        return {0, static_cast<double>(*large), {}, 0};
    if (const auto* real = value.as<double>())
        return {0, *real, {}, 0};
    if (const auto* text = value.as<std::string>())
        return {1, 0, lowered(*text), 0};
    if (const auto* truth = value.as<bool>())
        return {2, *truth ? 1.0 : 0.0, {}, 0};
    return {3, 0, {}, 0};
}

} // namespace

Result<std::vector<std::optional<std::int64_t>>> keysOfPath(std::span<const RowNumber> rows, std::string_view path,
                                                            const RunSearch* search, const std::stop_token& stop)
{
    std::vector<std::optional<std::int64_t>> keys(rows.size());
    if (search == nullptr || rows.empty())
        return keys;
    std::vector<ValueKey> values;
    const auto take = [&values](RowNumber row, const Value& value) {
        if (value.isNull())
            return;
        values.push_back(keyOf(value));
        values.back().row = row;
    };
    if (auto had = search->values(path, rows, take, stop); !had)
        return std::unexpected(std::move(had.error()));
    std::ranges::sort(values, [](const ValueKey& left, const ValueKey& right) { return left.isBefore(right); });
    std::unordered_map<RowNumber, std::int64_t> ranks;
    ranks.reserve(values.size());
    std::int64_t rank = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && values[i - 1].isBefore(values[i]))
            ++rank;
        ranks.emplace(values[i].row, rank);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (const auto found = ranks.find(rows[i]); found != ranks.end())
            keys[i] = found->second;
    return keys;
}

} // namespace runlens
