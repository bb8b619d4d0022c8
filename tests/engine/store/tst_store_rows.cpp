// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is written to a store is read from it as the same, in the transaction, after it, and by readers beside it.
#include "engine/store/sqlite_store.h"
#include "tests/engine/store/random_rows.h"
#include "tests/engine/store/scratch.h"

#include <QTest>
#include <rapidcheck.h>

using namespace runlens;
using namespace runlens::store;

namespace {

/// The value of a result that must have one.
template <class T>
T need(Result<T> result)
{
    if (!result)
        RC_FAIL(result.error().message + " " + result.error().where);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}
template <class T>
T needOne(Result<std::optional<T>> result)
{
    auto row = need(std::move(result));
    if (!row)
        RC_FAIL("no such row");
    return std::move(*row);
}

/// One store for many tries: each uses numbers of its own.
class Place {
public:
    Place()
        : m_store(std::move(*openStore(m_scratch.path(), quick))), m_reader(std::move(*openReader(m_scratch.path())))
    {
    }

    std::unique_ptr<Transaction> begin() { return need(m_store->begin()); }
    Reader& reader() { return *m_reader; }
    Store& store() { return *m_store; }
    template <class Number>
    Number next()
    {
        return Number{++m_number};
    }

private:
    Scratch m_scratch;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Reader> m_reader;
    std::uint64_t m_number = 0;
};

} // namespace

class TestStoreRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void definitionsComeBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            const auto automation = anyAutomation(place.next<AutomationNumber>());
            auto version = anyVersion(place.next<VersionNumber>());
            version.automation = automation.number;
            auto transaction = place.begin();
            need(transaction->putAutomation(anyAutomation(automation.number)));
            need(transaction->putAutomation(automation));
            need(transaction->addVersion(version));
            RC_ASSERT(need(transaction->automations()).back() == automation);
            RC_ASSERT(need(transaction->versions()).back() == version);
            need(transaction->commit({}));
            RC_ASSERT(need(place.reader().automations()).back() == automation);
            RC_ASSERT(needOne(place.reader().version(version.number)) == version);
            RC_ASSERT(need(place.reader().versionsOf(automation.number)) == std::vector{version});
        }));
    }

    void assetsComeBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            const auto asset = anyAsset();
            auto transaction = place.begin();
            need(transaction->putAsset(asset));
            const auto all = need(transaction->assets());
            RC_ASSERT(std::ranges::count(all, asset) == 1);
            need(transaction->commit({}));
            const auto read = need(place.reader().assets(asset.kind));
            RC_ASSERT(std::ranges::count(read, asset) == 1);
        }));
    }

    void contactsComeBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            const auto number = place.next<ContactNumber>();
            const std::string suffix = std::to_string(static_cast<std::uint64_t>(number));
            auto old = anyContact(number);
            old.externalId = *rc::gen::element<std::string>("", "old-" + suffix);
            auto row = anyContact(number);
            row.externalId = *rc::gen::element<std::string>("", "x-" + suffix, old.externalId);
            row.email = *rc::gen::element<std::string>("", suffix + "@example.org");
            auto transaction = place.begin();
            need(transaction->addContact(old));
            RC_ASSERT(needOne(transaction->contact(number)) == old);
            need(transaction->changeContact(row));
            need(transaction->commit({}));
            transaction = nullptr;
            transaction = place.begin();
            RC_ASSERT(needOne(transaction->contact(number)) == row);
            if (!row.externalId.empty()) {
                RC_ASSERT(needOne(transaction->contactByExternalId(row.externalId)) == row);
                RC_ASSERT(needOne(place.reader().contactByIdentity(row.externalId)) == row);
            }
            if (!row.email.empty()) {
                RC_ASSERT(needOne(transaction->contactByEmail(row.email)) == row);
                RC_ASSERT(needOne(place.reader().contactByIdentity(row.email)) == row);
            }
            RC_ASSERT(needOne(place.reader().contact(number)) == row);
        }));
    }

    void eventsComeBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            auto row = anyEvent(place.next<Sequence>());
            const auto key = "key-" + std::to_string(static_cast<std::uint64_t>(row.sequence));
            row.idempotencyKey = *rc::gen::element<std::string>("", key);
            const auto refusal = anyRefusal(row.sequence, AutomationNumber{3});
            auto transaction = place.begin();
            need(transaction->addEvent(row));
            need(transaction->addRefusal(refusal));
            RC_ASSERT(needOne(transaction->event(row.sequence)) == row);
            if (!row.idempotencyKey.empty())
                RC_ASSERT(needOne(transaction->eventByKey(key)) == row);
            need(transaction->commit({}));
            RC_ASSERT(needOne(place.reader().event(row.sequence)) == row);
            RC_ASSERT(need(place.reader().eventsOf(row.contact, {}, 10)).front() == row);
            RC_ASSERT(need(place.reader().refusalsOf(row.sequence)) == std::vector{refusal});
        }));
    }

    void runsComeBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            const auto old = anyRun(place.next<RunNumber>());
            auto row = anyRun(old.number);
            auto event = anyEvent(place.next<Sequence>());
            auto made = old;
            made.trigger = row.trigger = event.sequence;
            row.automation = old.automation;
            row.version = old.version;
            row.contact = old.contact;
            row.createdAt = old.createdAt;
            auto transaction = place.begin();
            need(transaction->addEvent(event));
            need(transaction->addRun(made));
            RC_ASSERT(needOne(transaction->run(old.number)) == made);
            need(transaction->changeRun(row));
            need(transaction->commit({}));
            RC_ASSERT(needOne(place.reader().run(old.number)) == row);
            RC_ASSERT(needOne(place.reader().changesOf(old.number)) == row.changes);
            RunQuery query;
            query.contact = row.contact;
            const auto page = need(place.reader().runs(query));
            RC_ASSERT(page.front().run == row);
            RC_ASSERT(page.front().trigger == event);
        }));
    }

    void theRestComesBack()
    {
        Place place;
        QVERIFY(rc::check([&] {
            const auto outbox = anyOutbox(place.next<RunNumber>());
            const auto slot = anySlot(outbox.run);
            auto letter = anyDeadLetter(place.next<DeadLetterNumber>());
            letter.replayedAt.reset();
            const auto audit = anyAudit();
            auto transaction = place.begin();
            need(transaction->putOutbox(anyOutbox(outbox.run)));
            need(transaction->putOutbox(outbox));
            need(transaction->addSlot(slot));
            need(transaction->putDeadLetter(letter));
            need(transaction->addAudit(audit));
            RC_ASSERT(needOne(transaction->outbox(outbox.run)) == outbox);
            RC_ASSERT(need(transaction->slots(slot.contact, slot.takenAt)).front() == slot);
            RC_ASSERT(needOne(transaction->openDeadLetterOf(letter.run)) == letter);
            letter.replayedAt = anyInstant();
            need(transaction->putDeadLetter(letter));
            RC_ASSERT(!need(transaction->openDeadLetterOf(letter.run)));
            RC_ASSERT(needOne(transaction->deadLetter(letter.number)) == letter);
            need(transaction->removeOutbox(outbox.run));
            RC_ASSERT(!need(transaction->outbox(outbox.run)));
            need(transaction->commit({}));
            RC_ASSERT(need(place.reader().deadLetters({}, 5)).front() == letter);
            RC_ASSERT(need(place.reader().audit(1)) == std::vector{audit});
        }));
    }

    void theClockComesBack()
    {
        Scratch scratch;
        const StoreClock clock{.sequence = Sequence{7},
                               .time = Instant(std::chrono::seconds(9)),
                               .runs = 1,
                               .contacts = 2,
                               .automations = 3,
                               .versions = 4,
                               .deadLetters = 5};
        {
            auto opened = openStore(scratch.path());
            QVERIFY(opened);
            QCOMPARE((*opened)->epoch(), Epoch{1});
            auto transaction = (*opened)->begin();
            QVERIFY(transaction);
            QVERIFY((*transaction)->commit(clock));
        }
        auto again = openStore(scratch.path());
        QVERIFY(again);
        QCOMPARE((*again)->epoch(), Epoch{2});
        QVERIFY((*again)->clock() == clock);
    }

    void whatIsDroppedWasNeverThere()
    {
        Place place;
        {
            auto transaction = place.begin();
            QVERIFY(transaction->addAudit({.at = {}, .who = "nobody", .action = {}, .object = {}, .reason = {}}));
        }
        QVERIFY(place.reader().audit(9)->empty());
        QVERIFY(place.begin()->commit({}));
    }
};

QTEST_APPLESS_MAIN(TestStoreRows)
#include "tst_store_rows.moc"
