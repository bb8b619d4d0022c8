// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/finding_card.h"

#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "ui/theme/window_palette.h"

#include <QPainter>

#include <algorithm>

namespace runlens {
namespace {

using layout::Icon;
using layout::TextRole;
using layout::Tone;

constexpr int padding = 10;
constexpr int iconRoom = 24;
constexpr int flags = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

Tone toneOf(Severity severity)
{
    return severity == Severity::error ? Tone::failed : severity == Severity::warning ? Tone::timedOut : Tone::muted;
}

int heightOf(const QString& text, TextRole role, int width)
{
    if (text.isEmpty())
        return 0;
    return QFontMetrics(render::fontOf(role)).boundingRect(0, 0, width, 10'000, flags, text).height();
}

} // namespace

FindingCard::FindingCard(const Finding& finding, const Words& words, render::Theme theme, QWidget* parent)
    : QAbstractButton(parent),
      m_title(words.findingTitle(finding)),
      m_detail(words.findingDetail(finding)),
      m_severity(finding.severity),
      m_theme(theme)
{
    if (m_severity == Severity::notice)
        m_detail.clear(); // what went as promised is told in a line
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(finding.step ? Qt::TabFocus : Qt::NoFocus);
    if (finding.step)
        setCursor(Qt::PointingHandCursor);
    setAccessibleName(words.severity(m_severity) + QStringLiteral(": ") + m_title);
    setAccessibleDescription(m_detail);
    setToolTip(words.findingDetail(finding));
}

int FindingCard::textWidth(int width) const
{
    return m_severity == Severity::notice ? width : std::max(40, width - 2 * padding - iconRoom);
}

int FindingCard::heightForWidth(int width) const
{
    const int room = textWidth(width);
    if (m_severity == Severity::notice)
        return heightOf(m_title, TextRole::body, room) + 2;
    return heightOf(m_title, TextRole::strong, room) + heightOf(m_detail, TextRole::small, room) + 2 * padding;
}

void FindingCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const theme::WindowPalette& palette = theme::windowPaletteOf(m_theme);
    const Tone tone = toneOf(m_severity);
    if (m_severity == Severity::notice) {
        painter.setFont(render::fontOf(TextRole::body));
        painter.setPen(palette.muted);
        painter.drawText(rect(), flags, m_title);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette[tone].fill);
        painter.drawRoundedRect(rect(), 6, 6);
        const QColor ink = palette.textOnFill(tone);
        render::paintIcon(painter, m_severity == Severity::error ? Icon::concern : Icon::timedOut,
                          QRectF(padding, padding, 16, 16), ink);
        const int room = textWidth(width());
        const int title = heightOf(m_title, TextRole::strong, room);
        painter.setPen(ink);
        painter.setFont(render::fontOf(TextRole::strong));
        painter.drawText(QRect(padding + iconRoom, padding, room, title), flags, m_title);
        painter.setFont(render::fontOf(TextRole::small));
        painter.drawText(QRect(padding + iconRoom, padding + title, room, height() - 2 * padding - title), flags,
                         m_detail);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette.ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
}

} // namespace runlens
