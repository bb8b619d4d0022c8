// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/query_popup.h"

#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/theme/theme.h"
#include "ui/theme/window_palette.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace runlens {
namespace {

constexpr int rowHeight = 26;
constexpr int mostRows = 10;
constexpr int narrowest = 180;
constexpr int widest = 520;
constexpr int inset = 10;
constexpr int gap = 24;
constexpr int besideRole = Qt::UserRole;

class PopupDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const theme::WindowPalette& colours = theme::windowPaletteOf(theme::applicationTheme());
        const QRect row = option.rect;
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected || option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(row, selected ? colours.selected : colours.hover);
        QRect room = row.adjusted(inset, 0, -inset, 0);
        const QString beside = index.data(besideRole).toString();
        painter->setFont(option.widget->font());
        painter->setPen(colours.muted);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, beside);
        if (!beside.isEmpty())
            room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(beside) - gap);
        painter->setFont(theme::monoFont());
        painter->setPen(colours.text);
        const QString shown = index.data().toString();
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(shown, Qt::ElideRight, room.width()));
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {narrowest, rowHeight}; }
};

} // namespace

QueryPopup::QueryPopup(QWidget* field) : QFrame(field), m_field(field), m_list(new QListWidget(this))
{
    theme::setLook(this, theme::Look::card);
    theme::setLook(m_list, theme::Look::bare);
    m_list->setItemDelegate(new PopupDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Completions"));
    setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 5, 1, 5);
    layout->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem* item) { Q_EMIT clicked(m_list->row(item)); });
    hide();
}

void QueryPopup::open(const QList<Item>& items, int x)
{
    m_list->clear();
    const QFontMetrics mono(theme::monoFont());
    int width = narrowest;
    for (const Item& each : items) {
        auto* item = new QListWidgetItem(each.shown, m_list);
        item->setData(besideRole, each.beside);
        item->setData(Qt::AccessibleDescriptionRole, each.beside);
        width = std::max(width, mono.horizontalAdvance(each.shown) + fontMetrics().horizontalAdvance(each.beside)
                                    + 2 * inset + gap + 14);
    }
    if (items.isEmpty()) {
        hide();
        return;
    }
    setParent(m_field->window()); // over everything in it
    width = std::min({width, widest, window()->width()});
    const int rows = std::min<int>(static_cast<int>(items.size()), mostRows);
    const QPoint below = m_field->mapTo(window(), QPoint(x - inset, m_field->height() + 2));
    setGeometry(std::clamp(below.x(), 0, window()->width() - width), below.y(), width, rows * rowHeight + 12);
    m_list->setCurrentRow(-1);
    m_list->scrollToTop();
    show();
    raise();
}

void QueryPopup::move(int rows)
{
    const int places = m_list->count() + 1; // the last one is: none
    const int now = m_list->currentRow() < 0 ? places - 1 : m_list->currentRow();
    const int next = ((now + rows) % places + places) % places;
    m_list->setCurrentRow(next == places - 1 ? -1 : next);
}

int QueryPopup::chosen() const { return m_list->currentRow(); }
int QueryPopup::count() const { return m_list->count(); }
QString QueryPopup::text(int row) const { return m_list->item(row)->text(); }

} // namespace runlens
