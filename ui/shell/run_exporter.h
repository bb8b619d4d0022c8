// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/axis.h"
#include "engine/render/palette.h"
#include "engine/words/time_text.h"
#include "ui/timeline/shown_run.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <cstdint>
#include <memory>

namespace runlens::shell {

enum class ExportFormat : std::uint8_t { png, svg, json, markdown };

struct ExportRequest {
    ExportFormat format = ExportFormat::png;
    QString path;
    render::Theme theme = render::Theme::light;
    layout::AxisKind axis = layout::AxisKind::folded;
    TimeStyle style;
};

/// Writes reports of a run, away from the window's thread. A file appears whole or not at all.
class RunExporter : public QObject {
    Q_OBJECT
public:
    explicit RunExporter(QObject* parent = nullptr) : QObject(parent) {}
    ~RunExporter() override; ///< waits for what is being written

    void write(std::shared_ptr<const ShownRun> run, const ExportRequest& request);

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& sentence);

private:
    QThreadPool m_pool;
};

/// By the ending of a path; PNG where it has none that is known.
[[nodiscard]] ExportFormat formatOf(const QString& path);

} // namespace runlens::shell
