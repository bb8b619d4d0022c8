// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/source_manager.h"

#include "engine/source/open_source.h"
#include "engine/words/words.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QStandardPaths>
#include <QtConcurrent>

#include <utility>

namespace runlens::shell {
namespace {

/// A name of a file for anything.
QString fileName(const QString& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
}

} // namespace

SourceFolders SourceFolders::standard()
{
    const QString data =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/runlens");
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                + QStringLiteral("/runlens/profiles.json"),
            data + QStringLiteral("/archives"), data + QStringLiteral("/server.db")};
}

SourceManager::SourceManager(RunsWorkspace& runs, ProfileBook& book, SourceFolders folders, QObject* parent)
    : QObject(parent), m_runs(runs), m_book(book), m_folders(std::move(folders))
{
}

void SourceManager::begin(SourceTitle title)
{
    ++m_turn;
    m_title = std::move(title);
    m_profile.clear();
    m_archive.clear();
    m_address.clear();
    m_previousLog = std::exchange(m_log, nullptr);
    m_isLocal = false;
}

QString SourceManager::archiveOf(const QString& source) const
{
    return m_folders.archives + QLatin1Char('/') + fileName(source) + QStringLiteral(".runlens");
}

void SourceManager::setTuning(const FollowPolicy& policy, client::HttpOptions http)
{
    m_policy = policy;
    m_http = std::move(http);
}

void SourceManager::openFile(const QString& path)
{
    begin({QFileInfo(path).fileName(), SourceMark::none, true, path});
    m_again = [this, path] { openFile(path); };
    m_runs.open(path);
    Q_EMIT changed();
}

void SourceManager::openLocalEngine()
{
    begin({tr("Local engine"), SourceMark::none, false, m_folders.store});
    m_isLocal = true;
    m_archive = archiveOf(m_folders.store);
    m_again = [this] { openLocalEngine(); };
    m_runs.browse(openLocalSource(m_folders.store, m_archive), m_title.name);
    Q_EMIT changed();
}

void SourceManager::openStore(const QString& path)
{
    const QFileInfo store(path);
    begin({store.fileName(), SourceMark::none, true, store.absoluteFilePath()});
    m_archive = archiveOf(store.absoluteFilePath());
    m_again = [this, path] { openStore(path); };
    m_runs.browse(openStoreSource(store.absoluteFilePath(), m_archive, m_policy), m_title.name);
    Q_EMIT changed();
}

void SourceManager::openProfile(const QString& id)
{
    const client::ServerProfile* profile = m_book.find(id);
    if (profile == nullptr)
        return;
    begin({profile->name, profile->mark, profile->readOnly, profile->url});
    m_profile = id;
    m_again = [this, id] { openProfile(id); };
    m_book.keys().read(id, this, [this, turn = m_turn, copy = *profile](const Result<QString>& key) {
        if (turn != m_turn)
            return;
        if (!key)
            return void(Q_EMIT failed(tr("The key of this server could not be read"), Words().error(key.error())));
        openServer(copy, *key);
    });
    Q_EMIT changed();
}

void SourceManager::openAddress(const QString& url, const QString& key)
{
    if (key.isEmpty())
        for (const client::ServerProfile& known : m_book.profiles())
            if (known.url == url)
                return openProfile(known.id);
    client::ServerProfile profile;
    profile.id = QStringLiteral("address-") + fileName(url);
    profile.url = url;
    profile.name = QUrl(url).authority();
    profile.requestsPerSecond = 50;
    begin({profile.name, SourceMark::none, false, url});
    m_again = [this, url, key] { openAddress(url, key); };
    openServer(std::move(profile), key);
}

void SourceManager::openServer(client::ServerProfile profile, const QString& key)
{
    m_archive = archiveOf(profile.id + profile.url);
    m_address = QUrl(profile.url);
    m_log = std::make_shared<client::RequestLog>();
    const QString name = profile.name;
    ServerSourceOptions options;
    options.profile = std::move(profile);
    options.key = key.toStdString();
    options.archive = m_archive;
    options.log = m_log;
    options.policy = m_policy;
    options.http = m_http;
    m_runs.browse(openServerSource(std::move(options)), name);
    Q_EMIT changed();
}

template <class Work>
void SourceManager::work(Work work, std::function<void(decltype(std::declval<Work>()()))> done)
{
    using Answer = decltype(work());
    auto* watcher = new QFutureWatcher<std::shared_ptr<Answer>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, done = std::move(done)] {
        done(std::move(*watcher->result()));
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run([work = std::move(work)] { return std::make_shared<Answer>(work()); }));
}

bool SourceManager::saveArchive(const QString& path)
{
    if (m_archive.isEmpty())
        return false;
    work([archive = m_archive, path] { return runlens::saveArchive(archive, path, {}, {}); },
         [this, path](const Result<void>& saved) {
             if (saved)
                 Q_EMIT told(tr("Wrote %1").arg(QFileInfo(path).fileName()));
             else
                 Q_EMIT failed(tr("The archive was not written"), Words().error(saved.error()));
         });
    return true;
}

void SourceManager::forgetPerson(const QString& identity)
{
    if (m_archive.isEmpty())
        return;
    m_runs.browse(nullptr, m_title.name); // nobody reads it meanwhile
    work([archive = m_archive, who = identity.toStdString()] { return forgetPersonIn(archive, who); },
         [this, turn = m_turn](const Result<std::size_t>& runs) {
             if (runs)
                 Q_EMIT told(tr("Forgot %n runs of this person", nullptr, static_cast<int>(*runs)));
             else
                 Q_EMIT failed(tr("This person was not forgotten"), Words().error(runs.error()));
             if (turn == m_turn && m_again)
                 m_again();
         });
}

} // namespace runlens::shell
