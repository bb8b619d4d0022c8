// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/faults/faulty_store.h"

#include <numeric>
#include <utility>

namespace runlens::store {
namespace {

Error injectedError(ErrorCode code, StoreCall call)
{
    return {code, "injected: " + std::string(nameOf(call)), "faulty store"};
}

class FaultyTransaction final : public Transaction {
public:
    FaultyTransaction(std::unique_ptr<Transaction> inner, StoreFaults& faults, bool& broken)
        : m_inner(std::move(inner)), m_faults(faults), m_broken(broken)
    {
    }

    Result<void> commit(const StoreClock& clock) override
    {
        auto done = call(StoreCall::commit, [&] { return m_inner->commit(clock); });
        if (done)
            if (auto lost = m_faults.afterCommit())
                done = std::unexpected(std::move(*lost));
        if (!done && done.error().code != ErrorCode::storeFenced)
            m_broken = true;
        return done;
    }

    Result<std::vector<AutomationRow>> automations() override
    {
        return call(StoreCall::automations, [&] { return m_inner->automations(); });
    }
    Result<std::vector<VersionRow>> versions() override
    {
        return call(StoreCall::versions, [&] { return m_inner->versions(); });
    }
    Result<void> putAutomation(const AutomationRow& row) override
    {
        return call(StoreCall::putAutomation, [&] { return m_inner->putAutomation(row); });
    }
    Result<void> addVersion(const VersionRow& row) override
    {
        return call(StoreCall::addVersion, [&] { return m_inner->addVersion(row); });
    }
    Result<std::vector<AssetRow>> assets() override
    {
        return call(StoreCall::assets, [&] { return m_inner->assets(); });
    }
    Result<void> putAsset(const AssetRow& row) override
    {
        return call(StoreCall::putAsset, [&] { return m_inner->putAsset(row); });
    }
    Result<std::optional<ContactRow>> contact(ContactNumber number) override
    {
        return call(StoreCall::contact, [&] { return m_inner->contact(number); });
    }
    Result<std::optional<ContactRow>> contactByExternalId(std::string_view id) override
    {
        return call(StoreCall::contactByExternalId, [&] { return m_inner->contactByExternalId(id); });
    }
    Result<std::optional<ContactRow>> contactByEmail(std::string_view normalised) override
    {
        return call(StoreCall::contactByEmail, [&] { return m_inner->contactByEmail(normalised); });
    }
    Result<void> addContact(const ContactRow& row) override
    {
        return call(StoreCall::addContact, [&] { return m_inner->addContact(row); });
    }
    Result<void> changeContact(const ContactRow& row) override
    {
        return call(StoreCall::changeContact, [&] { return m_inner->changeContact(row); });
    }
    Result<std::optional<EventRow>> event(Sequence number) override
    {
        return call(StoreCall::event, [&] { return m_inner->event(number); });
    }
    Result<std::optional<EventRow>> eventByKey(std::string_view idempotencyKey) override
    {
        return call(StoreCall::eventByKey, [&] { return m_inner->eventByKey(idempotencyKey); });
    }
    Result<void> addEvent(const EventRow& row) override
    {
        return call(StoreCall::addEvent, [&] { return m_inner->addEvent(row); });
    }
    Result<void> addRefusal(const RefusalRow& row) override
    {
        return call(StoreCall::addRefusal, [&] { return m_inner->addRefusal(row); });
    }
    Result<std::optional<RunRow>> run(RunNumber number) override
    {
        return call(StoreCall::run, [&] { return m_inner->run(number); });
    }
    Result<void> addRun(const RunRow& row) override
    {
        return call(StoreCall::addRun, [&] { return m_inner->addRun(row); });
    }
    Result<void> changeRun(const RunRow& row) override
    {
        return call(StoreCall::changeRun, [&] { return m_inner->changeRun(row); });
    }
    Result<std::vector<RunNumber>> listeningRuns(ContactNumber contact) override
    {
        return call(StoreCall::listeningRuns, [&] { return m_inner->listeningRuns(contact); });
    }
    Result<journey::ContactHistory> historyOf(ContactNumber contact, AutomationNumber automation) override
    {
        return call(StoreCall::historyOf, [&] { return m_inner->historyOf(contact, automation); });
    }
    Result<std::vector<DueRun>> dueRuns(Firing firing, Instant until, std::size_t limit) override
    {
        return call(StoreCall::dueRuns, [&] { return m_inner->dueRuns(firing, until, limit); });
    }
    Result<std::optional<Instant>> nextDue(Firing firing) override
    {
        return call(StoreCall::nextDue, [&] { return m_inner->nextDue(firing); });
    }
    Result<std::optional<OutboxRow>> outbox(RunNumber run) override
    {
        return call(StoreCall::outbox, [&] { return m_inner->outbox(run); });
    }
    Result<void> putOutbox(const OutboxRow& row) override
    {
        return call(StoreCall::putOutbox, [&] { return m_inner->putOutbox(row); });
    }
    Result<void> removeOutbox(RunNumber run) override
    {
        return call(StoreCall::removeOutbox, [&] { return m_inner->removeOutbox(run); });
    }
    Result<std::vector<OutboxRow>> claimable(Instant now, std::size_t limit) override
    {
        return call(StoreCall::claimable, [&] { return m_inner->claimable(now, limit); });
    }
    Result<std::optional<Instant>> nextLeaseEnd() override
    {
        return call(StoreCall::nextLeaseEnd, [&] { return m_inner->nextLeaseEnd(); });
    }
    Result<std::vector<SlotRow>> slots(ContactNumber contact, Instant since) override
    {
        return call(StoreCall::slots, [&] { return m_inner->slots(contact, since); });
    }
    Result<void> addSlot(const SlotRow& row) override
    {
        return call(StoreCall::addSlot, [&] { return m_inner->addSlot(row); });
    }
    Result<void> removeSlot(RunNumber run, std::uint32_t step) override
    {
        return call(StoreCall::removeSlot, [&] { return m_inner->removeSlot(run, step); });
    }
    Result<std::optional<DeadLetterRow>> deadLetter(DeadLetterNumber number) override
    {
        return call(StoreCall::deadLetter, [&] { return m_inner->deadLetter(number); });
    }
    Result<std::optional<DeadLetterRow>> openDeadLetterOf(RunNumber run) override
    {
        return call(StoreCall::openDeadLetterOf, [&] { return m_inner->openDeadLetterOf(run); });
    }
    Result<void> putDeadLetter(const DeadLetterRow& row) override
    {
        return call(StoreCall::putDeadLetter, [&] { return m_inner->putDeadLetter(row); });
    }
    Result<void> addAudit(const AuditRow& row) override
    {
        return call(StoreCall::addAudit, [&] { return m_inner->addAudit(row); });
    }
    Result<std::size_t> removeFinishedRuns(Instant before, std::size_t limit) override
    {
        return call(StoreCall::removeFinishedRuns, [&] { return m_inner->removeFinishedRuns(before, limit); });
    }

private:
    /// Makes the call unless it is to fail. After a failure there is nothing more to be had from this transaction.
    template <class Make>
    std::invoke_result_t<Make> call(StoreCall which, Make make)
    {
        auto error = m_faults.enter(which);
        if (!error && m_failed)
            error = Error{ErrorCode::internal, "called after a failure: " + std::string(nameOf(which)), {}};
        if (error) {
            m_failed = true;
            return std::unexpected(std::move(*error));
        }
        if (m_faults.isDeaf(which))
            return {};
        auto made = make();
        m_failed = !made;
        return made;
    }

