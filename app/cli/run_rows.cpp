// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_rows.h"

#include "engine/wire/json_stream.h"
#include "engine/words/safe_text.h"
#include "engine/words/time_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("RunsCommand", text); }

constexpr std::size_t columns = 8;
constexpr std::array<bool, columns> alignedRight{false, false, false, false, false, true, true, false};
const QString unknown = QStringLiteral("?");

std::string_view statusOf(const RunSummary& run, Instant now)
{
    return isOverdue(run, now) ? std::string_view("overdue") : run.status.name();
}

QString timeText(const std::optional<Instant>& time, bool inferred)
{
    if (!time)
        return unknown;
    std::string text = formatInstant(std::chrono::floor<std::chrono::seconds>(*time)); // 2026-06-08T14:15:00.000Z
    text.resize(std::min<std::size_t>(text.size(), 19));
    std::ranges::replace(text, 'T', ' ');
    return QLatin1String(inferred ? "~" : "") + QString::fromStdString(text);
}

QString cell(std::string_view text) { return text.empty() ? unknown : safeText(text); }

QStringList cellsOf(const RunSummary& run, Instant now)
{
    const auto lasted = lastedOf(run, now);
    return {cell(run.id.text()),
            cell(statusOf(run, now)),
            timeText(run.started, run.startInferred),
            cell(run.identity),
            cell(run.atStep.text()),
            lasted ? durationText(*lasted) : unknown,
            run.sent ? QString::number(*run.sent) : unknown,
            run.error.empty() ? QString() : safeText(run.error)};
}

QString csvCell(std::string_view text)
{
    QString cell = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r\n").contains(cell[0]))
        cell.prepend(QLatin1Char('\''));
    const bool quotes = std::ranges::any_of(cell, [](QChar c) { return QStringLiteral(",\"\r\n").contains(c); });
    if (!quotes)
        return cell;
    return QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

std::string csvTime(const std::optional<Instant>& time) { return time ? formatInstant(*time) : std::string(); }

std::string csvSeconds(const std::optional<Duration>& length)
{
    return length ? QByteArray::number(std::chrono::duration<double>(*length).count(), 'f', 3).toStdString() : "";
}

void text(JsonStream& out, std::string_view key, std::string_view text)
{
    out.key(key);
    if (text.empty())
        out.null();
    else
        out.text(text);
}

void time(JsonStream& out, std::string_view key, const std::optional<Instant>& time)
{
    out.key(key);
    if (time)
        out.time(*time);
    else
        out.null();
}

void writeRun(JsonStream& out, const RunSummary& run, Instant now)
{
    out.beginObject();
    text(out, "id", run.id.text());
    text(out, "automation_id", run.automationId.text());
    text(out, "automation_version_id", run.versionId.text());
    text(out, "status", run.status.name());
    out.key("overdue");
    out.boolean(isOverdue(run, now));
    text(out, "identity", run.identity);
    text(out, "at_step", run.atStep.text());
    time(out, "started_at", run.started);
    out.key("start_inferred");
    out.boolean(run.startInferred);
    time(out, "ended_at", run.ended);
    out.key("end_inferred");
    out.boolean(run.endInferred);
    out.key("lasted_seconds");
    if (const auto lasted = lastedOf(run, now))
        out.number(std::chrono::duration<double>(*lasted).count());
    else
        out.null();
    out.key("sent");
    if (run.sent)
        out.number(*run.sent);
    else
        out.null();
    text(out, "error", run.error);
    out.key("detail");
    out.boolean(run.facets.has_value());
    out.endObject();
}

} // namespace

QByteArray tableOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now)
{
    QList<QStringList> lines{{tr("RUN"), tr("STATUS"), tr("STARTED (UTC)"), tr("PERSON"), tr("AT STEP"), tr("LASTED"),
                              tr("SENT"), tr("ERROR")}};
    for (const RowNumber row : rows)
        lines.append(cellsOf(table.summary(row), now));
    std::array<qsizetype, columns> widths{};
    for (const QStringList& line : lines)
        for (std::size_t column = 0; column < columns; ++column)
            widths[column] = std::max(widths[column], line[static_cast<qsizetype>(column)].size());
    QString text;
    for (const QStringList& line : lines) {
        QString written;
        for (std::size_t column = 0; column < columns; ++column) {
            const QString& here = line[static_cast<qsizetype>(column)];
            written += column == 0 ? QString() : QStringLiteral("  ");
            written += alignedRight[column] ? here.rightJustified(widths[column]) : here.leftJustified(widths[column]);
        }
        while (written.endsWith(QLatin1Char(' ')))
            written.chop(1);
        text += written + QLatin1Char('\n');
    }
    return text.toUtf8();
}

QByteArray csvOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now)
{
    QString out = QStringLiteral("id,automation_id,automation_version_id,status,overdue,identity,at_step,started_at,"
                                 "ended_at,lasted_seconds,sent,error\r\n");
    for (const RowNumber row : rows) {
        const RunSummary run = table.summary(row);
        const QStringList cells{csvCell(run.id.text()),
                                csvCell(run.automationId.text()),
                                csvCell(run.versionId.text()),
                                csvCell(run.status.name()),
                                csvCell(isOverdue(run, now) ? "true" : "false"),
                                csvCell(run.identity),
                                csvCell(run.atStep.text()),
                                csvCell(csvTime(run.started)),
                                csvCell(csvTime(run.ended)),
                                csvCell(csvSeconds(lastedOf(run, now))),
                                run.sent ? QString::number(*run.sent) : QString(),
                                csvCell(run.error)};
        out += cells.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return out.toUtf8();
}

QByteArray jsonOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now)
{
    std::string out;
    for (const RowNumber row : rows) {
        JsonStream stream(out);
        writeRun(stream, table.summary(row), now);
        out += '\n';
    }
    return QByteArray::fromStdString(out);
}

} // namespace runlens::cli
