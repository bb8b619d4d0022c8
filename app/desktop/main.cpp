// SPDX-License-Identifier: GPL-3.0-or-later
// runlens: the window.
#include "engine/words/translations.h"
#include "engine/words/words.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/theme/theme.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QTextStream>
#include <QTimer>

using namespace runlens;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("runlens", text); }

enum Exit { done = 0, usage = 2, badInput = 3, internal = 5 };

/// Renders the window of a file to a picture and tells the run: what is left to do without a display.
class Portrait : public QObject {
public:
    Portrait(shell::MainWindow& window, QString path) : m_window(window), m_path(std::move(path))
    {
        connect(&window.runs(), &RunsWorkspace::pageChanged, this, &Portrait::look);
    }

private:
    void look()
    {
        const auto page = m_window.runs().page();
        if (page != RunsWorkspace::Page::runs && page != RunsWorkspace::Page::unreadable)
            return;
        disconnect(&m_window.runs(), nullptr, this, nullptr);
        QTimer::singleShot(0, this, [this, page] { take(page == RunsWorkspace::Page::runs); }); // once it is laid out
    }

    void take(bool read)
    {
        QTextStream out(stdout);
        if (read)
            out << Words(m_window.runs().view().timeStyle()).story(m_window.runs().view().run()->inspection.story)
                << Qt::endl;
        else
            QTextStream(stderr) << QStringLiteral("runlens: ") << m_window.runs().problem() << Qt::endl;
        if (!m_window.grab().save(m_path)) {
            QTextStream(stderr) << tr("runlens: the picture of the window could not be written to “%1”.").arg(m_path)
                                << Qt::endl;
            return QApplication::exit(internal);
        }
        out << '\n' << tr("The window: %1").arg(m_path) << Qt::endl;
        QApplication::exit(read ? done : badInput);
    }

    shell::MainWindow& m_window;
    QString m_path;
};

bool hasDisplay()
{
#ifdef Q_OS_UNIX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
           || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

QSize sizeOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    return {parts.value(0).toInt(), parts.value(1).toInt()};
}

} // namespace

int main(int argc, char** argv)
{
    const bool display = hasDisplay();
    if (!display)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("runlens"));
    QApplication::setApplicationDisplayName(QStringLiteral("Runlens"));
    QApplication::setOrganizationName(QStringLiteral("runlens"));
    QApplication::setApplicationVersion(QStringLiteral(RUNLENS_VERSION));
    installTranslations(QLocale());

    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Inspects runs of messaging automations."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"), tr("A run or a list of runs; a window each."),
                                 QStringLiteral("[FILE …]"));
    parser.addOptions({
        {QStringLiteral("screenshot"), tr("Render the window to this PNG file, tell the run, and end."),
         QStringLiteral("PATH")},
        {QStringLiteral("size"), tr("The size of that window; default: 1440x900."), QStringLiteral("WIDTHxHEIGHT")},
        {QStringLiteral("theme"), tr("system, light or dark, this time."), QStringLiteral("THEME")},
        {QStringLiteral("now"), tr("Look at runs as of this time, ISO 8601."), QStringLiteral("TIME")},
    });
    parser.process(application);
    QString screenshot = parser.value(QStringLiteral("screenshot"));
    if (screenshot.isEmpty() && !display) {
        QTextStream(stderr) << tr("runlens: there is no display; the window is rendered to a file instead.")
                            << Qt::endl;
        screenshot = QStringLiteral("runlens-window.png");
    }

    theme::ThemeManager themes;
    QSettings store;
    QSettings nothing(QStringLiteral("/dev/null"), QSettings::IniFormat); // a picture remembers nothing
    shell::Settings settings(screenshot.isEmpty() ? store : nothing);
    const QStringList names{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    const qsizetype theme = names.indexOf(parser.value(QStringLiteral("theme")));
    themes.setChoice(theme >= 0 ? static_cast<theme::ThemeChoice>(theme) : settings.themeChoice());

    const QStringList files = parser.positionalArguments();
    std::vector<shell::MainWindow*> windows;
    for (qsizetype i = 0; i < std::max<qsizetype>(files.size(), 1); ++i) {
        auto* window = new shell::MainWindow(themes, settings);
        if (const auto now = parseInstant(parser.value(QStringLiteral("now")).toStdString()))
            window->runs().setClock([now] { return *now; });
        if (const QSize size = sizeOf(parser.value(QStringLiteral("size"))); size.isValid() && !size.isEmpty())
            window->resize(size);
        window->show();
        if (i < files.size())
            window->open(files[i]);
        windows.push_back(window);
    }
    std::unique_ptr<Portrait> portrait;
    if (!screenshot.isEmpty()) {
        if (files.size() != 1) {
            QTextStream(stderr) << tr("runlens: a picture needs one file; --help tells more.") << Qt::endl;
            return usage;
        }
        portrait = std::make_unique<Portrait>(*windows.front(), screenshot);
    }
    return QApplication::exec();
}
