// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that ask a server for one thing: event post, automation publish|pause|resume, run cancel|retry,
// dead-letters list|replay.
#include "app/cli/commands.h"
#include "app/cli/server_key.h"
#include "engine/client/rest_call.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/value_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QUuid>

#include <algorithm>
#include <span>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ServerCommands", text); }

/// One thing a server can be asked for.
struct Verb {
    const char* name;
    const char* synopsis;
    const char* summary;
    const char* examples;
    /// Adds the options of its own.
    void (*options)(QCommandLineParser& parser);
    const char* path; ///< %1 stands for the id
    /// Makes the request to the path of what stands behind the address.
    Result<client::RestCall> (*request)(const CommandLine& line, const QStringList& named, const char* path);
    /// The text of an answer.
    QString (*text)(const Value& data);
};

QString field(const Value& object, std::string_view name)
{
    const Value* value = object.find(name);
    if (value == nullptr || value->isNull())
        return {};
    const auto* text = value->as<std::string>();
    return QString::fromStdString(text != nullptr ? *text : toJson(*value));
}

QString fields(const Value& object, std::initializer_list<std::string_view> names)
{
    QStringList texts;
    for (const std::string_view name : names)
        texts += field(object, name);
    texts.removeAll(QString());
    return texts.join(QStringLiteral("  ")) + QLatin1Char('\n');
}

QString escaped(const QString& part) { return QString::fromLatin1(QUrl::toPercentEncoding(part)); }

/// Of at most a megabyte; "-" is standard input.
Result<std::string> readSmallFile(const QString& path)
{
    constexpr qint64 most = 1 << 20;
    QFile file(path);
    const bool opened =
        path == QStringLiteral("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return std::unexpected(Error{ErrorCode::unreadable, file.errorString().toStdString(), path.toStdString()});
    const QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most)
        return std::unexpected(Error{ErrorCode::tooLarge, "more than 1 MiB", path.toStdString()});
    return bytes.toStdString();
}

QByteArray json(Value::Object object) { return QByteArray::fromStdString(toJson(Value(std::move(object)))); }

Value textValue(const QString& text) { return Value(text.toStdString()); }

/// The one id behind the address.
Result<QString> oneId(const CommandLine& line, const QStringList& named)
{
    if (named.size() != 1 || named.front().isEmpty())
        return usageError(tr("%1 takes the address of a server and one id").arg(line.command()));
    return named.front();
}

void reasonOption(QCommandLineParser& parser)
{
    parser.addOption({QStringLiteral("reason"), tr("Why, for the server's audit log."), QStringLiteral("TEXT")});
}

/// POST, with the reason where one was given.
Result<client::RestCall> postWithReason(const CommandLine& line, const QStringList& named, const char* path)
{
    const auto id = oneId(line, named);
    if (!id)
        return std::unexpected(id.error());
    client::RestCall request;
    request.method = "POST";
    request.path = QString::fromLatin1(path).arg(escaped(*id));
    Value::Object body;
    if (const QString reason = line.parser().value(QStringLiteral("reason")); !reason.isEmpty())
        body.push_back({"reason", textValue(reason)});
    request.body = json(std::move(body));
    return request;
}

// event post

void eventOptions(QCommandLineParser& parser)
{
    parser.addOptions({
        {QStringLiteral("email"), tr("Whom it is about, by email."), QStringLiteral("EMAIL")},
        {QStringLiteral("external-id"), tr("Whom it is about, by your own id."), QStringLiteral("ID")},
        {QStringLiteral("contact-id"), tr("Whom it is about, by the server's id."), QStringLiteral("ID")},
        {QStringLiteral("payload"), tr("What happened: a JSON object, or @FILE, or @- for standard input."),
         QStringLiteral("JSON")},
        {QStringLiteral("occurred-at"), tr("When it happened, ISO 8601; default: now."), QStringLiteral("TIME")},
        {QStringLiteral("idempotency-key"), tr("The same key is taken once; default: a new one, which is printed."),
         QStringLiteral("KEY")},
    });
}

Result<Value> payloadOf(const QString& said)
{
    std::string text = said.toStdString();
    if (said.startsWith(QLatin1Char('@'))) {
        auto read = readSmallFile(said.mid(1));
        if (!read)
            return std::unexpected(read.error());
        text = std::move(*read);
    }
    auto payload = readValue(text);
    if (payload && payload->as<Value::Object>() == nullptr)
        return usageError(tr("--payload takes a JSON object"));
    return payload;
}

