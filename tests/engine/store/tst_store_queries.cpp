// SPDX-License-Identifier: GPL-3.0-or-later
// Every question that a store answers, against the rows themselves looked through one by one.
#include "engine/store/upkeep.h"
#include "tests/engine/store/faults/fault_vfs.h"
#include "tests/engine/store/random_rows.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace runlens;
using namespace runlens::store;

namespace {

template <class T>
T need(Result<T> result)
{
    if (!result)
        RC_FAIL(result.error().message + " " + result.error().where);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

Instant at(int seconds) { return Instant(std::chrono::seconds(seconds)); }
Instant someTime() { return at(*rc::gen::inRange(0, 20)); }
template <class Number>
Number oneOf(int count)
{
    return static_cast<Number>(*rc::gen::inRange(1, count + 1));
}
std::uint64_t numberOf(auto number) { return static_cast<std::uint64_t>(number); }
bool isOpen(const RunRow& run) { return run.status >= RunStatus::queued && run.status <= RunStatus::waiting; }

/// All rows of a store, as a list each. Few contacts, automations and times, so that they coincide.
struct Model {
    std::map<Sequence, EventRow> events;
    std::vector<RefusalRow> refusals;
    std::map<RunNumber, RunRow> runs;
    std::map<RunNumber, OutboxRow> outbox;
    std::vector<SlotRow> slots;
    std::vector<DeadLetterRow> letters;

    /// Runs for which `holds`, in the order of their numbers.
    template <class Holds>
    [[nodiscard]] std::vector<RunNumber> numbersWhere(Holds holds) const
    {
        std::vector<RunNumber> numbers;
        for (const auto& [number, run] : runs)
            if (holds(run))
                numbers.push_back(number);
        return numbers;
    }
};

constexpr int contacts = 4;
constexpr int automations = 3;

/// Runs with their triggers, in the order of time.
void addRuns(Model& model)
{
    int now = 0;
    const int count = *rc::gen::inRange(0, 25);
    for (int i = 1; i <= count; ++i) {
        now += *rc::gen::inRange(0, 2);
        EventRow event = anyEvent(Sequence{model.events.size() + 1});
        event.contact = oneOf<ContactNumber>(contacts);
        event.identityValue = *rc::gen::element<std::string>("Olivia@example.org", "bob@example.org", "50%_x", "");
        event.receivedAt = at(now);
        model.events[event.sequence] = event;
        if (*rc::gen::inRange(0, 3) == 0) {
            model.refusals.push_back(anyRefusal(event.sequence, oneOf<AutomationNumber>(automations)));
            continue;
        }
        RunRow run = anyRun(RunNumber{model.runs.size() + 1});
        run.automation = oneOf<AutomationNumber>(automations);
        run.contact = event.contact;
        run.trigger = event.sequence;
        run.currentStep = *rc::gen::element<std::string>("", "a", "b");
        run.createdAt = at(now);
        run.startedAt = *rc::gen::arbitrary<bool>() ? std::optional(at(now + 1)) : std::nullopt;
        run.finishedAt.reset();
        if (run.status >= RunStatus::completed)
            run.finishedAt = at(now + *rc::gen::inRange(0, 6));
        if (run.due)
            run.due = someTime();
        model.runs[run.number] = run;
    }
}

void addOthers(Model& model)
{
    for (const auto& [number, run] : model.runs) {
        if (*rc::gen::inRange(0, 3) == 0) {
            OutboxRow row = anyOutbox(number);
            row.contact = run.contact;
            row.createdAt = someTime();
            row.leaseUntil = someTime();
            row.epoch = *rc::gen::element(Epoch{1}, Epoch{1}, Epoch{0});
            model.outbox[number] = row;
        }
        if (*rc::gen::inRange(0, 4) == 0) {
            DeadLetterRow row = anyDeadLetter(DeadLetterNumber{model.letters.size() + 1});
            row.run = number;
            model.letters.push_back(row);
        }
    }
    // Taken in the order of time, as the engine's never runs back.
    std::vector<SlotRow> slots;
    for (const auto& [number, run] : model.runs)
        if (*rc::gen::inRange(0, 2) == 0) {
            SlotRow row = anySlot(number);
            row.contact = run.contact;
            row.takenAt = someTime();
            slots.push_back(row);
        }
    std::ranges::stable_sort(slots, {}, &SlotRow::takenAt);
    model.slots = std::move(slots);
}

StoreClock clockOf(const Model& model)
{
    return {.sequence = Sequence{model.events.size()},
            .time = at(100),
            .runs = model.runs.size(),
            .contacts = contacts,
            .automations = automations,
            .versions = 0,
            .deadLetters = model.letters.size()};
}

/// A store that holds what the model does. Some of it goes in as something else first, and is changed.
void fill(Store& store, const Model& model)
{
    auto transaction = need(store.begin());
    for (const auto& [sequence, event] : model.events)
        need(transaction->addEvent(event));
    for (const RefusalRow& refusal : model.refusals)
        need(transaction->addRefusal(refusal));
    for (const auto& [number, run] : model.runs) {
        RunRow earlier = anyRun(number);
        earlier.automation = run.automation;
        earlier.version = run.version;
        earlier.contact = run.contact;
        earlier.trigger = run.trigger;
        earlier.createdAt = run.createdAt;
        need(transaction->addRun(earlier));
        need(transaction->changeRun(run));
    }
    for (const auto& [run, row] : model.outbox) {
        OutboxRow earlier = anyOutbox(run);
        earlier.contact = row.contact;
        need(transaction->putOutbox(earlier));
        need(transaction->putOutbox(row));
    }
    for (const SlotRow& slot : model.slots) {
        need(transaction->addSlot(slot));
        SlotRow returned = slot;
        returned.step = slot.step + 1;
        need(transaction->addSlot(returned));
        need(transaction->removeSlot(returned.run, returned.step));
    }
    for (const DeadLetterRow& letter : model.letters)
        need(transaction->putDeadLetter(letter));
    need(transaction->commit(clockOf(model)));
}

void checkRunsOf(Transaction& transaction, const Model& model)
{
    for (int number = 1; number <= contacts; ++number) {
        const ContactNumber contact{static_cast<std::uint64_t>(number)};
        RC_ASSERT(need(transaction.listeningRuns(contact))
                  == model.numbersWhere([&](const RunRow& run) { return run.contact == contact && run.listens; }));
        for (int other = 1; other <= automations; ++other) {
            const AutomationNumber automation{static_cast<std::uint64_t>(other)};
            const auto history = need(transaction.historyOf(contact, automation));
            const auto all = model.numbersWhere(
                [&](const RunRow& run) { return run.contact == contact && run.automation == automation; });
            RC_ASSERT(history.runs == all.size());
            RC_ASSERT(history.openRuns == std::uint64_t(std::ranges::count_if(all, [&](RunNumber one) {
                          return isOpen(model.runs.at(one));
                      })));
        }
        const auto since = someTime();
        std::vector<SlotRow> slots;
        for (const SlotRow& slot : model.slots)
            if (slot.contact == contact && slot.takenAt >= since)
                slots.push_back(slot);
        RC_ASSERT(need(transaction.slots(contact, since)) == slots);
    }
}

void checkTimers(Transaction& transaction, const Model& model)
{
    std::vector<DueRun> due;
    for (const auto& [number, run] : model.runs)
        if (run.due)
            due.push_back({*run.due, number, run.timer});
    std::ranges::sort(due);
    RC_ASSERT(need(transaction.nextDue()) == (due.empty() ? std::nullopt : std::optional(due.front().due)));
    const auto until = someTime();
    const auto limit = static_cast<std::size_t>(*rc::gen::inRange(1, 30));
    std::erase_if(due, [&](const DueRun& one) { return one.due > until; });
    due.resize(std::min(due.size(), limit));
    RC_ASSERT(need(transaction.dueRuns(until, limit)) == due);
}

void checkOutbox(Transaction& transaction, const Model& model)
{
    const auto now = someTime();
    const auto limit = static_cast<std::size_t>(*rc::gen::inRange(1, 12));
    // Whom an older process claimed, whose lease ended, whom nobody claimed: each the oldest first.
    const auto rank = [](const OutboxRow& row) {
        if (!row.claimedBy)
            return std::tuple(2, numberOf(Epoch{}), row.createdAt, row.run);
        return std::tuple(row.epoch < Epoch{1} ? 0 : 1, numberOf(row.epoch), row.leaseUntil, row.run);
    };
    std::vector<OutboxRow> rows;
    std::optional<Instant> leaseEnd;
    for (const auto& [run, row] : model.outbox) {
        if (!row.claimedBy || row.epoch < Epoch{1} || row.leaseUntil <= now)
            rows.push_back(row);
        if (row.claimedBy)
            leaseEnd = std::min(leaseEnd.value_or(row.leaseUntil), row.leaseUntil);
    }
    std::ranges::sort(rows, {}, rank);
    rows.resize(std::min(rows.size(), limit));
    RC_ASSERT(need(transaction.claimable(now, limit)) == rows);
    RC_ASSERT(need(transaction.nextLeaseEnd()) == leaseEnd);
}

void checkCounts(Store& store, Reader& reader, const Model& model)
{
    const auto count = [&](RunStatus status) {
        return model.numbersWhere([&](const RunRow& run) { return run.status == status; }).size();
    };
    const auto work = need(store.openWork());
    RC_ASSERT(work.queued == count(RunStatus::queued));
    RC_ASSERT(work.running == count(RunStatus::running));
    RC_ASSERT(work.waiting == count(RunStatus::waiting));
    RC_ASSERT(work.outbox == model.outbox.size());
    RC_ASSERT(work.openWaits == model.numbersWhere([](const RunRow& run) { return isOpen(run) && run.waits; }).size());
    const auto counts = need(reader.counts());
    RC_ASSERT(counts.queued == work.queued);
    RC_ASSERT(counts.running == work.running);
    RC_ASSERT(counts.waiting == work.waiting);
    RC_ASSERT(counts.completed == count(RunStatus::completed));
    RC_ASSERT(counts.failed == count(RunStatus::failed));
    RC_ASSERT(counts.cancelled == count(RunStatus::cancelled));
    const auto now = someTime();
    const auto due = need(reader.dueWork(now));
    RC_ASSERT(due.due == model.numbersWhere([](const RunRow& run) { return run.due.has_value(); }).size());
    RC_ASSERT(due.overdue == model.numbersWhere([&](const RunRow& run) { return run.due && *run.due <= now; }).size());
    RC_ASSERT(due.outbox == model.outbox.size());
}

void checkUsage(Store& store, const Model& model)
{
    const auto since = someTime();
    Store::Usage expected;
    for (const auto& [sequence, event] : model.events)
        if (event.receivedAt >= since && event.identityType != IdentityType::unknown)
            expected.ingested.push_back(event.receivedAt);
    for (const auto& [number, run] : model.runs)
        if (run.createdAt >= since)
            expected.started.push_back(run.createdAt);
    for (const SlotRow& slot : model.slots)
        if (slot.takenAt >= since)
            expected.slots.push_back(slot.takenAt);
    const auto usage = need(store.usageSince(since));
    RC_ASSERT(usage.ingested == expected.ingested);
    RC_ASSERT(usage.started == expected.started);
    RC_ASSERT(usage.slots == expected.slots);
}

RunQuery anyQuery()
{
    const auto maybe = [](auto value) {
        return *rc::gen::inRange(0, 4) == 0 ? std::optional(std::move(value)) : std::nullopt;
    };
    RunQuery query;
    query.automation = maybe(oneOf<AutomationNumber>(automations));
    query.contact = maybe(oneOf<ContactNumber>(contacts));
    if (*rc::gen::arbitrary<bool>())
        query.statuses = *rc::gen::container<std::vector<RunStatus>>(rc::gen::element(
            RunStatus::queued, RunStatus::waiting, RunStatus::completed, RunStatus::failed, RunStatus::cancelled));
    query.identity = *rc::gen::element<std::string>("", "", "", "olivia", "EXAMPLE", "%", "_");
    query.step = *rc::gen::element<std::string>("", "", "", "a", "c");
    query.startedSince = maybe(someTime());
    query.startedUntil = maybe(someTime());
    query.activeSince = maybe(someTime());
    query.after = maybe(RunNumber{static_cast<std::uint64_t>(*rc::gen::inRange(0, 20))});
    query.before = maybe(RunNumber{static_cast<std::uint64_t>(*rc::gen::inRange(0, 20))});
    query.limit = static_cast<std::size_t>(*rc::gen::inRange(1, 10));
    return query;
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool matches(const RunQuery& query, const RunRow& run, const EventRow& trigger)
{
    return (!query.automation || run.automation == *query.automation)
           && (!query.contact || run.contact == *query.contact)
           && (query.statuses.empty() || std::ranges::find(query.statuses, run.status) != query.statuses.end())
           && lowered(trigger.identityValue).find(lowered(query.identity)) != std::string::npos
           && (query.step.empty() || run.currentStep == query.step)
           && (!query.startedSince || (run.startedAt && *run.startedAt >= *query.startedSince))
           && (!query.startedUntil || (run.startedAt && *run.startedAt < *query.startedUntil))
           && (!query.activeSince || !run.finishedAt || *run.finishedAt >= *query.activeSince)
           && (!query.after || run.number < *query.after) && (!query.before || run.number > *query.before);
}

void checkQuery(Reader& reader, const Model& model)
{
    const RunQuery query = anyQuery();
    auto numbers =
        model.numbersWhere([&](const RunRow& run) { return matches(query, run, model.events.at(run.trigger)); });
    // The nearest to the cursor: with `before` alone, the oldest of the newer ones.
    if (!query.before || query.after)
        std::ranges::reverse(numbers);
    numbers.resize(std::min(numbers.size(), query.limit + 1));
    if (query.before && !query.after)
        std::ranges::reverse(numbers);
    const auto page = need(reader.runs(query));
    RC_ASSERT(page.size() == numbers.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
        RC_ASSERT(page[i].run == model.runs.at(numbers[i]));
        RC_ASSERT(page[i].trigger == model.events.at(page[i].run.trigger));
    }
}

void checkEvents(Reader& reader, const Model& model)
{
    const auto contact = oneOf<ContactNumber>(contacts);
    const auto after = Sequence{static_cast<std::uint64_t>(*rc::gen::inRange(0, 25))};
    std::vector<EventRow> events;
    for (const auto& [sequence, event] : model.events)
        if (event.contact == contact && sequence < after)
            events.push_back(event);
    std::ranges::reverse(events);
    events.resize(std::min<std::size_t>(events.size(), 4));
    RC_ASSERT(need(reader.eventsOf(contact, after, 3)) == events);
}

/// As removeFinishedRuns is described.
void removeFrom(Model& model, Instant before)
{
    std::vector<ContactNumber> touched;
    for (const auto& [number, run] : model.runs)
        if (run.finishedAt && *run.finishedAt < before)
            touched.push_back(run.contact);
    std::erase_if(model.letters, [&](const DeadLetterRow& letter) {
        const RunRow& run = model.runs.at(letter.run);
        return run.finishedAt && *run.finishedAt < before;
    });
    std::erase_if(model.slots, [&](const SlotRow& slot) {
        const RunRow& run = model.runs.at(slot.run);
        return run.finishedAt && *run.finishedAt < before;
    });
    std::erase_if(model.outbox, [&](const auto& entry) {
        const RunRow& run = model.runs.at(entry.first);
        return run.finishedAt && *run.finishedAt < before;
    });
    std::erase_if(model.runs,
                  [&](const auto& entry) { return entry.second.finishedAt && *entry.second.finishedAt < before; });
    for (const ContactNumber contact : touched) {
        auto oldest = static_cast<Sequence>(INT64_MAX);
        for (const auto& [number, run] : model.runs)
            if (run.contact == contact)
                oldest = std::min(oldest, run.trigger);
        std::erase_if(model.events, [&](const auto& entry) {
            return entry.second.contact == contact && entry.first < oldest && entry.second.receivedAt < before;
        });
    }
    std::erase_if(model.refusals, [&](const RefusalRow& refusal) { return !model.events.contains(refusal.event); });
}

void checkRows(Reader& reader, const Model& model, std::uint64_t events, std::uint64_t runs)
{
    for (std::uint64_t number = 1; number <= runs; ++number)
        RC_ASSERT(need(reader.run(RunNumber{number})).has_value() == model.runs.contains(RunNumber{number}));
    for (std::uint64_t number = 1; number <= events; ++number) {
        const Sequence sequence{number};
        RC_ASSERT(need(reader.event(sequence)).has_value() == model.events.contains(sequence));
        RC_ASSERT(need(reader.refusalsOf(sequence)).size()
                  == std::size_t(std::ranges::count(model.refusals, sequence, &RefusalRow::event)));
    }
    std::vector<DeadLetterRow> letters(model.letters.rbegin(), model.letters.rend());
    RC_ASSERT(need(reader.deadLetters({}, 100)) == letters);
}

struct Opened {
    Opened() : store(need(openStore("store.db", vfs.options()))), reader(need(openReader("store.db", vfs.options()))) {}

    FaultVfs vfs; ///< for its speed
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;
};

} // namespace

class TestStoreQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyQuestionIsAnsweredAsTheRowsSay()
    {
        QVERIFY(rc::check([] {
            Model model;
            addRuns(model);
            addOthers(model);
            const Opened opened;
            fill(*opened.store, model);
            {
                auto transaction = need(opened.store->begin());
                checkRunsOf(*transaction, model);
                checkTimers(*transaction, model);
                checkOutbox(*transaction, model);
            }
            checkCounts(*opened.store, *opened.reader, model);
            checkUsage(*opened.store, model);
            checkEvents(*opened.reader, model);
            for (int i = 0; i < 10; ++i)
                checkQuery(*opened.reader, model);
        }));
    }

    void retentionRemovesWhatIsOverAndOld()
    {
        QVERIFY(rc::check([] {
            Model model;
            addRuns(model);
            addOthers(model);
            const auto events = model.events.size();
            const auto runs = model.runs.size();
            const Opened opened;
            fill(*opened.store, model);
            const auto before = at(*rc::gen::inRange(0, 30));
            const auto limit = static_cast<std::size_t>(*rc::gen::inRange(1, 5));
            // One batch that is undone changes nothing, not even where the next one begins.
            need(need(opened.store->begin())->removeFinishedRuns(before, limit));
            std::size_t removed = 0;
            for (std::size_t batch = limit; batch == limit;) {
                auto transaction = need(opened.store->begin());
                batch = need(transaction->removeFinishedRuns(before, limit));
                RC_ASSERT(batch <= limit);
                removed += batch;
                need(transaction->commit(clockOf(model)));
            }
            removeFrom(model, before);
            RC_ASSERT(removed == runs - model.runs.size());
            checkRows(*opened.reader, model, events, runs);
            auto transaction = need(opened.store->begin());
            checkRunsOf(*transaction, model);
            checkOutbox(*transaction, model);
        }));
    }

    void contactsComeInPages()
    {
        const Opened opened;
        {
            auto transaction = need(opened.store->begin());
            for (std::uint64_t number = 1; number <= 7; ++number) {
                ContactRow row;
                row.number = ContactNumber{number};
                need(transaction->addContact(row));
            }
            need(transaction->commit({}));
        }
        const auto first = opened.reader->contacts({}, 3);
        QVERIFY(first);
        QCOMPARE(first->size(), 4U);
        const auto last = opened.reader->contacts(ContactNumber{5}, 3);
        QVERIFY(last);
        QCOMPARE(last->size(), 2U);
        QCOMPARE(last->front().number, ContactNumber{6});
    }

    void whatIsUniqueIsHeldToBeSo()
    {
        const Opened opened;
        auto transaction = need(opened.store->begin());
        EventRow event;
        event.sequence = Sequence{1};
        event.idempotencyKey = "once";
        QVERIFY(transaction->addEvent(event));
        event.sequence = Sequence{2};
        const auto twice = transaction->addEvent(event);
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, ErrorCode::storeFailed);
    }
};

QTEST_APPLESS_MAIN(TestStoreQueries)
#include "tst_store_queries.moc"
