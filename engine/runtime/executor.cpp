// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/executor.h"

#include "engine/base/failpoint.h"
#include "engine/runtime/command_handler.h"
#include "engine/runtime/session.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {
namespace {

/// How often what is past its retention is looked for, and how much of it goes at once.
constexpr std::chrono::minutes sweepEvery{1};
constexpr std::size_t sweepBatch = 200;

journey::InputBody inputOf(const SendAnswer& answer, simulation::RandomStream& dice)
{
    const auto& [claim, result] = answer;
    switch (result.kind) {
    case SendResult::Kind::transient:
        return journey::StepFailedTransiently{claim.step, claim.attempt, result.code, result.message,
                                              static_cast<std::uint32_t>(dice.next() >> 32U)};
    case SendResult::Kind::permanent:
        return journey::StepFailedForGood{claim.step, claim.attempt, result.code, result.message};
    case SendResult::Kind::unknown: return journey::StepUnknown{claim.step, claim.attempt, result.message};
    case SendResult::Kind::done: break;
    }
    return journey::StepDone{claim.step, claim.attempt, true};
}

class StoreExecutor final : public Executor {
public:
    StoreExecutor(store::Store& store, const ExecutorOptions& options)
        : m_store(store), m_options(options), m_dice(options.seed, static_cast<std::uint64_t>(store.epoch()))
    {
        m_session = {options.policy, options.lease, options.mostInFlight,
                     options.worker, store.epoch(), options.observe};
    }

    /// Everything that is kept in memory, made from the store.
    Result<void> remember()
    {
        const auto clock = m_store.clock();
        if (!clock)
            return std::unexpected(clock.error());
        const auto open = m_store.openWork();
        if (!open)
            return std::unexpected(open.error());
        const auto usage = m_store.usageSince(clock->time - std::chrono::minutes(1));
        if (!usage)
            return std::unexpected(usage.error());
        auto transaction = m_store.begin();
        if (!transaction)
            return std::unexpected(transaction.error());
        auto catalog = Catalog::load(**transaction);
        if (!catalog)
            return std::unexpected(catalog.error());
        m_memory.emplace();
        m_memory->catalog = std::move(*catalog);
        m_memory->clock = *clock;
        m_memory->inFlight = std::exchange(m_inFlight, {});
        std::ranges::for_each(usage->ingested, [this](Instant at) { m_memory->usage.ingested(at); });
        std::ranges::for_each(usage->started, [this](Instant at) { m_memory->usage.started(at); });
        std::ranges::for_each(usage->slots, [this](Instant at) { m_memory->usage.slotTaken(at); });
        for (std::uint64_t i = 0; i < open->openWaits; ++i)
            m_memory->usage.waitOpened();
        return {};
    }

    std::expected<Done, BatchError> run(const Batch& batch) override
    {
        if (!m_memory)
            if (const auto remembered = remember(); !remembered)
                return std::unexpected(BatchError{remembered.error()});
        auto inFlight = m_memory->inFlight;
        auto done = attempt(batch);
        if (!done) { // memory may be of what was not written
            m_inFlight = std::move(inFlight);
            m_memory.reset();
        }
        return done;
    }

    std::size_t inFlight() const noexcept override { return m_memory ? m_memory->inFlight.size() : m_inFlight.size(); }

private:
    std::expected<Done, BatchError> attempt(const Batch& batch)
    {
        auto transaction = m_store.begin();
        if (!transaction)
            return std::unexpected(BatchError{transaction.error()});
        m_session.mostInFlight = batch.handOver ? m_options.mostInFlight : 0;
        Done done;
        done.time = std::max(batch.wall, m_memory->clock.time);
        Session session(**transaction, *m_memory, m_session, m_dice, done.time);
        for (const SendAnswer& answer : batch.answers)
            take(session, answer);
        for (const Command& command : batch.commands) {
            done.replies.push_back(handle(session, command));
            session.settle();
        }
        fireTimers(session, done);
        session.claim();
        session.flush();
        sweep(session);
        done.next = nextOf(session, done);
        if (session.failure())
            return std::unexpected(BatchError{*session.failure()});
        m_memory->clock.time = done.time;
        failpoint("before_commit");
        if (const auto committed = (*transaction)->commit(m_memory->clock); !committed)
            return std::unexpected(BatchError{committed.error(), true});
        done.handovers = std::move(session.handovers());
        done.inputs = session.inputCount();
        return done;
    }

