// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/sandbox_sender.h"
#include "engine/server/gate.h"
#include "engine/server/service.h"
#include "engine/store/sqlite_store.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTextStream>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ServeCommand", text); }

/// How long answers under way may take once the end is asked for.
constexpr std::chrono::seconds patience{10};

struct ServeOptions {
    std::string storePath;
    std::string keyFile;
    bool keyFileWasNamed = false;
    runtime::RuntimeOptions runtime;
    server::ServiceOptions service;
};

/// "127.0.0.1:8917", "[::1]:8917"
Result<void> readListen(const QString& text, server::HttpServerOptions& http)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    bool read = false;
    http.port = text.mid(colon + 1).toUShort(&read);
    QString address = text.left(colon);
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.mid(1, address.size() - 2);
    if (colon < 1 || !read || address.isEmpty())
        return usageError(tr("--listen takes an address and a port such as 127.0.0.1:8917, and got “%1”").arg(text));
    http.address = address == QStringLiteral("localhost") ? "127.0.0.1" : address.toStdString();
    return {};
}

Result<std::string> storePathOf(const QString& text)
{
    if (text.startsWith(QStringLiteral("postgresql://")))
        return usageError(tr("--store: PostgreSQL is not supported yet; use sqlite:PATH"));
    if (!text.startsWith(QStringLiteral("sqlite:")) || text.size() == 7)
        return usageError(tr("--store takes sqlite:PATH, and got “%1”").arg(text));
    return text.mid(7).toStdString();
}

QString defaultStore()
{
    return QStringLiteral("sqlite:") + QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/runlens/server.db");
}

Result<ServeOptions> readOptions(const QCommandLineParser& parser)
{
    ServeOptions options;
    if (!parser.positionalArguments().isEmpty())
        return usageError(tr("serve takes no argument but options, and got “%1”").arg(parser.positionalArguments()[0]));
    auto path =
        storePathOf(parser.isSet(QStringLiteral("store")) ? parser.value(QStringLiteral("store")) : defaultStore());
    if (!path)
        return std::unexpected(std::move(path.error()));
    options.storePath = *std::move(path);
    options.keyFileWasNamed = parser.isSet(QStringLiteral("key-file"));
    options.keyFile =
        options.keyFileWasNamed ? parser.value(QStringLiteral("key-file")).toStdString() : options.storePath + "-key";
    const QString listen = parser.isSet(QStringLiteral("listen")) ? parser.value(QStringLiteral("listen"))
                                                                  : QStringLiteral("127.0.0.1:8917");
    if (auto good = readListen(listen, options.service.http); !good)
        return std::unexpected(std::move(good.error()));
    if (parser.isSet(QStringLiteral("tick"))) {
        const QString text = parser.value(QStringLiteral("tick"));
        const auto tick = parseDuration(text.toStdString());
        if (!tick || tick->count() < 1 || *tick > std::chrono::hours(1))
            return usageError(tr("--tick takes a length from 1s to 1h, and got “%1”").arg(text));
        options.runtime.tick = *tick;
    }
    if (parser.isSet(QStringLiteral("workers"))) {
        bool read = false;
        options.runtime.workers = parser.value(QStringLiteral("workers")).toUInt(&read);
        if (!read || options.runtime.workers < 1 || options.runtime.workers > 256)
            return usageError(tr("--workers takes a number from 1 to 256, and got “%1”")
                                  .arg(parser.value(QStringLiteral("workers"))));
    }
    return options;
}

void say(const QString& text) { QTextStream(stderr) << QStringLiteral("runlens-cli: ") << text << Qt::endl; }

/// Signals that ask for the end. Blocked before threads are made, so that none of these takes them.
sigset_t blockedEndSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Returns when a signal asks for the end, or the runtime has stopped by itself.
void waitForEnd(const sigset_t& signals, const runtime::Runtime& runtime)
{
    constexpr timespec second{.tv_sec = 1, .tv_nsec = 0};
    while (sigtimedwait(&signals, nullptr, &second) < 0 && !runtime.failure()) {
    }
}

QString urlOf(const server::HttpServerOptions& http, std::uint16_t port)
{
    const QString address = QString::fromStdString(http.address);
    return QStringLiteral("http://%1:%2")
        .arg(address.contains(QLatin1Char(':')) ? QLatin1Char('[') + address + QLatin1Char(']') : address)
        .arg(port);
}

Exit serve(const ServeOptions& options)
{
    const sigset_t signals = blockedEndSignals();
    auto key = server::findKey(options.keyFile, options.keyFileWasNamed);
    if (!key)
        return fail(key.error());
    if (key->made)
        say(tr("A new API key was made; it is in %1.").arg(QString::fromStdString(options.keyFile)));
    auto sender = runtime::openSandboxSender(options.storePath + "-sandbox");
    if (!sender)
        return fail(sender.error());
    auto runtime =
        runtime::Runtime::start([&options] { return store::openStore(options.storePath); }, options.runtime, **sender);
    if (!runtime)
        return fail(runtime.error());
    auto service = server::Service::start(options.service, key->key, **runtime,
                                          [&options] { return store::openReader(options.storePath); });
    if (!service)
        return fail(service.error());
    if (!server::isLoopback(options.service.http.address))
        say(tr("This address can be reached from other machines, and what goes there is not encrypted, the key "
               "included."));
    if (const Exit printed = print(urlOf(options.service.http, (*service)->port()) + QLatin1Char('\n'));
        printed != Exit::done)
        return printed;
    waitForEnd(signals, **runtime);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr); // whoever asks again does not want to wait
    if (!(*service)->stop(patience))
        say(tr("Some requests were cut off, since they took too long."));
    (*runtime)->stop();
    if (const auto failure = (*runtime)->failure())
        return fail(*failure);
    return Exit::done;
}

} // namespace

Exit serveCommand(const QStringList& arguments)
{
    CommandLine line(
        QStringLiteral("serve"), QStringLiteral("[options]"),
        tr("Runs an automation server that speaks Sendrealm's API, on a store of its own. Its address is written to "
           "standard output once it answers; SIGINT or SIGTERM ends it, after what is under way. Mail and push go to a "
           "sandbox, which sends nothing."),
        QStringLiteral(
            "  runlens-cli serve --store sqlite:automations.db\n"
            "  runlens-cli serve --store sqlite:automations.db --listen 127.0.0.1:0 --key-file ./key\n"
            "  curl -H \"Authorization: Bearer $(cat automations.db-key)\" http://127.0.0.1:8917/automations"));
    line.parser().addOptions({
        {QStringLiteral("listen"),
         tr("Address and port; 127.0.0.1:8917 unless told otherwise. Port 0 is any that is free."),
         QStringLiteral("ADDRESS:PORT")},
        {QStringLiteral("store"), tr("sqlite:PATH, made where it is not there."), QStringLiteral("STORE")},
        {QStringLiteral("key-file"),
         tr("The file with the API key, readable by its owner alone; made where it is not there. Without it: "
            "RUNLENS_API_KEY, else a file beside the store."),
         QStringLiteral("FILE")},
        {QStringLiteral("tick"), tr("How often delays and time-outs are looked at; default 1s."),
         QStringLiteral("LENGTH")},
        {QStringLiteral("workers"), tr("Threads that hand messages to the sender; default 2."), QStringLiteral("N")},
    });
    if (const auto over = line.parse(arguments))
        return *over;
    const auto options = readOptions(line.parser());
    return options ? serve(*options) : fail(options.error());
}

} // namespace runlens::cli
