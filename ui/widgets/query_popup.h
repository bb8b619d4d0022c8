// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QListWidget;

namespace runlens {

/// What may be typed next, below a field, over what else is in the window. It never has the focus: the field moves in
/// it.
class QueryPopup final : public QFrame {
    Q_OBJECT

public:
    struct Item {
        QString shown;
        QString beside; ///< muted, at the right
    };

    explicit QueryPopup(QWidget* field);

    /// Opens below `x` of the field, nothing chosen; without items it closes.
    void open(const QList<Item>& items, int x);
    void move(int rows);              ///< goes round, over nothing chosen
    [[nodiscard]] int chosen() const; ///< -1: none
    [[nodiscard]] int count() const;
    [[nodiscard]] QString text(int row) const;

Q_SIGNALS:
    void clicked(int row);

private:
    QWidget* m_field;
    QListWidget* m_list;
};

} // namespace runlens
