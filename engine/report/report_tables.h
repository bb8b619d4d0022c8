// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run's report in words, before they are text, Markdown or anything else. Private to this folder.
#pragma once

#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runlens {

enum class CellAlign : std::uint8_t { left, right };

struct ReportTable {
    struct Column {
        QString title;
        CellAlign align = CellAlign::left;
    };
    QString title;
    std::vector<Column> columns;
    std::vector<QStringList> rows; ///< a cell for each column, made safe to show but not escaped
};

/// The tables that have rows: steps, errors, waits, messages.
[[nodiscard]] std::vector<ReportTable> reportTables(const Inspection& inspection, const Words& words);

/// Findings as people read them: of each code and severity the first five, then how many more there are. Kinds stand in
/// the order of the audit.
struct FindingLine {
    const Finding* finding = nullptr; ///< null where `more` stands for several
    std::size_t more = 0;
};
[[nodiscard]] std::vector<FindingLine> findingLines(const Audit& audit);

/// "and 275 more of this kind."
[[nodiscard]] QString moreOfThisKind(std::size_t count);

/// What was checked: how many checks passed, and which the data could not decide.
[[nodiscard]] QStringList checkSummary(const Audit& audit, const Words& words);

/// The run's name, state and person, then when it started and ended and how long it took: what is known of these.
[[nodiscard]] QStringList reportHead(const Inspection& inspection, const Words& words);

} // namespace runlens
