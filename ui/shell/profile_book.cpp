// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profile_book.h"

#include <QFutureWatcher>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace runlens::shell {
namespace {

using client::ProfileList;
using client::ProfileStore;
using client::ServerProfile;

/// Runs `work` on another thread, and `then` with what it gave on this one, unless `context` is gone.
template <class Work, class Then>
void away(QObject* context, Work work, Then then)
{
    using Answer = std::invoke_result_t<Work>;
    auto* watcher = new QFutureWatcher<Answer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace

ProfileBook::ProfileBook(QString path, client::KeyStore& keys, QObject* parent)
    : QObject(parent), m_path(std::move(path)), m_keys(keys)
{
}

const ServerProfile* ProfileBook::find(const QString& id) const
{
    const auto found = std::ranges::find(m_profiles, id, &ServerProfile::id);
    return found == m_profiles.end() ? nullptr : &*found;
}

void ProfileBook::load()
{
    away(
        this, [path = m_path] { return ProfileStore(path).load(); },
        [this](const Result<ProfileList>& list) {
            if (!list) {
                Q_EMIT failed(list.error());
                return;
            }
            m_profiles = list->profiles;
            Q_EMIT changed();
            Q_EMIT loaded(
                list->keptAs.isEmpty()
                    ? QString()
                    : tr("Some of the connections could not be read. The file as it was is kept as %1; look at "
                         "them before you use them.")
                          .arg(list->keptAs));
        });
}

void ProfileBook::save(std::vector<ServerProfile> profiles, std::vector<KeyChange> keys)
{
    for (const ServerProfile& profile : m_profiles)
        if (std::ranges::find(profiles, profile.id, &ServerProfile::id) == profiles.end())
            keys.push_back({profile.id, std::nullopt});
    away(
        this, [path = m_path, profiles] { return ProfileStore(path).save(profiles); },
        [this, profiles, keys = std::move(keys)](const Result<void>& done) {
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            m_profiles = profiles;
            Q_EMIT changed();
            changeKeys(keys);
        });
}

void ProfileBook::changeKeys(std::vector<KeyChange> keys)
{
    if (keys.empty()) {
        Q_EMIT saved();
        return;
    }
    m_keysUnderWay += static_cast<int>(keys.size());
    const auto one = [this] {
        if (--m_keysUnderWay == 0)
            Q_EMIT saved();
    };
    for (KeyChange& change : keys) {
        if (change.key)
            m_keys.write(change.profileId, *change.key, this, [one](const client::KeyPlace&) { one(); });
        else
            m_keys.remove(change.profileId, this, [this, one](const Result<void>& gone) {
                if (!gone)
                    Q_EMIT keyFailed(gone.error());
                one();
            });
    }
}

} // namespace runlens::shell
