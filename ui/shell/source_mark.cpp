// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/source_mark.h"

#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace runlens::shell {
namespace {

using layout::Tone;

constexpr int edgeHeight = 3;

const theme::WindowPalette& colours() { return theme::windowPaletteOf(theme::applicationTheme()); }

QString tr(const char* text) { return QCoreApplication::translate("SourceMark", text); }

class MarkIconEngine final : public QIconEngine {
public:
    explicit MarkIconEngine(SourceMark mark) : m_mark(mark) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        const double side = std::min(rect.width(), rect.height());
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(rect).center());
        paintMark(*painter, m_mark, box);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new MarkIconEngine(*this); }
    [[nodiscard]] QString key() const override { return QStringLiteral("runlens-mark"); }
    bool isNull() override { return false; }

private:
    SourceMark m_mark;
};

} // namespace

Tone markTone(SourceMark mark) noexcept
{
    switch (mark) {
    case SourceMark::none: break;
    case SourceMark::development: return Tone::active;
    case SourceMark::staging: return Tone::timedOut;
    case SourceMark::production: return Tone::failed;
    }
    return Tone::ink;
}

QString markWord(SourceMark mark)
{
    switch (mark) {
    case SourceMark::none: break;
    case SourceMark::development: return tr("DEVELOPMENT");
    case SourceMark::staging: return tr("STAGING");
    case SourceMark::production: return tr("PRODUCTION");
    }
    return {};
}

QString markName(SourceMark mark)
{
    switch (mark) {
    case SourceMark::none: break;
    case SourceMark::development: return tr("Development");
    case SourceMark::staging: return tr("Staging");
    case SourceMark::production: return tr("Production");
    }
    return tr("No mark");
}

void paintMark(QPainter& painter, SourceMark mark, const QRectF& box)
{
    const QColor colour = colours()[markTone(mark)].mark;
    const double side = box.width();
    const QPointF centre = box.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (mark) {
    case SourceMark::none: {
        const double half = side * 0.3;
        painter.drawRoundedRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), 2, 2);
        break;
    }
    case SourceMark::development:
        painter.setPen(QPen(colour, side / 7));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, side * 0.33, side * 0.33);
        break;
    case SourceMark::staging:
        painter.drawPolygon(QPolygonF({{centre.x(), centre.y() - side * 0.42},
                                       {centre.x() + side * 0.45, centre.y() + side * 0.38},
                                       {centre.x() - side * 0.45, centre.y() + side * 0.38}}));
        break;
    case SourceMark::production: {
        const double half = side * 0.42;
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half));
        break;
    }
    }
    painter.restore();
}

QIcon markIcon(SourceMark mark) { return QIcon(new MarkIconEngine(mark)); }

SourceEdge::SourceEdge(QWidget* parent) : QFrame(parent)
{
    setFixedHeight(edgeHeight);
    setAccessibleName(markWord(SourceMark::production));
    hide();
}

void SourceEdge::setMark(SourceMark mark) { setVisible(mark == SourceMark::production); }

void SourceEdge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), colours()[markTone(SourceMark::production)].mark);
}

} // namespace runlens::shell
