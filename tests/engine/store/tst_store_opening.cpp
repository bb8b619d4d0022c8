// SPDX-License-Identifier: GPL-3.0-or-later
// What is no store, or no more one, or may not be touched: it is said what is wrong, and every byte stays.
#include "engine/store/connection.h"
#include "engine/store/upkeep.h"
#include "tests/engine/store/ledger.h"
#include "tests/engine/store/scratch.h"

#include <QTest>

#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace runlens;
using namespace runlens::store;

namespace {

/// A file made by hand, with SQL.
void makeDatabase(const std::string& path, const char* sql)
{
    auto connection = store::Connection::open(path, store::Connection::Access::create, {});
    QVERIFY(connection);
    const auto made = (*connection)->execute(sql);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
}

void makeStore(const std::string& path, std::uint64_t entries)
{
    auto store = openStore(path, quick);
    QVERIFY(store);
    for (std::uint64_t number = 1; number <= entries; ++number)
        QVERIFY(ledger::commitEntry(**store, number));
}

/// Uses whatever a store offers; whether it works does not matter.
void use(const std::string& path)
{
    std::uint64_t entries = 0;
    (void)ledger::faultsOf(path, quick, 0, entries);
    auto store = openStore(path, quick);
    if (!store)
        return;
    (void)(*store)->openWork();
    (void)(*store)->usageSince({});
    auto begun = (*store)->begin();
    if (!begun)
        return;
    (void)(*begun)->historyOf(ContactNumber{1}, AutomationNumber{1});
    (void)(*begun)->listeningRuns(ContactNumber{1});
    (void)(*begun)->eventByKey("key 3");
    (void)(*begun)->removeFinishedRuns(Instant::max(), 10);
    (void)(*begun)->commit({});
}

/// Runs it as somebody who is not the superuser, to whom no file is read-only. Its answer.
int asNobody(const std::function<int()>& run)
{
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
            ::_exit(250);
        ::_exit(run());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 251;
}

int codeOfOpening(const std::string& path)
{
    const auto store = openStore(path, quick);
    return store ? 255 : static_cast<int>(store.error().code);
}

} // namespace

