// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"

#include <QTableView>

namespace runlens {

class RunListDelegate;
class RunListModel;

/// The list of runs. Until the user sizes a column by hand, columns share the width so that each is seen: the shape of
/// the run takes what is left, person and step give way first.
class RunListView : public QTableView {
    Q_OBJECT
public:
    explicit RunListView(RunListModel* model, QWidget* parent = nullptr);

    void setTheme(render::Theme theme);

    [[nodiscard]] QByteArray saveColumns() const; ///< order, widths, sorting; empty where they were left alone
    void restoreColumns(const QByteArray& columns);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareWidth();

    RunListDelegate* m_delegate;
    bool m_sharing = false;
    bool m_sizedByHand = false;
};

} // namespace runlens
