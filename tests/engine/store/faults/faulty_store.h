// SPDX-License-Identifier: GPL-3.0-or-later
// A store over another one, of which calls fail when they are told to.
#pragma once

#include "engine/store/store.h"
#include "tests/engine/store/faults/fault_vfs.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace runlens::store {

/// The calls of Store and Transaction.
enum class StoreCall : std::uint8_t {
    clock,
    begin,
    openWork,
    usageSince,
    commit,
    automations,
    versions,
    putAutomation,
    addVersion,
    assets,
    putAsset,
    contact,
    contactByExternalId,
    contactByEmail,
    addContact,
    changeContact,
    event,
    eventByKey,
    addEvent,
    addRefusal,
    run,
    addRun,
    changeRun,
    listeningRuns,
    historyOf,
    dueRuns,
    nextDue,
    outbox,
    putOutbox,
    removeOutbox,
    claimable,
    nextLeaseEnd,
    slots,
    addSlot,
    removeSlot,
    deadLetter,
    openDeadLetterOf,
    putDeadLetter,
    addAudit,
    removeFinishedRuns,
};
inline constexpr std::size_t storeCalls = static_cast<std::size_t>(StoreCall::removeFinishedRuns) + 1;
[[nodiscard]] std::string_view nameOf(StoreCall call) noexcept;

/// What is to fail, and what has been called. Outlives the stores that it is given to, so that it counts on when one is
/// opened again. One thread at a time, as a store.
class StoreFaults {
public:
    /// Lets the `nth` call of that kind from now on fail (1: the next), and every call after it where that is for ever.
    /// Replaces an earlier fault.
    void fail(StoreCall call, std::uint64_t nth, Lasting lasting, ErrorCode code = ErrorCode::storeFailed);
    /// Likewise, counting calls of every kind.
    void failAny(std::uint64_t nth, Lasting lasting, ErrorCode code = ErrorCode::storeFailed);
    /// The `nth` commit from now on is made, and says that it was not.
    void loseReply(std::uint64_t nth);
    void heal();
    /// From now on calls of that kind do nothing, and answer as where there is nothing: to see that tests notice.
    void deafen(StoreCall call) { m_deaf[index(call)] = true; }
    [[nodiscard]] bool isDeaf(StoreCall call) const noexcept { return m_deaf[index(call)]; }
    [[nodiscard]] bool hasFailed() const noexcept { return m_happened; }

    [[nodiscard]] std::uint64_t calls(StoreCall call) const noexcept { return m_calls[index(call)]; }
    [[nodiscard]] std::uint64_t injected(StoreCall call) const noexcept { return m_injected[index(call)]; }
    [[nodiscard]] std::uint64_t allCalls() const noexcept;
    [[nodiscard]] std::uint64_t repliesLost() const noexcept { return m_repliesLost; }

    // For FaultyStore.
    /// Counts a call; the error that it fails with.
    [[nodiscard]] std::optional<Error> enter(StoreCall call);
    /// Counts a commit that succeeded; the error that it gives nevertheless.
    [[nodiscard]] std::optional<Error> afterCommit();

private:
    static std::size_t index(StoreCall call) noexcept { return static_cast<std::size_t>(call); }

    std::optional<StoreCall> m_call; ///< none: any
    std::uint64_t m_left = 0;        ///< calls until it fails; 0: none is to
    std::uint64_t m_replyLeft = 0;   ///< likewise, commits
    Lasting m_lasting = Lasting::once;
    ErrorCode m_code = ErrorCode::storeFailed;
    bool m_happened = false;
    std::array<bool, storeCalls> m_deaf{};
    std::array<std::uint64_t, storeCalls> m_calls{};
    std::array<std::uint64_t, storeCalls> m_injected{};
    std::uint64_t m_repliesLost = 0;
};

/// As every store, it takes no transaction after a commit that failed: it must be opened again.
[[nodiscard]] std::unique_ptr<Store> withFaults(std::unique_ptr<Store> store, std::shared_ptr<StoreFaults> faults);

} // namespace runlens::store