    std::unique_ptr<Transaction> m_inner;
    StoreFaults& m_faults;
    bool& m_broken; ///< the store's
    bool m_failed = false;
};

class FaultyStore final : public Store {
public:
    FaultyStore(std::unique_ptr<Store> inner, std::shared_ptr<StoreFaults> faults)
        : m_inner(std::move(inner)), m_faults(std::move(faults))
    {
    }

    [[nodiscard]] Epoch epoch() const noexcept override { return m_inner->epoch(); }
    Result<StoreClock> clock() override
    {
        return call(StoreCall::clock, [&] { return m_inner->clock(); });
    }
    Result<OpenWork> openWork() override
    {
        return call(StoreCall::openWork, [&] { return m_inner->openWork(); });
    }
    Result<Usage> usageSince(Instant since) override
    {
        return call(StoreCall::usageSince, [&] { return m_inner->usageSince(since); });
    }
    Result<std::unique_ptr<Transaction>> begin() override
    {
        if (m_broken)
            return std::unexpected(Error{ErrorCode::storeFailed, "a commit has failed: open the store again", {}});
        auto begun = call(StoreCall::begin, [&] { return m_inner->begin(); });
        if (!begun)
            return begun;
        return std::make_unique<FaultyTransaction>(std::move(*begun), *m_faults, m_broken);
    }

private:
    template <class Make>
    std::invoke_result_t<Make> call(StoreCall which, Make make)
    {
        if (auto error = m_faults->enter(which))
            return std::unexpected(std::move(*error));
        return make();
    }

