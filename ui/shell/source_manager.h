// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/client/http_client.h"
#include "engine/client/request_log.h"
#include "engine/source/follow_policy.h"
#include "ui/shell/profile_book.h"
#include "ui/shell/source_mark.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>

namespace runlens {
class RunsWorkspace;
}

namespace runlens::shell {

/// Where a program's files are: settings of servers, and what was fetched from them.
struct SourceFolders {
    QString profiles; ///< the file
    QString archives; ///< the folder
    QString store;    ///< of the engine at hand

    /// The user's.
    [[nodiscard]] static SourceFolders standard();
};

/// Which source a window is at, and opening another: a server by its profile, the engine at hand, a file. One in a
/// window; the book is the program's.
class SourceManager final : public QObject {
    Q_OBJECT
public:
    /// All must outlive it.
    SourceManager(RunsWorkspace& runs, ProfileBook& book, SourceFolders folders, QObject* parent = nullptr);

    void openFile(const QString& path);
    /// Its key is asked of the key store first.
    void openProfile(const QString& id);
    /// A server with a key that is given; without one, by the profile of that address.
    void openAddress(const QString& url, const QString& key);
    void openLocalEngine();
    /// The store of a server or of another engine, which is read beside whoever executes it.
    void openStore(const QString& path);
    /// How servers are asked from now on; the defaults are good for people, tests have less patience.
    void setTuning(const FollowPolicy& policy, client::HttpOptions http);
    /// Saves what was fetched of the server that is open as an archive. False where there is nothing to save.
    bool saveArchive(const QString& path);
    /// Forgets a person in what was fetched of the server that is open; it is opened again after that.
    void forgetPerson(const QString& identity);

    [[nodiscard]] const SourceTitle& title() const noexcept { return m_title; }
    [[nodiscard]] const QString& profileId() const noexcept { return m_profile; } ///< empty: no profile is open
    [[nodiscard]] bool isLocal() const noexcept { return m_isLocal; }
    [[nodiscard]] bool keepsRuns() const noexcept { return !m_archive.isEmpty(); }
    /// Of the server that is open; null for other sources.
    [[nodiscard]] const std::shared_ptr<client::RequestLog>& log() const noexcept { return m_log; }
    [[nodiscard]] const QUrl& address() const noexcept { return m_address; }

Q_SIGNALS:
    void changed(); ///< another source
    void told(const QString& sentence);
    void failed(const QString& title, const QString& sentence);

private:
    void begin(SourceTitle title);
    [[nodiscard]] QString archiveOf(const QString& source) const; ///< where what is fetched of it is kept
    void openServer(client::ServerProfile profile, const QString& key);
    template <class Work>
    void work(Work work, std::function<void(decltype(std::declval<Work>()()))> done);

    RunsWorkspace& m_runs;
    ProfileBook& m_book;
    SourceFolders m_folders;
    SourceTitle m_title;
    QString m_profile;
    QString m_archive; ///< of the source that is open
    QUrl m_address;
    std::shared_ptr<client::RequestLog> m_log;
    std::shared_ptr<client::RequestLog> m_previousLog; ///< until all have heard that there is another
    std::function<void()> m_again;                     ///< opens the same
    FollowPolicy m_policy;
    client::HttpOptions m_http;
    bool m_isLocal = false;
    quint64 m_turn = 0; ///< a key that comes for an earlier choice is not used
};

} // namespace runlens::shell