Result<client::RestCall> postEvent(const CommandLine& line, const QStringList& named, const char* path)
{
    if (named.size() != 1)
        return usageError(tr("event post takes the address of a server and the name of an event"));
    const auto& parser = line.parser();
    Value::Object body{{"event", textValue(named.front())}};
    const std::pair<const char*, const char*> texts[] = {{"email", "email"},
                                                         {"external-id", "external_id"},
                                                         {"contact-id", "contact_id"},
                                                         {"occurred-at", "occurred_at"}};
    for (const auto& [option, name] : texts)
        if (parser.isSet(QLatin1String(option)))
            body.push_back({name, textValue(parser.value(QLatin1String(option)))});
    if (std::ranges::none_of(texts, [&](const auto& text) {
            return text.first != std::string_view("occurred-at") && parser.isSet(QLatin1String(text.first));
        }))
        return usageError(tr("event post needs one of --email, --external-id and --contact-id"));
    if (parser.isSet(QStringLiteral("payload"))) {
        auto payload = payloadOf(parser.value(QStringLiteral("payload")));
        if (!payload)
            return std::unexpected(payload.error());
        body.push_back({"payload", *std::move(payload)});
    }
    QString key = parser.value(QStringLiteral("idempotency-key"));
    if (key.isEmpty()) {
        key = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QTextStream(stderr) << tr("runlens-cli: the idempotency key is %1").arg(key) << Qt::endl;
    }
    body.push_back({"idempotency_key", textValue(key)});
    client::RestCall request;
    request.method = "POST";
    request.path = QLatin1String(path);
    request.body = json(std::move(body));
    return request;
}

QString eventText(const Value& data)
{
    const Value* known = data.find("deduplicated");
    const bool* again = known != nullptr ? known->as<bool>() : nullptr;
    QString text = fields(data, {"id", "event", "resolved_identity_type", "resolved_identity_value", "occurred_at"});
    if (again != nullptr && *again)
        text += tr("This event was known already; nothing happened.") + QLatin1Char('\n');
    return text;
}

// automation, run, dead-letters

QString automationText(const Value& data)
{
    QString text = fields(data, {"id", "name", "status"});
    if (const Value* version = data.find("current_published_version"); version != nullptr && !version->isNull())
        text.insert(text.size() - 1, QStringLiteral("  ") + tr("version %1").arg(field(*version, "version_number")));
    return text;
}
QString runText(const Value& data) { return fields(data, {"id", "status"}); }

void pageOptions(QCommandLineParser& parser)
{
    parser.addOptions({
        {QStringLiteral("limit"), tr("At most so many, 1 to 100; default 50."), QStringLiteral("N")},
        {QStringLiteral("after"), tr("Go on behind this cursor, which the page before ended with."),
         QStringLiteral("CURSOR")},
    });
}

Result<client::RestCall> listDeadLetters(const CommandLine& line, const QStringList& named, const char* path)
{
    if (!named.isEmpty())
        return usageError(tr("dead-letters list takes the address of a server, and no more"));
    client::RestCall request;
    request.path = QLatin1String(path);
    QStringList query;
    for (const char* name : {"limit", "after"})
        if (line.parser().isSet(QLatin1String(name)))
            query += QLatin1String(name) + QLatin1Char('=') + escaped(line.parser().value(QLatin1String(name)));
    if (!query.isEmpty())
        request.path += QLatin1Char('?') + query.join(QLatin1Char('&'));
    return request;
}

QString deadLettersText(const Value& data)
{
    const auto* letters = data.as<Value::Array>();
    if (letters == nullptr || letters->empty())
        return tr("There are no dead letters.") + QLatin1Char('\n');
    QString text;
    for (const Value& letter : *letters)
        text += fields(letter, {"id", "run_id", "step_key", "code", "failed_at", "replayed_at", "message"});
    return text;
}

constexpr Verb events[] = {
    {"post", "URL EVENT (--email|--external-id|--contact-id) ID [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Posts an event to a server. Posted again with the same idempotency key it is "
                                         "taken once."),
     "  runlens-cli event post http://127.0.0.1:8917 order.completed --email olivia@example.com \\\n"
     "      --payload '{\"order_id\": \"ord_123\"}' --key-file automations.db-key",
     eventOptions, "/events", postEvent, eventText},
};

constexpr Verb automations[] = {
    {"publish", "URL AUTOMATION_ID [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Publishes the draft of an automation as a new version, and makes it active."),
     "  runlens-cli automation publish http://127.0.0.1:8917 aut_1 --key-file automations.db-key", reasonOption,
     "/automations/%1/publish", postWithReason, automationText},
    {"pause", "URL AUTOMATION_ID [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Events start no more runs of an automation; what runs goes on."),
     "  runlens-cli automation pause http://127.0.0.1:8917 aut_1 --reason \"wrong template\"", reasonOption,
     "/automations/%1/pause", postWithReason, automationText},
    {"resume", "URL AUTOMATION_ID [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Events start runs of a paused automation again."),
     "  runlens-cli automation resume http://127.0.0.1:8917 aut_1", reasonOption, "/automations/%1/resume",
     postWithReason, automationText},
};

