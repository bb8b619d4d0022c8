// SPDX-License-Identifier: GPL-3.0-or-later
// A file system in memory, for SQLite: it knows what a loss of power would take, and fails when it is told to.
//
// What is written is seen at once, and survives a crash only if it was synced. A crash drops or tears what was not, in
// sectors of 512 bytes and in any order, files made or removed since included. A sync that fails has lost what it
// should have saved, as on Linux: a later one that succeeds does not bring it back.
//
// Any thread may use the files; the rest is one thread's. Connections must be closed before this is destroyed.
#pragma once

#include "engine/store/sqlite_store.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::store {

enum class VfsCall : std::uint8_t { open, remove, exists, read, write, truncate, sync, size, lock, shmMap, shmLock };
inline constexpr std::size_t vfsCalls = static_cast<std::size_t>(VfsCall::shmLock) + 1;
[[nodiscard]] std::string_view nameOf(VfsCall call) noexcept;

struct VfsCounts {
    std::array<std::uint64_t, vfsCalls> calls{};
    std::array<std::uint64_t, vfsCalls> injected{}; ///< of those, failed on purpose
    std::uint64_t crashes = 0;
    std::uint64_t droppedSectors = 0; ///< written, and lost in a crash
    std::uint64_t keptSectors = 0;    ///< not synced, and there after a crash nevertheless

    [[nodiscard]] std::uint64_t of(VfsCall call) const noexcept { return calls[static_cast<std::size_t>(call)]; }
    [[nodiscard]] std::uint64_t injectedOf(VfsCall call) const noexcept
    {
        return injected[static_cast<std::size_t>(call)];
    }
    [[nodiscard]] std::uint64_t all() const noexcept;
    [[nodiscard]] std::uint64_t allInjected() const noexcept;
};

enum class Lasting : std::uint8_t { once, forEver };

class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    [[nodiscard]] const std::string& name() const noexcept;
    /// To open a store in here, by any path.
    [[nodiscard]] SqliteOptions options(bool syncEveryCommit = true) const;

    /// The power goes. Whatever has files open sees every call fail from now on, and must be destroyed. Equal seeds do
    /// equal damage to equal files.
    void crash(std::uint64_t seed);
    /// The process goes, and the system stays: likewise, but nothing that was written is lost.
    void kill();

    /// Lets the `nth` call of that kind from now on fail (1: the next), and all after it of any kind where that is for
    /// ever. `code`: SQLITE_IOERR, SQLITE_FULL, …; a write that fails has written half. Replaces an earlier fault.
    void fail(VfsCall call, std::uint64_t nth, Lasting lasting, int code);
    /// Likewise, counting calls of every kind.
    void failAny(std::uint64_t nth, Lasting lasting, int code);
    /// The power goes in the middle of the `nth` call of any kind from now on (1: the next): it and all after it fail.
    /// To be followed by crash() or kill().
    void stopAt(std::uint64_t nth);
    void heal();
    /// Has the fault that was asked for happened?
    [[nodiscard]] bool hasFailed() const;

    [[nodiscard]] VfsCounts counts() const;
    [[nodiscard]] std::vector<std::string> files() const;
    /// What a file holds now; empty where there is none.
    [[nodiscard]] std::string contents(const std::string& file) const;
    void setContents(const std::string& file, std::string bytes);

    class Disk; ///< the files (fault_disk.h)

private:
    std::unique_ptr<Disk> m_disk;
};

} // namespace runlens::store
