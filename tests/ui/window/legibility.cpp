// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/legibility.h"

#include "engine/render/scene_painter.h"
#include "tests/engine/render/colour_science.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"
#include "ui/timeline/timeline_widget.h"

#include <QAbstractScrollArea>
#include <QFontMetricsF>
#include <QHash>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace runlens::test {
namespace {

/// A text as it was painted, in pixels of the window.
struct Painted {
    QString text;
    QFont font;
    QRectF box; ///< advance × ascent and descent
    QRectF ink; ///< what of the box has a mark
    QColor colour;
    QRegion clip;  ///< of this piece
    QRegion whole; ///< of all pieces
    bool disabled = false;
};

/// Keeps the texts that are painted, and forgets those that something opaque, or a scrim, is painted over.
class TextEngine final : public QPaintEngine {
public:
    TextEngine() : QPaintEngine(AllFeatures) {}

    std::vector<Painted> texts;

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return User; }
    void updateState(const QPaintEngineState& changed) override
    {
        m_pen = changed.pen();
        m_brush = changed.brush();
        m_transform = changed.transform();
    }
    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        const QFontMetricsF metrics(item.font());
        const QRectF box(at.x(), at.y() - metrics.ascent(), item.width(), metrics.height());
        const QRectF ink = metrics.tightBoundingRect(item.text()).translated(at);
        texts.push_back({item.text(), item.font(), m_transform.mapRect(box), m_transform.mapRect(ink), m_pen.color(),
                         clip(), clip(), false});
    }
    void drawPath(const QPainterPath& path) override { cover(path); }
    void drawRects(const QRectF* rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path;
            path.addRect(rects[i]);
            cover(path);
        }
    }
    void drawRects(const QRect* rects, int count) override
    {
        for (int i = 0; i < count; ++i) {
            QPainterPath path;
            path.addRect(QRectF(rects[i]));
            cover(path);
        }
    }
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPixmap(const QRectF& box, const QPixmap& pixmap, const QRectF&) override
    {
        if (pixmap.hasAlpha())
            return;
        QPainterPath path;
        path.addRect(box);
        forget(m_transform.map(path));
    }
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}

private:
    [[nodiscard]] QRegion clip() const
    {
        QRegion clip = systemClip();
        if (painter()->hasClipping()) {
            const QRegion own = m_transform.map(painter()->clipRegion());
            clip = clip.isEmpty() ? own : clip.intersected(own);
        }
        return clip;
    }
    void cover(const QPainterPath& path)
    {
        if (m_brush.style() == Qt::SolidPattern && m_brush.color().alpha() > 60)
            forget(m_transform.map(path));
    }
    void forget(const QPainterPath& covering)
    {
        const QRegion seen = clip();
        std::erase_if(texts, [&](const Painted& text) {
            const QRectF box = text.ink.adjusted(1, 1, -1, -1);
            return covering.contains(box)
                   && (seen.isEmpty() || QRegion(box.toAlignedRect()).subtracted(seen).isEmpty());
        });
    }

    QPen m_pen;
    QBrush m_brush;
    QTransform m_transform;
};

class TextDevice final : public QPaintDevice {
public:
    explicit TextDevice(const QSize& size) : m_size(size) {}
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &m_engine; }
    [[nodiscard]] std::vector<Painted>& texts() { return m_engine.texts; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth: return m_size.width();
        case PdmHeight: return m_size.height();
        case PdmWidthMM: return m_size.width() / 4;
        case PdmHeightMM: return m_size.height() / 4;
        case PdmNumColors: return 1 << 24;
        case PdmDepth: return 32;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        }
        return 0;
    }

private:
    QSize m_size;
    mutable TextEngine m_engine;
};

int& judged()
{
    static int count = 0;
    return count;
}

