// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_list_delegate.h"

#include "engine/layout/look.h"
#include "engine/render/bar_painter.h"
#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "ui/models/run_list_model.h"
#include "ui/theme/window_palette.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace runlens {
namespace {

using layout::Icon;
using layout::TextRole;
using layout::Tone;

constexpr int rowHeight = 34;
constexpr int padding = 8;
constexpr double barHeight = 11;

RunColumn columnOf(const QModelIndex& index) { return static_cast<RunColumn>(index.column()); }

/// Columns of what machines say: times, keys and ids.
bool isOfMachines(int column) noexcept
{
    if (column >= runColumnCount)
        return true;
    switch (static_cast<RunColumn>(column)) {
    case RunColumn::started:
    case RunColumn::ended:
    case RunColumn::atStep:
    case RunColumn::version:
    case RunColumn::run: return true;
    default: return false;
    }
}

bool isOfTime(int column) noexcept
{
    return column == static_cast<int>(RunColumn::started) || column == static_cast<int>(RunColumn::ended)
           || column == static_cast<int>(RunColumn::lasted);
}

bool isOfDetail(int column) noexcept
{
    return column == static_cast<int>(RunColumn::attempts) || column == static_cast<int>(RunColumn::waited);
}

/// Says less where the cell has no room for all of it, before an ellipsis would.
void fitText(QStyleOptionViewItem& option, const QModelIndex& index)
{
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    const int room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget).width() - 2 * margin;
    const QFontMetrics metrics(option.font);
    if (metrics.horizontalAdvance(option.text) <= room)
        return;
    for (const QString& brief : index.data(RunListModel::briefsRole).toStringList()) {
        option.text = brief;
        if (metrics.horizontalAdvance(brief) <= room)
            return;
    }
}

} // namespace

void RunListDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isKnown = index.data(RunListModel::unknownRole).value<Unknown>() == Unknown::no;
    if (isKnown && isOfMachines(index.column()))
        option->font = render::fontOf(TextRole::mono);
    if (isOfTime(index.column()))
        fitText(*option, index);
    const bool isStale = isOfDetail(index.column()) && index.data(RunListModel::staleRole).toBool();
    const bool isQuiet =
        index.column() == static_cast<int>(RunColumn::lasted) || index.column() == static_cast<int>(RunColumn::atStep);
    if (!isKnown || isStale || isQuiet)
        option->palette.setColor(QPalette::Text, theme::windowPaletteOf(m_theme).muted);
}

QSize RunListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight};
}

void RunListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const RunColumn column = columnOf(index);
    const bool isShape =
        column == RunColumn::shape && index.data(RunListModel::unknownRole).value<Unknown>() != Unknown::notFetched;
    if (column != RunColumn::status && !isShape)
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem empty = option;
    initStyleOption(&empty, index);
    empty.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : nullptr;
    if (style != nullptr)
        style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (column == RunColumn::status)
        paintStatus(*painter, option.rect, index);
    else
        paintShape(*painter, option.rect, index);
    painter->restore();
}

void RunListDelegate::paintStatus(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const auto status = index.data(RunListModel::statusRole).value<RunStatus>();
    const bool overdue = index.data(RunListModel::overdueRole).toBool();
    const Tone tone = overdue ? Tone::timedOut : layout::toneOf(status);
    const bool filled = overdue || status == RunStatus::failed;
    const theme::WindowPalette& palette = theme::windowPaletteOf(m_theme);
    const QColor ink = filled                                                             ? palette.textOnFill(tone)
                       : status == RunStatus::completed || status == RunStatus::cancelled ? palette.muted
                                                                                          : palette[tone].text;
    const QFont& font = render::fontOf(
        filled || status == RunStatus::waiting || status == RunStatus::running ? TextRole::strong : TextRole::body);
    const QFontMetrics metrics(font);
    const int room = cell.width() - 2 * padding - 22;
    const QString text = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, std::max(room, 0));
    QRectF box(cell.left() + padding, cell.center().y() - 10, metrics.horizontalAdvance(text) + 30, 21);
    if (filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette[tone].fill);
        painter.drawRoundedRect(box, 4, 4);
    }
    const QColor sign = status == RunStatus::completed && !filled ? palette[Tone::completed].mark : ink;
    render::paintIcon(painter, overdue ? Icon::timedOut : layout::iconOf(status),
                      QRectF(box.left() + 3, box.center().y() - 8, 16, 16), sign);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box.adjusted(23, 0, 4, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
}

void RunListDelegate::paintShape(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const auto shape = index.data(RunListModel::shapeRole).value<RunShape>();
    double whole = 0;
    for (const ShapeSegment& segment : shape.segments)
        whole += segment.weight;
    if (whole <= 0)
        return;
    const render::Palette& palette = render::paletteOf(m_theme);
    const double room = cell.width() - 2.0 * padding;
    const double scale = std::min(14.0, room / whole); // a moment is a block, not the whole cell
    double x = cell.left() + padding;
    for (const ShapeSegment& segment : shape.segments) {
        const layout::Look look = layout::lookOf(segment.state, segment.waits);
        const double width = segment.weight * scale;
        layout::Bar bar;
        bar.box = {x, cell.center().y() - barHeight / 2, std::max(width - (width > 3 ? 1.5 : 0), 1.0), barHeight};
        bar.pattern = width < 6 && look.pattern == layout::Pattern::hatched ? layout::Pattern::tinted : look.pattern;
        bar.tone = look.tone;
        bar.left = bar.right = layout::End::cut;
        render::paintBar(painter, bar, palette);
        x += width;
    }
}

} // namespace runlens
