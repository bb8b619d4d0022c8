// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/models/run_list_layout.h"
#include "ui/shell/view_name_dialog.h"

#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <memory>

class QAction;

namespace runlens {
class RunsWorkspace;
class SavedViews;
class ViewsButton;
} // namespace runlens

namespace runlens::shell {

class ActionRegistry;

/// The saved views of a window's list of runs: its button and menu, its actions, and one command for each view, so that
/// the palette finds it by its name. The view that was chosen or saved last is the current one, until another source is
/// opened; where it was removed there is none, until it is brought back.
class ViewMenu final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it. The actions are the window's, and go into the group of the registry.
    ViewMenu(SavedViews& views, RunsWorkspace& runs, ActionRegistry& registry, const QString& group, QWidget& window);
    ~ViewMenu() override;

    void setAvailable(bool list); ///< whether a list of runs is shown

    [[nodiscard]] QString current() const; ///< the name of the current view; empty without one
    [[nodiscard]] bool differs() const;    ///< whether query, columns or order are not those of the current view
    [[nodiscard]] ViewNameDialog* dialog() const noexcept { return m_dialog; } ///< null while none is open

    void choose(const QString& name);
    void showAll(); ///< every run, in the default columns

Q_SIGNALS:
    void told(const QString& sentence); ///< what was done, or why not

private:
    void addActions(ActionRegistry& registry, const QString& group);
    void follow();
    void listViews();
    void tell();
    void tellActions();
    void tellChoices();
    [[nodiscard]] QString noList() const; ///< why nothing can be done; empty where there is a list
    void apply(const QString& query, const RunListLayout* layout);
    [[nodiscard]] QString query() const;
    [[nodiscard]] RunListLayout layout() const;
    [[nodiscard]] bool canSaveQuery();

    void askToSave();
    void askToRename();
    ViewNameDialog* ask(const QString& title, const QString& name, ViewNameDialog::Judge judge);
    [[nodiscard]] ViewNameDialog::Verdict judgeNew(const QString& name) const;
    [[nodiscard]] ViewNameDialog::Verdict judgeRename(const QString& from, const QString& name) const;
    void save(const QString& name);
    void update();
    void rename(const QString& from, const QString& name);
    void remove();
    void undoRemove();

    SavedViews& m_views;
    RunsWorkspace& m_runs;
    ActionRegistry& m_registry;
    QWidget& m_window;
    ViewsButton& m_button;
    QAction* m_open = nullptr;
    QAction* m_all = nullptr;
    QAction* m_save = nullptr;
    QAction* m_update = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_undo = nullptr;
    std::unique_ptr<QObject> m_choices; ///< owns the commands of the views
    QStringList m_names;                ///< of those commands
    QString m_current;                  ///< perhaps of a view that is gone
    QPointer<ViewNameDialog> m_dialog;
    bool m_available = false;
};

} // namespace runlens::shell
