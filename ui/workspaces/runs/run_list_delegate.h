// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"

#include <QStyledItemDelegate>

namespace runlens {

/// Paints the status of a run with its sign (failed and overdue filled), and the shape of a run as bars; leaves every
/// other column to the style, in the font of machines where it is one's word. What is not known, or no longer, is
/// muted.
class RunListDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(render::Theme theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintStatus(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintShape(QPainter& painter, const QRect& cell, const QModelIndex& index) const;

    render::Theme m_theme = render::Theme::light;
};

} // namespace runlens
