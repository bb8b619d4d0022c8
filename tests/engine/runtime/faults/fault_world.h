// SPDX-License-Identifier: GPL-3.0-or-later
// A whole server without its threads: executor, store, file system, sender and clients, on one thread, with time and
// every failure injected. The same seed does the same.
#pragma once

#include "engine/base/result.h" // before ids: moc cannot begin with <compare>
#include "engine/domain/run.h"
#include "engine/runtime/executor.h"
#include "engine/store/sqlite_store.h"
#include "tests/engine/journey/chooser.h"
#include "tests/engine/store/faults/fault_vfs.h"
#include "tests/engine/store/faults/faulty_store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace runlens::testing {

/// What happened, over many worlds: a fault that never comes proves nothing.
struct Tally {
    std::map<std::string, std::uint64_t> faults;      ///< injected, by kind
    std::map<std::string, std::uint64_t> commits;     ///< committed batches, by the kind of fault that came last
    std::map<std::string, std::uint64_t> transitions; ///< committed, "waiting_event + timer -> performing"
    std::uint64_t asked = 0;                          ///< batches
    std::uint64_t committed = 0;                      ///< of those, acknowledged
    std::uint64_t runs = 0;

    void add(const Tally& other);
};

/// Whoever takes messages: outside of the process, so that nothing of it is lost when that dies.
class Provider {
public:
    explicit Provider(bool deduplicates) : m_deduplicates(deduplicates) {}

    [[nodiscard]] bool deduplicates() const noexcept { return m_deduplicates; }
    void take(const std::string& key) { ++m_taken[key]; }
    /// How often the person got it.
    [[nodiscard]] std::uint64_t deliveries(const std::string& key) const
    {
        const auto found = m_taken.find(key);
        if (found == m_taken.end())
            return 0;
        return m_deduplicates ? 1 : found->second;
    }
    [[nodiscard]] const std::map<std::string, std::uint64_t>& taken() const noexcept { return m_taken; }

private:
    bool m_deduplicates;
    std::map<std::string, std::uint64_t> m_taken;
};

/// A request of a client, who asks again until it is answered.
struct Asked {
    runtime::IngestEvent event;
    std::optional<EventId> answered;
};

enum class Death : std::uint8_t {
    power, ///< what was not synced is gone or torn
    kill,  ///< the process alone
};

/// When a process dies, with regard to a batch.
enum class Boundary : std::uint8_t {
    before, ///< nothing of it was done
    after,  ///< it was committed, and nobody was told
};

class FaultWorld {
public:
    FaultWorld(std::uint64_t seed, bool deduplicates, Tally& tally, bool syncs = true);

    /// Lets the process die at that batch, counted from 1 from when the automations were published.
    void dieAt(std::uint64_t batch, Boundary boundary, Death how);
    [[nodiscard]] std::uint64_t batches() const noexcept { return m_batches; }
    /// Until no message is in the outbox any more.
    void deliverUntilQuiet();

    // What tests do to it.

    /// Opens what a dead process left, if there is none.
    void boot();
    void die(Death how);
    /// A client asks; answered or not. Without a key it asks once only.
    std::size_t ask(const std::string& event, const std::string& email, bool keyed);
    void askAgain(std::size_t request);
    bool command(runtime::Command command);
    /// Nothing comes; the next thing that is due is done.
    bool tick();
    void pass(Duration time) { m_now += time; }
    void passToNext();
    /// The sender's answer to a handover, or none: then whoever had it is not heard of again.
    void deliver(std::size_t handover, const runtime::SendResult& result, bool answers);
    void deliverAll();
    void note(const std::string& fault)
    {
        ++m_tally.faults[fault];
        m_lastFault = fault;
    }

    [[nodiscard]] store::FaultVfs& vfs() noexcept { return m_vfs; }
    [[nodiscard]] store::StoreFaults& storeFaults() noexcept { return *m_storeFaults; }
    [[nodiscard]] const std::vector<runtime::Handover>& handed() const noexcept { return m_handed; }
    [[nodiscard]] const std::vector<Asked>& requests() const noexcept { return m_requests; }
    [[nodiscard]] std::uint64_t commits() const noexcept { return m_commits; }
    [[nodiscard]] std::uint64_t runCount();
    [[nodiscard]] Instant now() const noexcept { return m_now; }

    /// Heals everything, lets all clients be answered and all runs end. Empty, or which promise was broken.
    [[nodiscard]] std::string settle();
    /// Looks at all runs: what was final must stay so. Empty, or what changed.
    [[nodiscard]] std::string look();
    /// Of all that can be seen from outside.
    [[nodiscard]] std::uint64_t digest();
    /// The status of each run and what was delivered, for comparing worlds that differ by their faults alone.
    [[nodiscard]] std::string outcome();

private:
    bool commit(std::vector<runtime::SendAnswer> answers, std::vector<runtime::Command> commands,
                std::vector<Result<runtime::Reply>>* replies = nullptr);
    void publish();
    std::vector<Run> runs(std::string& failure);
    [[nodiscard]] std::string judge();
    [[nodiscard]] std::string judgeRequests(const std::vector<Run>& runs);

    std::uint64_t m_seed;
    Tally& m_tally;
    store::FaultVfs m_vfs;
    std::shared_ptr<store::StoreFaults> m_storeFaults;
    Provider m_provider;
    Instant m_now;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<runtime::Executor> m_executor;
    std::vector<runtime::Handover> m_handed;
    std::vector<runtime::SendAnswer> m_unsaid; ///< answers of a batch that failed
    std::vector<Asked> m_requests;
    std::vector<Asked> m_once;                      ///< without a key; of those answered
    std::map<std::string, Run> m_seen;              ///< as they were last told
    std::map<std::string, std::uint64_t> m_retries; ///< by hand, of a run
    std::vector<std::string> m_pending;             ///< transitions of the batch at hand
    std::optional<Instant> m_next;
    std::uint64_t m_commits = 0;
    std::uint64_t m_crashes = 0;
    std::string m_lastFault = "none";
    bool m_syncs;
    struct PlannedDeath {
        std::uint64_t batch = 0;
        Boundary boundary = Boundary::before;
        Death how = Death::power;
    };
    std::vector<PlannedDeath> m_deaths;
    std::uint64_t m_batches = 0;
    bool m_paused = false; ///< an automation was, for a while
};

} // namespace runlens::testing
