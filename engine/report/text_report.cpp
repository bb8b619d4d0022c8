// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/text_report.h"

#include "engine/report/report_tables.h"
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

/// Columns as wide as their longest cell, two blanks between them.
QStringList lines(const ReportTable& table)
{
    std::vector<qsizetype> widths;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        qsizetype width = table.columns[column].title.size();
        for (const QStringList& row : table.rows)
            width = std::max(width, row[static_cast<qsizetype>(column)].size());
        widths.push_back(width);
    }
    const auto line = [&](const auto& cellAt) {
        QString text;
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            const QString cell = cellAt(column);
            text += QStringLiteral("  ");
            text += table.columns[column].align == CellAlign::right ? cell.rightJustified(widths[column])
                                                                    : cell.leftJustified(widths[column]);
        }
        while (text.endsWith(QLatin1Char(' ')))
            text.chop(1);
        return text;
    };
    QStringList all{line([&](std::size_t column) { return table.columns[column].title; })};
    for (const QStringList& row : table.rows)
        all += line([&](std::size_t column) { return row[static_cast<qsizetype>(column)]; });
    return all;
}

class TextReport {
public:
    QString done() { return m_text; }

    void section(const QString& title, const QStringList& body)
    {
        if (body.isEmpty())
            return;
        m_text += QLatin1Char('\n') + title + QLatin1Char('\n');
        for (const QString& line : body)
            m_text += line + QLatin1Char('\n');
    }
    void line(const QString& text) { m_text += text + QLatin1Char('\n'); }

private:
    QString m_text;
};

QStringList indented(const QStringList& body)
{
    QStringList all;
    for (const QString& line : body)
        all += QStringLiteral("  ") + line;
    return all;
}

QStringList findingsText(const Inspection& inspection, const Words& words)
{
    QStringList all;
    for (const FindingLine& line : findingLines(inspection.audit)) {
        if (line.finding == nullptr) {
            all += moreOfThisKind(line.more);
            continue;
        }
        all += filled(translated(QT_TRANSLATE_NOOP("Words", "%1: %2")),
                      {words.severity(line.finding->severity), words.findingTitle(*line.finding)});
        if (const QString detail = words.findingDetail(*line.finding); !detail.isEmpty())
            all += QStringLiteral("  ") + detail;
    }
    return all + checkSummary(inspection.audit, words);
}

} // namespace

std::string textReport(const Inspection& inspection, const Words& words)
{
    const Run& run = inspection.run;
    TextReport report;
    report.line(
        filled(translated(QT_TRANSLATE_NOOP("Words", "Run %1: %2")),
               {run.id.empty() ? translated(QT_TRANSLATE_NOOP("Words", "without an id")) : safeText(run.id.text()),
                words.runStatus(run.status)}));
    for (const QString& line : reportHead(inspection, words))
        report.line(line);
    report.section(translated(QT_TRANSLATE_NOOP("Words", "Story")), indented(words.sentences(inspection.story)));
    report.section(translated(QT_TRANSLATE_NOOP("Words", "Findings")), indented(findingsText(inspection, words)));
    for (const ReportTable& table : reportTables(inspection, words))
        report.section(table.title, lines(table));
    report.line(QString());
    report.line(words.zoneNote());
    return report.done().toStdString();
}

} // namespace runlens
