// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "engine/report/output_file.h"
#include "engine/report/simulation_report.h"
#include "engine/source/file_source.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <limits>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("SimulateCommand", text); }

struct SimulateOptions {
    QStringList paths;
    simulation::PlayOptions play;
    std::string output;
    std::string junit;
    bool json = false;
};

Result<SimulateOptions> readOptions(const QCommandLineParser& parser)
{
    SimulateOptions options;
    options.paths = parser.positionalArguments();
    if (options.paths.isEmpty())
        return usageError(tr("simulate needs the file of a scenario, or - for standard input"));
    if (options.paths.count(QStringLiteral("-")) > 1)
        return usageError(tr("standard input can be read once"));
    if (parser.isSet(QStringLiteral("seed"))) {
        bool read = false;
        const QString text = parser.value(QStringLiteral("seed"));
        options.play.seed = text.toULongLong(&read);
        if (!read || *options.play.seed > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return usageError(tr("--seed takes a whole number from 0 to 9223372036854775807, and got “%1”").arg(text));
    }
    const QString format =
        parser.isSet(QStringLiteral("format")) ? parser.value(QStringLiteral("format")) : QStringLiteral("text");
    if (format != QStringLiteral("text") && format != QStringLiteral("json"))
        return usageError(tr("--format takes text or json, and got “%1”").arg(format));
    options.json = format == QStringLiteral("json");
    options.play.trace = parser.isSet(QStringLiteral("trace-inputs"));
    options.output = parser.value(QStringLiteral("output")).toStdString();
    options.junit = parser.value(QStringLiteral("junit")).toStdString();
    if (options.output == "-" && options.junit == "-")
        return usageError(tr("--output and --junit cannot both be standard output"));
    return options;
}

/// An exit code where the scenario cannot be played; all that is wrong with it has been said then.
std::expected<ScenarioOutcome, Exit> played(const std::string& path, const SimulateOptions& options)
{
    auto read = openScenario(path);
    if (!read)
        return std::unexpected(fail(read.error()));
    if (!read->diagnostics.empty()) {
        QTextStream err(stderr);
        for (const Diagnostic& diagnostic : read->diagnostics.items)
            err << QStringLiteral("runlens-cli: ")
                << tr("%1: %2").arg(QString::fromStdString(path), Words().diagnostic(diagnostic)) << Qt::endl;
        if (read->diagnostics.suppressed > 0)
            err << QStringLiteral("runlens-cli: ") << Words().diagnosticsLeftOut(read->diagnostics.suppressed)
                << Qt::endl;
        return std::unexpected(Exit::badInput);
    }
    const std::string wanted = read->value.tzdata;
    auto outcome = playScenario(path, std::move(read->value), options.play);
    if (!outcome) {
        outcome.error().where = path + ": " + outcome.error().where;
        return std::unexpected(fail(outcome.error()));
    }
    if (!wanted.empty() && wanted != outcome->facts.tzdata)
        QTextStream(stderr) << QStringLiteral("runlens-cli: ")
                            << tr("%1 was written with version %2 of the time zone database, and this system has "
                                  "%3: local times may differ.")
                                   .arg(QString::fromStdString(path), QString::fromStdString(wanted),
                                        outcome->facts.tzdata.empty() ? tr("another one")
                                                                      : QString::fromStdString(outcome->facts.tzdata))
                            << Qt::endl;
    return std::move(*outcome);
}

Result<void> writeAll(const SimulateOptions& options, const std::vector<ScenarioOutcome>& outcomes)
{
    const Words words;
    if (!options.output.empty())
        if (auto written = writeOutput(options.output, QByteArray::fromStdString(simulatedRuns(outcomes))); !written)
            return written;
    if (!options.junit.empty())
        if (auto written = writeOutput(options.junit, QByteArray::fromStdString(junitReport(outcomes, words)));
            !written)
            return written;
    if (options.output == "-" || options.junit == "-")
        return {}; // what was asked for has standard output to itself
    return writeOutput("-", QByteArray::fromStdString(options.json ? simulationJson(outcomes, words)
                                                                   : simulationText(outcomes, words)));
}

} // namespace

Exit simulateCommand(const QStringList& arguments)
{
    CommandLine line(
        QStringLiteral("simulate"), QStringLiteral("SCENARIO.json... [options]"),
        tr("Plays scenarios in virtual time and judges their expectations. Exits with 1 if one is not met, or a "
           "promise "
           "of the engine was broken."),
        QStringLiteral("  runlens-cli simulate opens-in-time.json\n"
                       "  runlens-cli simulate opens-in-time.json --output run.json && runlens-cli inspect run.json\n"
                       "  runlens-cli simulate resources/samples/scenarios/*.json --junit results.xml\n"
                       "  runlens-cli simulate retries.json --seed 7 --trace-inputs"));
    line.parser().addOptions({
        {QStringLiteral("seed"), tr("Play with this seed instead of the scenario's own."), QStringLiteral("N")},
        {QStringLiteral("output"),
         tr("Write the runs as a server would tell them: one as a run, several as a list; - for standard output."),
         QStringLiteral("RUNS.json")},
        {QStringLiteral("junit"), tr("Write the results as JUnit's XML; - for standard output."),
         QStringLiteral("OUT.xml")},
        {QStringLiteral("trace-inputs"), tr("Tell every input that a run was given.")},
        {QStringLiteral("format"), tr("text (default) or json."), QStringLiteral("FORMAT")},
    });
    if (const auto over = line.parse(arguments))
        return *over;
    const auto options = readOptions(line.parser());
    if (!options)
        return fail(options.error());
    std::vector<ScenarioOutcome> outcomes;
    std::optional<Exit> unusable;
    for (const QString& path : options->paths) {
        auto outcome = played(path.toStdString(), *options);
        if (outcome)
            outcomes.push_back(std::move(*outcome));
        else if (!unusable)
            unusable = outcome.error();
    }
    if (unusable)
        return *unusable;
    if (const auto written = writeAll(*options, outcomes); !written)
        return fail(written.error());
    return std::ranges::all_of(outcomes, &ScenarioOutcome::passed) ? Exit::done : Exit::answerIsNo;
}

} // namespace runlens::cli
