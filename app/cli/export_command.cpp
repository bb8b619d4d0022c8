// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "engine/report/json_report.h"
#include "engine/report/markdown_report.h"
#include "engine/report/output_file.h"
#include "engine/report/picture_report.h"

#include <QCoreApplication>

#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ExportCommand", text); }

enum class Format : std::uint8_t { png, svg, json, md };

struct ExportOptions {
    Format format = Format::png;
    PictureOptions picture;
    TimeStyle style;
    std::string output;
};

Result<void> readSize(const QString& text, PictureOptions& picture)
{
    constexpr int smallest = 240;
    constexpr int largest = 30'000;
    const QStringList parts = text.split(QLatin1Char('x'));
    bool widthRead = false;
    bool heightRead = false;
    const int width = parts.value(0).toInt(&widthRead);
    const int height = parts.value(1).toInt(&heightRead);
    if (parts.size() != 2 || !widthRead || !heightRead || width < smallest || height < smallest || width > largest
        || height > largest)
        return usageError(
            tr("--size takes a width and a height in pixels, 240 to 30000, such as 1440x900, and got “%1”").arg(text));
    picture.width = width;
    picture.height = height;
    return {};
}

Result<ExportOptions> readOptions(const RunCommandLine& line, const QCommandLineParser& parser,
                                  const RunRequest& request)
{
    ExportOptions options;
    const auto theme = line.choice(QStringLiteral("theme"), {QStringLiteral("light"), QStringLiteral("dark")});
    const auto axis = line.choice(QStringLiteral("axis"),
                                  {QStringLiteral("folded"), QStringLiteral("linear"), QStringLiteral("sequence")});
    const auto scale =
        line.choice(QStringLiteral("scale"), {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")});
    for (const auto* choice : {&theme, &axis, &scale})
        if (!*choice)
            return std::unexpected(choice->error());
    if (!parser.isSet(QStringLiteral("format")))
        return usageError(tr("export needs --format png, svg, json or md"));
    if (!parser.isSet(QStringLiteral("output")))
        return usageError(tr("export needs --output and a path, or - for standard output"));
    options.format = static_cast<Format>(request.format);
    options.style = request.style;
    options.output = parser.value(QStringLiteral("output")).toStdString();
    options.picture.format = options.format == Format::svg ? PictureFormat::svg : PictureFormat::png;
    options.picture.theme = *theme == 0 ? render::Theme::light : render::Theme::dark;
    constexpr layout::AxisKind kinds[] = {layout::AxisKind::folded, layout::AxisKind::linear,
                                          layout::AxisKind::sequence};
    options.picture.axis = kinds[*axis];
    options.picture.scale = static_cast<double>(*scale + 1);
    if (parser.isSet(QStringLiteral("size")))
        if (const auto read = readSize(parser.value(QStringLiteral("size")), options.picture); !read)
            return std::unexpected(read.error());
    return options;
}

Result<QByteArray> reportBytes(const Inspection& inspection, const ExportOptions& options)
{
    const Words words(options.style);
    switch (options.format) {
    case Format::json: return QByteArray::fromStdString(jsonReport(inspection, words));
    case Format::md: return QByteArray::fromStdString(markdownReport(inspection, words));
    case Format::png:
    case Format::svg: break;
    }
    return pictureReport(inspection, words, options.picture);
}

} // namespace

Exit exportCommand(const QStringList& arguments)
{
    RunCommandLine line(
        QStringLiteral("export"), QStringLiteral("RUN.json --format FORMAT --output PATH [options]"),
        tr("Writes one run as a picture of its timeline, as JSON or as Markdown. The file appears whole or not at "
           "all."),
        QStringLiteral("  runlens-cli export run.json --format png --output run.png\n"
                       "  runlens-cli export run.json --format svg --theme dark --axis linear --output run.svg\n"
                       "  runlens-cli export run.json --format png --size 1440x900 --scale 2 --output run@2x.png\n"
                       "  runlens-cli export - --format md --output - < run.json"));
    line.parser().addOptions({
        {QStringLiteral("format"), tr("png, svg, json or md."), QStringLiteral("FORMAT")},
        {QStringLiteral("output"), tr("Where to write; - for standard output."), QStringLiteral("PATH")},
        {QStringLiteral("theme"), tr("Pictures: light (default) or dark."), QStringLiteral("THEME")},
        {QStringLiteral("axis"), tr("Pictures: folded (default), linear or sequence."), QStringLiteral("AXIS")},
        {QStringLiteral("scale"), tr("PNG: 1 (default), 2 or 3 device pixels a pixel."), QStringLiteral("N")},
        {QStringLiteral("size"),
         tr("Pictures: all rows within this size; default: 1200 wide, as high as the rows need."),
         QStringLiteral("WIDTHxHEIGHT")},
    });
    const auto request = readRequest(
        line, arguments, {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("json"), QStringLiteral("md")});
    if (!request)
        return request.error();
    const auto options = readOptions(line, line.parser(), *request);
    if (!options)
        return fail(options.error());
    const auto inspection = inspectSource(line);
    if (!inspection)
        return inspection.error();
    const auto bytes = reportBytes(*inspection, *options);
    if (!bytes)
        return fail(bytes.error());
    if (const auto written = writeOutput(options->output, *bytes); !written)
        return fail(written.error());
    return Exit::done;
}

} // namespace runlens::cli
