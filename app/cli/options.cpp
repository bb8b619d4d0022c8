// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "engine/report/output_file.h"
#include "engine/source/file_source.h"

#include <QTextStream>

#include <chrono>
#include <utility>

namespace runlens::cli {
namespace {

Result<Inspection> inspected(const RunCommandLine& line)
{
    const auto source = line.source();
    if (!source)
        return std::unexpected(source.error());
    const auto now = line.now();
    if (!now)
        return std::unexpected(now.error());
    std::optional<Automation> automation;
    if (const QString path = line.automationPath(); !path.isEmpty()) {
        auto opened = openAutomation(path.toStdString());
        if (!opened)
            return std::unexpected(opened.error());
        automation = std::move(opened->value);
    }
    auto run = openRun(*source);
    if (!run)
        return std::unexpected(run.error());
    return inspect(std::move(run->value), std::move(automation), std::move(run->diagnostics), *now);
}

/// A line each.
void reportDiagnostics(const Inspection& inspection)
{
    QTextStream out(stderr);
    for (const Diagnostic& diagnostic : inspection.diagnostics.items)
        out << QStringLiteral("runlens-cli: ") << Words().diagnostic(diagnostic) << Qt::endl;
    if (inspection.diagnostics.suppressed > 0)
        out << QStringLiteral("runlens-cli: ") << Words().diagnosticsLeftOut(inspection.diagnostics.suppressed)
            << Qt::endl;
}

} // namespace

CommandLine::CommandLine(QString command, QString synopsis, const QString& summary, QString examples)
    : m_command(std::move(command)), m_synopsis(std::move(synopsis)), m_examples(std::move(examples))
{
    m_parser.setApplicationDescription(summary);
    m_parser.addOption({QStringLiteral("help"), tr("Show this help.")});
}

RunCommandLine::RunCommandLine(QString command, QString synopsis, const QString& summary, QString examples)
    : CommandLine(std::move(command), std::move(synopsis), summary, std::move(examples))
{
    parser().addOptions({
        {QStringLiteral("automation"),
         tr("The automation the run belongs to: names the steps not taken, sharpens times."), QStringLiteral("FILE")},
        {QStringLiteral("now"), tr("Look at the run as of this time, ISO 8601; default: now."), QStringLiteral("TIME")},
        {QStringLiteral("zone"), tr("Zone of the times: UTC (default), local, or a name such as Europe/Lisbon."),
         QStringLiteral("ZONE")},
    });
}

QString CommandLine::help() const
{
    // The parser writes its own usage line from the program's name; ours names the command.
    QString options = m_parser.helpText();
    options.remove(0, options.indexOf(QLatin1Char('\n')) + 1);
    return tr("Usage: runlens-cli %1 %2").arg(m_command, m_synopsis) + QLatin1Char('\n') + options + QLatin1Char('\n')
           + tr("Examples:") + QLatin1Char('\n') + m_examples + QLatin1Char('\n');
}

std::optional<Exit> CommandLine::parse(const QStringList& arguments)
{
    const bool understood = m_parser.parse(QStringList{m_command} + arguments);
    if (m_parser.isSet(QStringLiteral("help")) || arguments.contains(QStringLiteral("--help")))
        return print(help());
    if (!understood)
        return fail(usageError(m_parser.errorText()).error());
    return std::nullopt;
}

Result<std::string> RunCommandLine::source() const
{
    const QStringList sources = parser().positionalArguments();
    if (sources.isEmpty())
        return usageError(tr("%1 needs the file of a run, or - for standard input").arg(command()));
    if (sources.size() > 1)
        return usageError(tr("%1 takes one run, and %2 files were named").arg(command()).arg(sources.size()));
    if (sources.front() == QStringLiteral("-") && automationPath() == QStringLiteral("-"))
        return usageError(tr("standard input can be read once, as the run or as its automation, not as both"));
    return sources.front().toStdString();
}

Result<Instant> RunCommandLine::now() const
{
    if (!parser().isSet(QStringLiteral("now")))
        return Instant(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    const QString text = parser().value(QStringLiteral("now"));
    if (const auto now = parseInstant(text.toStdString()))
        return *now;
    return usageError(tr("--now takes a time such as 2026-06-08T16:15:00Z, and got “%1”").arg(text));
}

Result<TimeStyle> RunCommandLine::timeStyle() const
{
    const auto looked = now();
    if (!looked)
        return std::unexpected(looked.error());
    TimeStyle style;
    Duration offset{0};
    const QString zone =
        parser().isSet(QStringLiteral("zone")) ? parser().value(QStringLiteral("zone")) : QStringLiteral("UTC");
    try {
        if (zone == QStringLiteral("local"))
            style.zone = date::current_zone();
        else if (zone.compare(QStringLiteral("UTC"), Qt::CaseInsensitive) != 0)
            style.zone = date::locate_zone(zone.toStdString());
        if (style.zone != nullptr)
            offset = style.zone->get_info(*looked).offset;
    } catch (const std::runtime_error&) {
        return usageError(tr("--zone takes UTC, local, or a name such as Europe/Lisbon, and got “%1”").arg(zone));
    }
    style.today = date::floor<date::days>(date::local_time<Duration>(looked->time_since_epoch() + offset));
    return style;
}

Result<std::size_t> CommandLine::choice(const QString& option, const QStringList& choices) const
{
    const QString value = m_parser.value(option);
    if (!m_parser.isSet(option))
        return std::size_t{0};
    if (const qsizetype index = choices.indexOf(value); index >= 0)
        return static_cast<std::size_t>(index);
    return usageError(tr("--%1 takes %2, and got “%3”").arg(option, choices.join(tr(" or ")), value));
}

std::unexpected<Error> usageError(const QString& message)
{
    return std::unexpected(Error{ErrorCode::usage, message.toStdString(), {}});
}

std::expected<RunRequest, Exit> readRequest(RunCommandLine& line, const QStringList& arguments,
                                            const QStringList& formats)
{
    if (const auto over = line.parse(arguments))
        return std::unexpected(*over);
    const auto format = line.choice(QStringLiteral("format"), formats);
    if (!format)
        return std::unexpected(fail(format.error()));
    const auto style = line.timeStyle();
    if (!style)
        return std::unexpected(fail(style.error()));
    return RunRequest{*format, *style};
}

std::expected<Inspection, Exit> inspectSource(const RunCommandLine& line)
{
    auto inspection = inspected(line);
    if (!inspection)
        return std::unexpected(fail(inspection.error()));
    reportDiagnostics(*inspection);
    return std::move(*inspection);
}

Exit print(const QString& text)
{
    const auto written = writeOutput("-", text.toUtf8());
    return written ? Exit::done : fail(written.error());
}

Exit fail(const Error& error)
{
    QTextStream err(stderr);
    if (error.code == ErrorCode::usage) // made of whole sentences already
        err << RunCommandLine::tr("runlens-cli: %1; --help tells more.").arg(QString::fromStdString(error.message))
            << Qt::endl;
    else
        err << QStringLiteral("runlens-cli: ") << Words().error(error) << Qt::endl;
    switch (error.code) {
    case ErrorCode::usage: return Exit::usage;
    case ErrorCode::network:
    case ErrorCode::unreachable:
    case ErrorCode::requestRefused:
    case ErrorCode::nameUnknown:
    case ErrorCode::timedOut:
    case ErrorCode::brokenAnswer:
    case ErrorCode::redirectRefused:
    case ErrorCode::certificateUntrusted:
    case ErrorCode::certificateExpired:
    case ErrorCode::certificateOfAnother:
    case ErrorCode::tlsFailed:
    case ErrorCode::keyRefused:
    case ErrorCode::rateLimited:
    case ErrorCode::serverFailed: return Exit::network;
    case ErrorCode::writeFailed:
    case ErrorCode::internal: return Exit::internal;
    default: return Exit::badInput;
    }
}

} // namespace runlens::cli
