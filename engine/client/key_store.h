// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of profiles in the system's key store (Secret Service, KWallet, Keychain, …), and for the time of the process in
// memory. Never anywhere else: where there is no key store, keys are gone with the process, and where() says so.
#pragma once

#include "engine/base/result.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>

namespace QKeychain { // NOLINT(readability-identifier-naming): the name is the library's
class Job;
}

namespace runlens::client {

/// Where keys are kept.
struct KeyPlace {
    enum class Where : std::uint8_t { notYetKnown, system, memoryOnly };
    Where where = Where::notYetKnown;
    /// Why memoryOnly, technical, in English: "no answer within 5 s", or what the key store said.
    QString reason;

    friend bool operator==(const KeyPlace&, const KeyPlace&) = default;
};

/// Lives on a thread with an event loop; every answer comes there, later and once, unless `context` is gone.
class KeyStore : public QObject {
    Q_OBJECT

public:
    /// `deadline` is for each question to the system. Without a bus it may never answer, or start a wallet.
    explicit KeyStore(std::chrono::milliseconds deadline = std::chrono::seconds(5), QObject* parent = nullptr);

    /// The key of a profile; empty where none is kept. Errors: keyStoreRefused where the store is there and does not
    /// give it (locked, and left so).
    void read(const QString& profileId, QObject* context, std::function<void(Result<QString>)> done);
    /// From now on this is its key; whether it outlives the process is what the answer says.
    void write(const QString& profileId, const QString& key, QObject* context,
               std::function<void(const KeyPlace&)> done);
    /// Forgets it everywhere. Errors: keyStoreRefused where the system may still have it.
    void remove(const QString& profileId, QObject* context, std::function<void(Result<void>)> done);

    /// As the last question to the system showed it.
    [[nodiscard]] const KeyPlace& where() const noexcept { return m_place; }

Q_SIGNALS:
    void whereChanged(const runlens::client::KeyPlace& place);

private:
    struct Outcome;
    void start(QKeychain::Job* job, std::function<void(const Outcome&)> done);
    void setPlace(KeyPlace place);

    std::chrono::milliseconds m_deadline;
    QHash<QString, QString> m_inMemory;
    KeyPlace m_place;
};

} // namespace runlens::client

Q_DECLARE_METATYPE(runlens::client::KeyPlace)
