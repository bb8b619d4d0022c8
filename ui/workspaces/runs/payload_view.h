// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/value.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace runlens {

class ValueTreeModel;

/// A tree of JSON values. Ctrl+C copies the value, Ctrl+Shift+C its path; so does the context menu.
class PayloadView : public QWidget {
    Q_OBJECT
public:
    explicit PayloadView(QWidget* parent = nullptr);

    /// Null shows `whereNone` instead.
    void setValue(const Value& value, const QString& whereNone);
    [[nodiscard]] QTreeView& tree() const noexcept { return *m_tree; }

Q_SIGNALS:
    void copied(const QString& what); ///< was put on the clipboard

private:
    void copy(int role, const QString& what);
    void openMenu(const QPoint& at);

    ValueTreeModel* m_model;
    QTreeView* m_tree;
    QLabel* m_none;
};

} // namespace runlens
