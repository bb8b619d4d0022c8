// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/store_words.h"
#include "engine/report/output_file.h"
#include "engine/wire/json_writer.h"

#include <QCoreApplication>
#include <QTextStream>

#include <csignal>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("StoreCommand", text); }

volatile std::sig_atomic_t interrupted = 0;
void noteInterrupt(int /*signal*/) { interrupted = 1; }

/// Ctrl-C asks for an end instead of being one; a second one ends the program.
class Interruptible {
public:
    Interruptible() { std::signal(SIGINT, noteInterrupt); }
    ~Interruptible() { std::signal(SIGINT, SIG_DFL); }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    void look()
    {
        if (interrupted == 0)
            return;
        std::signal(SIGINT, SIG_DFL);
        m_stop.request_stop();
    }

private:
    std::stop_source m_stop;
};

/// Percent on one line of a terminal; in a pipe, a line each where it was asked for.
class Progress {
public:
    explicit Progress(bool asked) : m_onTerminal(::isatty(STDERR_FILENO) != 0), m_shown(asked || m_onTerminal) {}

    void show(std::uint64_t done, std::uint64_t all)
    {
        const auto percent = all > 0 ? done * 100 / all : 100;
        if (!m_shown || percent == m_last)
            return;
        m_last = percent;
        std::fprintf(stderr, m_onTerminal ? "\r%llu %%%s" : "%llu %%%s", static_cast<unsigned long long>(percent),
                     !m_onTerminal || percent == 100 ? "\n" : "");
    }

private:
    bool m_onTerminal;
    bool m_shown;
    std::uint64_t m_last = 101;
};

/// The path of a store: as it is, or after "sqlite:".
Result<std::string> storePath(const QString& source)
{
    if (source.startsWith(QStringLiteral("postgresql:")))
        return usageError(tr("stores in PostgreSQL are kept by its own tools; this takes a file"));
    QString path = source;
    if (path.startsWith(QStringLiteral("sqlite:")))
        path.remove(0, static_cast<int>(QStringLiteral("sqlite:").size()));
    if (path.isEmpty())
        return usageError(tr("“%1” names no file").arg(source));
    return path.toStdString();
}

/// The arguments that are no options; exactly as many as `names` has.
Result<QStringList> namedArguments(const CommandLine& line, const QStringList& names)
{
    QStringList given = line.parser().positionalArguments();
    if (given.size() != names.size())
        return usageError(tr("%1 takes %2").arg(line.command(), names.join(QLatin1Char(' '))));
    return given;
}

void addProgress(CommandLine& line)
{
    line.parser().addOptions({{QStringLiteral("progress"), tr("Show progress in a pipe too.")}});
}

QString textOf(const std::vector<store::StoreFinding>& findings)
{
    if (findings.empty())
        return tr("The store is sound.") + QLatin1Char('\n');
    QString text = tr("Something is wrong with the store; restore it from a backup.") + QStringLiteral("\n\n");
    for (const store::StoreFinding& finding : findings)
        text += QStringLiteral("  ") + sentenceOf(finding) + QLatin1Char('\n');
    return text;
}

QString jsonOf(const std::vector<store::StoreFinding>& findings)
{
    Value::Array list;
    for (const store::StoreFinding& finding : findings)
        list.emplace_back(Value::Object{{"code", Value(std::string(wordOf(finding.fault)))},
                                        {"place", Value(finding.place)},
                                        {"detail", Value(finding.detail)},
                                        {"message", Value(sentenceOf(finding).toStdString())}});
    const Value report(Value::Object{{"sound", Value(findings.empty())}, {"findings", Value(std::move(list))}});
    return QString::fromStdString(toJson(report, 2)) + QLatin1Char('\n');
}

Exit check(const QStringList& arguments)
{
    CommandLine line(QStringLiteral("store check"), QStringLiteral("STORE [options]"),
                     tr("Looks through a store, beside a server that executes it or without one. Exits with 0 if it is "
                        "sound, with 1 if not."),
                     QStringLiteral("  runlens-cli store check store.db\n"
                                    "  runlens-cli store check sqlite:store.db --format json | jq .findings"));
    line.parser().addOptions({{QStringLiteral("format"), tr("text (default) or json."), QStringLiteral("FORMAT")}});
    if (const auto over = line.parse(arguments))
        return *over;
    const auto format = line.choice(QStringLiteral("format"), {QStringLiteral("text"), QStringLiteral("json")});
    if (!format)
        return fail(format.error());
    const auto named = namedArguments(line, {QStringLiteral("STORE")});
    const auto path = named ? storePath(named->front()) : std::unexpected(named.error());
    if (!path)
        return fail(path.error());
    const auto findings = store::checkStore(*path);
    if (!findings)
        return fail(findings.error());
    const Exit printed = print(*format == 0 ? textOf(*findings) : jsonOf(*findings));
    return printed != Exit::done || findings->empty() ? printed : Exit::answerIsNo;
}

