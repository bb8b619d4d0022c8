// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/ink_style.h"

#include "engine/render/icons.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

namespace runlens::theme {
namespace {

const WindowPalette& colours() { return windowPaletteOf(applicationTheme()); }

void paintGlyph(QPainter& painter, ChromeIcon icon, const QRectF& box, const QColor& colour)
{
    QRectF square(0, 0, 16, 16);
    square.moveCenter(box.center());
    render::paintIconFile(painter, fileNameOf(icon), square, colour);
}

void paintTick(QPainter& painter, const QRectF& box, const QColor& colour)
{
    QRectF square(0, 0, 14, 14);
    square.moveCenter(box.center());
    render::paintIcon(painter, layout::Icon::completed, square, colour);
}

/// A box or a circle that is inked when it is on.
void paintCheck(QPainter& painter, const QStyleOption& option, bool round)
{
    const WindowPalette& p = colours();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor line = enabled ? (on ? p.ink : p.control) : p.disabled;
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const double radius = round ? box.height() / 2 : 3;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.2));
    painter.setBrush(on ? (enabled ? p.ink : p.disabled) : p.card);
    painter.drawRoundedRect(box, radius, radius);
    if (!on)
        return;
    if (option.state.testFlag(QStyle::State_NoChange)) {
        painter.fillRect(QRectF(box.left() + 3, box.center().y() - 1, box.width() - 6, 2), p.onInk);
    } else if (round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(p.onInk);
        painter.drawEllipse(box.center(), 3, 3);
    } else {
        render::paintIcon(painter, layout::Icon::completed, box.adjusted(1, 1, -1, -1), p.onInk);
    }
}

void paintBranch(QPainter& painter, const QStyleOption& option)
{
    if (!option.state.testFlag(QStyle::State_Children))
        return;
    const ChromeIcon icon =
        option.state.testFlag(QStyle::State_Open) ? ChromeIcon::chevronDown : ChromeIcon::chevronRight;
    paintGlyph(painter, icon, option.rect, colours().muted);
}

/// Buttons of ink have a border of ink already: their ring lies inside, in the colour of their text.
void paintRing(QPainter& painter, const QWidget* widget)
{
    const auto* button = qobject_cast<const QPushButton*>(widget);
    if (!button)
        return; // everything else has its ring from the style sheet
    const QString look = button->property("look").toString();
    if (look != QStringLiteral("primary") && !(look == QStringLiteral("segment") && button->isChecked()))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours().onInk, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(widget->rect()).adjusted(3, 3, -3, -3), 3, 3);
}

} // namespace

InkStyle::InkStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void InkStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const
{
    const bool enabled = option->state.testFlag(State_Enabled);
    painter->save();
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: paintCheck(*painter, *option, false); break;
    case PE_IndicatorRadioButton: paintCheck(*painter, *option, true); break;
    case PE_IndicatorMenuCheckMark:
        if (option->state.testFlag(State_On))
            paintTick(*painter, option->rect, enabled ? colours().ink : colours().disabled);
        break;
    case PE_IndicatorBranch: paintBranch(*painter, *option); break;
    case PE_IndicatorArrowDown:
        paintGlyph(*painter, ChromeIcon::chevronDown, option->rect, enabled ? colours().muted : colours().disabled);
        break;
    case PE_IndicatorArrowRight:
        paintGlyph(*painter, ChromeIcon::chevronRight, option->rect, enabled ? colours().muted : colours().disabled);
        break;
    case PE_FrameFocusRect: paintRing(*painter, widget); break;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

int InkStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 18;
    case PM_SmallIconSize:
    case PM_ButtonIconSize: return 16;
    case PM_ScrollView_ScrollBarSpacing: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int InkStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* returnData) const
{
    if (hint == SH_EtchDisabledText || hint == SH_UnderlineShortcut)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

} // namespace runlens::theme
