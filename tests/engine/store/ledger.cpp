// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/ledger.h"

#include "engine/store/connection.h"

#include <utility>

namespace runlens::store::ledger {
namespace {

Instant timeOf(std::uint64_t number) { return Instant(std::chrono::milliseconds(number)); }

/// Of different lengths, so that pages fill and split.
std::string textOf(std::uint64_t number)
{
    std::string text = "entry " + std::to_string(number) + ' ';
    return text.append(number * 37 % 900, static_cast<char>('a' + number % 26));
}

EventRow eventOf(std::uint64_t number)
{
    EventRow row{.sequence = Sequence{number},
                 .contact = ContactNumber{number % 7 + 1},
                 .name = "ledger.entry",
                 .payload = Value(textOf(number)),
                 .occurredAt = {},
                 .receivedAt = timeOf(number),
                 .depth = 0,
                 .idempotencyKey = "key " + std::to_string(number),
                 .identityType = IdentityType::email,
                 .identityValue = "someone@example.org"};
    return row;
}

RunRow runOf(std::uint64_t number, bool over)
{
    RunRow row{.number = RunNumber{number},
               .automation = AutomationNumber{1},
               .version = VersionNumber{1},
               .contact = ContactNumber{number % 7 + 1},
               .trigger = Sequence{number},
               .status = over ? RunStatus::completed : RunStatus::waiting,
               .currentStep = over ? "" : "wait",
               .createdAt = timeOf(number),
               .startedAt = timeOf(number),
               .finishedAt = {},
               .due = {},
               .timer = journey::TimerKind::timeout,
               .waits = !over,
               .listens = !over,
               .changes = over ? 1U : 0U,
               .state = textOf(number),
               .history = textOf(number + 1)};
    if (over)
        row.finishedAt = timeOf(number + 1);
    else
        row.due = timeOf(number + 1000);
    return row;
}

std::string wordsOf(const Error& error) { return error.message + " (" + error.where + ")"; }

/// Is everything of entry `number` there, as it was written?
std::string faultsOfEntry(Reader& reader, std::uint64_t number, bool over)
{
    const auto event = reader.event(Sequence{number});
    if (!event || !*event || **event != eventOf(number))
        return "event " + std::to_string(number) + (event ? " is not what was written" : wordsOf(event.error()));
    const auto run = reader.run(RunNumber{number});
    if (!run || !*run || **run != runOf(number, over))
        return "run " + std::to_string(number) + (run ? " is not what was written" : wordsOf(run.error()));
    return {};
}

std::string faultsOfPages(const std::string& path, const SqliteOptions& options)
{
    auto connection = Connection::open(path, Connection::Access::read, options.vfs);
    if (!connection)
        return wordsOf(connection.error());
    const auto said = (*connection)->text("PRAGMA integrity_check");
    if (!said)
        return wordsOf(said.error());
    return *said == "ok" ? std::string() : *said;
}

} // namespace

Result<void> commitEntry(Store& store, std::uint64_t number)
{
    auto begun = store.begin();
    if (!begun)
        return std::unexpected(std::move(begun.error()));
    Transaction& transaction = **begun;
    auto done = transaction.addEvent(eventOf(number));
    if (done)
        done = transaction.addRun(runOf(number, false));
    if (done && number > 1)
        done = transaction.changeRun(runOf(number - 1, true));
    if (done)
        done = transaction.commit({.sequence = Sequence{number},
                                   .time = timeOf(number),
                                   .runs = number,
                                   .contacts = 7,
                                   .automations = 1,
                                   .versions = 1,
                                   .deadLetters = 0});
    return done;
}

std::string faultsOfTail(Store& store, std::uint64_t acknowledged, std::uint64_t entries)
{
    if (entries < acknowledged || entries > acknowledged + 1)
        return std::to_string(acknowledged) + " were acknowledged, and " + std::to_string(entries) + " are there";
    auto begun = store.begin();
    if (!begun)
        return wordsOf(begun.error());
    for (std::uint64_t number = entries > 8 ? entries - 8 : 1; number <= entries; ++number) {
        const auto event = (*begun)->event(Sequence{number});
        const auto run = (*begun)->run(RunNumber{number});
        if (!event || !*event || **event != eventOf(number) || !run || !*run
            || **run != runOf(number, number < entries))
            return "entry " + std::to_string(number) + " is not what was written";
    }
    const auto beyond = (*begun)->run(RunNumber{entries + 1});
    const auto due = (*begun)->dueRuns(Instant::max(), 3);
    if (!beyond || *beyond || !due || due->size() != (entries > 0 ? 1U : 0U))
        return "something is there behind entry " + std::to_string(entries);
    return {};
}

std::string faultsOf(const std::string& path, const SqliteOptions& options, std::uint64_t acknowledged,
                     std::uint64_t& entries)
{
    entries = 0;
    auto opened = openStore(path, options);
    if (!opened)
        return wordsOf(opened.error());
    if (auto faults = faultsOfPages(path, options); !faults.empty())
        return faults;
    const auto clock = (*opened)->clock();
    if (!clock)
        return wordsOf(clock.error());
    entries = clock->runs;
    if (entries < acknowledged || entries > acknowledged + 1)
        return std::to_string(acknowledged) + " were acknowledged, and " + std::to_string(entries) + " are there";
    auto reader = openReader(path, options);
    if (!reader)
        return wordsOf(reader.error());
    for (std::uint64_t number = 1; number <= entries; ++number)
        if (auto faults = faultsOfEntry(**reader, number, number < entries); !faults.empty())
            return faults;
    const auto counts = (*reader)->counts();
    if (!counts)
        return wordsOf(counts.error());
    const auto all =
        counts->queued + counts->running + counts->waiting + counts->completed + counts->failed + counts->cancelled;
    if (all != entries || counts->waiting != (entries > 0 ? 1U : 0U))
        return "of " + std::to_string(entries) + " runs, " + std::to_string(all) + " are there and "
               + std::to_string(counts->waiting) + " wait";
    return {};
}

} // namespace runlens::store::ledger
