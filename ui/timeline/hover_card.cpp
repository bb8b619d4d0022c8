// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/hover_card.h"

#include "engine/render/fonts.h"

#include <QPainter>

#include <algorithm>

namespace runlens {
namespace {

using layout::TextRole;
using layout::Tone;

constexpr int padding = 12;
constexpr int widest = 380;
constexpr int distance = 14; ///< from the cursor

double lineHeight(TextRole role) { return render::metricsOf(role).height() + 2; }

} // namespace

HoverCard::HoverCard(QWidget* window) : QWidget(window), m_palette(&render::paletteOf(render::Theme::light))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

QSize HoverCard::wanted() const
{
    double width = render::metricsOf(TextRole::strong).horizontalAdvance(m_text.name);
    double height = lineHeight(TextRole::strong);
    const QString second = m_text.state.isEmpty() ? m_text.kind : tr("%1 · %2").arg(m_text.kind, m_text.state);
    width = std::max(width, render::metricsOf(TextRole::small).horizontalAdvance(second));
    height += lineHeight(TextRole::small);
    for (const QString& line : m_text.lines) {
        width = std::max(width, render::metricsOf(TextRole::small).horizontalAdvance(line));
        height += lineHeight(TextRole::small);
    }
    if (!m_text.lines.isEmpty())
        height += 6;
    return {std::min(static_cast<int>(width) + 1 + 2 * padding, widest), static_cast<int>(height) + 1 + 2 * padding};
}

void HoverCard::showAt(const QPoint& at, const SubjectText& text)
{
    m_text = text;
    const QSize size = wanted();
    const QSize window = parentWidget()->size();
    int x = at.x() + distance;
    int y = at.y() + distance;
    if (x + size.width() > window.width() - 4)
        x = std::max(4, at.x() - distance - size.width());
    if (y + size.height() > window.height() - 4)
        y = std::max(4, at.y() - distance - size.height());
    setGeometry({QPoint(x, y), size});
    raise();
    show();
    update();
}

void HoverCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_palette->chipLine, 1));
    painter.setBrush(m_palette->chip);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double y = padding;
    const double room = width() - 2.0 * padding;
    const auto write = [&](const QString& text, TextRole role, const QColor& colour) {
        const QFontMetricsF& metrics = render::metricsOf(role);
        painter.setFont(render::fontOf(role));
        painter.setPen(colour);
        painter.drawText(QPointF(padding, y + metrics.ascent()), metrics.elidedText(text, Qt::ElideRight, room));
        y += lineHeight(role);
    };
    write(m_text.name, TextRole::strong, (*m_palette)[Tone::ink].text);
    write(m_text.state.isEmpty() ? m_text.kind : tr("%1 · %2").arg(m_text.kind, m_text.state), TextRole::small,
          (*m_palette)[Tone::muted].text);
    if (!m_text.lines.isEmpty())
        y += 6;
    for (const QString& line : m_text.lines)
        write(line, TextRole::small, (*m_palette)[Tone::ink].text);
}

} // namespace runlens
