// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_copy.h"

#include "engine/words/safe_text.h"
#include "ui/models/value_text.h"

#include <QStringList>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

using Values = std::unordered_map<RowNumber, QString>;

QString textOf(const Value& value)
{
    const auto* text = value.as<std::string>();
    return text != nullptr ? QString::fromStdString(*text) : lineOf(value);
}

std::vector<RowNumber> numbersOf(const CopyRequest& request)
{
    std::vector<RowNumber> numbers;
    const std::vector<RowNumber>& rows = request.found->order->rows;
    for (const RowRange& range : request.rows)
        numbers.insert(numbers.end(), rows.begin() + range.first, rows.begin() + range.last + 1);
    return numbers;
}

Result<std::vector<Values>> valuesOf(const CopyRequest& request, std::vector<RowNumber> numbers,
                                     const std::stop_token& stop)
{
    std::ranges::sort(numbers);
    std::vector<Values> all(request.columns.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (request.columns[at].column || request.search == nullptr)
            continue;
        auto had = request.search->values(
            request.columns[at].path, numbers,
            [&](RowNumber row, const Value& value) { all[at].insert_or_assign(row, textOf(value)); }, stop);
        if (!had)
            return std::unexpected(std::move(had.error()));
    }
    return all;
}

/// What is told as it is, at any length; none of columns that are told in words.
std::optional<std::string> plainOf(const RunSummary& run, RunColumn column)
{
    switch (column) {
    case RunColumn::run: return run.id.text();
    case RunColumn::version: return run.versionId.text();
    case RunColumn::atStep: return run.atStep.text();
    case RunColumn::error: return run.error;
    default: return std::nullopt;
    }
}

QString cellOf(const CopyRequest& request, const RunSummary& run, RunColumn column)
{
    if (const auto plain = plainOf(run, column); plain && !plain->empty())
        return QString::fromStdString(*plain);
    const SourceSnapshot& snapshot = *request.found->snapshot;
    const QString text = request.texts.text(snapshot, run, column);
    const bool notFetched = text.isEmpty() && RunTexts::unknown(snapshot, run, column) == Unknown::notFetched;
    return notFetched ? RunTexts::unknownText(Unknown::notFetched) : text;
}

QStringList headerOf(const CopyRequest& request)
{
    QStringList cells;
    for (const CopyRequest::Column& column : request.columns)
        cells += column.column ? RunTexts::title(*column.column) : safeText(column.path);
    return cells;
}

QStringList cellsOf(const CopyRequest& request, RowNumber number, const std::vector<Values>& values)
{
    const RunSummary run = request.found->snapshot->table.summary(number);
    QStringList cells;
    for (std::size_t at = 0; at < request.columns.size(); ++at) {
        if (request.columns[at].column) {
            cells += cellOf(request, run, *request.columns[at].column);
            continue;
        }
        const auto value = values[at].find(number);
        cells += value == values[at].end() ? QString() : value->second;
    }
    return cells;
}

class Sheet {
public:
    Sheet(const QStringList& header, bool asHtml) : m_asHtml(asHtml)
    {
        if (m_asHtml)
            m_copied.html = QStringLiteral("<meta charset=\"utf-8\"><table>");
        put(header, QStringLiteral("th"));
    }
    void add(const QStringList& cells)
    {
        put(cells, QStringLiteral("td"));
        ++m_copied.rows;
    }
    [[nodiscard]] CopiedRuns finish()
    {
        if (m_asHtml)
            m_copied.html += QStringLiteral("</table>");
        return std::move(m_copied);
    }

private:
    void put(const QStringList& cells, const QString& tag)
    {
        if (m_asHtml)
            m_copied.html += QStringLiteral("<tr>");
        for (qsizetype at = 0; at < cells.size(); ++at) {
            const QString cell = formulaSafe(cells[at]);
            m_copied.text += (at > 0 ? QStringLiteral("\t") : QString()) + cell;
            if (m_asHtml)
                m_copied.html += QLatin1Char('<') + tag + QLatin1Char('>') + cell.toHtmlEscaped() + QStringLiteral("</")
                                 + tag + QLatin1Char('>');
        }
        m_copied.text += QLatin1Char('\n');
        if (m_asHtml)
            m_copied.html += QStringLiteral("</tr>");
    }

    CopiedRuns m_copied;
    bool m_asHtml;
};

} // namespace

QString formulaSafe(const QString& text)
{
    QString cell = text;
    const bool startsFormula = !cell.isEmpty() && QStringView(u"=+-@\t\r\n\0", 8).contains(cell.front());
    for (QChar& c : cell)
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    return startsFormula ? QLatin1Char('\'') + cell : cell;
}

Result<CopiedRuns> copyOf(const CopyRequest& request, const std::stop_token& stop)
{
    const std::vector<RowNumber> numbers = numbersOf(request);
    const auto values = valuesOf(request, numbers, stop);
    if (!values)
        return std::unexpected(values.error());
    Sheet sheet(headerOf(request), numbers.size() <= mostAsHtml);
    for (const RowNumber number : numbers) {
        if (stop.stop_requested())
            return std::unexpected(Error{ErrorCode::cancelled, {}, {}});
        sheet.add(cellsOf(request, number, *values));
    }
    return sheet.finish();
}

} // namespace runlens
