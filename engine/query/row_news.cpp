// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/row_news.h"

#include <algorithm>

namespace runlens {
namespace {

/// The run goes on, or differs in what was known of it. What a detail tells that no row told is nothing new.
bool saysAnew(const RunTable& before, const RunTable& now, RowNumber row)
{
    const RunChunk& then = before.chunkOf(row);
    const RunChunk& here = now.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    if (then.status[at] != here.status[at] || then.statusWord[at] != here.statusWord[at])
        return true;
    const bool detailCame = !then.has(at, RowFlag::detail) && here.has(at, RowFlag::detail);
    const auto differs = [at, detailCame](const auto& was, const auto& is, auto unknown) {
        return was[at] != is[at] && (was[at] != unknown || !detailCame);
    };
    const bool endWasKnown = !then.has(at, RowFlag::endInferred);
    return differs(then.atStep, here.atStep, 0U) || differs(then.error, here.error, 0U)
           || (endWasKnown && differs(then.ended, here.ended, noTime));
}

} // namespace

void RowNews::add(const RunTable& before, const RunTable& now, std::span<const RowNumber> added,
                  std::span<const RowNumber> older, std::span<const RowNumber> changed)
{
    for (const RowNumber row : added)
        m_rows[row] = std::ranges::binary_search(older, row) ? Said::older : Said::added;
    for (const RowNumber row : changed) {
        if (row >= before.size())
            continue; // it was added at the same time
        Said& said = m_rows.try_emplace(row, Said::detail).first->second;
        if (saysAnew(before, now, row))
            said = Said::changed;
    }
}

void RowNews::add(const RowNews& later)
{
    for (const auto& [row, said] : later.m_rows) {
        Said& all = m_rows.try_emplace(row, said).first->second;
        all = said == Said::detail ? all : said;
    }
}

std::vector<RowNumber> RowNews::numbers() const
{
    std::vector<RowNumber> numbers;
    numbers.reserve(m_rows.size());
    for (const auto& [row, said] : m_rows)
        numbers.push_back(row);
    return numbers;
}

} // namespace runlens
