// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/view_menu.h"

#include "engine/words/safe_text.h"
#include "ui/models/saved_views.h"
#include "ui/shell/action_registry.h"
#include "ui/theme/menu_button.h"
#include "ui/widgets/query_bar.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/runs_workspace.h"
#include "ui/workspaces/runs/views_button.h"

#include <QAction>
#include <QFontMetrics>
#include <QLocale>
#include <QMenu>
#include <QWidget>

#include <functional>
#include <utility>

namespace runlens::shell {
namespace {

constexpr int longestInCommand = 200; // pixels of a name

/// In a sentence.
QString said(const QString& name) { return safeText(name.toStdString()); }

QString mostViews() { return QLocale().toString(static_cast<qulonglong>(SavedViews::most)); }

} // namespace

ViewMenu::ViewMenu(SavedViews& views, RunsWorkspace& runs, ActionRegistry& registry, const QString& group,
                   QWidget& window)
    : QObject(&window),
      m_views(views),
      m_runs(runs),
      m_registry(registry),
      m_window(window),
      m_button(*runs.parts().views)
{
    addActions(registry, group);
    m_button.setViews(&m_views, m_all, {m_save, m_update, m_rename, m_remove, m_undo});
    follow();
    listViews();
    tell();
}

ViewMenu::~ViewMenu() = default;

void ViewMenu::addActions(ActionRegistry& registry, const QString& group)
{
    const auto add = [&](const char* id, const QString& text, const QKeySequence& key, auto does) {
        auto* action = new QAction(text, &m_window);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, does);
        m_window.addAction(action);
        registry.add(QLatin1String(id), group, action);
        return action;
    };
    m_open = add("views.open", tr("Saved vie&ws"), QKeySequence(Qt::Key_V), [this] { m_button.open(); });
    m_all = add("views.all", tr("&All runs, default columns"), {}, &ViewMenu::showAll);
    m_all->setCheckable(true);
    m_save = add("views.save", tr("Sav&e view …"), QKeySequence::Save, &ViewMenu::askToSave);
    m_update = add("views.update", {}, {}, &ViewMenu::update);
    m_rename = add("views.rename", {}, {}, &ViewMenu::askToRename);
    m_remove = add("views.remove", {}, {}, &ViewMenu::remove);
    m_undo = add("views.undo", {}, QKeySequence::Undo, &ViewMenu::undoRemove);
}

void ViewMenu::follow()
{
    connect(&m_button, &ViewsButton::viewChosen, this, &ViewMenu::choose);
    connect(&m_views, &SavedViews::renamed, this, [this](const QString& name, const QString& newName) {
        if (name.compare(m_current, Qt::CaseInsensitive) == 0)
            m_current = newName;
    });
    connect(&m_views, &SavedViews::changed, this, [this] {
        listViews();
        tell();
        if (m_dialog)
            m_dialog->judge();
    });
    connect(m_runs.parts().bar, &QueryBar::textChanged, this, &ViewMenu::tell);
    connect(&m_runs.runList(), &RunListView::columnsChanged, this, &ViewMenu::tell);
    connect(&m_runs.browser(), &RunBrowser::sourceChanged, this, [this] {
        m_current.clear(); // its query went with the source before
        tell();
    });
}

void ViewMenu::setAvailable(bool list)
{
    m_available = list;
    m_button.setVisible(list);
    tellChoices();
    tell();
}

/// One command for each view, for the palette.
void ViewMenu::listViews()
{
    QStringList names;
    for (const SavedView& view : m_views.views())
        names += view.name;
    if (names == m_names && m_choices)
        return;
    m_names = names;
    m_choices = std::make_unique<QObject>(); // the ids of those before are free now
    for (const QString& name : std::as_const(names)) {
        QString text = name;
        auto* action = new QAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), m_choices.get());
        connect(action, &QAction::triggered, this, [this, name] { choose(name); });
        m_registry.add(QStringLiteral("views.choose.") + name.toCaseFolded(), tr("Saved view"), action);
    }
    tellChoices();
}

QString ViewMenu::current() const
{
    const SavedView* view = m_current.isEmpty() ? nullptr : m_views.find(m_current);
    return view == nullptr ? QString() : view->name;
}

QString ViewMenu::query() const { return m_runs.parts().bar->text().trimmed(); }

/// With the order that was asked for: what is found may not have it yet.
RunListLayout ViewMenu::layout() const
{
    RunListLayout layout = m_runs.runList().columnLayout();
    layout.sort = m_runs.browser().sort();
    return layout;
}

bool ViewMenu::differs() const
{
    const SavedView* view = m_views.find(current());
    return view != nullptr && (view->query.trimmed() != query() || view->layout != layout());
}

void ViewMenu::tell()
{
    m_button.setCurrent(current(), differs());
    m_all->setChecked(current().isEmpty() && query().isEmpty() && layout() == RunListLayout::defaults());
    tellActions();
}

void ViewMenu::tellActions()
{
    const auto shown = [metrics = QFontMetrics(m_button.choices().font())](const QString& view) {
        return theme::menuText(view, metrics, longestInCommand, Qt::ElideRight);
    };
    const QString name = shown(current());
    const bool none = name.isEmpty();
    m_update->setText(none ? tr("Upda&te the view") : tr("Upda&te “%1”").arg(name));
    m_rename->setText(none ? tr("&Rename the view …") : tr("&Rename “%1” …").arg(name));
    m_remove->setText(none ? tr("Remo&ve the view") : tr("Remo&ve “%1”").arg(name));
    const auto removed = m_views.lastRemoved();
    m_undo->setText(removed ? tr("Und&o removing “%1”").arg(shown(*removed)) : tr("Und&o removing a view"));
    const QString noView = !m_available ? noList() : none ? tr("No saved view is chosen") : QString();
    for (QAction* action : {m_open, m_all, m_save})
        ActionRegistry::setUnavailable(action, noList());
    for (QAction* action : {m_rename, m_remove})
        ActionRegistry::setUnavailable(action, noView);
    ActionRegistry::setUnavailable(m_update,
                                   !noView.isEmpty() || differs() ? noView : tr("Nothing differs from the saved view"));
    ActionRegistry::setUnavailable(m_undo, removed ? QString() : tr("No view was removed"));
}

