// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/picture.h"

#include "engine/render/scene_painter.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace runlens::render {

Result<QByteArray> toPng(const layout::Scene& scene, Theme theme, double scale)
{
    const QSizeF size = QSizeF(scene.width, scene.height) * scale;
    if (std::max(size.width(), size.height()) > longestImageSide)
        return std::unexpected(Error{ErrorCode::tooLarge, "a picture may have 30000 pixels a side", {}});
    QImage image(static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height())),
                 QImage::Format_RGB32);
    if (image.isNull())
        return std::unexpected(Error{ErrorCode::tooLarge, "no memory for a picture of this size", {}});
    image.fill(paletteOf(theme).surface);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintScene(painter, scene, paletteOf(theme));
    painter.end();

    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return std::unexpected(Error{ErrorCode::internal, "the PNG writer failed", {}});
    return bytes;
}

Result<QByteArray> toSvg(const layout::Scene& scene, Theme theme, const std::string& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(QString::fromStdString(title).toHtmlEscaped()); // Qt writes it as it is
    generator.setSize(QSize(static_cast<int>(std::ceil(scene.width)), static_cast<int>(std::ceil(scene.height))));
    generator.setViewBox(QRectF(0, 0, scene.width, scene.height));
    generator.setResolution(96);
    QPainter painter;
    if (!painter.begin(&generator))
        return std::unexpected(Error{ErrorCode::internal, "the SVG writer failed", {}});
    paintScene(painter, scene, paletteOf(theme));
    painter.end();
    return bytes;
}

} // namespace runlens::render
