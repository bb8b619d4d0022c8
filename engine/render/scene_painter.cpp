// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/scene_painter.h"

#include "engine/render/bar_painter.h"
#include "engine/render/fonts.h"
#include "engine/render/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <QString>

namespace runlens::render {
namespace {

using namespace layout;

QRectF rectOf(const Rect& box) { return {box.x, box.y, box.width, box.height}; }

class ScenePainter {
public:
    ScenePainter(QPainter& painter, const Scene& scene, const Palette& palette)
        : m_painter(painter), m_scene(scene), m_palette(palette)
    {
    }

    void paint()
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.fillRect(QRectF(0, 0, m_scene.width, m_scene.height), m_palette.surface);
        clipToRows();
        for (const RowBand& row : m_scene.rows)
            if (row.shaded)
                m_painter.fillRect(rectOf(row.box), m_palette.shadedRow);
        m_painter.setClipping(false);
        paintBackground();
        clipToRows();
        for (const Connector& connector : m_scene.connectors)
            paintConnector(connector);
        for (const Bar& bar : m_scene.bars)
            paintBar(m_painter, bar, m_palette);
        for (const Flag& flag : m_scene.flags)
            paintFlag(flag);
        for (const Diamond& diamond : m_scene.diamonds)
            paintDiamond(diamond);
        for (const TickLine& now : m_scene.nowLine)
            paintLine(now, QPen(m_palette[Tone::ink].mark, 1.4));
        for (const Chip& chip : m_scene.chips)
            paintChip(chip);
        paintIconsAndTexts(true);
        m_painter.setClipping(false);
        m_painter.setPen(Qt::NoPen);
        for (const Plate& plate : m_scene.plates) {
            m_painter.setBrush(m_palette[plate.tone].fill);
            m_painter.drawRoundedRect(rectOf(plate.box), 4, 4);
        }
        paintIconsAndTexts(false);
        m_painter.restore();
    }

private:
    /// Rows that are scrolled reach beyond their window. A vector file cannot clip; it is made of scenes that need not.
    void clipToRows()
    {
        if (!m_scene.rows.empty()
            && (m_scene.rows.front().box.y < m_scene.rowsTop || m_scene.rows.back().box.bottom() > m_scene.rowsBottom))
            m_painter.setClipRect(QRectF(0, m_scene.rowsTop, m_scene.width, m_scene.rowsBottom - m_scene.rowsTop));
    }

    [[nodiscard]] bool inRows(const Rect& box) const
    {
        return box.bottom() > m_scene.rowsTop && box.y < m_scene.rowsBottom;
    }

    void paintIconsAndTexts(bool ofRows)
    {
        for (const IconMark& icon : m_scene.icons)
            if (inRows(icon.box) == ofRows)
                paintIcon(m_painter, icon.icon, rectOf(icon.box), m_palette[icon.tone].text);
        for (const Text& text : m_scene.texts)
            if (inRows(text.box) == ofRows)
                paintText(text);
    }

    void paintBackground()
    {
        for (const TickLine& tick : m_scene.ticks)
            paintLine(tick, QPen(m_palette.line, 1));
        m_painter.setRenderHint(QPainter::Antialiasing, false); // many high bands: whole pixels cost a tenth
        for (const FoldBand& fold : m_scene.folds)
            m_painter.fillRect(rectOf(fold.box), m_palette.fold);
        m_painter.setRenderHint(QPainter::Antialiasing);
        for (const FoldBand& fold : m_scene.folds)
            if (fold.box.width >= 12)
                paintFoldSign(fold.sign);
        m_painter.setPen(QPen(m_palette[Tone::ghost].mark, 1));
        for (const FoldBracket& bracket : m_scene.foldBrackets)
            m_painter.drawPolyline(QPolygonF{{bracket.left, bracket.y - 4},
                                             {bracket.left, bracket.y},
                                             {bracket.right, bracket.y},
                                             {bracket.right, bracket.y - 4}});
        if (!m_scene.rows.empty())
            paintLine({m_scene.plotLeft, m_scene.rowsTop, m_scene.rowsBottom}, QPen(m_palette.line, 1));
    }