/// What backup and restore share: two arguments, and a copy that may be stopped.
template <class Copy>
Exit copyCommand(CommandLine& line, const QStringList& names, const QString& done, Copy copy)
{
    const auto named = namedArguments(line, names);
    const auto from = named ? storePath(named->at(0)) : std::unexpected(named.error());
    if (!from)
        return fail(from.error());
    const auto to = storePath(named->at(1));
    if (!to)
        return fail(to.error());
    Interruptible interrupt;
    Progress progress(line.parser().isSet(QStringLiteral("progress")));
    const auto copied = copy(
        *from, *to,
        [&](std::uint64_t at, std::uint64_t all) {
            interrupt.look();
            progress.show(at, all);
        },
        interrupt.token());
    if (!copied)
        return fail(copied.error());
    return print(done.arg(named->at(1)) + QLatin1Char('\n'));
}

Exit backup(const QStringList& arguments)
{
    CommandLine line(QStringLiteral("store backup"), QStringLiteral("STORE BACKUP [options]"),
                     tr("Copies a store as it is at one moment, beside a server that executes it or without one. The "
                        "copy appears whole, in place of an older one, or not at all."),
                     QStringLiteral("  runlens-cli store backup store.db backups/monday.db"));
    addProgress(line);
    if (const auto over = line.parse(arguments))
        return *over;
    return copyCommand(line, {QStringLiteral("STORE"), QStringLiteral("BACKUP")}, tr("The backup is “%1”."),
                       [](const auto&... given) { return store::backupStore(given...); });
}

Exit restore(const QStringList& arguments)
{
    CommandLine line(QStringLiteral("store restore"), QStringLiteral("BACKUP STORE [options]"),
                     tr("Checks a backup and puts it where a store stood. The old store is kept beside it as "
                        "STORE.before-restore. Stop the server first."),
                     QStringLiteral("  runlens-cli store restore backups/monday.db store.db\n"
                                    "  runlens-cli store restore backups/monday.db store.db --replace"));
    addProgress(line);
    line.parser().addOptions({{QStringLiteral("replace"), tr("Do not keep the old store.")}});
    if (const auto over = line.parse(arguments))
        return *over;
    const auto old = line.parser().isSet(QStringLiteral("replace")) ? store::OldStore::drop : store::OldStore::keep;
    return copyCommand(line, {QStringLiteral("BACKUP"), QStringLiteral("STORE")}, tr("The store “%1” is restored."),
                       [old](const std::string& from, const std::string& to, const auto&... watching) {
                           return store::restoreStore(from, to, old, watching...);
                       });
}

Exit forgetPerson(const QStringList& arguments)
{
    CommandLine line(
        QStringLiteral("store forget-person"), QStringLiteral("STORE IDENTITY"),
        tr("Removes a contact with everything that is known of it: events, runs, dead letters. IDENTITY is "
           "a contact id, an external id or an email. The store is written anew, so that no byte is left. "
           "Stop the server first; backups are not touched."),
        QStringLiteral("  runlens-cli store forget-person store.db olivia@example.org"));
    if (const auto over = line.parse(arguments))
        return *over;
    const auto named = namedArguments(line, {QStringLiteral("STORE"), QStringLiteral("IDENTITY")});
    const auto path = named ? storePath(named->front()) : std::unexpected(named.error());
    if (!path)
        return fail(path.error());
    const auto gone = store::forgetPerson(*path, named->at(1).toStdString());
    if (!gone)
        return fail(gone.error());
    return print(tr("%1 is forgotten. Events removed: %2; runs: %3; dead letters: %4.")
                     .arg(QString::fromStdString(store::idOf(gone->contact).text()))
                     .arg(gone->events)
                     .arg(gone->runs)
                     .arg(gone->deadLetters)
                 + QLatin1Char('\n'));
}

struct Verb {
    const char* name;
    const char* summary;
    Exit (*run)(const QStringList& arguments);
};

constexpr Verb verbs[] = {
    {"check", QT_TRANSLATE_NOOP("StoreCommand", "is anything wrong with a store?"), check},
    {"backup", QT_TRANSLATE_NOOP("StoreCommand", "a copy, while the server runs"), backup},
    {"restore", QT_TRANSLATE_NOOP("StoreCommand", "a backup in place of a store"), restore},
    {"forget-person", QT_TRANSLATE_NOOP("StoreCommand", "removes all that is known of a contact"), forgetPerson},
};

QString usage()
{
    QString text = tr("Usage: runlens-cli store VERB [ARGUMENT...]") + QStringLiteral("\n\n");
    for (const Verb& verb : verbs)
        text += QStringLiteral("  %1  %2\n").arg(QLatin1String(verb.name), -13).arg(tr(verb.summary));
    return text + QLatin1Char('\n') + tr("runlens-cli store VERB --help tells more of each, with examples.")
           + QLatin1Char('\n');
}

} // namespace

Exit storeCommand(const QStringList& arguments)
{
    const QString name = arguments.isEmpty() ? QString() : arguments.front();
    for (const Verb& verb : verbs)
        if (name == QLatin1String(verb.name))
            return verb.run(arguments.mid(1));
    if (name == QStringLiteral("--help"))
        return print(usage());
    return fail(usageError(name.isEmpty()
                               ? tr("store takes check, backup, restore or forget-person")
                               : tr("store takes check, backup, restore or forget-person, and got “%1”").arg(name))
                    .error());
}

} // namespace runlens::cli
