// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/key_store.h"

#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

namespace runlens::client {
namespace {

const QString service = QStringLiteral("runlens");

/// The answer comes later, as if the system had been asked.
void later(QObject* context, std::function<void()> then) { QTimer::singleShot(0, context, std::move(then)); }

std::unexpected<Error> refused(const QString& said, const QString& profileId)
{
    return std::unexpected(Error{ErrorCode::keyStoreRefused, said.toStdString(), profileId.toStdString()});
}

} // namespace

/// What the system said.
struct KeyStore::Outcome {
    enum class Kind : std::uint8_t { done, absent, refused, noStore };
    Kind kind = Kind::noStore;
    QString text; ///< done: of reading, the key; refused, noStore: why
};

KeyStore::KeyStore(std::chrono::milliseconds deadline, QObject* parent) : QObject(parent), m_deadline(deadline) {}

void KeyStore::setPlace(KeyPlace place)
{
    if (place == m_place)
        return;
    m_place = std::move(place);
    Q_EMIT whereChanged(m_place);
}

void KeyStore::start(QKeychain::Job* job, std::function<void(const Outcome&)> done)
{
    auto once = std::make_shared<std::function<void(const Outcome&)>>(std::move(done));
    const auto answer = [this, once](const Outcome& outcome) {
        const auto told = std::exchange(*once, nullptr);
        if (!told)
            return;
        if (outcome.kind == Outcome::Kind::noStore)
            setPlace({KeyPlace::Where::memoryOnly, outcome.text});
        else
            setPlace({KeyPlace::Where::system, {}});
        told(outcome);
    };
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [answer](QKeychain::Job* finished) {
        Outcome outcome{Outcome::Kind::noStore, finished->errorString()};
        switch (finished->error()) {
        case QKeychain::NoError:
            outcome.kind = Outcome::Kind::done;
            if (const auto* reading = qobject_cast<QKeychain::ReadPasswordJob*>(finished))
                outcome.text = reading->textData();
            break;
        case QKeychain::EntryNotFound: outcome.kind = Outcome::Kind::absent; break;
        case QKeychain::CouldNotDeleteEntry:
        case QKeychain::AccessDeniedByUser:
        case QKeychain::AccessDenied: outcome.kind = Outcome::Kind::refused; break;
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented:
        case QKeychain::OtherError: break;
        }
        answer(outcome);
    });
    QTimer::singleShot(m_deadline, this, [answer, deadline = m_deadline] {
        answer({Outcome::Kind::noStore, QStringLiteral("no answer within %1 ms").arg(deadline.count())});
    });
    job->start();
}

void KeyStore::read(const QString& profileId, QObject* context, std::function<void(Result<QString>)> done)
{
    const auto kept = m_inMemory.constFind(profileId);
    if (kept != m_inMemory.constEnd() || m_place.where == KeyPlace::Where::memoryOnly) {
        later(context, [done = std::move(done), key = m_inMemory.value(profileId)] { done(key); });
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service);
    job->setKey(profileId);
    start(job, [profileId, context = QPointer<QObject>(context), done = std::move(done)](const Outcome& outcome) {
        if (context.isNull())
            return;
        if (outcome.kind == Outcome::Kind::refused)
            done(refused(outcome.text, profileId));
        else
            done(outcome.kind == Outcome::Kind::done ? outcome.text : QString());
    });
}

void KeyStore::write(const QString& profileId, const QString& key, QObject* context,
                     std::function<void(const KeyPlace&)> done)
{
    m_inMemory.insert(profileId, key); // until the system has it
    if (m_place.where == KeyPlace::Where::memoryOnly) {
        later(context, [done = std::move(done), place = m_place] { done(place); });
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(service);
    job->setKey(profileId);
    job->setTextData(key);
    start(job,
          [this, profileId, key, context = QPointer<QObject>(context), done = std::move(done)](const Outcome& outcome) {
              KeyPlace place = m_place;
              if (outcome.kind == Outcome::Kind::done && m_inMemory.value(profileId) == key)
                  m_inMemory.remove(profileId);
              else if (outcome.kind == Outcome::Kind::refused)
                  place = {KeyPlace::Where::memoryOnly, outcome.text};
              if (!context.isNull())
                  done(place);
          });
}

void KeyStore::remove(const QString& profileId, QObject* context, std::function<void(Result<void>)> done)
{
    m_inMemory.remove(profileId);
    // Also where it was not there a moment ago: it may have come back, and still have the key.
    auto* job = new QKeychain::DeletePasswordJob(service);
    job->setKey(profileId);
    start(job, [profileId, context = QPointer<QObject>(context), done = std::move(done)](const Outcome& outcome) {
        if (context.isNull())
            return;
        if (outcome.kind == Outcome::Kind::refused)
            done(refused(outcome.text, profileId));
        else
            done({});
    });
}

} // namespace runlens::client
