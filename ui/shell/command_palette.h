// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/overlay.h"

#include <QStringList>

class QLabel;
class QLineEdit;
class QListView;

namespace runlens::shell {

class ActionRegistry;
class CommandModel;

/// Every registered action by a few letters of its name. Enter closes the palette, then runs the action, so that what
/// it opens finds the focus where it was; an action that cannot be run stays, with its reason.
class CommandPalette final : public Overlay {
    Q_OBJECT

public:
    CommandPalette(ActionRegistry* registry, QWidget* window);

    /// Ids that are not offered: that of the palette itself.
    void setLeftOut(const QStringList& ids) { m_leftOut = ids; }

    /// The ids of what was run last, by whatever means, the latest first, at most 8.
    [[nodiscard]] const QStringList& recent() const noexcept { return m_recent; }
    void setRecent(const QStringList& ids) { m_recent = ids; }

Q_SIGNALS:
    void recentChanged(const QStringList& ids);

protected:
    void prepare() override;
    [[nodiscard]] QSize wantedSize() const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void remember(const QString& id);
    void search(const QString& query);
    void move(int rows);
    void runCurrent();

    ActionRegistry* m_registry;
    CommandModel* m_model;
    QLineEdit* m_query;
    QListView* m_list;
    QLabel* m_nothing;
    QStringList m_leftOut;
    QStringList m_recent;
};

} // namespace runlens::shell
