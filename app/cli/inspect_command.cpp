// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "engine/report/json_report.h"
#include "engine/report/output_file.h"
#include "engine/report/text_report.h"

#include <QCoreApplication>

#include <algorithm>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("InspectCommand", text); }

} // namespace

Exit inspectCommand(const QStringList& arguments)
{
    RunCommandLine line(
        QStringLiteral("inspect"), QStringLiteral("RUN.json [options]"),
        tr("Tells one run: its story, findings, steps, waits and messages."),
        QStringLiteral("  runlens-cli inspect run.json\n"
                       "  runlens-cli inspect run.json --automation automation.json --zone Europe/Lisbon\n"
                       "  runlens-cli inspect - --format json < run.json | jq .findings\n"
                       "  runlens-cli inspect run.json --fail-on-finding && echo kept its promises"));
    line.parser().addOptions({
        {QStringLiteral("format"), tr("text (default) or json."), QStringLiteral("FORMAT")},
        {QStringLiteral("fail-on-finding"), tr("Exit with 1 if a finding is an error.")},
    });
    const auto request = readRequest(line, arguments, {QStringLiteral("text"), QStringLiteral("json")});
    if (!request)
        return request.error();
    const auto inspection = inspectSource(line);
    if (!inspection)
        return inspection.error();

    const Words words(request->style);
    const std::string report = request->format == 0 ? textReport(*inspection, words) : jsonReport(*inspection, words);
    if (const auto written = writeOutput("-", QByteArray::fromStdString(report)); !written)
        return fail(written.error());
    const bool broken = std::ranges::any_of(inspection->audit.findings,
                                            [](const Finding& finding) { return finding.severity == Severity::error; });
    return broken && line.parser().isSet(QStringLiteral("fail-on-finding")) ? Exit::answerIsNo : Exit::done;
}

} // namespace runlens::cli
