// SPDX-License-Identifier: GPL-3.0-or-later
// Starts as the window does and ends with the first frame it paints, for the bench of the cold start:
// `first_frame FILE` ours, with that file being opened; `first_frame --run FILE` ours, until the run is on it;
// `first_frame` the peer: a bare QMainWindow with a table.
#include "engine/words/translations.h"
#include "ui/models/saved_views.h"
#include "ui/shell/alert_center.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/timeline/timeline_widget.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QApplication>
#include <QMainWindow>
#include <QPaintEvent>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cstdlib>
#include <memory>

namespace {

/// Ends the program once `widget` was painted.
class EndAfterPaint : public QObject {
public:
    explicit EndAfterPaint(QWidget& widget) { widget.installEventFilter(this); }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(qApp, [] { std::_Exit(0); }, Qt::QueuedConnection); // after the frame, at once
        return false;
    }
};

int bare()
{
    QMainWindow window;
    QTableWidget table(30, 7);
    for (int row = 0; row < table.rowCount(); ++row)
        for (int column = 0; column < table.columnCount(); ++column)
            table.setItem(row, column, new QTableWidgetItem(QString::number(row * column)));
    window.setCentralWidget(&table);
    window.resize(1440, 900);
    const EndAfterPaint end(*table.viewport());
    window.show();
    const int code = QApplication::exec();
    table.setParent(nullptr);
    return code;
}

int ours(const QString& file, bool untilTheRun)
{
    using namespace runlens;
    installTranslations(QLocale());
    theme::ThemeManager themes;
    const QTemporaryDir forgotten;
    QSettings store(forgotten.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    shell::Settings settings(store);
    const auto path = [&](const char* name) { return forgotten.filePath(QLatin1String(name)); };
    client::KeyStore keys;
    shell::ProfileBook book(path("profiles.json"), keys);
    SavedViews views(store);
    shell::AlertCenter alerts(settings);
    auto window = std::make_unique<shell::MainWindow>(shell::MainWindow::Shared{
        themes, settings, book, views, alerts, {path("profiles.json"), path("archives"), path("server.db")}});
    window->setAttribute(Qt::WA_DeleteOnClose, false);
    std::unique_ptr<EndAfterPaint> end;
    if (untilTheRun)
        QObject::connect(&window->runs(), &RunsWorkspace::runShown, window.get(),
                         [&] { end = std::make_unique<EndAfterPaint>(*window->runs().runPane().rows().viewport()); });
    else
        end = std::make_unique<EndAfterPaint>(*window);
    window->show();
    window->open(file);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 1)
        return bare();
    return ours(arguments.last(), arguments.size() == 3);
}
