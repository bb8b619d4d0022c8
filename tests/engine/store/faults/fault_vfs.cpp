// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/faults/fault_vfs.h"

#include "tests/engine/store/faults/fault_disk.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstring>
#include <new>
#include <utility>

namespace runlens::store {
namespace {

using Disk = FaultVfs::Disk;

/// What is behind one of SQLite's open files.
struct Handle {
    Disk* disk = nullptr;
    std::shared_ptr<FaultFile> file;
    std::shared_ptr<SharedMemory> memory;
    std::string removeAtClose; ///< its name
    std::uint64_t generation = 0;
    int lock = SQLITE_LOCK_NONE;
    std::array<int, SQLITE_SHM_NLOCK> shmLocks{}; ///< per slot: 0, SQLITE_SHM_SHARED or SQLITE_SHM_EXCLUSIVE
};

/// What SQLite gives us room for.
struct OpenFile {
    sqlite3_file base;
    Handle* handle;
};

Handle& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->handle; }

/// Counts the call; the dead do nothing.
int enter(Handle& handle, VfsCall call)
{
    return handle.generation != handle.disk->generation ? SQLITE_IOERR : handle.disk->enter(call);
}

void dropShmLocks(Handle& handle)
{
    if (handle.memory == nullptr)
        return;
    for (std::size_t slot = 0; slot < handle.shmLocks.size(); ++slot) {
        if (handle.shmLocks[slot] == SQLITE_SHM_EXCLUSIVE)
            handle.memory->exclusive[slot] = nullptr;
        else if (handle.shmLocks[slot] == SQLITE_SHM_SHARED)
            --handle.memory->shared[slot];
        handle.shmLocks[slot] = 0;
    }
}

void unlock(Handle& handle, int level)
{
    FaultFile& file = *handle.file;
    if (handle.lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED && file.reserver == &handle)
        file.reserver = nullptr;
    if (handle.lock >= SQLITE_LOCK_PENDING && level < SQLITE_LOCK_PENDING && file.excluder == &handle)
        file.excluder = nullptr;
    if (handle.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED)
        --file.sharers;
    handle.lock = std::min(handle.lock, level);
}

int vfsClose(sqlite3_file* file)
{
    const std::unique_ptr<Handle> handle(&of(file));
    const std::scoped_lock guard(handle->disk->mutex);
    unlock(*handle, SQLITE_LOCK_NONE);
    dropShmLocks(*handle);
    if (!handle->removeAtClose.empty() && handle->generation == handle->disk->generation)
        handle->disk->remove(handle->removeAtClose, false);
    return SQLITE_OK;
}

int vfsRead(sqlite3_file* file, void* into, int size, sqlite3_int64 at)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    if (const int code = enter(handle, VfsCall::read); code != SQLITE_OK)
        return code;
    const std::string& bytes = handle.file->now;
    const auto from = std::min(static_cast<std::size_t>(at), bytes.size());
    const auto count = std::min(static_cast<std::size_t>(size), bytes.size() - from);
    std::memcpy(into, bytes.data() + from, count);
    std::memset(static_cast<char*>(into) + count, 0, static_cast<std::size_t>(size) - count);
    return count == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int vfsWrite(sqlite3_file* file, const void* from, int size, sqlite3_int64 at)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    const int code = enter(handle, VfsCall::write);
    const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
    if (code == SQLITE_OK)
        Disk::write(*handle.file, bytes, at);
    else if (handle.generation == handle.disk->generation && handle.disk->fault.reachesDisk)
        Disk::write(*handle.file, bytes.substr(0, handle.disk->fault.stops ? bytes.size() : bytes.size() / 2), at);
    return code;
}

int vfsTruncate(sqlite3_file* file, sqlite3_int64 size)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    const int code = enter(handle, VfsCall::truncate);
    if (code == SQLITE_OK)
        Disk::truncate(*handle.file, size);
    return code;
}

