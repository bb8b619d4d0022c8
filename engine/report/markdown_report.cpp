// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/markdown_report.h"

#include "engine/report/report_tables.h"
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <QRegularExpression>

namespace runlens {
namespace {

/// Escapes what Markdown, or HTML within it, takes for its own wherever it stands, and breaks what would become a link.
QString escaped(const QString& text)
{
    static const QString special = QStringLiteral("\\`*_{}[]<>#|~^$&!");
    QString result;
    result.reserve(text.size() + text.size() / 8);
    for (const QChar c : text) {
        if (special.contains(c))
            result += QLatin1Char('\\');
        result += c;
    }
    result.replace(QStringLiteral("://"), QStringLiteral("\\://"));
    result.replace(QStringLiteral("www."), QStringLiteral("www\\."), Qt::CaseInsensitive);
    return result;
}

/// A line of its own: what would make a list, a rule or a heading of it only at its beginning is escaped too.
QString escapedLine(const QString& text)
{
    static const QRegularExpression opener(QStringLiteral("^(\\d*)([-+=.)])"));
    return escaped(text).replace(opener, QStringLiteral("\\1\\\\2"));
}

QString row(const QStringList& cells)
{
    return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QString tableText(const ReportTable& table)
{
    QStringList titles;
    QStringList rules;
    for (const ReportTable::Column& column : table.columns) {
        titles += escaped(column.title);
        rules += column.align == CellAlign::right ? QStringLiteral("---:") : QStringLiteral("---");
    }
    QString text = QStringLiteral("\n## ") + escaped(table.title) + QStringLiteral("\n\n") + row(titles) + row(rules);
    for (QStringList cells : table.rows) {
        for (QString& cell : cells)
            cell = escaped(cell);
        text += row(cells);
    }
    return text;
}

QString bullets(const QString& title, const QStringList& items)
{
    if (items.isEmpty())
        return {};
    QString text = QStringLiteral("\n## ") + escaped(title) + QStringLiteral("\n\n");
    for (const QString& item : items)
        text += QStringLiteral("- ") + item + QLatin1Char('\n');
    return text;
}

QStringList findingItems(const Inspection& inspection, const Words& words)
{
    QStringList items;
    for (const FindingLine& line : findingLines(inspection.audit))
        items += line.finding == nullptr ? escaped(moreOfThisKind(line.more))
                                         : QStringLiteral("**%1** %2")
                                               .arg(escaped(words.findingTitle(*line.finding)),
                                                    escaped(words.findingDetail(*line.finding)));
    for (const QString& line : checkSummary(inspection.audit, words))
        items += escaped(line);
    return items;
}

} // namespace

std::string markdownReport(const Inspection& inspection, const Words& words)
{
    const Run& run = inspection.run;
    const QString id =
        run.id.empty() ? translated(QT_TRANSLATE_NOOP("Words", "without an id")) : safeText(run.id.text());
    QString text =
        QStringLiteral("# ")
        + escaped(filled(translated(QT_TRANSLATE_NOOP("Words", "Run %1: %2")), {id, words.runStatus(run.status)}))
        + QStringLiteral("\n\n");
    for (const QString& line : reportHead(inspection, words))
        text += QStringLiteral("- ") + escaped(line) + QLatin1Char('\n');
    QStringList story;
    for (const QString& sentence : words.sentences(inspection.story))
        story += escapedLine(sentence);
    if (!story.isEmpty())
        text += QStringLiteral("\n## ") + escaped(translated(QT_TRANSLATE_NOOP("Words", "Story")))
                + QStringLiteral("\n\n") + story.join(QLatin1Char('\n')) + QLatin1Char('\n');
    text += bullets(translated(QT_TRANSLATE_NOOP("Words", "Findings")), findingItems(inspection, words));
    for (const ReportTable& table : reportTables(inspection, words))
        text += tableText(table);
    text += QLatin1Char('\n') + escaped(words.zoneNote()) + QLatin1Char('\n');
    return text.toStdString();
}

} // namespace runlens
