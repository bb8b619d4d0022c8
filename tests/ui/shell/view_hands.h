// SPDX-License-Identifier: GPL-3.0-or-later
// A window with a list of runs, and what people use for its saved views.
#pragma once

#include "tests/ui/window/stage.h"
#include "ui/shell/toast.h"
#include "ui/shell/view_menu.h"
#include "ui/widgets/query_bar.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/views_button.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace runlens::test {

[[nodiscard]] inline SavedView viewOf(const QString& name, const QString& query = {})
{
    return {name, query, RunListLayout::defaults()};
}

[[nodiscard]] inline QStringList textsOf(const QMenu& menu)
{
    QStringList texts;
    for (const QAction* action : menu.actions())
        if (!action->isSeparator())
            texts += action->text();
    return texts;
}

[[nodiscard]] inline QAction* startingWith(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().remove(QLatin1Char('&')).startsWith(text))
            return action;
    return nullptr;
}

[[nodiscard]] inline QPushButton* okOf(const QDialog& dialog)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->property("look").toString() == QStringLiteral("primary"))
            return button;
    return nullptr;
}

/// A window and what is in it, as far as views are about it.
struct Hands {
    shell::MainWindow& window;

    [[nodiscard]] ViewsButton& button() const { return *window.runs().parts().views; }
    [[nodiscard]] QueryBar& bar() const { return *window.runs().parts().bar; }
    [[nodiscard]] RunListView& list() const { return window.runs().runList(); }
    [[nodiscard]] shell::ViewMenu& views() const { return *window.findChild<shell::ViewMenu*>(); }
    [[nodiscard]] shell::ViewNameDialog& dialog() const { return *views().dialog(); }
    [[nodiscard]] QString toast() const
    {
        return window.toast().isVisible() ? window.toast().accessibleName() : QString();
    }
    [[nodiscard]] QAction* action(const char* id) const { return window.actionRegistry().find(QLatin1String(id)); }
    [[nodiscard]] int found() const { return window.runs().browser().model().rowCount(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        // After a menu the offscreen platform leaves no window active.
        window.activateWindow();
        QCoreApplication::processEvents();
        QTest::keyClick(&window, key, modifiers);
    }
    [[nodiscard]] bool waitForFound(int rows) const
    {
        return QTest::qWaitFor([this, rows] { return found() == rows; }, 30'000);
    }
    [[nodiscard]] bool open(const QString& path) const
    {
        QSignalSpy changed(&window.runs(), &RunsWorkspace::pageChanged);
        window.open(path);
        while (window.runs().page() != RunsWorkspace::Page::runs)
            if (!changed.wait(30'000))
                return false;
        return true;
    }
    void type(const QString& name) const
    {
        auto* field = dialog().findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Backspace);
        QTest::keyClicks(field, name);
    }
    void confirm() const { QTest::keyClick(dialog().findChild<QLineEdit*>(), Qt::Key_Return); }
    [[nodiscard]] QString sentence() const
    {
        for (const QLabel* label : dialog().findChildren<QLabel*>())
            if (label->wordWrap())
                return label->text();
        return QStringLiteral("none");
    }
    /// By Ctrl+S, as someone does it.
    [[nodiscard]] bool save(const QString& name) const
    {
        key(Qt::Key_S, Qt::ControlModifier);
        if (views().dialog() == nullptr)
            return false;
        type(name);
        confirm();
        return true;
    }
    void sortBySent() const { list().sortByColumn(static_cast<int>(RunColumn::sent), Qt::DescendingOrder); }
};

/// With a list of 27 runs, three of which failed.
struct ViewStage : Stage {
    Hands hands{window()};

    explicit ViewStage(theme::ThemeChoice theme = theme::ThemeChoice::light) : Stage(theme)
    {
        if (!open(write(QStringLiteral("runs.json"), listOfRuns(27))) || !hands.waitForFound(27))
            qFatal("no list");
    }
};

} // namespace runlens::test
