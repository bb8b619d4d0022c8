// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace runlens::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("StartOptions", text); }

std::unexpected<Error> refused(const QString& sentence)
{
    return std::unexpected(Error{ErrorCode::usage, sentence.toStdString(), {}});
}

std::optional<QSize> sizeOf(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^([1-9][0-9]{2,4})x([1-9][0-9]{2,4})$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

std::optional<theme::ThemeChoice> themeOf(const QString& text)
{
    const qsizetype at =
        QStringList{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")}.indexOf(text);
    return at < 0 ? std::nullopt : std::optional(static_cast<theme::ThemeChoice>(at));
}

} // namespace

Result<StartOptions> startOptions(const QStringList& arguments, bool display)
{
    const QCommandLineOption picture(QStringLiteral("screenshot"),
                                     tr("Render the window to this PNG file, tell the run, and end."),
                                     QStringLiteral("PATH"));
    const QCommandLineOption size(QStringLiteral("size"), tr("The size of the window in pixels, 100 to 99999 each."),
                                  QStringLiteral("WIDTHxHEIGHT"));
    const QCommandLineOption theme(QStringLiteral("theme"), tr("system, light or dark, this time."),
                                   QStringLiteral("THEME"));
    const QCommandLineOption now(QStringLiteral("now"), tr("Look at runs as of this time, ISO 8601 with an offset."),
                                 QStringLiteral("TIME"));
    const QCommandLineOption keyFile(QStringLiteral("key-file"),
                                     tr("The file with the key to the server; without it RUNLENS_API_KEY, else the key "
                                        "of the connection with that address."),
                                     QStringLiteral("FILE"));
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Inspects runs of messaging automations."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("SOURCE"),
                                 tr("A run, a list of runs, a scenario, an archive, a store (sqlite:PATH), or the "
                                    "address of a server; a window each."),
                                 QStringLiteral("[SOURCE …]"));
    parser.addOptions({picture, size, theme, now, keyFile});
    if (!parser.parse(arguments))
        return refused(tr("%1 --help tells more.").arg(parser.errorText()));
    if (parser.isSet(version))
        parser.showVersion();
    if (parser.isSet(help) || parser.isSet(QStringLiteral("help-all")))
        parser.showHelp();

    StartOptions options;
    options.sources = parser.positionalArguments();
    options.keyFile = parser.value(keyFile);
    options.picture = parser.value(picture);
    options.size = sizeOf(parser.value(size));
    options.theme = themeOf(parser.value(theme));
    options.now = parseInstant(parser.value(now).toStdString());
    if (parser.isSet(size) && !options.size)
        return refused(tr("--size wants a width and a height, as in 1440x900, not “%1”.").arg(parser.value(size)));
    if (parser.isSet(theme) && !options.theme)
        return refused(tr("--theme is system, light or dark, not “%1”.").arg(parser.value(theme)));
    if (parser.isSet(now) && !options.now)
        return refused(tr("--now wants a time as in 2026-06-08T14:15:00Z, not “%1”.").arg(parser.value(now)));
    if (options.picture.isEmpty() && !display)
        options.picture = QStringLiteral("runlens-window.png");
    if (!options.picture.isEmpty() && options.sources.size() != 1)
        return refused(display ? tr("a picture of the window needs one source; --help tells more.")
                               : tr("there is no display, and a picture of the window needs one source; "
                                    "runlens-cli works without a display."));
    return options;
}

} // namespace runlens::shell