int vfsSync(sqlite3_file* file, int /*flags*/)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    const int code = enter(handle, VfsCall::sync);
    if (handle.generation == handle.disk->generation && !(handle.disk->fault.stops && code != SQLITE_OK))
        Disk::sync(*handle.file, code == SQLITE_OK);
    return code;
}

int vfsFileSize(sqlite3_file* file, sqlite3_int64* size)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    const int code = enter(handle, VfsCall::size);
    *size = code == SQLITE_OK ? std::ssize(handle.file->now) : 0;
    return code;
}

int vfsLock(sqlite3_file* file, int level)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    if (handle.lock >= level)
        return SQLITE_OK;
    if (const int code = enter(handle, VfsCall::lock); code != SQLITE_OK)
        return code;
    FaultFile& locked = *handle.file;
    if (level == SQLITE_LOCK_SHARED) {
        if (locked.excluder != nullptr)
            return SQLITE_BUSY;
        ++locked.sharers;
        handle.lock = level;
        return SQLITE_OK;
    }
    if (level == SQLITE_LOCK_RESERVED) {
        if (locked.reserver != nullptr)
            return SQLITE_BUSY;
        locked.reserver = &handle;
        handle.lock = level;
        return SQLITE_OK;
    }
    if ((locked.excluder != nullptr && locked.excluder != &handle)
        || (locked.reserver != nullptr && locked.reserver != &handle))
        return SQLITE_BUSY;
    // Pending: no new readers come; exclusive: the old ones have gone.
    locked.excluder = &handle;
    locked.reserver = &handle;
    handle.lock = std::max(handle.lock, SQLITE_LOCK_PENDING);
    if (locked.sharers > 1)
        return SQLITE_BUSY;
    handle.lock = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

int vfsUnlock(sqlite3_file* file, int level)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    unlock(handle, level);
    return SQLITE_OK;
}

int vfsCheckReservedLock(sqlite3_file* file, int* answer)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    *answer = handle.file->reserver != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int vfsFileControl(sqlite3_file* /*file*/, int /*what*/, void* /*with*/) { return SQLITE_NOTFOUND; }
int vfsSectorSize(sqlite3_file* /*file*/) { return 4096; }
int vfsDeviceCharacteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int vfsShmMap(sqlite3_file* file, int region, int size, int extend, void volatile** mapped)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    *mapped = nullptr;
    if (const int code = enter(handle, VfsCall::shmMap); code != SQLITE_OK)
        return code;
    if (handle.memory == nullptr)
        handle.memory = handle.file->memory;
    auto& regions = handle.memory->regions;
    const auto index = static_cast<std::size_t>(region);
    while (extend != 0 && regions.size() <= index)
        regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    if (index < regions.size())
        *mapped = regions[index].get();
    return SQLITE_OK;
}

int vfsShmLock(sqlite3_file* file, int offset, int count, int flags)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    const bool locks = (flags & SQLITE_SHM_LOCK) != 0;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    // Letting go succeeds always; SQLite does not look at the answer.
    if (locks)
        if (const int code = enter(handle, VfsCall::shmLock); code != SQLITE_OK)
            return code;
    if (handle.memory == nullptr)
        return SQLITE_IOERR_SHMLOCK;
    SharedMemory& memory = *handle.memory;
    const auto first = static_cast<std::size_t>(offset);
    const auto last = first + static_cast<std::size_t>(count);
    for (std::size_t slot = first; locks && slot < last; ++slot) {
        const int othersShare = memory.shared[slot] - (handle.shmLocks[slot] == SQLITE_SHM_SHARED ? 1 : 0);
        if (memory.exclusive[slot] != nullptr && memory.exclusive[slot] != &handle)
            return SQLITE_BUSY;
        if (exclusive && othersShare > 0)
            return SQLITE_BUSY;
    }
    for (std::size_t slot = first; slot < last; ++slot) {
        int& held = handle.shmLocks[slot];
        if (held == SQLITE_SHM_SHARED)
            --memory.shared[slot];
        else if (held == SQLITE_SHM_EXCLUSIVE)
            memory.exclusive[slot] = nullptr;
        held = 0;
        if (!locks)
            continue;
        held = exclusive ? SQLITE_SHM_EXCLUSIVE : SQLITE_SHM_SHARED;
        if (exclusive)
            memory.exclusive[slot] = &handle;
        else
            ++memory.shared[slot];
    }
    return SQLITE_OK;
}

