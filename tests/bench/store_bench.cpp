// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of W in the store alone: start, step A, a wait that an event ends, step B, the end. Each run writes 4
// events, a run and two changes of it, two changes of its contact, and its timer, in two transactions that many runs
// share; every commit is synced. No engine, no JSON but payloads and attributes.
#include "engine/store/sqlite_store.h"
#include "tests/bench/benches.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace runlens::bench {
namespace {

using namespace store;

template <class T>
T need(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "store bench: %s (%s)\n", result.error().message.c_str(), result.error().where.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

class RowsOfW {
public:
    RowsOfW() : m_folder(std::filesystem::temp_directory_path() / "runlens-store-bench-XXXXXX")
    {
        std::string name = m_folder.string();
        m_folder = ::mkdtemp(name.data());
        m_store = need(openStore((m_folder / "store.db").string()));
        auto transaction = need(m_store->begin());
        for (std::uint64_t i = 1; i <= contacts; ++i)
            need(transaction->addContact(contactRow(i, 0)));
        need(transaction->commit(m_clock));
    }
    ~RowsOfW()
    {
        m_store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    RowsOfW(const RowsOfW&) = delete;
    RowsOfW& operator=(const RowsOfW&) = delete;

    /// Starts as many runs and ends them.
    void play(std::size_t runs)
    {
        const std::uint64_t first = m_clock.runs + 1;
        {
            auto transaction = need(m_store->begin());
            for (std::size_t i = 0; i < runs; ++i)
                start(*transaction, first + i);
            need(transaction->commit(m_clock));
        }
        auto transaction = need(m_store->begin());
        for (std::size_t i = 0; i < runs; ++i)
            end(*transaction, first + i);
        need(transaction->commit(m_clock));
    }

private:
    static constexpr std::uint64_t contacts = 20'000;

    static std::string externalId(std::uint64_t run) { return "customer-" + std::to_string(run % contacts + 1); }

    static ContactRow contactRow(std::uint64_t number, std::int64_t visits)
    {
        ContactRow row;
        row.number = ContactNumber{number};
        row.externalId = "customer-" + std::to_string(number);
        row.email = row.externalId + "@example.org";
        row.contact.attributes =
            Value(Value::Object{{"first_name", Value(std::string("Olivia"))}, {"visits", Value(visits)}});
        row.contact.zone = "Europe/Lisbon";
        return row;
    }

    Sequence addEvent(Transaction& transaction, std::uint64_t run, ContactNumber contact, const char* name,
                      bool outside)
    {
        m_clock.sequence = journey::after(m_clock.sequence);
        m_clock.time += Duration(10);
        EventRow row;
        row.sequence = m_clock.sequence;
        row.contact = contact;
        row.name = name;
        row.payload = Value(Value::Object{{"order", Value(static_cast<std::int64_t>(run))},
                                          {"amount", Value(49.5)},
                                          {"plan", Value(std::string("professional"))}});
        row.receivedAt = m_clock.time;
        if (outside) {
            row.identityType = IdentityType::externalId;
            row.identityValue = externalId(run);
        }
        need(transaction.addEvent(row));
        return row.sequence;
    }

    void start(Transaction& transaction, std::uint64_t number)
    {
        auto contact = *need(transaction.contactByExternalId(externalId(number)));
        RunRow run;
        run.trigger = addEvent(transaction, number, contact.number, "order.placed", true);
        keep(need(transaction.listeningRuns(contact.number)));
        keep(need(transaction.historyOf(contact.number, AutomationNumber{1})));
        run.number = RunNumber{++m_clock.runs};
        run.automation = AutomationNumber{1};
        run.version = VersionNumber{1};
        run.contact = contact.number;
        run.status = RunStatus::queued;
        run.createdAt = m_clock.time;
        run.state.assign(150, 's');
        run.history.assign(60, 'h');
        need(transaction.addRun(run));
        contact.contact.attributes = contactRow(1, static_cast<std::int64_t>(number)).contact.attributes;
        need(transaction.changeContact(contact));
        addEvent(transaction, number, contact.number, "sendrealm.contact.updated", false);
        run.status = RunStatus::waiting;
        run.startedAt = m_clock.time;
        run.currentStep = "wait_for_open";
        run.due = m_clock.time + std::chrono::seconds(30);
        run.timer = journey::TimerKind::timeout;
        run.waits = true;
        run.changes = 1;
        run.state.assign(220, 's');
        run.history.assign(320, 'h');
        need(transaction.changeRun(run));
    }

    void end(Transaction& transaction, std::uint64_t number)
    {
        auto contact = *need(transaction.contactByExternalId(externalId(number)));
        addEvent(transaction, number, contact.number, "mail.opened", true);
        const auto listening = need(transaction.listeningRuns(contact.number));
        auto run = *need(transaction.run(listening.at(0)));
        contact.contact.attributes = contactRow(1, static_cast<std::int64_t>(number) + 1).contact.attributes;
        need(transaction.changeContact(contact));
        addEvent(transaction, number, contact.number, "sendrealm.contact.updated", false);
        run.status = RunStatus::completed;
        run.currentStep.clear();
        run.finishedAt = m_clock.time;
        run.due.reset();
        run.waits = run.listens = false;
        run.changes = 2;
        run.state.assign(180, 's');
        run.history.assign(560, 'h');
        need(transaction.changeRun(run));
    }

    std::filesystem::path m_folder;
    std::unique_ptr<Store> m_store;
    StoreClock m_clock;
};

} // namespace

void storeBenches(Bench& bench)
{
    static constexpr std::size_t together[] = {1, 100, 1000};
    bench.scale("store, rows of W, by runs a transaction", together,
                [](std::size_t runs) { return [rows = std::make_shared<RowsOfW>(), runs] { rows->play(runs); }; });
}

} // namespace runlens::bench
