// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_exporter.h"

#include "engine/report/json_report.h"
#include "engine/report/markdown_report.h"
#include "engine/report/output_file.h"
#include "engine/report/picture_report.h"

#include <utility>

namespace runlens::shell {
namespace {

Result<QByteArray> bytesOf(const Inspection& inspection, const ExportRequest& request)
{
    const Words words(request.style);
    switch (request.format) {
    case ExportFormat::json: return QByteArray::fromStdString(jsonReport(inspection, words));
    case ExportFormat::markdown: return QByteArray::fromStdString(markdownReport(inspection, words));
    case ExportFormat::png:
    case ExportFormat::svg: break;
    }
    PictureOptions picture;
    picture.format = request.format == ExportFormat::svg ? PictureFormat::svg : PictureFormat::png;
    picture.theme = request.theme;
    picture.axis = request.axis;
    picture.scale = 2;
    return pictureReport(inspection, words, picture);
}

} // namespace

RunExporter::~RunExporter() { m_pool.waitForDone(); }

void RunExporter::write(std::shared_ptr<const ShownRun> run, const ExportRequest& request)
{
    m_pool.start([this, run = std::move(run), request] {
        Result<void> done;
        if (const auto bytes = bytesOf(run->inspection, request))
            done = writeOutput(request.path.toStdString(), *bytes);
        else
            done = std::unexpected(bytes.error());
        QMetaObject::invokeMethod(this, [this, done, path = request.path] {
            if (done)
                Q_EMIT written(path);
            else
                Q_EMIT failed(Words().error(done.error()));
        });
    });
}

ExportFormat formatOf(const QString& path)
{
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return ExportFormat::svg;
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return ExportFormat::json;
    if (path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive))
        return ExportFormat::markdown;
    return ExportFormat::png;
}

} // namespace runlens::shell
