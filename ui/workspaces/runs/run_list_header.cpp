// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_list_header.h"

#include "ui/models/run_list_model.h"

#include <QStyleOptionHeader>

namespace runlens {

RunListHeader::RunListHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setSortIndicatorClearable(true);
    setSortIndicator(-1, Qt::AscendingOrder);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

void RunListHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const
{
    constexpr int padding = 2 * 8; // as in window.qss
    QHeaderView::initStyleOptionForIndex(option, section);
    QFont font = this->font();
    font.setPixelSize(11);
    font.setWeight(QFont::DemiBold);
    if (section < runColumnCount)
        option->text = option->text.toUpper();
    option->text = QFontMetrics(font).elidedText(option->text, Qt::ElideRight, sectionSize(section) - padding);
}

} // namespace runlens
