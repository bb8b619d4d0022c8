// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/icons.h"

#include <QByteArray>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <utility>

namespace runlens::render {
namespace {

using layout::Icon;

constexpr std::array<const char*, 18> fileNames{
    "",          "trigger",   "email",  "push",         "wait",      "delay",
    "condition", "person",    "topic",  "unknown-step", "completed", "running",
    "waiting",   "timed-out", "failed", "skipped",      "cancelled", "concern",
};

/// The file's own colour is a word; a tinted icon is the file with the colour in its place.
std::unique_ptr<QSvgRenderer> load(const QString& name, const QColor& colour)
{
    QFile file(QStringLiteral(":/runlens/icons/%1.svg").arg(name));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QByteArray svg = opened ? file.readAll() : QByteArray();
    svg.replace("currentColor", colour.name().toUtf8());
    return std::make_unique<QSvgRenderer>(svg);
}

} // namespace

QString iconFileName(Icon icon) { return QLatin1String(fileNames[static_cast<std::size_t>(icon)]); }

void paintIconFile(QPainter& painter, const QString& name, const QRectF& box, const QColor& colour)
{
    thread_local std::map<std::pair<QString, QRgb>, std::unique_ptr<QSvgRenderer>> renderers;
    auto& renderer = renderers[{name, colour.rgba()}];
    if (!renderer)
        renderer = load(name, colour);
    renderer->render(&painter, box);
}

void paintIcon(QPainter& painter, Icon icon, const QRectF& box, const QColor& colour)
{
    if (icon != Icon::none)
        paintIconFile(painter, iconFileName(icon), box, colour);
}

} // namespace runlens::render
