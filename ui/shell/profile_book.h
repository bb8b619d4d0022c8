// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/client/key_store.h"
#include "engine/client/profile_store.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace runlens::shell {

/// What is to become of a profile's key.
struct KeyChange {
    QString profileId;
    std::optional<QString> key; ///< none: it is forgotten
};

/// The profiles of this program and their keys: the file is read and written on other threads, answers come on the one
/// that made this. One in a program.
class ProfileBook final : public QObject {
    Q_OBJECT

public:
    /// The key store must outlive this.
    ProfileBook(QString path, client::KeyStore& keys, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<client::ServerProfile>& profiles() const noexcept { return m_profiles; }
    /// Null where no profile has that id.
    [[nodiscard]] const client::ServerProfile* find(const QString& id) const;
    [[nodiscard]] client::KeyStore& keys() const noexcept { return m_keys; }

    /// Ends in loaded or failed.
    void load();
    /// All of it or nothing, then the keys; those of profiles that are no longer there are forgotten. One at a time.
    /// Ends in saved or failed.
    void save(std::vector<client::ServerProfile> profiles, std::vector<KeyChange> keys);

Q_SIGNALS:
    void loaded(const QString& note); ///< empty, or that some of the file could not be used, and where it is kept
    void saved();
    void changed(); ///< profiles() is another
    void failed(const runlens::Error& error);
    void keyFailed(const runlens::Error& error); ///< a key could not be forgotten; the rest was saved

private:
    void changeKeys(std::vector<KeyChange> keys);

    QString m_path;
    client::KeyStore& m_keys;
    std::vector<client::ServerProfile> m_profiles;
    int m_keysUnderWay = 0;
};

} // namespace runlens::shell