bool ignorable(char32_t c)
{
    return c < 0x20 || QChar::isSpace(c) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
           || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

QString missingGlyph(const Painted& text)
{
    const QFontMetrics metrics(text.font);
    for (const char32_t c : text.text.toUcs4())
        if (!ignorable(c) && !metrics.inFontUcs4(c))
            return QStringLiteral("no glyph for U+%1 in “%2”").arg(c, 4, 16, QLatin1Char('0')).arg(text.text);
    return {};
}

/// Where something can be scrolled, texts end at its edges.
struct Edges {
    std::vector<int> x;
    std::vector<int> y;
};

Edges scrolledEdges(QWidget& window)
{
    Edges edges;
    for (const QAbstractScrollArea* area : window.findChildren<QAbstractScrollArea*>()) {
        if (!area->isVisible())
            continue;
        const QRect seen(area->viewport()->mapTo(&window, QPoint(0, 0)), area->viewport()->size());
        if (area->horizontalScrollBar()->maximum() > area->horizontalScrollBar()->minimum())
            edges.x.insert(edges.x.end(), {seen.left(), seen.right() + 1});
        if (area->verticalScrollBar()->maximum() > area->verticalScrollBar()->minimum())
            edges.y.insert(edges.y.end(), {seen.top(), seen.bottom() + 1});
    }
    for (TimelineWidget* timeline : window.findChildren<TimelineWidget*>()) {
        const int top = timeline->viewport()->mapTo(&window, QPoint(0, 0)).y();
        edges.y.push_back(top + static_cast<int>(std::lround(timeline->scene().rowsTop)));
        edges.y.push_back(top + static_cast<int>(std::lround(timeline->scene().rowsBottom)));
    }
    return edges;
}

/// What is cut off, more than rounding and side bearings make, by anything but the edge of what can be scrolled.
QString cutOff(const Painted& text, const QRect& window, const Edges& edges)
{
    const QRectF box = text.ink.adjusted(1.5, 1.5, -1.5, -1.5);
    if (box.isEmpty())
        return {};
    const QRegion seen = (text.whole.isEmpty() ? QRegion(window) : text.whole).intersected(window);
    const QRect bounds = seen.intersected(QRegion(box.toAlignedRect())).boundingRect();
    const auto allowed = [](bool cut, int edge, const std::vector<int>& scrolled) {
        return !cut || std::ranges::any_of(scrolled, [edge](int at) { return std::abs(at - edge) <= 1; });
    };
    if (bounds.isEmpty()
        || (allowed(bounds.left() > box.left(), bounds.left(), edges.x)
            && allowed(bounds.right() + 1 < box.right(), bounds.right() + 1, edges.x)
            && allowed(bounds.top() > box.top(), bounds.top(), edges.y)
            && allowed(bounds.bottom() + 1 < box.bottom(), bounds.bottom() + 1, edges.y)))
        return {};
    return QStringLiteral("cut off: “%1” (%2 of %3 × %4)")
        .arg(text.text)
        .arg(bounds.width())
        .arg(box.width())
        .arg(box.height());
}

QRgb commonest(const QImage& image, const QRect& box)
{
    QHash<QRgb, int> count;
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            ++count[image.pixel(x, y)];
    return std::max_element(count.keyValueBegin(), count.keyValueEnd(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

QString faint(const Painted& text, const QImage& image, double ratio)
{
    const QRectF seen = text.clip.isEmpty() ? text.box : text.box & QRectF(text.clip.boundingRect());
    const QRect box = QRectF(seen.topLeft() * ratio, seen.size() * ratio).toAlignedRect() & image.rect();
    if (box.isEmpty() || text.text.trimmed().isEmpty())
        return {};
    const QColor behind(commonest(image, box));
    const double contrast = test::contrast(text.colour, behind);
    const double least = text.disabled ? 3.0 : 4.5;
    if (contrast >= least)
        return {};
    return QStringLiteral("contrast %1 of “%2” (%3 on %4)")
        .arg(contrast, 0, 'f', 2)
        .arg(text.text, text.colour.name(), behind.name());
}

/// What of its marks is not clipped away.
QRectF seenOf(const Painted& text)
{
    return text.whole.isEmpty() ? text.ink : text.ink & QRectF(text.whole.boundingRect());
}

bool together(const Painted& a, const Painted& b)
{
    const QRectF common = seenOf(a) & seenOf(b);
    return common.width() >= 2 && common.height() >= 2;
}

/// A text painted anew in its place, in another colour: what of it is selected.
bool same(const Painted& a, const Painted& b) { return a.text == b.text && a.ink.center() == b.ink.center(); }

/// What is painted in pieces is whole where the pieces together are.
void joinPieces(std::vector<Painted>& texts)
{
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (same(texts[i], texts[j]))
                texts[i].whole = texts[j].whole = texts[i].whole.united(texts[j].whole);
}

/// Cards and toasts float above what they hide for a moment.
bool underACard(const Painted& text, const QWidget& window)
{
    return std::ranges::any_of(window.findChildren<QWidget*>(Qt::FindDirectChildrenOnly), [&](const QWidget* child) {
        return child->isVisible() && (child->inherits("runlens::HoverCard") || child->inherits("runlens::shell::Toast"))
               && QRectF(child->geometry()).intersects(text.box);
    });
}

std::vector<Painted> paintedOn(QWidget& window)
{
    TextDevice device(window.size());
    window.render(&device, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren);
    return std::move(device.texts());
}

/// The rows of a timeline are painted once and kept as a picture: its words are asked of the scene's painter.
std::vector<Painted> paintedOn(TimelineWidget& timeline, const QPoint& at)
{
    TextDevice device(timeline.viewport()->size());
    QPainter painter(&device);
    render::paintScene(painter, timeline.scene(), render::paletteOf(timeline.theme()));
    painter.end();
    for (Painted& text : device.texts()) {
        text.box.translate(at);
        text.ink.translate(at);
        text.clip.translate(at);
        text.whole.translate(at);
    }
    return std::move(device.texts());
}

} // namespace

QStringList illegible(QWidget& window)
{
    const QImage image = window.grab().toImage();
    const double ratio = image.devicePixelRatio();
    std::vector<Painted> texts = paintedOn(window);
    const QColor disabled = theme::windowPaletteOf(theme::applicationTheme()).disabled;
    for (Painted& text : texts)
        text.disabled = text.colour == disabled;
    bool covered = false; // an overlay dims what is below it
    for (const QWidget* child : window.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        covered |= child->isVisible() && child->inherits("runlens::shell::Overlay");
    if (!covered)
        for (TimelineWidget* timeline : window.findChildren<TimelineWidget*>())
            if (timeline->isVisible() && timeline->view().run())
                for (Painted& text : paintedOn(*timeline, timeline->viewport()->mapTo(&window, QPoint(0, 0))))
                    if (!underACard(text, window))
                        texts.push_back(std::move(text));
    joinPieces(texts);
    // Of a row that has almost been scrolled away there is nothing to be read.
    std::erase_if(texts, [](const Painted& text) { return !text.ink.isEmpty() && seenOf(text).height() < 3; });
    judged() = static_cast<int>(texts.size());
    const Edges edges = scrolledEdges(window);
    QStringList faults;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (const QString& fault :
             {missingGlyph(texts[i]), cutOff(texts[i], window.rect(), edges), faint(texts[i], image, ratio)})
            if (!fault.isEmpty())
                faults += fault;
        for (std::size_t j = 0; j < i; ++j)
            if (together(texts[i], texts[j]) && !same(texts[i], texts[j]))
                faults += QStringLiteral("“%1” on “%2”").arg(texts[i].text, texts[j].text);
    }
    return faults;
}

int textsJudged() { return judged(); }

} // namespace runlens::test
