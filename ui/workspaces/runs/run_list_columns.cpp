// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the list of runs: their widths, their order, and who is asked about them.
#include "ui/models/run_list_model.h"
#include "ui/workspaces/runs/columns_dialog.h"
#include "ui/workspaces/runs/run_list_header.h"
#include "ui/workspaces/runs/run_list_view.h"

#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>
#include <array>

namespace runlens {
namespace {

struct ColumnWidth {
    int least;
    int wanted;
    int most;
};

/// In the order of RunColumn.
constexpr std::array<ColumnWidth, runColumnCount> widths{{
    {100, 128, 128},    // status
    {108, 150, 150},    // started
    {84, 180, 320},     // person
    {64, 150, 280},     // at step
    {60, 180, 100'000}, // shape
    {74, 96, 96},       // lasted
    {44, 60, 60},       // sent
    {108, 150, 150},    // ended
    {84, 170, 320},     // automation
    {72, 130, 280},     // version
    {84, 200, 400},     // error
    {76, 92, 92},       // attempts
    {76, 92, 92},       // waited
    {84, 150, 280},     // run
}};
constexpr ColumnWidth widthOfPath{84, 140, 280};

const ColumnWidth& widthOf(int column)
{
    return column < runColumnCount ? widths[static_cast<std::size_t>(column)] : widthOfPath;
}

} // namespace

void RunListView::shareWidth()
{
    if (m_sizedByHand)
        return;
    const QScopedValueRollback sharing(m_sharing, true);
    std::vector<int> seen;
    int least = 0;
    int wanted = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        seen.push_back(column);
        least += widthOf(column).least;
        wanted += widthOf(column).wanted;
    }
    // Between the least and the wanted widths all give way alike; what is left beyond is shared by those that grow.
    const int room = viewport()->width();
    const double share =
        wanted > least ? std::clamp(static_cast<double>(room - least) / (wanted - least), 0.0, 1.0) : 1;
    const int left = std::max(0, room - wanted);
    constexpr int shape = static_cast<int>(RunColumn::shape);
    int total = 0;
    for (const int column : seen) {
        const ColumnWidth& width = widthOf(column);
        int pixels = width.least + static_cast<int>(share * (width.wanted - width.least));
        if (column != shape)
            pixels += std::max(0, std::min(left / 4, width.most - width.wanted));
        total += pixels;
        setColumnWidth(column, pixels);
    }
    const int last = seen.empty() ? -1 : isColumnHidden(shape) ? seen.back() : shape;
    if (last >= 0 && total < room)
        setColumnWidth(last, columnWidth(last) + room - total);
    updateGeometries(); // else a scroll bar stays until the event loop comes to it
}

RunListLayout RunListView::columnLayout() const
{
    RunListLayout layout;
    for (int at = 0; at < m_header->count(); ++at) {
        const int column = m_header->logicalIndex(at);
        RunListLayout::Column one;
        if (column < runColumnCount)
            one.column = static_cast<RunColumn>(column);
        else
            one.path = m_model->paths()[static_cast<std::size_t>(column - runColumnCount)];
        one.hidden = isColumnHidden(column);
        one.width = m_sizedByHand && !one.hidden ? columnWidth(column) : 0;
        layout.columns.push_back(std::move(one));
    }
    layout.sort = m_model->found()->sort;
    return layout;
}

void RunListView::setColumnLayout(const RunListLayout& layout)
{
    {
        const QScopedValueRollback restoring(m_restoring, true);
        m_sizedByHand = false;
        m_model->setPaths(layout.paths());
        for (std::size_t at = 0; at < layout.columns.size(); ++at) {
            const RunListLayout::Column& column = layout.columns[at];
            const int logical = column.column ? static_cast<int>(*column.column)
                                              : m_model->columnOf({std::nullopt, column.path, false});
            m_header->moveSection(m_header->visualIndex(logical), static_cast<int>(at));
            setColumnHidden(logical, column.hidden);
            setColumnWidth(logical, column.width > 0 ? column.width : widthOf(logical).wanted);
            m_sizedByHand |= column.width > 0;
        }
    }
    shareWidth();
    if (layout.sort != m_model->found()->sort)
        Q_EMIT m_model->sortRequested(layout.sort);
}

QByteArray RunListView::saveColumns() const { return m_columnsByHand ? columnLayout().toJson() : QByteArray(); }

void RunListView::restoreColumns(const QByteArray& columns)
{
    const auto layout = RunListLayout::fromJson(columns);
    m_columnsByHand = layout.has_value();
    setColumnLayout(layout.value_or(RunListLayout::defaults()));
}

void RunListView::setColumnSeen(int column, bool seen)
{
    const int shown = m_header->count() - m_header->hiddenSectionCount();
    if (column < 0 || column >= m_header->count() || seen != isColumnHidden(column) || (!seen && shown == 1))
        return;
    {
        const QScopedValueRollback restoring(m_restoring, true);
        setColumnHidden(column, !seen);
    }
    m_columnsByHand = true;
    shareWidth();
    Q_EMIT columnsChanged();
}

void RunListView::addPath(const QString& path)
{
    RunListLayout layout = columnLayout();
    const std::string wanted = path.trimmed().toStdString();
    const auto at = std::ranges::find(layout.columns, wanted, &RunListLayout::Column::path);
    if (wanted.empty() || wanted.size() > RunListLayout::longestPath)
        return;
    if (at != layout.columns.end())
        at->hidden = false;
    else if (layout.paths().size() < RunListLayout::mostPaths)
        layout.columns.push_back({std::nullopt, wanted, 0, false});
    m_columnsByHand = true;
    setColumnLayout(layout);
    Q_EMIT columnsChanged();
}

void RunListView::chooseColumns()
{
    auto* dialog = new ColumnsDialog(columnLayout(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_columnsByHand = true;
        setColumnLayout(dialog->columnLayout());
        Q_EMIT columnsChanged();
    });
    dialog->open();
}

void RunListView::fillColumnsMenu(QMenu* menu, int section)
{
    const auto title = [this](int column) {
        QString text = m_model->headerData(column, Qt::Horizontal).toString();
        return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
    };
    if (section >= 0) {
        QAction* hide = menu->addAction(tr("Hide “%1”").arg(title(section)));
        connect(hide, &QAction::triggered, this, [this, section] { setColumnSeen(section, false); });
        menu->addSeparator();
    }
    for (int at = 0; at < m_header->count(); ++at) {
        const int column = m_header->logicalIndex(at);
        QAction* seen = menu->addAction(title(column));
        seen->setCheckable(true);
        seen->setChecked(!isColumnHidden(column));
        connect(seen, &QAction::toggled, this, [this, column](bool on) { setColumnSeen(column, on); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Columns …")), &QAction::triggered, this, &RunListView::chooseColumns);
    QAction* share = menu->addAction(tr("Share the width again"));
    share->setEnabled(m_sizedByHand);
    connect(share, &QAction::triggered, this, [this] {
        m_sizedByHand = false;
        shareWidth();
        Q_EMIT columnsChanged();
    });
}

void RunListView::showColumnsMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnsMenu(menu, m_header->logicalIndexAt(at));
    menu->popup(m_header->viewport()->mapToGlobal(at));
}

} // namespace runlens
