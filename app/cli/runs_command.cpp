// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/listed_source.h"
#include "app/cli/run_rows.h"
#include "app/cli/server_key.h"
#include "engine/query/match.h"
#include "engine/report/output_file.h"
#include "engine/table/run_order.h"
#include "engine/words/query_words.h"

#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <limits>
#include <span>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("RunsCommand", text); }

/// What in a document did not fit.
void sayDiagnostics(const Diagnostics& diagnostics)
{
    QTextStream err(stderr);
    for (const Diagnostic& diagnostic : diagnostics.items)
        err << QStringLiteral("runlens-cli: ") << Words().diagnostic(diagnostic) << Qt::endl;
    if (diagnostics.suppressed > 0)
        err << QStringLiteral("runlens-cli: ") << Words().diagnosticsLeftOut(diagnostics.suppressed) << Qt::endl;
}

/// The query with a mark below what is wrong with it, then why.
Exit failQuery(const QString& query, const QueryError& error)
{
    QString line = query;
    for (QChar& c : line)
        c = c.isSpace() ? QLatin1Char(' ') : c;
    const auto blanks = static_cast<qsizetype>(error.span.offset);
    const auto marks = static_cast<qsizetype>(std::max<std::size_t>(error.span.length, 1));
    QTextStream(stderr) << QStringLiteral("runlens-cli: ")
                        << tr("the query cannot be read at column %1").arg(error.span.offset + 1) << Qt::endl
                        << QStringLiteral("  ") << line << Qt::endl
                        << QStringLiteral("  ") << QString(blanks, QLatin1Char(' ')) << QString(marks, QLatin1Char('^'))
                        << Qt::endl
                        << QStringLiteral("  ") << queryErrorText(error) << Qt::endl;
    return Exit::usage;
}

/// What was found, of how much, and how much of that is known whole.
QString countsText(const ListedSource& runs, const Matches& matches)
{
    QString text = tr("%1 of %2; detail for %3")
                       .arg(matches.rows.size())
                       .arg(runs.snapshot->table.living())
                       .arg(runs.snapshot->table.detailed());
    if (!matches.undecided.empty())
        text += tr("; %1 may match, and their details are not at hand").arg(matches.undecided.size());
    if (matches.untold > 0)
        text += tr("; %1 may match, and nothing tells it").arg(matches.untold);
    return runs.snapshot->state.coverage.hasMore ? text + tr("; the list has more pages than are here") : text;
}

/// For an empty answer: which term to leave out.
void sayWhyNone(const ListedSource& runs, const Query& query, Instant now)
{
    const auto why = whyNone(runs.snapshot->table, query, runs.search.get(), now);
    if (!why || why->empty())
        return;
    QTextStream(stderr) << QStringLiteral("runlens-cli: ")
                        << tr("without %1 there would be %2")
                               .arg(QString::fromStdString(query.terms[why->front().term].text()))
                               .arg(why->front().brings)
                        << Qt::endl;
}

Result<std::size_t> limitOf(const CommandLine& line)
{
    if (!line.parser().isSet(QStringLiteral("limit")))
        return std::numeric_limits<std::size_t>::max();
    bool good = false;
    const QString text = line.parser().value(QStringLiteral("limit"));
    const qulonglong limit = text.toULongLong(&good);
    if (!good || limit == 0)
        return usageError(tr("--limit takes a whole number from 1, and got “%1”").arg(text));
    return limit;
}

void addOptions(CommandLine& line)
{
    line.parser().addOptions({
        {QStringLiteral("query"), tr("Only runs that this means, as in the window's query bar."),
         QStringLiteral("QUERY")},
        {QStringLiteral("limit"), tr("At most so many, the newest."), QStringLiteral("N")},
        {QStringLiteral("format"), tr("table (default), csv, or json: one object a line."), QStringLiteral("FORMAT")},
        {QStringLiteral("now"), tr("Look at the runs as of this time, ISO 8601; default: now."),
         QStringLiteral("TIME")},
        keyFileOption(),
    });
}

Result<Instant> nowOf(const CommandLine& line)
{
    if (!line.parser().isSet(QStringLiteral("now")))
        return std::chrono::floor<Duration>(std::chrono::system_clock::now());
    const QString text = line.parser().value(QStringLiteral("now"));
    if (const auto now = parseInstant(text.toStdString()))
        return *now;
    return usageError(tr("--now takes a time such as 2026-06-08T16:15:00Z, and got “%1”").arg(text));
}

Exit printRuns(const ListedSource& runs, const Query& query, std::size_t limit, std::size_t format, Instant now)
{
    auto matches = matchRows(runs.snapshot->table, query, runs.search.get(), now);
    if (!matches)
        return fail(matches.error());
    sortRows(matches->rows, runs.snapshot->table, RunColumn::started, true, now);
    const std::span<const RowNumber> shown = std::span(matches->rows).first(std::min(limit, matches->rows.size()));
    const QByteArray text = format == 0   ? tableOfRuns(runs.snapshot->table, shown, now)
                            : format == 1 ? csvOfRuns(runs.snapshot->table, shown, now)
                                          : jsonOfRuns(runs.snapshot->table, shown, now);
    if (const auto written = writeOutput("-", text); !written)
        return fail(written.error());
    QTextStream(stderr) << countsText(runs, *matches) << Qt::endl;
    if (matches->rows.empty())
        sayWhyNone(runs, query, now);
    return Exit::done;
}

} // namespace

Exit runsCommand(const QStringList& arguments)
{
    CommandLine line(
        QStringLiteral("runs"), QStringLiteral("SOURCE [options]"),
        tr("Lists runs, the newest first. SOURCE is the file of a run, of a list of runs or of a scenario, - "
           "for standard input, an archive (.runlens), a store (sqlite:PATH), or the address of a server."),
        QStringLiteral("  runlens-cli runs runs.json --query 'status:failed,overdue started:7d'\n"
                       "  runlens-cli runs runs.json --query 'payload.amount>=1000 -outcome:timeout'\n"
                       "  runlens-cli runs - --format json < runs.json | jq .identity\n"
                       "  runlens-cli runs http://127.0.0.1:8917 --query 'failed:1h' --key-file key\n"
                       "  runlens-cli runs runs.json --format csv --limit 100 > runs.csv"));
    addOptions(line);
    if (const auto over = line.parse(arguments))
        return *over;
    const auto format =
        line.choice(QStringLiteral("format"), {QStringLiteral("table"), QStringLiteral("csv"), QStringLiteral("json")});
    const auto limit = limitOf(line);
    const auto now = nowOf(line);
    const QStringList named = line.parser().positionalArguments();
    if (!format || !limit || !now)
        return fail(!format ? format.error() : !limit ? limit.error() : now.error());
    if (named.size() != 1)
        return fail(usageError(tr("runs needs one source, and %1 were named").arg(named.size())).error());
    const QString text = line.parser().value(QStringLiteral("query"));
    const auto query = parseQuery(text.toStdString(), {*now, {}, {}});
    if (!query)
        return failQuery(text, query.error());
    const auto runs = listSource(named.front(), *query, *now, line.parser());
    if (!runs)
        return fail(runs.error());
    sayDiagnostics(runs->snapshot->diagnostics);
    return printRuns(*runs, *query, *limit, *format, *now);
}

} // namespace runlens::cli
