// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_delegate.h"

#include "engine/render/fonts.h"
#include "ui/shell/command_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace runlens::shell {
namespace {

using layout::TextRole;
using theme::WindowPalette;

constexpr int rowHeight = 36;
constexpr int rowHeightWithReason = 50;
constexpr double inset = 14;
constexpr double gap = 12;

const QFont& font(TextRole role) { return render::fontOf(role); }
const QFontMetricsF& metrics(TextRole role) { return render::metricsOf(role); }

/// The width it took.
double paintKey(QPainter& painter, const QRectF& row, const QString& key, const WindowPalette& p, bool selected)
{
    if (key.isEmpty())
        return 0;
    const double width = std::ceil(metrics(TextRole::small).horizontalAdvance(key)) + 12;
    const QRectF cap(row.right() - width, row.center().y() - 10, width, 20);
    painter.setPen(QPen(selected ? p.control : p.border, 1));
    painter.setBrush(selected ? p.card : p.window);
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(p.muted);
    painter.setFont(font(TextRole::small));
    painter.drawText(cap, Qt::AlignCenter, key);
    return width + gap;
}

void paintElided(QPainter& painter, const QRectF& box, TextRole role, const QString& text, Qt::Alignment alignment)
{
    painter.setFont(font(role));
    painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine,
                     metrics(role).elidedText(text, Qt::ElideRight, box.width()));
}

/// Found letters are heavier and underlined: weight alone is hard to see in one letter.
void paintName(QPainter& painter, const QRectF& box, const QString& name, const std::vector<qsizetype>& letters,
               const QColor& colour)
{
    const TextRole widest = letters.empty() ? TextRole::body : TextRole::strong;
    const QString shown = metrics(widest).elidedText(name, Qt::ElideRight, box.width() + 0.01);
    const qsizetype kept = shown == name ? name.size() : std::max<qsizetype>(shown.size() - 1, 0);
    QList<QTextLayout::FormatRange> found;
    for (const qsizetype letter : letters) {
        if (letter >= kept)
            break;
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setFontUnderline(true);
        found.append({static_cast<int>(letter), 1, format});
    }
    QTextLayout text(shown, font(TextRole::body));
    text.setFormats(found);
    text.beginLayout();
    QTextLine line = text.createLine();
    line.setLineWidth(box.width() + 100);
    text.endLayout();
    painter.setPen(colour);
    text.draw(&painter, QPointF(box.left(), box.center().y() - line.height() / 2));
}

} // namespace

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const WindowPalette& p = theme::windowPaletteOf(theme::applicationTheme());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool enabled = index.data(CommandModel::enabledRole).toBool();
    const QString reason = index.data(CommandModel::reasonRole).toString();
    const QString group = index.data(CommandModel::groupRole).toString();
    const QString name = index.data(Qt::DisplayRole).toString();
    const auto letters = index.data(CommandModel::lettersRole).value<std::vector<qsizetype>>();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row(option.rect);
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(row, selected ? p.selected : p.hover);
    if (selected)
        painter->fillRect(QRectF(row.left(), row.top(), 3, row.height()), p.ink);

    QRectF room = row.adjusted(inset, 0, -inset, 0);
    room.setRight(room.right() - paintKey(*painter, room, index.data(CommandModel::keyRole).toString(), p, selected));
    const double nameWidth = metrics(TextRole::strong).horizontalAdvance(name);
    if (const double rest = room.width() - nameWidth - gap; rest >= 40) {
        const double width = std::min(rest, metrics(TextRole::small).horizontalAdvance(group) + 1);
        painter->setPen(enabled ? p.muted : p.disabled);
        paintElided(*painter, QRectF(room.right() - width, room.top(), width, room.height()), TextRole::small, group,
                    Qt::AlignRight | Qt::AlignVCenter);
        room.setRight(room.right() - width - gap);
    }
    if (!reason.isEmpty()) {
        painter->setPen(p.muted);
        paintElided(*painter, QRectF(room.left(), row.top() + 26, room.width(), 18), TextRole::small, reason,
                    Qt::AlignLeft | Qt::AlignVCenter);
        room.setHeight(room.height() - 16);
    }
    paintName(*painter, room, name, letters, enabled ? p.text : p.disabled);
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const bool hasReason = !index.data(CommandModel::reasonRole).toString().isEmpty();
    return {100, hasReason ? rowHeightWithReason : rowHeight};
}

} // namespace runlens::shell