void ViewMenu::tellChoices()
{
    for (QObject* action : m_choices->children())
        ActionRegistry::setUnavailable(static_cast<QAction*>(action), noList());
}

QString ViewMenu::noList() const { return m_available ? QString() : tr("No list of runs is open"); }

void ViewMenu::choose(const QString& name)
{
    const SavedView* view = m_views.find(name);
    if (view == nullptr || !m_available)
        return;
    m_current = view->name;
    apply(view->query, &view->layout);
}

void ViewMenu::showAll()
{
    m_current.clear();
    apply({}, nullptr);
}

void ViewMenu::apply(const QString& query, const RunListLayout* layout)
{
    const SortSpec sort = layout == nullptr ? SortSpec() : layout->sort;
    m_runs.runList().restoreColumns(layout == nullptr ? QByteArray() : layout->toJson());
    if (m_runs.browser().sort() != sort) // the list asks where the order that was found differs
        m_runs.browser().setSort(sort);
    m_runs.parts().bar->setText(query);
    tell();
}

/// Says why not.
bool ViewMenu::canSaveQuery()
{
    if (!m_runs.parts().bar->error())
        return true;
    Q_EMIT told(tr("The query cannot be read, so it is not saved. Correct it first."));
    m_runs.focusQuery();
    return false;
}

ViewNameDialog* ViewMenu::ask(const QString& title, const QString& name, ViewNameDialog::Judge judge)
{
    if (m_dialog)
        m_dialog->close();
    m_dialog = new ViewNameDialog(title, name, std::move(judge), &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->open();
    return m_dialog;
}

void ViewMenu::askToSave()
{
    if (!canSaveQuery())
        return;
    ViewNameDialog* dialog = ask(tr("Save view"), {}, [this](const QString& name) { return judgeNew(name); });
    connect(dialog, &QDialog::accepted, this, [this, dialog] { save(dialog->name()); });
}

ViewNameDialog::Verdict ViewMenu::judgeNew(const QString& name) const
{
    const QString save = tr("Save");
    const SavedView* other = m_views.find(name);
    if (other == nullptr && m_views.views().size() >= SavedViews::most)
        return {false,
                tr("There are %1 views already, and no room for more. Remove one, or write the name of one to replace "
                   "it.")
                    .arg(mostViews()),
                save};
    if (name.isEmpty())
        return {false, tr("Give the view a name."), save};
    if (other != nullptr)
        return {true, tr("There is a view “%1” already. It will be replaced.").arg(said(other->name)), tr("Replace")};
    return {true, tr("The query, the columns and their order are kept under this name."), save};
}

void ViewMenu::save(const QString& name)
{
    const bool replaces = m_views.find(name) != nullptr;
    m_current = name; // before others are told
    if (!m_views.save({name, query(), layout()}))
        return void(Q_EMIT told(tr("The view was not saved.")));
    Q_EMIT told(replaces ? tr("Replaced the view “%1”").arg(said(name)) : tr("Saved the view “%1”").arg(said(name)));
}

void ViewMenu::update()
{
    const QString name = current();
    if (!name.isEmpty() && canSaveQuery() && m_views.save({name, query(), layout()}))
        Q_EMIT told(tr("“%1” has this query and these columns now").arg(said(name)));
}

void ViewMenu::askToRename()
{
    const QString from = current();
    ViewNameDialog* dialog =
        ask(tr("Rename view"), from, [this, from](const QString& name) { return judgeRename(from, name); });
    connect(dialog, &QDialog::accepted, this, [this, dialog, from] { rename(from, dialog->name()); });
}

ViewNameDialog::Verdict ViewMenu::judgeRename(const QString& from, const QString& name) const
{
    const QString rename = tr("Rename");
    const SavedView* own = m_views.find(from);
    const SavedView* other = m_views.find(name);
    if (own == nullptr)
        return {false,
                tr("The view “%1” was removed or renamed meanwhile. Close this, and choose another.").arg(said(from)),
                rename};
    if (name.isEmpty())
        return {false, tr("Give the view a name."), rename};
    if (other != nullptr && other != own)
        return {false, tr("There is a view “%1” already. Choose another name.").arg(said(other->name)), rename};
    return {true, {}, rename};
}

void ViewMenu::rename(const QString& from, const QString& name)
{
    if (from != name && m_views.rename(from, name))
        Q_EMIT told(tr("The view is called “%1” now").arg(said(name)));
}

void ViewMenu::remove()
{
    const QString name = current();
    if (!m_views.remove(name))
        return;
    Q_EMIT told(tr("Removed the view “%1”. %2 brings it back.")
                    .arg(said(name), m_undo->shortcut().toString(QKeySequence::NativeText)));
}

void ViewMenu::undoRemove()
{
    const QString name = m_views.lastRemoved().value_or(QString());
    if (m_views.undoRemove())
        Q_EMIT told(tr("The view “%1” is back").arg(said(name)));
    else if (m_views.find(name) != nullptr)
        Q_EMIT told(tr("“%1” does not come back: another view has its name. Rename that one first.").arg(said(name)));
    else
        Q_EMIT told(
            tr("“%1” does not come back: there are %2 views already. Remove one first.").arg(said(name), mostViews()));
}

} // namespace runlens::shell