void vfsShmBarrier(sqlite3_file* /*file*/) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int vfsShmUnmap(sqlite3_file* file, int remove)
{
    Handle& handle = of(file);
    const std::scoped_lock guard(handle.disk->mutex);
    dropShmLocks(handle);
    handle.memory = nullptr;
    if (remove != 0 && handle.generation == handle.disk->generation)
        handle.file->memory = std::make_shared<SharedMemory>();
    return SQLITE_OK;
}

const sqlite3_io_methods methods{.iVersion = 2,
                                 .xClose = vfsClose,
                                 .xRead = vfsRead,
                                 .xWrite = vfsWrite,
                                 .xTruncate = vfsTruncate,
                                 .xSync = vfsSync,
                                 .xFileSize = vfsFileSize,
                                 .xLock = vfsLock,
                                 .xUnlock = vfsUnlock,
                                 .xCheckReservedLock = vfsCheckReservedLock,
                                 .xFileControl = vfsFileControl,
                                 .xSectorSize = vfsSectorSize,
                                 .xDeviceCharacteristics = vfsDeviceCharacteristics,
                                 .xShmMap = vfsShmMap,
                                 .xShmLock = vfsShmLock,
                                 .xShmBarrier = vfsShmBarrier,
                                 .xShmUnmap = vfsShmUnmap,
                                 .xFetch = nullptr,
                                 .xUnfetch = nullptr};

Disk& diskOf(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

int vfsOpen(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    Disk& disk = diskOf(vfs);
    file->pMethods = nullptr;
    const std::scoped_lock guard(disk.mutex);
    if (const int code = disk.enter(VfsCall::open); code != SQLITE_OK)
        return code;
    const std::string called = name != nullptr ? name : "";
    auto found = called.empty() ? nullptr : disk.find(called);
    if (found == nullptr && (flags & SQLITE_OPEN_CREATE) == 0)
        return SQLITE_CANTOPEN;
    if (found == nullptr)
        found = disk.make(called);
    auto handle = std::make_unique<Handle>();
    handle->disk = &disk;
    handle->file = std::move(found);
    handle->generation = disk.generation;
    if ((flags & SQLITE_OPEN_DELETEONCLOSE) != 0)
        handle->removeAtClose = called;
    reinterpret_cast<OpenFile*>(file)->handle = handle.release();
    file->pMethods = &methods;
    if (outFlags != nullptr)
        *outFlags = flags;
    return SQLITE_OK;
}

int vfsDelete(sqlite3_vfs* vfs, const char* name, int durably)
{
    Disk& disk = diskOf(vfs);
    const std::scoped_lock guard(disk.mutex);
    if (const int code = disk.enter(VfsCall::remove); code != SQLITE_OK)
        return code;
    if (disk.find(name) == nullptr)
        return SQLITE_IOERR_DELETE_NOENT;
    disk.remove(name, durably != 0);
    return SQLITE_OK;
}

int vfsAccess(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* answer)
{
    Disk& disk = diskOf(vfs);
    const std::scoped_lock guard(disk.mutex);
    const int code = disk.enter(VfsCall::exists);
    // As of a file of the system: an empty one is as good as none.
    const auto found = disk.find(name);
    *answer = code == SQLITE_OK && found != nullptr && !found->now.empty() ? 1 : 0;
    return code;
}

int vfsFullPathname(sqlite3_vfs* /*vfs*/, const char* name, int size, char* full)
{
    sqlite3_snprintf(size, full, "%s", name);
    return SQLITE_OK;
}

sqlite3_vfs& system() { return *sqlite3_vfs_find(nullptr); }
int vfsRandomness(sqlite3_vfs* /*vfs*/, int size, char* bytes) { return system().xRandomness(&system(), size, bytes); }
/// Nobody else is there to be waited for.
int vfsSleep(sqlite3_vfs* /*vfs*/, int microseconds) { return microseconds; }
int vfsCurrentTime(sqlite3_vfs* /*vfs*/, double* now) { return system().xCurrentTime(&system(), now); }
int vfsGetLastError(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*text*/) { return 0; }
int vfsCurrentTimeInt64(sqlite3_vfs* /*vfs*/, sqlite3_int64* now) { return system().xCurrentTimeInt64(&system(), now); }

} // namespace

