// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_registry.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

class QAction;
class QActionGroup;

namespace runlens::shell {

class MainWindow;
class ViewMenu;

/// Every action of the window: made once, registered once; menus, palette and key sheet are made from the registry.
class WindowActions {
public:
    /// The actions are children of the window.
    WindowActions(MainWindow& window, ActionRegistry& registry);

    /// What there is to act upon.
    struct Available {
        bool run = false;    ///< one is on the timeline
        bool source = false; ///< something is open
        bool list = false;   ///< a list of runs is shown
        bool kept = false;   ///< what is fetched is kept
    };
    /// Enables what can be done now, and says of the rest why not.
    void update(const Available& available);
    [[nodiscard]] ViewMenu& views() const noexcept { return *m_views; }

private:
    QAction* add(const QString& id, const QString& group, const QString& text, const QList<QKeySequence>& keys,
                 const std::function<void()>& run);
    /// One of several that exclude each other.
    QAction* addChoice(QActionGroup* choices, const QString& id, const QString& group, const QString& text,
                       const QList<QKeySequence>& keys, const std::function<void()>& run);
    void addFileActions();
    void addSourceActions();
    void addEditActions();
    void addTimelineActions();
    void addAxisActions();
    void addViewActions();
    void addHelpActions();

    MainWindow& m_window;
    ActionRegistry& m_registry;
    ViewMenu* m_views = nullptr;
    QList<QAction*> m_forRuns;    ///< need a run on the timeline
    QList<QAction*> m_forSources; ///< need something open
    QList<QAction*> m_forKept;    ///< need what is kept of a server
    QList<QAction*> m_forLists;   ///< need a list of runs
};

} // namespace runlens::shell
