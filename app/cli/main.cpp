// SPDX-License-Identifier: GPL-3.0-or-later
// runlens-cli: no windows, and no display needed.
#include "app/cli/commands.h"
#include "engine/words/translations.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTextStream>

#include <memory>

using namespace runlens;

namespace {

struct Command {
    const char* name;
    const char* summary;
    cli::Exit (*run)(const QStringList& arguments);
    bool paints;
};

constexpr Command commands[] = {
    {"inspect", QT_TRANSLATE_NOOP("Main", "story, findings, steps, waits and messages of one run"), cli::inspectCommand,
     false},
    {"runs", QT_TRANSLATE_NOOP("Main", "the runs of a source that a query means"), cli::runsCommand, false},
    {"simulate", QT_TRANSLATE_NOOP("Main", "plays scenarios in virtual time and judges their expectations"),
     cli::simulateCommand, false},
    {"export", QT_TRANSLATE_NOOP("Main", "one run as PNG, SVG, JSON or Markdown"), cli::exportCommand, true},
    {"validate", QT_TRANSLATE_NOOP("Main", "all that is wrong with a definition, with its place"), cli::validateCommand,
     false},
    {"serve", QT_TRANSLATE_NOOP("Main", "an automation server that speaks Sendrealm's API"), cli::serveCommand, false},
    {"event", QT_TRANSLATE_NOOP("Main", "post: gives a server an event"), cli::eventCommand, false},
    {"automation", QT_TRANSLATE_NOOP("Main", "publish, pause, resume: an automation of a server"),
     cli::automationCommand, false},
    {"run", QT_TRANSLATE_NOOP("Main", "cancel, retry: a run of a server"), cli::runCommand, false},
    {"dead-letters", QT_TRANSLATE_NOOP("Main", "list, replay: what failed on a server"), cli::deadLettersCommand,
     false},
    {"store", QT_TRANSLATE_NOOP("Main", "checks, copies and restores the store of a server"), cli::storeCommand, false},
};

/// Qt's own remarks (that a server has no XDG_RUNTIME_DIR, say) are no diagnostics of ours; what it calls critical is.
void sayOnlyCritical(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        QTextStream(stderr) << QStringLiteral("runlens-cli: ") << message << Qt::endl;
}

QString usage()
{
    QString text =
        QCoreApplication::translate("Main", "Usage: runlens-cli COMMAND [ARGUMENT...]") + QStringLiteral("\n\n");
    for (const Command& command : commands)
        text += QStringLiteral("  %1  %2\n")
                    .arg(QLatin1String(command.name), -12)
                    .arg(QCoreApplication::translate("Main", command.summary));
    return text + QLatin1Char('\n')
           + QCoreApplication::translate(
               "Main", "runlens-cli COMMAND --help tells more of each, with examples.\n"
                       "Exit codes: 0 done, 1 done and the answer is no, 2 usage, 3 input unreadable or "
                       "malformed, 4 network or server, 5 internal.\n");
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view name = argc > 1 ? argv[1] : "";
    const Command* chosen = nullptr;
    for (const Command& command : commands)
        if (name == command.name)
            chosen = &command;

    qInstallMessageHandler(sayOnlyCritical);
    // Fonts come with the Gui application alone, and only pictures need them.
    std::unique_ptr<QCoreApplication> application;
    if (chosen != nullptr && chosen->paints) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(QStringLiteral("runlens-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(RUNLENS_VERSION));
    installTranslations(QLocale());

    if (chosen != nullptr)
        return static_cast<int>(chosen->run(QCoreApplication::arguments().mid(2)));
    if (name == "--help" || name == "help")
        return static_cast<int>(cli::print(usage()));
    if (name == "--version")
        return static_cast<int>(cli::print(QStringLiteral("runlens-cli " RUNLENS_VERSION "\n")));
    if (!name.empty())
        QTextStream(stderr) << QCoreApplication::translate("Main", "runlens-cli: there is no command “%1”")
                                   .arg(QString::fromLocal8Bit(argv[1]))
                            << Qt::endl;
    QTextStream(stderr) << usage();
    return static_cast<int>(cli::Exit::usage);
}
