// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/automations_panel.h"

#include "ui/models/automation_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/widgets/state_page.h"
#include "ui/workspaces/runs/automation_delegate.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace runlens {
namespace {

/// Those whose name has the text in it, and the row of all.
class ByName final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        return row == 0 || QSortFilterProxyModel::filterAcceptsRow(row, parent);
    }
};

} // namespace

AutomationsPanel::AutomationsPanel(QWidget* parent)
    : QFrame(parent),
      m_model(new AutomationListModel(this)),
      m_shown(new ByName(this)),
      m_filter(new QLineEdit(this)),
      m_pages(new QStackedWidget(this)),
      m_listPage(new QWidget(m_pages)),
      m_list(new QListView(m_listPage)),
      m_noMatch(new QLabel(m_listPage)),
      m_state(new StatePage(m_pages))
{
    build();
    connect(m_filter, &QLineEdit::textChanged, this, &AutomationsPanel::find);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AutomationsPanel::take);
    showCurrent();
    showLoading();
}

void AutomationsPanel::build()
{
    theme::setLook(this, theme::Look::bar);
    m_shown->setSourceModel(m_model);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new AutomationDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Automations"));
    m_filter->setPlaceholderText(tr("Find an automation"));
    m_filter->setAccessibleName(tr("Find an automation"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::themedIcon(theme::ChromeIcon::search, {.tone = layout::Tone::muted}),
                        QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    m_filter->hide();
    m_noMatch->setWordWrap(true);
    m_noMatch->setTextFormat(Qt::PlainText);
    m_noMatch->hide();
    theme::setLook(m_noMatch, theme::Look::muted);

    auto* heading = new QLabel(tr("AUTOMATIONS"), this);
    theme::setLook(heading, theme::Look::heading);
    heading->setContentsMargins(10, 0, 0, 0);
    auto* inside = new QVBoxLayout(m_listPage);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_noMatch);
    inside->addWidget(m_list, 1);
    m_noMatch->setContentsMargins(10, 0, 10, 0);
    m_pages->addWidget(m_listPage);
    m_pages->addWidget(m_state);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 14, 6, 6);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(m_filter);
    column->addWidget(m_pages, 1);
    setMinimumWidth(150);
}

void AutomationsPanel::setRows(std::vector<AutomationRow> rows)
{
    const int count = static_cast<int>(rows.size());
    const int scrolled = m_list->verticalScrollBar()->value();
    {
        const QScopedValueRollback telling(m_telling, true);
        m_model->setRows(std::move(rows));
        m_filter->setVisible(count > mostWithoutFilter);
        if (count <= mostWithoutFilter)
            m_filter->clear();
    }
    const bool gone = !m_model->rowOf(m_current);
    if (gone)
        m_current = {};
    showCurrent();
    m_list->verticalScrollBar()->setValue(scrolled);
    if (count == 0)
        m_state->showState({.icon = theme::ChromeIcon::empty,
                            .sentence = tr("There are no automations here yet; they appear once the server has one."),
                            .detail = {},
                            .actions = {}});
    m_pages->setCurrentWidget(count == 0 ? static_cast<QWidget*>(m_state) : m_listPage);
    if (gone)
        Q_EMIT chosen(m_current);
}

void AutomationsPanel::showLoading()
{
    m_filter->hide();
    m_state->showLoading(tr("Fetching the automations …"));
    m_pages->setCurrentWidget(m_state);
}

void AutomationsPanel::showUntold()
{
    m_filter->hide();
    m_state->showState({.icon = theme::ChromeIcon::help,
                        .sentence = tr("This source does not tell of its automations; all of its runs are listed."),
                        .detail = {},
                        .actions = {}});
    m_pages->setCurrentWidget(m_state);
}

void AutomationsPanel::choose(const AutomationId& id)
{
    m_current = m_model->rowOf(id) ? id : AutomationId();
    showCurrent();
}

void AutomationsPanel::showCurrent()
{
    const QScopedValueRollback telling(m_telling, true);
    const QModelIndex index = m_shown->mapFromSource(m_model->index(m_model->rowOf(m_current).value_or(0)));
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->selectionModel()->clear(); // hidden by the filter
}

void AutomationsPanel::take(const QModelIndex& index)
{
    if (m_telling || !index.isValid())
        return;
    AutomationId id = m_model->idOf(m_shown->mapToSource(index).row());
    if (id == m_current)
        return;
    m_current = std::move(id);
    Q_EMIT chosen(m_current);
}

void AutomationsPanel::find(const QString& text)
{
    {
        const QScopedValueRollback telling(m_telling, true);
        m_shown->setFilterFixedString(text);
    }
    showCurrent();
    const bool none = !text.isEmpty() && m_shown->rowCount() <= 1;
    m_noMatch->setText(tr("No automation has “%1” in its name; clear the field to see all.").arg(text));
    m_noMatch->setVisible(none);
}

bool AutomationsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return QFrame::eventFilter(watched, event);
    // To the first that was found, which is behind the row of all.
    const bool found = !m_filter->text().isEmpty() && m_shown->rowCount() > 1;
    if (found)
        m_list->setCurrentIndex(m_shown->index(1, 0));
    m_list->setFocus(Qt::ShortcutFocusReason);
    return true;
}

} // namespace runlens
