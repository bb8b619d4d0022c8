// SPDX-License-Identifier: GPL-3.0-or-later
// Run twice: with a real Secret Service, and without any bus (RUNLENS_KEY_STORE says which: "system" or "none").
#include "engine/client/key_store.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace runlens;
using namespace runlens::client;
using namespace std::chrono_literals;

namespace {

const QString profile = QStringLiteral("profile-of-the-tests");
const QString secret = QStringLiteral("sk_tëst_0123456789");

/// Waits for the one answer.
template <class T, class Question>
std::optional<T> answerOf(Question question)
{
    std::optional<T> answer;
    QEventLoop loop;
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    question(&loop, [&](T told) {
        answer = std::move(told);
        loop.quit();
    });
    loop.exec();
    return answer;
}

Result<QString> readKey(KeyStore& store)
{
    return *answerOf<Result<QString>>(
        [&](QObject* context, auto done) { store.read(profile, context, std::move(done)); });
}
KeyPlace writeKey(KeyStore& store, const QString& key)
{
    return *answerOf<KeyPlace>(
        [&](QObject* context, auto done) { store.write(profile, key, context, std::move(done)); });
}
Result<void> removeKey(KeyStore& store)
{
    return *answerOf<Result<void>>(
        [&](QObject* context, auto done) { store.remove(profile, context, std::move(done)); });
}

} // namespace

class TestKeyStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsAndForgets();
    void isInNoFile();
    void givesUp();

private:
    bool m_system = false;
};

void TestKeyStore::initTestCase()
{
    const QByteArray kind = qgetenv("RUNLENS_KEY_STORE");
    QVERIFY2(kind == "system" || kind == "none", "to be run by ctest");
    m_system = kind == "system";
}

void TestKeyStore::keepsAndForgets()
{
    KeyStore store;
    QSignalSpy moved(&store, &KeyStore::whereChanged);
    QCOMPARE(*readKey(store), QString());
    QCOMPARE(moved.count(), 1);
    QCOMPARE(store.where().where, m_system ? KeyPlace::Where::system : KeyPlace::Where::memoryOnly);
    QCOMPARE(store.where().reason.isEmpty(), m_system);
    QCOMPARE(writeKey(store, secret), store.where());
    QCOMPARE(*readKey(store), secret);
    QCOMPARE(writeKey(store, secret + secret), store.where());
    QCOMPARE(*readKey(store), secret + secret);
    KeyStore other; // as another process would have it
    QCOMPARE(*readKey(other), m_system ? secret + secret : QString());
    // What the system has is in no memory of ours: another takes it away, and it is gone.
    QVERIFY(removeKey(other));
    QCOMPARE(*readKey(store), m_system ? QString() : secret + secret);
    QCOMPARE(writeKey(store, secret), store.where());
    QVERIFY(removeKey(store));
    QCOMPARE(*readKey(store), QString());
    QCOMPARE(*readKey(other), QString());
}

/// Not in plain text anywhere beneath the home of this test.
void TestKeyStore::isInNoFile()
{
    KeyStore store;
    writeKey(store, secret);
    int files = 0;
    QDirIterator all(QDir::homePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        ++files;
        QVERIFY2(!file.readAll().contains(secret.toUtf8()), qPrintable(file.fileName()));
    }
    QCOMPARE(files > 0, m_system); // its own, packed and locked
    QVERIFY(removeKey(store));
}

void TestKeyStore::givesUp()
{
    KeyStore store(0ms); // nobody answers so fast
    const KeyPlace place = writeKey(store, secret);
    QCOMPARE(place.where, KeyPlace::Where::memoryOnly);
    QVERIFY(place.reason.contains(QStringLiteral("no answer within")) || !m_system);
    QCOMPARE(*readKey(store), secret);
    KeyStore patient;
    QVERIFY(removeKey(patient));
}

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_key_store.moc"
