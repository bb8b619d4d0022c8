// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

class QAction;
class QMenu;

namespace runlens::shell {

struct RegisteredAction {
    QString id;    ///< stable, never shown: "file.open"
    QString group; ///< shown: the heading in the key sheet, the small text in the command palette
    QAction* action = nullptr;
};

/// Every action of the window, once: menu, key, command palette and key sheet are all made from here, so that they
/// agree. The actions stay with their parents; one that dies leaves the registry. For the window's thread.
class ActionRegistry final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// An id that is taken already is a programming error.
    void add(const QString& id, const QString& group, QAction* action);

    [[nodiscard]] const std::vector<RegisteredAction>& actions() const noexcept { return m_actions; }
    /// Null where there is none.
    [[nodiscard]] QAction* find(const QString& id) const;

    /// Appends the group's actions to a menu, in the order in which they were added.
    void fillMenu(QMenu* menu, const QString& group) const;

    /// Keys that more than one action claims; Qt would then run neither.
    [[nodiscard]] QStringList contestedKeys() const;

    /// Disables an action and says why, in one sentence that the palette and the tool tip show. An empty reason
    /// enables.
    static void setUnavailable(QAction* action, const QString& reason);
    [[nodiscard]] static QString reasonOf(const QAction* action);

    /// The action's name without the mark of its mnemonic.
    [[nodiscard]] static QString nameOf(const QAction* action);

Q_SIGNALS:
    void changed(); ///< an action came, went, or changed its name, key or state
    void triggered(const QString& id);

private:
    void forget(QObject* action);

    std::vector<RegisteredAction> m_actions;
};

} // namespace runlens::shell
