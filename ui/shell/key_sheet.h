// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/overlay.h"

#include <QString>
#include <QStringList>

#include <vector>

class QLineEdit;
class QScrollArea;

namespace runlens::shell {

class ActionRegistry;

struct KeyRow {
    QString group;
    QString what;
    QStringList keys; ///< as they are shown; any one of them does it
};

/// The registered actions that have a key, then `gestures`; only those in which every word of `query` is found, in the
/// name, the group or a key. Rows of a group stand together, groups in the order in which they first appear.
[[nodiscard]] std::vector<KeyRow> keyRows(const ActionRegistry& registry, const std::vector<KeyRow>& gestures,
                                          const QString& query);

/// What can be done by key and mouse, in as many columns as fit.
class KeySheet final : public Overlay {
    Q_OBJECT

public:
    KeySheet(ActionRegistry* registry, QWidget* window);

    /// What no action has: gestures of the mouse, keys inside a widget.
    void setGestures(std::vector<KeyRow> rows);

    /// The id of the action that toggles the sheet; any other that is run closes it.
    void setOpener(const QString& id) { m_opener = id; }

    /// How many columns are shown.
    [[nodiscard]] int columns() const noexcept { return m_columns; }

protected:
    void prepare() override;
    [[nodiscard]] QSize wantedSize() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();

    ActionRegistry* m_registry;
    QLineEdit* m_query;
    QScrollArea* m_scroll;
    std::vector<KeyRow> m_gestures;
    QString m_opener;
    int m_columns = 0;
};

} // namespace runlens::shell