    /// An answer to an older claim is not taken; the row has gone its way since.
    static void take(Session& session, const SendAnswer& answer)
    {
        const Claim& claim = answer.claim;
        auto& inFlight = session.memory().inFlight;
        if (const auto found = inFlight.find(claim.run); found != inFlight.end() && found->second == claim.fence)
            inFlight.erase(found);
        const auto row = session.take(session.transaction().outbox(claim.run));
        if (!row || !row->claimedBy || row->epoch != session.options().epoch || row->fence != claim.fence
            || row->step != claim.step || row->attempt != claim.attempt)
            return;
        session.take(session.transaction().removeOutbox(claim.run));
        if (RunWork* run = session.run(claim.run))
            (void)session.give(*run, inputOf(answer, session.dice()));
        session.settle();
    }

    [[nodiscard]] Instant lastTick(Instant now) const
    {
        const Instant next = journey::tickAtOrAfter(now, m_options.tick);
        return next > now ? next - m_options.tick : next;
    }

    /// Those of ticks first: they are older.
    void fireTimers(Session& session, Done& done) const
    {
        fire(session, store::Firing::onTick, lastTick(done.time), done);
        fire(session, store::Firing::atOnce, done.time, done);
    }
    void fire(Session& session, store::Firing firing, Instant until, Done& done) const
    {
        session.flush(); // so that the store knows what is due now
        for (const store::DueRun& due :
             session.take(session.transaction().dueRuns(firing, until, m_options.mostTimers))) {
            RunWork* run = session.run(due.run);
            if (run == nullptr)
                return;
            const Instant should =
                firing == store::Firing::onTick ? journey::tickAtOrAfter(due.due, m_options.tick) : due.due;
            done.lag = std::max(done.lag, done.time - should);
            ++done.timers;
            if (run->row.due == due.due) // else it was cleared by one before it
                (void)session.give(*run, journey::TimerDue{run->state.timer});
            session.settle();
        }
    }

    void sweep(Session& session)
    {
        if (session.now() < m_nextSweep || session.failure())
            return;
        const std::size_t gone =
            session.take(session.transaction().removeFinishedRuns(session.now() - m_options.retention, sweepBatch));
        m_nextSweep = gone == sweepBatch ? session.now() : session.now() + sweepEvery;
    }

    std::optional<Instant> nextOf(Session& session, const Done& done)
    {
        Instant next = m_nextSweep;
        auto& transaction = session.transaction();
        if (const auto due = session.take(transaction.nextDue(store::Firing::onTick)))
            next = std::min(next, journey::tickAtOrAfter(*due, m_options.tick));
        if (const auto due = session.take(transaction.nextDue(store::Firing::atOnce)))
            next = std::min(next, *due);
        if (const auto end = session.take(transaction.nextLeaseEnd()))
            next = std::min(next, *end);
        return std::max(next, done.time);
    }

    store::Store& m_store;
    ExecutorOptions m_options;
    SessionOptions m_session;
    simulation::RandomStream m_dice;
    std::optional<Memory> m_memory;                                ///< none after an error, until the next batch
    std::unordered_map<store::RunNumber, store::Fence> m_inFlight; ///< of a memory that is gone
    Instant m_nextSweep = Instant::min();
};

} // namespace

Result<std::unique_ptr<Executor>> Executor::open(store::Store& store, const ExecutorOptions& options)
{
    auto executor = std::make_unique<StoreExecutor>(store, options);
    if (const auto remembered = executor->remember(); !remembered)
        return std::unexpected(remembered.error());
    return executor;
}

} // namespace runlens::runtime
