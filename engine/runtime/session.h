// SPDX-License-Identifier: GPL-3.0-or-later
// One transaction's work on contacts and runs: what it touches is read once, changed in memory by the core, and written
// once. Private to runtime.
//
// An error of the store is kept (`failure`), and from then on nothing is found any more; whoever drives the session
// asks at the end, and drops the transaction.
#pragma once

#include "engine/journey/machine.h"
#include "engine/journey/usage_meter.h"
#include "engine/runtime/catalog.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/event_cache.h"
#include "engine/runtime/handover.h"
#include "engine/runtime/zone_cache.h"
#include "engine/simulation/random_stream.h"
#include "engine/store/store.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace runlens::runtime {

/// What outlives a transaction. After one that failed it is all made anew.
struct Memory {
    Catalog catalog;
    EventCache events;
    ZoneCache zones;
    journey::UsageMeter usage;
    store::StoreClock clock;
    std::unordered_map<store::RunNumber, store::Fence> inFlight; ///< sends handed over and not answered
};

struct SessionOptions {
    journey::Policy policy;
    Duration lease{};
    std::size_t mostInFlight = 0;
    store::WorkerNumber worker{};
    store::Epoch epoch{};
    std::function<void(journey::Phase from, journey::InputKind input, journey::Phase to)> observe;
};

struct ContactWork {
    store::ContactRow row;
    std::vector<store::RunNumber> listening; ///< the runs it may concern, new ones included, by number
    std::vector<journey::CapSlot> slots;     ///< where there are frequency caps
    bool isNew = false;
    bool changed = false;
    bool runsKnown = false;
    bool slotsKnown = false;
};

struct RunWork {
    store::RunRow row;
    PlanRef plan;
    journey::RunState state;
    bool isNew = false;
    bool changed = false;
};

class Session {
public:
    Session(store::Transaction& transaction, Memory& memory, const SessionOptions& options,
            simulation::RandomStream& dice, Instant now)
        : m_transaction(transaction), m_memory(memory), m_options(options), m_dice(dice), m_now(now)
    {
    }

    [[nodiscard]] store::Transaction& transaction() noexcept { return m_transaction; }
    [[nodiscard]] Memory& memory() const noexcept { return m_memory; }
    [[nodiscard]] const SessionOptions& options() const noexcept { return m_options; }
    [[nodiscard]] Instant now() const noexcept { return m_now; }
    [[nodiscard]] simulation::RandomStream& dice() noexcept { return m_dice; }
    [[nodiscard]] const std::optional<Error>& failure() const noexcept { return m_failure; }
    [[nodiscard]] std::uint64_t inputCount() const noexcept { return m_inputCount; }
    /// Sends to be handed over after the commit.
    [[nodiscard]] std::vector<Handover>& handovers() noexcept { return m_handovers; }

    /// The value of a call to the store; an error is kept, and gives a default.
    template <class T>
    T take(Result<T> result)
    {
        if (result)
            return std::move(*result);
        fail(std::move(result.error()));
        return T();
    }
    void take(Result<void> result)
    {
        if (!result)
            fail(std::move(result.error()));
    }
    void fail(Error error);

    // What it works on; null where there is none. Stays where it is until the session ends.
    [[nodiscard]] ContactWork* contact(journey::ContactNumber number);
    [[nodiscard]] ContactWork* contactByExternalId(const std::string& id);
    [[nodiscard]] ContactWork* contactByEmail(const std::string& normalised);
    [[nodiscard]] ContactWork& addContact(const std::string& externalId, const std::string& email);
    /// Gives a contact an identity that no other has.
    void identify(ContactWork& contact, const std::string& externalId, const std::string& email);
    [[nodiscard]] RunWork* run(store::RunNumber number);

    /// An event of a contact, numbered and added; it waits for `settle`.
    struct Ingest {
        std::string name;
        Value payload{};
        std::optional<Instant> occurredAt{};
        std::uint16_t depth = 0;
        std::string idempotencyKey{};
        IdentityType identityType = IdentityType::unknown; ///< unknown: the best that the contact has
        std::string identityValue{};
    };
    journey::EventRef ingest(const ContactWork& contact, Ingest what);
    /// Changes the contact; what the platform has an event of is ingested.
    bool change(ContactWork& contact, const journey::ContactChange& change);

    /// Gives a run an input now. What follows from it waits for `settle`.
    std::optional<journey::Refusal> give(RunWork& run, journey::InputBody what);
    /// Goes on until nothing waits any more.
    void settle();

    /// What stands in the outbox of a run, or would if it were not withheld until its next attempt.
    [[nodiscard]] journey::OutboxRow outboxOf(const RunWork& run);
    /// Recovers what was claimed and not answered in time, and hands over what nobody claims, as far as there is room.
    void claim();
    /// Writes all that was changed.
    void flush();

private:
    struct Pending {
        journey::Sequence sequence{};
        store::RunNumber run{}; ///< 0: an event that was just ingested
        journey::InputBody what;
    };

    [[nodiscard]] journey::Sequence nextSequence();
    [[nodiscard]] ContactWork* loaded(std::optional<store::ContactRow> row);
    const std::vector<store::RunNumber>& listeningRuns(ContactWork& contact);
    const std::vector<journey::CapSlot>& slotsOf(ContactWork& contact);
    void dispatch(const journey::EventRef& event);
    [[nodiscard]] store::RunNumber start(const Catalog::Active& automation, ContactWork& contact,
                                         const journey::EventRef& event);
    std::optional<journey::Refusal> apply(RunWork& run, journey::Sequence sequence, journey::InputBody what);

    // Actions (session_actions.cpp)
    void carryOut(RunWork& run, const journey::Actions& actions);
    void on(RunWork& run, const journey::PerformStep& perform);
    void on(RunWork& run, const journey::WithdrawSend& withdraw);
    void on(RunWork& run, const journey::ReturnSlot& slot);
    void on(RunWork& run, const journey::SetTimer& timer);
    void on(RunWork& run, const journey::ClearTimer& timer);
    void on(RunWork& run, const journey::OpenWait& wait);
    void on(RunWork& run, const journey::CloseWait& wait);
    void on(RunWork& run, const journey::EmitEvent& emit);
    void on(RunWork& run, const journey::Finish& finish);
    void on(RunWork& run, const journey::Record& record);
    void send(RunWork& run, const journey::PerformStep& perform);
    void handOver(RunWork& run, store::OutboxRow row);

    store::Transaction& m_transaction;
    Memory& m_memory;
    const SessionOptions& m_options;
    simulation::RandomStream& m_dice;
    Instant m_now;
    std::optional<Error> m_failure;
    std::unordered_map<journey::ContactNumber, std::unique_ptr<ContactWork>> m_contacts;
    std::unordered_map<std::string, ContactWork*> m_newByEmail; ///< and by external id, below: not written yet
    std::unordered_map<std::string, ContactWork*> m_newByExternalId;
    std::unordered_map<store::RunNumber, std::unique_ptr<RunWork>> m_runs;
    std::deque<Pending> m_inbox;
    std::vector<Handover> m_handovers;
    std::uint64_t m_inputCount = 0;
};

/// Lowercase, without blanks around it.
[[nodiscard]] std::string normalisedEmail(std::string_view email);

} // namespace runlens::runtime
