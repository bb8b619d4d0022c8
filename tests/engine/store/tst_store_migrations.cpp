// SPDX-License-Identifier: GPL-3.0-or-later
// Stores of every schema version that there was open in this one, and say what they said.
#include "engine/store/connection.h"
#include "engine/store/migrations.h"
#include "tests/engine/store/ledger.h"
#include "tests/engine/store/scratch.h"

#include <QTest>

using namespace runlens;
using namespace runlens::store;

namespace {

std::string kept(std::int64_t version)
{
    return RUNLENS_SOURCE_DIR "/tests/engine/store/data/store-" + std::to_string(version) + ".sql";
}

/// A store as that version left it.
void make(const std::string& path, std::int64_t version)
{
    const std::string sql = bytesOf(kept(version));
    QVERIFY2(!sql.empty(), kept(version).c_str());
    auto connection = store::Connection::open(path, store::Connection::Access::create, {});
    QVERIFY(connection);
    const auto made = (*connection)->execute(sql.c_str());
    QVERIFY2(made, made ? "" : made.error().message.c_str());
}

template <class T>
std::size_t countOf(const Result<std::vector<T>>& rows)
{
    return rows ? rows->size() : 0;
}

} // namespace

class TestStoreMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVersionHasAStoreThatIsKept()
    {
        QVERIFY(schemaVersion() >= 1);
        for (std::int64_t version = 1; version <= schemaVersion(); ++version)
            QVERIFY2(!bytesOf(kept(version)).empty(), kept(version).c_str());
    }

    void everyVersionOpens_data()
    {
        QTest::addColumn<int>("version");
        for (std::int64_t version = 1; version <= schemaVersion(); ++version)
            QTest::newRow(std::to_string(version).c_str()) << static_cast<int>(version);
    }

    void everyVersionOpens()
    {
        QFETCH(int, version);
        const Scratch scratch;
        make(scratch.path(), version);
        std::uint64_t entries = 0;
        const auto faults = ledger::faultsOf(scratch.path(), quick, 3, entries);
        QVERIFY2(faults.empty(), faults.c_str());
        QCOMPARE(entries, 3U);
        const auto reader = openReader(scratch.path(), quick);
        QVERIFY(reader);
        const auto automations = (*reader)->automations();
        QCOMPARE(countOf(automations), 1U);
        QCOMPARE(automations->front().name, std::string("Welcome"));
        QCOMPARE(countOf((*reader)->versionsOf(AutomationNumber{1})), 1U);
        QCOMPARE(countOf((*reader)->assets(AssetKind::templateVersion)), 1U);
        QCOMPARE(countOf((*reader)->refusalsOf(Sequence{1})), 1U);
        QCOMPARE(countOf((*reader)->deadLetters({}, 9)), 1U);
        QCOMPARE(countOf((*reader)->audit(9)), 1U);
        QCOMPARE((*reader)->dueWork({})->outbox, 1U);
        const auto contact = (*reader)->contactByIdentity("olivia@example.org");
        QVERIFY(contact && *contact);
        QCOMPARE((*contact)->externalId, std::string("customer-2"));
        QVERIFY((*contact)->contact.emailSuppressed);
        QCOMPARE((*contact)->contact.audiences, std::vector<std::string>{"aud_1"});
        QCOMPARE((*contact)->contact.topics.size(), 1U);
    }

    void aStoreThatIsNewHasTheSameSchema()
    {
        const auto schemaOf = [](const std::string& path) {
            auto connection = store::Connection::open(path, store::Connection::Access::read, {});
            auto text = (*connection)
                            ->text("SELECT group_concat(type || name || sql) FROM "
                                   "(SELECT * FROM sqlite_schema ORDER BY type, name)");
            return text.value_or("");
        };
        const Scratch scratch;
        make(scratch.path(), 1);
        QVERIFY(openStore(scratch.path(), quick));
        QVERIFY(openStore(scratch.path("new.db"), quick));
        QVERIFY(!schemaOf(scratch.path()).empty());
        QCOMPARE(schemaOf(scratch.path()), schemaOf(scratch.path("new.db")));
    }

    void aMigrationThatFailsLeavesTheStoreAsItWas()
    {
        const Scratch scratch;
        // What the first migration makes is half there already.
        {
            auto connection = store::Connection::open(scratch.path(), store::Connection::Access::create, {});
            QVERIFY(connection);
            QVERIFY((*connection)->execute("CREATE TABLE events (a)"));
            const auto failed = migrate(**connection, {.application = 0, .version = 0, .empty = true});
            QVERIFY(!failed);
            const auto tables = (*connection)->number("SELECT count(*) FROM sqlite_schema");
            QVERIFY(tables);
            QCOMPARE(*tables, 1);
            QCOMPARE(*(*connection)->number("PRAGMA user_version"), 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestStoreMigrations)
#include "tst_store_migrations.moc"
