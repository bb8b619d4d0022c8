// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"
#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace runlens::cli {

/// Exit codes of every command.
enum class Exit : std::uint8_t { done = 0, answerIsNo = 1, usage = 2, badInput = 3, network = 4, internal = 5 };

/// A command's options and help. A command adds its own options to --help.
class CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    /// `synopsis`, `summary` and `examples` are for --help.
    CommandLine(QString command, QString synopsis, const QString& summary, QString examples);

    [[nodiscard]] const QString& command() const { return m_command; }
    [[nodiscard]] QCommandLineParser& parser() { return m_parser; }
    [[nodiscard]] const QCommandLineParser& parser() const { return m_parser; }

    /// Reads the arguments after the command's name. An exit code where that is all there is to do: --help, or a usage
    /// error.
    [[nodiscard]] std::optional<Exit> parse(const QStringList& arguments);
    /// Which of `choices` an option names; the first where it is not given.
    [[nodiscard]] Result<std::size_t> choice(const QString& option, const QStringList& choices) const;

private:
    [[nodiscard]] QString help() const;

    QString m_command;
    QString m_synopsis;
    QString m_examples;
    QCommandLineParser m_parser;
};

/// The options that every command on a run has.
class RunCommandLine : public CommandLine {
    Q_DECLARE_TR_FUNCTIONS(RunCommandLine)

public:
    RunCommandLine(QString command, QString synopsis, const QString& summary, QString examples);

    /// The one run among the arguments.
    [[nodiscard]] Result<std::string> source() const;
    [[nodiscard]] QString automationPath() const { return parser().value(QStringLiteral("automation")); }
    [[nodiscard]] Result<Instant> now() const;
    [[nodiscard]] Result<TimeStyle> timeStyle() const;
};

/// What is wrong with the command line, and what it takes instead.
[[nodiscard]] std::unexpected<Error> usageError(const QString& message);

/// What the options that commands on a run share come to.
struct RunRequest {
    std::size_t format = 0; ///< index into the formats the command has; the first where none was named
    TimeStyle style;
};

/// Reads the command line as far as commands share it. An exit code where there is nothing left to do: --help, or a
/// usage error, which has been said.
[[nodiscard]] std::expected<RunRequest, Exit> readRequest(RunCommandLine& line, const QStringList& arguments,
                                                          const QStringList& formats);

/// Reads the run, and its automation where one is named, concludes what there is to conclude, and says on stderr what
/// in the document did not fit. An exit code where the run could not be read, which has been said.
[[nodiscard]] std::expected<Inspection, Exit> inspectSource(const RunCommandLine& line);

/// Writes a text to standard output.
[[nodiscard]] Exit print(const QString& text);

/// Says on stderr what went wrong and what to do next; gives the exit code that belongs to it.
[[nodiscard]] Exit fail(const Error& error);

} // namespace runlens::cli