FaultVfs::Disk::Disk()
{
    static std::atomic<int> made = 0;
    name = "fault-" + std::to_string(++made);
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = 512;
    vfs.zName = name.c_str();
    vfs.pAppData = this;
    vfs.xOpen = vfsOpen;
    vfs.xDelete = vfsDelete;
    vfs.xAccess = vfsAccess;
    vfs.xFullPathname = vfsFullPathname;
    vfs.xRandomness = vfsRandomness;
    vfs.xSleep = vfsSleep;
    vfs.xCurrentTime = vfsCurrentTime;
    vfs.xGetLastError = vfsGetLastError;
    vfs.xCurrentTimeInt64 = vfsCurrentTimeInt64;
    [[maybe_unused]] const int registered = sqlite3_vfs_register(&vfs, 0);
    assert(registered == SQLITE_OK);
}

FaultVfs::Disk::~Disk() { sqlite3_vfs_unregister(&vfs); }

FaultVfs::FaultVfs() : m_disk(std::make_unique<Disk>()) {}
FaultVfs::~FaultVfs() = default;

const std::string& FaultVfs::name() const noexcept { return m_disk->name; }

SqliteOptions FaultVfs::options(bool syncEveryCommit) const
{
    return {.vfs = m_disk->name,
            .create = true,
            .syncEveryCommit = syncEveryCommit,
            .cacheBytes = 4U << 20U,
            .logPages = 100};
}

void FaultVfs::crash(std::uint64_t seed) { m_disk->crash(seed); }
void FaultVfs::kill() { m_disk->kill(); }

void FaultVfs::fail(VfsCall call, std::uint64_t nth, Lasting lasting, int code)
{
    m_disk->setFault(call, nth, lasting, code);
}
void FaultVfs::failAny(std::uint64_t nth, Lasting lasting, int code) { m_disk->setFault({}, nth, lasting, code); }
void FaultVfs::stopAt(std::uint64_t nth)
{
    m_disk->setFault({}, nth, Lasting::forEver, SQLITE_IOERR);
    m_disk->fault.stops = true;
}
void FaultVfs::heal() { m_disk->setFault({}, 0, Lasting::once, SQLITE_OK); }

bool FaultVfs::hasFailed() const
{
    const std::scoped_lock guard(m_disk->mutex);
    return m_disk->fault.happened;
}

VfsCounts FaultVfs::counts() const
{
    const std::scoped_lock guard(m_disk->mutex);
    return m_disk->counts;
}

std::vector<std::string> FaultVfs::files() const
{
    const std::scoped_lock guard(m_disk->mutex);
    std::vector<std::string> names;
    for (const auto& [file, contents] : m_disk->files)
        names.push_back(file);
    return names;
}

std::string FaultVfs::contents(const std::string& file) const
{
    const std::scoped_lock guard(m_disk->mutex);
    const auto found = m_disk->find(file);
    return found == nullptr ? std::string() : found->now;
}

void FaultVfs::setContents(const std::string& file, std::string bytes)
{
    const std::scoped_lock guard(m_disk->mutex);
    auto found = m_disk->find(file);
    if (found == nullptr)
        found = m_disk->make(file);
    found->now = found->durable = std::move(bytes);
    found->unsynced.clear();
    found->made = true;
}

} // namespace runlens::store
