// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "engine/report/output_file.h"
#include "engine/report/validation.h"
#include "engine/source/file_source.h"

#include <QCoreApplication>
#include <QTextStream>

#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ValidateCommand", text); }

struct Sources {
    std::string definition;
    std::string registry; ///< empty: none
};

Result<Sources> readSources(const CommandLine& line)
{
    const QStringList named = line.parser().positionalArguments();
    if (named.isEmpty())
        return usageError(tr("validate needs the file of a definition, or - for standard input"));
    if (named.size() > 1)
        return usageError(tr("validate takes one definition, and %1 files were named").arg(named.size()));
    const QString registry = line.parser().value(QStringLiteral("registry"));
    if (line.parser().isSet(QStringLiteral("registry")) && registry.isEmpty())
        return usageError(tr("--registry takes a file"));
    if (named.front() == QStringLiteral("-") && registry == QStringLiteral("-"))
        return usageError(tr("standard input can be read once, as the definition or as the registry, not as both"));
    return Sources{named.front().toStdString(), registry.toStdString()};
}

/// The registry, where one is named; what in it did not fit is said on stderr.
Result<std::optional<Registry>> readRegistryOf(const Sources& sources)
{
    if (sources.registry.empty())
        return std::nullopt;
    auto registry = openRegistry(sources.registry);
    if (!registry)
        return std::unexpected(std::move(registry.error()));
    QTextStream err(stderr);
    for (const Diagnostic& diagnostic : registry->diagnostics.items)
        err << QStringLiteral("runlens-cli: ") << Words().diagnostic(diagnostic) << Qt::endl;
    if (registry->diagnostics.suppressed > 0)
        err << QStringLiteral("runlens-cli: ") << Words().diagnosticsLeftOut(registry->diagnostics.suppressed)
            << Qt::endl;
    return std::move(registry->value);
}

} // namespace

Exit validateCommand(const QStringList& arguments)
{
    CommandLine line(
        QStringLiteral("validate"), QStringLiteral("DEFINITION.json [options]"),
        tr("Says all that is wrong with the definition of an automation, at once and with its place. Exits "
           "with 0 if it can be published, with 1 if not."),
        QStringLiteral("  runlens-cli validate automation.json\n"
                       "  runlens-cli validate automation.json --registry registry.json\n"
                       "  runlens-cli validate - --format json < definition.json | jq .problems"));
    line.parser().addOptions({
        {QStringLiteral("registry"),
         tr("The templates, audiences, topics, domains and push apps that there are; without it, they are not "
            "checked."),
         QStringLiteral("FILE")},
        {QStringLiteral("format"), tr("text (default) or json."), QStringLiteral("FORMAT")},
    });
    if (const auto over = line.parse(arguments))
        return *over;
    const auto format = line.choice(QStringLiteral("format"), {QStringLiteral("text"), QStringLiteral("json")});
    if (!format)
        return fail(format.error());
    const auto sources = readSources(line);
    if (!sources)
        return fail(sources.error());
    const auto document = openDefinition(sources->definition);
    if (!document)
        return fail(document.error());
    const auto registry = readRegistryOf(*sources);
    if (!registry)
        return fail(registry.error());

    const Words words;
    const Validation validation = validate(*document, *registry ? &**registry : nullptr, words);
    const std::string report = *format == 0 ? textValidation(validation, words) : jsonValidation(validation);
    if (const auto written = writeOutput("-", QByteArray::fromStdString(report)); !written)
        return fail(written.error());
    return validation.valid() ? Exit::done : Exit::answerIsNo;
}

} // namespace runlens::cli
