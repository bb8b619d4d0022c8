// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_list_view.h"

#include "ui/models/run_list_model.h"
#include "ui/theme/looks.h"
#include "ui/workspaces/runs/run_list_delegate.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStyleOptionHeader>

#include <algorithm>
#include <array>

namespace runlens {
namespace {

constexpr int lineHeight = 34;

struct ColumnWidth {
    int least;
    int wanted;
    int most;
};

/// In the order of RunColumn.
constexpr std::array<ColumnWidth, runColumnCount> widths{{
    {106, 128, 128},    // status
    {118, 150, 150},    // started
    {84, 180, 320},     // person
    {72, 150, 280},     // at step
    {72, 180, 100'000}, // shape
    {92, 96, 96},       // lasted
    {50, 60, 60},       // sent
}};

/// A header whose texts end in an ellipsis where they have no room: a style sheet's style cuts them off.
class ElidingHeader final : public QHeaderView {
public:
    explicit ElidingHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) { setSectionsClickable(true); }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override
    {
        constexpr int padding = 2 * 8; // as in window.qss
        QHeaderView::initStyleOptionForIndex(option, section);
        QFont font = this->font();
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        font.setCapitalization(QFont::AllUppercase);
        option->text = QFontMetrics(font).elidedText(option->text, Qt::ElideRight, sectionSize(section) - padding);
    }
};

} // namespace

RunListView::RunListView(RunListModel* model, QWidget* parent)
    : QTableView(parent), m_delegate(new RunListDelegate(this))
{
    setHorizontalHeader(new ElidingHeader(this));
    setModel(model);
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Runs"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(lineHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(36);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] { m_sizedByHand |= !m_sharing; });
    theme::setLook(this, theme::Look::bare);
}

void RunListView::setTheme(render::Theme theme)
{
    m_delegate->setTheme(theme);
    viewport()->update();
}

QByteArray RunListView::saveColumns() const { return m_sizedByHand ? horizontalHeader()->saveState() : QByteArray(); }

void RunListView::restoreColumns(const QByteArray& columns)
{
    m_sizedByHand = !columns.isEmpty() && horizontalHeader()->restoreState(columns);
    shareWidth();
}

void RunListView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void RunListView::shareWidth()
{
    if (m_sizedByHand)
        return;
    const QScopedValueRollback sharing(m_sharing, true);
    int least = 0;
    int wanted = 0;
    for (const ColumnWidth& width : widths) {
        least += width.least;
        wanted += width.wanted;
    }
    // Between the least and the wanted widths all give way alike; what is left beyond is shared by those that grow.
    const int room = viewport()->width();
    const double share = std::clamp(static_cast<double>(room - least) / (wanted - least), 0.0, 1.0);
    int left = std::max(0, room - wanted);
    int total = 0;
    for (int column = 0; column < runColumnCount; ++column) {
        const ColumnWidth& width = widths[static_cast<std::size_t>(column)];
        int pixels = width.least + static_cast<int>(share * (width.wanted - width.least));
        const int more = std::min(left / 4, width.most - width.wanted);
        if (more > 0 && column != static_cast<int>(RunColumn::shape))
            pixels += more;
        total += pixels;
        setColumnWidth(column, pixels);
    }
    const int shape = static_cast<int>(RunColumn::shape);
    if (total < room)
        setColumnWidth(shape, columnWidth(shape) + room - total);
}

} // namespace runlens