    std::unique_ptr<Store> m_inner;
    std::shared_ptr<StoreFaults> m_faults;
    bool m_broken = false;
};

} // namespace

std::string_view nameOf(StoreCall call) noexcept
{
    constexpr std::array<std::string_view, storeCalls> names{"clock",
                                                             "begin",
                                                             "openWork",
                                                             "usageSince",
                                                             "commit",
                                                             "automations",
                                                             "versions",
                                                             "putAutomation",
                                                             "addVersion",
                                                             "assets",
                                                             "putAsset",
                                                             "contact",
                                                             "contactByExternalId",
                                                             "contactByEmail",
                                                             "addContact",
                                                             "changeContact",
                                                             "event",
                                                             "eventByKey",
                                                             "addEvent",
                                                             "addRefusal",
                                                             "run",
                                                             "addRun",
                                                             "changeRun",
                                                             "listeningRuns",
                                                             "historyOf",
                                                             "dueRuns",
                                                             "nextDue",
                                                             "outbox",
                                                             "putOutbox",
                                                             "removeOutbox",
                                                             "claimable",
                                                             "nextLeaseEnd",
                                                             "slots",
                                                             "addSlot",
                                                             "removeSlot",
                                                             "deadLetter",
                                                             "openDeadLetterOf",
                                                             "putDeadLetter",
                                                             "addAudit",
                                                             "removeFinishedRuns"};
    return names[static_cast<std::size_t>(call)];
}

void StoreFaults::fail(StoreCall call, std::uint64_t nth, Lasting lasting, ErrorCode code)
{
    failAny(nth, lasting, code);
    m_call = call;
}

void StoreFaults::failAny(std::uint64_t nth, Lasting lasting, ErrorCode code)
{
    heal();
    m_left = nth;
    m_lasting = lasting;
    m_code = code;
}

void StoreFaults::loseReply(std::uint64_t nth)
{
    heal();
    m_replyLeft = nth;
}

void StoreFaults::heal()
{
    m_call.reset();
    m_left = m_replyLeft = 0;
    m_lasting = Lasting::once;
    m_code = ErrorCode::storeFailed;
    m_happened = false;
}

std::uint64_t StoreFaults::allCalls() const noexcept
{
    return std::accumulate(m_calls.begin(), m_calls.end(), std::uint64_t{0});
}

std::optional<Error> StoreFaults::enter(StoreCall call)
{
    ++m_calls[index(call)];
    bool fails = m_happened && m_lasting == Lasting::forEver;
    if (!fails && m_left > 0 && (!m_call || *m_call == call))
        fails = --m_left == 0;
    if (!fails)
        return std::nullopt;
    m_happened = true;
    ++m_injected[index(call)];
    return injectedError(m_code, call);
}

std::optional<Error> StoreFaults::afterCommit()
{
    if (m_replyLeft == 0 || --m_replyLeft > 0)
        return std::nullopt;
    m_happened = true;
    ++m_repliesLost;
    return Error{m_code, "injected: the reply to a commit was lost", "faulty store"};
}

std::unique_ptr<Store> withFaults(std::unique_ptr<Store> store, std::shared_ptr<StoreFaults> faults)
{
    return std::make_unique<FaultyStore>(std::move(store), std::move(faults));
}

} // namespace runlens::store
