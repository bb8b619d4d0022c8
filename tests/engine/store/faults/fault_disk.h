// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a FaultVfs. Private to it.
#pragma once

#include "tests/engine/store/faults/fault_vfs.h"

#include <map>
#include <mutex>
#include <optional>
#include <sqlite3.h>

namespace runlens::store {

/// SQLite's shared memory of one database, and the locks on it.
struct SharedMemory {
    std::vector<std::unique_ptr<char[]>> regions;
    std::array<const void*, SQLITE_SHM_NLOCK> exclusive{};
    std::array<int, SQLITE_SHM_NLOCK> shared{};
};

/// One file, under a name or not any more.
struct FaultFile {
    struct Change {
        std::int64_t at = 0; ///< of a truncation: the new size
        std::string bytes;
        bool truncates = false;
    };

    std::string now;     ///< as it is seen
    std::string durable; ///< as the last sync that succeeded left it
    std::vector<Change> unsynced;
    bool made = false; ///< is its name durable?
    std::shared_ptr<SharedMemory> memory = std::make_shared<SharedMemory>();

    // Locks on the file itself, as SQLite means them.
    int sharers = 0;
    const void* reserver = nullptr;
    const void* excluder = nullptr;
};

class FaultVfs::Disk {
public:
    Disk();
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    void crash(std::uint64_t seed);
    void kill();
    void setFault(std::optional<VfsCall> call, std::uint64_t nth, Lasting lasting, int code);

    // For the calls of SQLite; each under `mutex`.
    /// Counts a call: SQLITE_OK, or the code that it fails with.
    [[nodiscard]] int enter(VfsCall call);
    [[nodiscard]] std::shared_ptr<FaultFile> find(const std::string& name) const;
    [[nodiscard]] std::shared_ptr<FaultFile> make(const std::string& name);
    void remove(const std::string& name, bool durably);
    static void write(FaultFile& file, std::string_view bytes, std::int64_t at);
    static void truncate(FaultFile& file, std::int64_t size);
    static void sync(FaultFile& file, bool succeeds);

    struct Fault {
        std::optional<VfsCall> call; ///< none: any
        std::uint64_t left = 0;      ///< calls until it happens; 0: none is wanted
        Lasting lasting = Lasting::once;
        int code = SQLITE_IOERR;
        bool happened = false;
        bool stops = false;       ///< the power goes at that call: what is not synced by then is left to the crash
        bool reachesDisk = false; ///< of a call that fails: does it write what it can?
    };

    mutable std::mutex mutex;
    std::string name;
    VfsCounts counts;
    Fault fault;
    std::uint64_t generation = 0; ///< of processes: files opened by earlier ones are dead
    std::map<std::string, std::shared_ptr<FaultFile>> files;
    std::map<std::string, std::shared_ptr<FaultFile>> removed; ///< a crash may bring them back
    sqlite3_vfs vfs{};
};

} // namespace runlens::store