constexpr Verb runs[] = {
    {"cancel", "URL RUN_ID --reason TEXT [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Ends a run. What the sender has already is recorded, and leads to nothing."),
     "  runlens-cli run cancel http://127.0.0.1:8917 run_17 --reason \"asked by the customer\"", reasonOption,
     "/automation-runs/%1/cancel", postWithReason, runText},
    {"retry", "URL RUN_ID --reason TEXT [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Goes on with a failed run at the step that failed, with the same key."),
     "  runlens-cli run retry http://127.0.0.1:8917 run_17 --reason \"the provider is back\"", reasonOption,
     "/automation-runs/%1/retry", postWithReason, runText},
};

constexpr Verb deadLetters[] = {
    {"list", "URL [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "The triggers of runs that failed, the newest first."),
     "  runlens-cli dead-letters list http://127.0.0.1:8917 --key-file automations.db-key", pageOptions,
     "/dead-letters", listDeadLetters, deadLettersText},
    {"replay", "URL DEAD_LETTER_ID [options]",
     QT_TRANSLATE_NOOP("ServerCommands", "Goes on with the run of a dead letter at the step that failed."),
     "  runlens-cli dead-letters replay http://127.0.0.1:8917 dl_3 --reason \"the provider is back\"", reasonOption,
     "/dead-letters/%1/replay", postWithReason, runText},
};

Exit ask(const CommandLine& line, const Verb& verb, bool asJson)
{
    QStringList named = line.parser().positionalArguments();
    if (named.isEmpty())
        return fail(usageError(tr("%1 needs the address of a server").arg(line.command())).error());
    const QString url = named.takeFirst();
    const auto request = verb.request(line, named, verb.path);
    if (!request)
        return fail(request.error());
    auto key = keyOf(line.parser());
    if (!key)
        return fail(key.error());
    const auto server = client::ServerAddress::of(url, *std::move(key));
    if (!server)
        return fail(server.error());
    const auto answer = client::callForSuccess(*server, *request);
    if (!answer)
        return fail(answer.error());
    const auto read = readValue({answer->body.constData(), static_cast<std::size_t>(answer->body.size())});
    if (!read)
        return fail(read.error());
    if (asJson)
        return print(QString::fromStdString(toJson(*read, 2)) + QLatin1Char('\n'));
    const Value* data = read->find("data");
    QString text = verb.text(data != nullptr ? *data : *read);
    if (const QString cursor = field(*read, "next_cursor"); !cursor.isEmpty())
        text += tr("There are more: --after %1").arg(cursor) + QLatin1Char('\n');
    return print(text);
}

Exit groupCommand(const char* group, std::span<const Verb> verbs, const QStringList& arguments)
{
    QStringList names;
    for (const Verb& verb : verbs)
        names += QLatin1String(verb.name);
    const QString name = arguments.value(0);
    const auto index = names.indexOf(name);
    if (index < 0) {
        const QString said = tr("%1 takes one of: %2").arg(QLatin1String(group), names.join(QStringLiteral(", ")));
        if (name == QStringLiteral("--help"))
            return print(said + QLatin1Char('\n'));
        return fail(usageError(said).error());
    }
    const Verb& verb = verbs[static_cast<std::size_t>(index)];
    CommandLine line(QLatin1String(group) + QLatin1Char(' ') + name, QLatin1String(verb.synopsis), tr(verb.summary),
                     QLatin1String(verb.examples));
    line.parser().addOptions({
        keyFileOption(),
        {QStringLiteral("format"), tr("text (default) or json."), QStringLiteral("FORMAT")},
    });
    verb.options(line.parser());
    if (const auto over = line.parse(arguments.mid(1)))
        return *over;
    const auto format = line.choice(QStringLiteral("format"), {QStringLiteral("text"), QStringLiteral("json")});
    return format ? ask(line, verb, *format == 1) : fail(format.error());
}

} // namespace

Exit eventCommand(const QStringList& arguments) { return groupCommand("event", events, arguments); }
Exit automationCommand(const QStringList& arguments) { return groupCommand("automation", automations, arguments); }
Exit runCommand(const QStringList& arguments) { return groupCommand("run", runs, arguments); }
Exit deadLettersCommand(const QStringList& arguments) { return groupCommand("dead-letters", deadLetters, arguments); }

} // namespace runlens::cli
