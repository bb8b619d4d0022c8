// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/automation_delegate.h"

#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "ui/models/automation_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

using layout::TextRole;
using layout::Tone;

constexpr int rowHeight = 46;
constexpr double inset = 12;
constexpr double gap = 8;

void paintElided(QPainter& painter, const QRectF& box, TextRole role, const QString& text)
{
    painter.setFont(render::fontOf(role));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     render::metricsOf(role).elidedText(text, Qt::ElideRight, std::max(box.width(), 0.0)));
}

/// The width it took.
double paintFailed(QPainter& painter, const QRectF& line, qulonglong failed, const theme::WindowPalette& p)
{
    if (failed == 0)
        return 0;
    constexpr double side = 14;
    const QString number = QLocale().toString(failed);
    const double width = std::ceil(render::metricsOf(TextRole::strong).horizontalAdvance(number));
    painter.setFont(render::fontOf(TextRole::strong));
    painter.setPen(p[Tone::failed].text);
    painter.drawText(QRectF(line.right() - width, line.top(), width + 1, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, number);
    const double left = line.right() - width - 4 - side;
    render::paintIcon(painter, layout::Icon::failed, QRectF(left, line.center().y() - side / 2, side, side),
                      p[Tone::failed].mark);
    return line.right() - left + gap;
}

} // namespace

void AutomationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::WindowPalette& p = theme::windowPaletteOf(theme::applicationTheme());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(option.rect).adjusted(0, 1, 0, -1);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? p.selected : p.hover);
        painter->drawRoundedRect(row, 4, 4);
    }
    if (selected)
        painter->fillRect(QRectF(row.left(), row.top(), 3, row.height()), p.ink);
    const QRectF room = row.adjusted(inset, 4, -inset, -4);
    const double half = room.height() / 2;
    painter->setPen(p.text);
    paintElided(*painter, QRectF(room.left(), room.top(), room.width(), half),
                selected ? TextRole::strong : TextRole::body, index.data(Qt::DisplayRole).toString());
    QRectF below(room.left(), room.top() + half, room.width(), half);
    below.setRight(below.right()
                   - paintFailed(*painter, below, index.data(AutomationListModel::failedRole).toULongLong(), p));
    painter->setPen(p.muted);
    paintElided(*painter, below, TextRole::small, index.data(AutomationListModel::detailRole).toString());
    painter->restore();
}

QSize AutomationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, rowHeight}; }

} // namespace runlens
