// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/document_search.h"

#include "engine/archive/run_value.h"
#include "engine/archive/searchable_text.h"

#include <utility>

namespace runlens {
namespace {

std::unexpected<Error> cancelled() { return std::unexpected(Error{ErrorCode::cancelled, {}, {}}); }

} // namespace

DocumentSearch::DocumentSearch(std::shared_ptr<const std::vector<Run>> runs) : m_runs(std::move(runs)) {}

Result<std::vector<RowNumber>> DocumentSearch::containing(std::string_view text, const std::stop_token& stop) const
{
    const std::string folded = foldedText(text);
    {
        const std::scoped_lock lock(m_mutex);
        while (m_texts.size() < m_runs->size()) {
            if (stop.stop_requested())
                return cancelled();
            m_texts.push_back(searchableText((*m_runs)[m_texts.size()]));
        }
    }
    // They do not change any more.
    std::vector<RowNumber> rows;
    for (std::size_t row = 0; row < m_texts.size(); ++row) {
        if (stop.stop_requested())
            return cancelled();
        if (containsText(m_texts[row], folded))
            rows.push_back(static_cast<RowNumber>(row));
    }
    return rows;
}

Result<void> DocumentSearch::values(std::string_view path, std::span<const RowNumber> rows,
                                    const std::function<void(RowNumber, const Value&)>& take,
                                    const std::stop_token& stop) const
{
    for (const RowNumber row : rows) {
        if (stop.stop_requested())
            return cancelled();
        if (row >= m_runs->size())
            continue;
        if (const auto value = valueInRun((*m_runs)[row], path))
            take(row, *value);
    }
    return {};
}

} // namespace runlens
