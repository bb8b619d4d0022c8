// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/render/palette.h"
#include "ui/models/run_copy.h"
#include "ui/models/run_list_layout.h"
#include "ui/widgets/long_table_view.h"

#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <stop_token>
#include <vector>

class QMenu;

namespace runlens {

class RunListDelegate;
class RunListHeader;
class RunListModel;

/// The list of runs. Until the user sizes a column by hand, columns share the width so that each is seen: the shape of
/// the run takes what is left, person and step give way first. Where a run has just come or changed its row is marked,
/// and the mark fades; where the desktop wants no animations it goes at once.
///
/// Sorting asks the model, whose sortRequested() somebody answers by what was found. When the order changes, up to
/// mostKeptSelected rows stay selected, or all where all were; else only the current one.
class RunListView : public LongTableView {
    Q_OBJECT
public:
    static constexpr int mostKeptSelected = 2'000;
    static constexpr int mostCopiedAtOnce = 10'000; ///< rows; more are put together away from the window's thread

    explicit RunListView(RunListModel* model, QWidget* parent = nullptr);
    ~RunListView() override; ///< stops what is being copied, and waits for it

    void setTheme(render::Theme theme);

    /// Columns and order as they are seen.
    [[nodiscard]] RunListLayout columnLayout() const;
    /// The order is asked for where it is not that of the model.
    void setColumnLayout(const RunListLayout& layout);
    [[nodiscard]] QByteArray saveColumns() const;   ///< columnLayout(); empty where it was left alone
    void restoreColumns(const QByteArray& columns); ///< broken: the defaults

    /// Rows that are selected, ascending.
    [[nodiscard]] std::vector<RowRange> selectedRows() const;
    [[nodiscard]] int selectedCount() const;

    /// Hides and shows columns, and opens the chooser.
    void fillColumnsMenu(QMenu* menu, int section = -1);
    void chooseColumns();
    void addPath(const QString& path);         ///< a column; one that is there is shown
    void setColumnSeen(int column, bool seen); ///< the last that is seen stays

    void copySelection(); ///< to the clipboard, as text and as a table

Q_SIGNALS:
    void currentRunChanged(RowNumber run);
    void columnsChanged(); ///< by the user: order, widths, what is hidden, paths
    void copied(int rows);
    void copyFailed(const Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintBelow(QPainter& painter, const QRect& rect, int row) override;
    void paintAbove(QPainter& painter, const QRect& rect, int row) override;

private:
    void build();
    void follow();
    void shareWidth();
    void showSort();
    void showColumnsMenu(const QPoint& at);
    void keepPlaces();
    void restorePlaces();
    void fade();
    void deliver(const Result<CopiedRuns>& copied);
    [[nodiscard]] std::optional<int> yOf(RowNumber run) const; ///< where it is seen

    /// What is kept while the order changes.
    struct Places {
        bool allSelected = false;
        std::optional<RowNumber> current;
        int row = 0;                     ///< of the current one
        std::optional<RowNumber> anchor; ///< what stays where it is
        int y = 0;                       ///< of the anchor
        SortSpec sort;
    };

    RunListModel* m_model;
    RunListDelegate* m_delegate;
    RunListHeader* m_header;
    render::Theme m_theme = render::Theme::light;
    bool m_sharing = false;
    bool m_restoring = false; ///< columns are changed, but not by the user
    bool m_sizedByHand = false;
    bool m_columnsByHand = false;
    Places m_places;
    std::optional<RowNumber> m_current; ///< as it was told
    QTimer m_fading;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace runlens