    /// Two zigzags: time was cut out here.
    void paintFoldSign(const Point& sign)
    {
        m_painter.setPen(QPen(m_palette[Tone::muted].mark, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        for (const double dx : {-6.0, 1.0}) {
            const QPointF at(sign.x + dx, sign.y);
            m_painter.drawPolyline(
                QPolygonF{at + QPointF(1, -8), at + QPointF(5, -3), at + QPointF(0, 2), at + QPointF(4, 8)});
        }
    }

    void paintLine(const TickLine& line, const QPen& pen)
    {
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(line.x, line.top), QPointF(line.x, line.bottom));
    }

    void paintConnector(const Connector& connector)
    {
        QPen pen(m_palette[connector.tone].mark, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (connector.dashed)
            pen.setDashPattern({2, 2.2});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        QPolygonF points;
        for (const Point& point : connector.points)
            points.append({point.x, point.y});
        m_painter.drawPolyline(points);
    }

    void paintFlag(const Flag& flag)
    {
        const QColor colour = m_palette[flag.tone].mark;
        m_painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::FlatCap));
        const QPointF top(flag.top.x, flag.top.y);
        m_painter.drawLine(top, top + QPointF(0, flag.poleHeight));
        const double size = flag.poleHeight >= 20 ? 1 : 0.6;
        m_painter.setBrush(flag.filled ? QBrush(colour) : QBrush(m_palette.surface));
        m_painter.drawPolygon(QPolygonF{top, top + QPointF(12, 0) * size, top + QPointF(9, 4.5) * size,
                                        top + QPointF(12, 9) * size, top + QPointF(0, 9) * size});
    }

    void paintDiamond(const Diamond& diamond)
    {
        const QPointF centre(diamond.centre.x, diamond.centre.y);
        const double r = diamond.radius;
        const QColor ink = m_palette[diamond.dashed ? Tone::ghost : Tone::ink].mark;
        QPen pen(ink, 1.3);
        if (diamond.dashed)
            pen.setDashPattern({1.6, 1.6});
        m_painter.setPen(pen);
        m_painter.setBrush(diamond.dashed ? QBrush(m_palette.surface) : QBrush(ink));
        m_painter.drawPolygon(QPolygonF{centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r),
                                        centre + QPointF(-r, 0)});
    }

    void paintChip(const Chip& chip)
    {
        m_painter.setPen(QPen(m_palette.chipLine, 1));
        m_painter.setBrush(m_palette.chip);
        m_painter.drawRoundedRect(rectOf(chip.box), chip.box.height / 2, chip.box.height / 2);
        paintIcon(m_painter, chip.icon, rectOf(chip.iconBox), m_palette[Tone::ink].text);
        for (const ChipDot& dot : chip.dots) {
            const QColor colour = m_palette[dot.tone].mark;
            m_painter.setPen(QPen(colour, 1.4));
            m_painter.setBrush(dot.filled ? QBrush(colour) : Qt::NoBrush);
            m_painter.drawEllipse(QPointF(dot.centre.x, dot.centre.y), 3.5, 3.5);
        }
    }

    void paintText(const Text& text)
    {
        const QRectF box = rectOf(text.box);
        QColor colour = m_palette[text.tone].text;
        if (text.pill) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.pill);
            m_painter.drawRoundedRect(box, 4, 4);
            colour = m_palette.pillText;
        }
        m_painter.setFont(fontOf(text.role));
        m_painter.setPen(colour);
        // By the baseline, not into a box: vector files then place glyphs as images do, and nothing is clipped.
        const QFontMetricsF& metrics = metricsOf(text.role);
        const QString words = QString::fromStdString(text.text);
        double x = box.left();
        if (text.align != Align::left) {
            const double spare = box.width() - metrics.horizontalAdvance(words);
            x += text.align == Align::right ? spare : spare / 2;
        }
        const double y = box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent();
        m_painter.drawText(QPointF(x, y), words);
    }

    QPainter& m_painter;
    const Scene& m_scene;
    const Palette& m_palette;
};

} // namespace

void paintScene(QPainter& painter, const Scene& scene, const Palette& palette)
{
    ScenePainter(painter, scene, palette).paint();
}

} // namespace runlens::render
