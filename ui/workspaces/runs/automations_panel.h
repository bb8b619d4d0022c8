// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source/run_source.h"

#include <QFrame>

#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;

namespace runlens {

class AutomationListModel;
class StatePage;

/// The panel at the left of the runs: the source's automations, of which one, or all, is chosen. More than
/// `mostWithoutFilter` of them have a field to find one by its name.
class AutomationsPanel final : public QFrame {
    Q_OBJECT

public:
    static constexpr int mostWithoutFilter = 12;

    explicit AutomationsPanel(QWidget* parent = nullptr);

    /// What is known now. What was chosen stays chosen, also where it is out of sight by the filter; if it is gone, all
    /// are chosen, and `chosen` says so. The list stays scrolled where it is.
    void setRows(std::vector<AutomationRow> rows);
    void showLoading(); ///< they are being fetched, and none is known yet
    void showUntold();  ///< this source has runs, and does not tell of automations

    /// Chooses without a signal; an id that is not there chooses all.
    void choose(const AutomationId& id);
    [[nodiscard]] const AutomationId& current() const noexcept { return m_current; }
    [[nodiscard]] QListView& list() const noexcept { return *m_list; }
    [[nodiscard]] QLineEdit& filter() const noexcept { return *m_filter; }

Q_SIGNALS:
    /// By hand, or as what was chosen is gone; empty for all.
    void chosen(const runlens::AutomationId& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void take(const QModelIndex& index);
    void showCurrent();
    void find(const QString& text);

    AutomationListModel* m_model;
    QSortFilterProxyModel* m_shown;
    QLineEdit* m_filter;
    QStackedWidget* m_pages;
    QWidget* m_listPage;
    QListView* m_list;
    QLabel* m_noMatch;
    StatePage* m_state;
    AutomationId m_current;
    bool m_telling = false; ///< the list is being set, not used
};

} // namespace runlens