class TestStoreOpening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoStoreStaysAsItIs_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto made = [](const char* name, const char* sql, ErrorCode code) {
            QTest::newRow(name) << QByteArray(sql) << QByteArray() << static_cast<int>(code);
        };
        made("another program's", "CREATE TABLE a (b); INSERT INTO a VALUES (1)", ErrorCode::storeCorrupt);
        made("another program's, with a log", "PRAGMA journal_mode = WAL; CREATE TABLE a (b)", ErrorCode::storeCorrupt);
        made("another program's, marked", "PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE a (b)",
             ErrorCode::storeCorrupt);
        made("a newer store", "PRAGMA application_id = 0x526E6C73; PRAGMA user_version = 1000; CREATE TABLE a (b)",
             ErrorCode::storeNewer);
        made("a store of no version", "PRAGMA application_id = 0x526E6C73; CREATE TABLE a (b)",
             ErrorCode::storeCorrupt);
        const auto file = [](const char* name, const QByteArray& bytes) {
            QTest::newRow(name) << QByteArray() << bytes << static_cast<int>(ErrorCode::storeCorrupt);
        };
        file("a text", "Dear store, I am no store.\n");
        file("a long text", QByteArray("{\"data\": []}\n").repeated(5000));
        file("a header alone", QByteArray("SQLite format 3\0", 16));
        file("a header of nonsense", QByteArray("SQLite format 3\0", 16) + QByteArray(4096, '\xFF'));
    }

    void whatIsNoStoreStaysAsItIs()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        const Scratch scratch;
        if (sql.isEmpty())
            writeBytes(scratch.path(), bytes.toStdString());
        else
            makeDatabase(scratch.path(), sql.constData());
        const std::string before = bytesOf(scratch.path());
        QVERIFY(!before.empty());
        const auto store = openStore(scratch.path());
        QVERIFY(!store);
        QCOMPARE(static_cast<int>(store.error().code), code);
        QCOMPARE(store.error().where, scratch.path());
        QVERIFY(!store.error().message.empty());
        const auto reader = openReader(scratch.path());
        QVERIFY(!reader);
        QCOMPARE(static_cast<int>(reader.error().code), code);
        QVERIFY(bytesOf(scratch.path()) == before);
        QVERIFY(!std::filesystem::exists(scratch.path("store.db-lock")));
    }

    void anEmptyFileBecomesAStore()
    {
        const Scratch scratch;
        writeBytes(scratch.path(), "");
        QVERIFY(openStore(scratch.path()));
        QVERIFY(openReader(scratch.path()));
    }

    void whatIsNotThereIsNotMadeUnasked()
    {
        const Scratch scratch;
        SqliteOptions options = quick;
        options.create = false;
        const auto absent = openStore(scratch.path(), options);
        QVERIFY(!absent);
        QCOMPARE(absent.error().code, ErrorCode::unreadable);
        const auto reader = openReader(scratch.path());
        QVERIFY(!reader);
        QCOMPARE(reader.error().code, ErrorCode::unreadable);
        const auto nowhere = openStore(scratch.path("no/folder/store.db"));
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ErrorCode::unreadable);
        const auto folder = openStore(std::filesystem::path(scratch.path()).parent_path());
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::unreadable);
        QVERIFY(!std::filesystem::exists(scratch.path()));
    }

    void oneExecutesAndAllMayRead()
    {
        const Scratch scratch;
        auto first = openStore(scratch.path(), quick);
        QVERIFY(first);
        const auto second = openStore(scratch.path(), quick);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::storeLocked);
        QVERIFY2(second.error().message.find(std::to_string(::getpid())) != std::string::npos,
                 second.error().message.c_str());
        // By another name it is the same store.
        std::filesystem::create_symlink(scratch.path(), scratch.path("link.db"));
        const auto linked = openStore(scratch.path("link.db"), quick);
        QVERIFY(!linked);
        QCOMPARE(linked.error().code, ErrorCode::storeLocked);
        const auto reader = openReader(scratch.path("link.db"));
        QVERIFY(reader);
        QVERIFY(ledger::commitEntry(**first, 1));
        QVERIFY(*(*reader)->run(RunNumber{1}));
        first->reset();
        QVERIFY(openStore(scratch.path("link.db"), quick));
    }

    void onlyTheOwnerCanReadIt()
    {
        const Scratch scratch;
        const auto store = openStore(scratch.path(), quick);
        QVERIFY(store);
        for (const char* file : {"store.db", "store.db-wal", "store.db-lock"})
            QCOMPARE(std::filesystem::status(scratch.path(file)).permissions(),
                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    void whatMayNotBeWrittenIsSaidToBeSo()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 3);
        std::filesystem::remove(scratch.path("store.db-lock"));
        const auto folder = std::filesystem::path(scratch.path()).parent_path();
        const std::string before = bytesOf(scratch.path());
        // All may read, nobody may write.
        ::chmod(scratch.path().c_str(), 0444);
        ::chmod(folder.c_str(), 0555);
        QCOMPARE(asNobody([&] { return codeOfOpening(scratch.path()); }), static_cast<int>(ErrorCode::storeReadOnly));
        QCOMPARE(asNobody([&] { return codeOfOpening(scratch.path("new.db")); }),
                 static_cast<int>(ErrorCode::storeReadOnly));
        // The file alone.
        ::chmod(folder.c_str(), 0777);
        QCOMPARE(asNobody([&] { return codeOfOpening(scratch.path()); }), static_cast<int>(ErrorCode::storeReadOnly));
        ::chmod(scratch.path().c_str(), 0000);
        QCOMPARE(asNobody([&] { return codeOfOpening(scratch.path()); }), static_cast<int>(ErrorCode::unreadable));
        ::chmod(scratch.path().c_str(), 0600);
        QVERIFY(bytesOf(scratch.path()) == before);
    }

    void damageIsSaidAndNeverACrash()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 60);
        const std::string sound = bytesOf(scratch.path());
        std::uint64_t dice = 1;
        int noticed = 0;
        constexpr int tries = 60;
        for (int i = 0; i < tries; ++i) {
            std::string damaged = sound;
            const auto roll = [&dice] { return (dice = dice * 6364136223846793005U + 1442695040888963407U) >> 33U; };
            // A few bytes of a text cannot be noticed: they have no checksum. A page, or the head of one, can.
            const std::size_t page = roll() % (damaged.size() / 4096) * 4096;
            const std::size_t size = i % 3 == 0 ? 4096 : i % 3 == 1 ? 8 : 100;
            for (std::size_t k = 0; k < size; ++k)
                damaged[page + k] = static_cast<char>(roll());
            std::filesystem::remove(scratch.path("damaged.db-wal"));
            writeBytes(scratch.path("damaged.db"), damaged);
            const auto checked = checkStore(scratch.path("damaged.db"));
            if (!checked)
                QVERIFY2(checked.error().code == ErrorCode::storeCorrupt
                             || checked.error().code == ErrorCode::storeNewer
                             || checked.error().code == ErrorCode::storeFailed,
                         checked.error().message.c_str());
            // The ledger's runs have no automation: that is found where the pages are sound.
            noticed +=
                !checked
                        || std::ranges::any_of(
                            *checked, [](const StoreFinding& finding) { return finding.fault == StoreFault::pages; })
                    ? 1
                    : 0;
            use(scratch.path("damaged.db"));
        }
        qInfo("%d of %d damages were noticed", noticed, tries);
        QVERIFY(noticed > tries / 3);
    }
};

QTEST_APPLESS_MAIN(TestStoreOpening)
#include "tst_store_opening.moc"
