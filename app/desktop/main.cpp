// SPDX-License-Identifier: GPL-3.0-or-later
// runlens: the window.
#include "engine/client/key_store.h"
#include "engine/source/file_source.h"
#include "engine/words/translations.h"
#include "engine/words/words.h"
#include "ui/models/saved_views.h"
#include "ui/shell/alert_center.h"
#include "ui/shell/main_window.h"
#include "ui/shell/portrait.h"
#include "ui/shell/profile_book.h"
#include "ui/shell/settings.h"
#include "ui/shell/start_options.h"
#include "ui/theme/theme.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>

using namespace runlens;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("runlens", text); }

enum Exit { done = 0, usage = 2, badInput = 3, internal = 5 };

int complain(const QString& sentence, Exit code)
{
    QTextStream(stderr) << QStringLiteral("runlens: ") << sentence << Qt::endl;
    return code;
}

/// Where no server of windows answers, Qt would end the program; the last of these always answers.
void allowNoDisplay()
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ? "wayland;xcb;offscreen"
                                   : qEnvironmentVariableIsSet("DISPLAY")       ? "xcb;offscreen"
                                                                                : "offscreen");
    // What that plugin cannot do, and says at length, nobody needs there.
    if (qgetenv("QT_QPA_PLATFORM") == "offscreen")
        QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
}

int paint(shell::MainWindow& window, const shell::StartOptions& options)
{
    shell::Portrait portrait(window, options.picture);
    QObject::connect(
        &portrait, &shell::Portrait::done, &window, [&portrait](shell::Portrait::Outcome outcome, const QString& text) {
            using Outcome = shell::Portrait::Outcome;
            if (outcome == Outcome::notWritten)
                return QApplication::exit(complain(
                    tr("the picture of the window could not be written to “%1”.").arg(portrait.path()), internal));
            QTextStream out(stdout);
            if (outcome == Outcome::taken)
                out << text << Qt::endl << Qt::endl;
            else
                complain(text, badInput);
            out << tr("The window: %1").arg(portrait.path()) << Qt::endl;
            QApplication::exit(outcome == Outcome::taken ? done : badInput);
        });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    allowNoDisplay();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("runlens"));
    QApplication::setApplicationDisplayName(QStringLiteral("Runlens"));
    QApplication::setOrganizationName(QStringLiteral("runlens"));
    QApplication::setApplicationVersion(QStringLiteral(RUNLENS_VERSION));
    installTranslations(QLocale());

    const bool display = QGuiApplication::platformName() != QStringLiteral("offscreen");
    const auto options = shell::startOptions(QApplication::arguments(), display);
    if (!options)
        return complain(QString::fromStdString(options.error().message), usage);
    if (!display)
        complain(tr("there is no display; the window is rendered to a file instead."), done);

    const auto key = readServerKey(options->keyFile.toStdString());
    if (!key)
        return complain(Words().error(key.error()), badInput);

    theme::ThemeManager themes;
    QSettings store;
    const QTemporaryDir forgotten; // a picture is of the defaults, and remembers nothing
    QSettings defaults(forgotten.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    QSettings& kept = options->picture.isEmpty() ? store : defaults;
    shell::Settings settings(kept);
    SavedViews views(kept);
    themes.setChoice(options->theme.value_or(settings.themeChoice()));
    shell::SourceFolders folders = shell::SourceFolders::standard();
    if (!options->picture.isEmpty())
        folders = {forgotten.filePath(QStringLiteral("profiles.json")), forgotten.filePath(QStringLiteral("archives")),
                   forgotten.filePath(QStringLiteral("server.db"))};
    client::KeyStore keys;
    shell::ProfileBook book(folders.profiles, keys);
    book.load();
    shell::AlertCenter alerts(settings);
    const auto open = [&](const QString& source) {
        auto* window = new shell::MainWindow({themes, settings, book, views, alerts, folders});
        if (options->now)
            window->runs().setClock([now = *options->now] { return now; });
        if (options->size)
            window->resize(*options->size);
        window->show();
        // Once the event loop runs: whoever waits for it is told.
        QMetaObject::invokeMethod(
            window, [window, source, &key] { window->openSource(source, QString::fromStdString(*key)); },
            Qt::QueuedConnection);
        return window;
    };
    if (!options->picture.isEmpty())
        return paint(*open(options->sources.front()), *options);
    if (options->sources.isEmpty())
        open({});
    for (const QString& source : options->sources)
        open(source);
    return QApplication::exec();
}
