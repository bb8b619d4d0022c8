// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/faults/fault_disk.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace runlens::store {
namespace {

constexpr std::int64_t sector = 512;

/// SplitMix64: equal on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() noexcept
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    /// True `percent` times in a hundred.
    bool falls(std::uint64_t percent) noexcept { return next() % 100 < percent; }

private:
    std::uint64_t m_state;
};

void put(std::string& into, std::string_view bytes, std::int64_t at)
{
    const auto end = static_cast<std::size_t>(at) + bytes.size();
    if (into.size() < end)
        into.resize(end, '\0');
    into.replace(static_cast<std::size_t>(at), bytes.size(), bytes);
}

/// What is left of a file: what was synced, and of every later change, sector by sector, that which had luck.
std::string afterCrash(const FaultFile& file, Dice& dice, std::uint64_t percent, VfsCounts& counts)
{
    std::string left = file.durable;
    for (const FaultFile::Change& change : file.unsynced) {
        if (change.truncates) {
            if (dice.falls(percent))
                left.resize(static_cast<std::size_t>(change.at), '\0');
            continue;
        }
        const std::string_view bytes = change.bytes;
        for (std::int64_t from = 0; from < std::ssize(bytes);) {
            const auto size = std::min(std::ssize(bytes) - from, sector - (change.at + from) % sector);
            const bool kept = dice.falls(percent);
            ++(kept ? counts.keptSectors : counts.droppedSectors);
            if (kept)
                put(left, bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(size)),
                    change.at + from);
            from += size;
        }
    }
    return left;
}

} // namespace

std::string_view nameOf(VfsCall call) noexcept
{
    constexpr std::array<std::string_view, vfsCalls> names{"open", "remove", "exists", "read",   "write",  "truncate",
                                                           "sync", "size",   "lock",   "shmMap", "shmLock"};
    return names[static_cast<std::size_t>(call)];
}

std::uint64_t VfsCounts::all() const noexcept { return std::accumulate(calls.begin(), calls.end(), std::uint64_t{0}); }
std::uint64_t VfsCounts::allInjected() const noexcept
{
    return std::accumulate(injected.begin(), injected.end(), std::uint64_t{0});
}

int FaultVfs::Disk::enter(VfsCall call)
{
    ++counts.calls[static_cast<std::size_t>(call)];
    bool fails = fault.happened && fault.lasting == Lasting::forEver;
    if (!fails && fault.left > 0 && (!fault.call || *fault.call == call))
        fails = --fault.left == 0;
    if (!fails)
        return SQLITE_OK;
    fault.reachesDisk = !fault.stops || !fault.happened;
    fault.happened = true;
    ++counts.injected[static_cast<std::size_t>(call)];
    return fault.code;
}

void FaultVfs::Disk::setFault(std::optional<VfsCall> call, std::uint64_t nth, Lasting lasting, int code)
{
    const std::scoped_lock guard(mutex);
    fault = {};
    fault.call = call;
    fault.left = nth;
    fault.lasting = lasting;
    fault.code = code;
}

std::shared_ptr<FaultFile> FaultVfs::Disk::find(const std::string& file) const
{
    const auto found = files.find(file);
    return found == files.end() ? nullptr : found->second;
}

std::shared_ptr<FaultFile> FaultVfs::Disk::make(const std::string& file)
{
    auto made = std::make_shared<FaultFile>();
    if (!file.empty())
        files[file] = made;
    return made;
}

void FaultVfs::Disk::remove(const std::string& file, bool durably)
{
    const auto found = files.find(file);
    if (found == files.end())
        return;
    if (durably)
        removed.erase(file);
    else if (found->second->made)
        removed[file] = found->second;
    files.erase(found);
}

void FaultVfs::Disk::write(FaultFile& file, std::string_view bytes, std::int64_t at)
{
    put(file.now, bytes, at);
    file.unsynced.push_back({at, std::string(bytes), false});
}

void FaultVfs::Disk::truncate(FaultFile& file, std::int64_t size)
{
    file.now.resize(static_cast<std::size_t>(size), '\0');
    file.unsynced.push_back({size, {}, true});
}

void FaultVfs::Disk::sync(FaultFile& file, bool succeeds)
{
    if (succeeds) {
        for (const FaultFile::Change& change : file.unsynced) {
            if (change.truncates)
                file.durable.resize(static_cast<std::size_t>(change.at), '\0');
            else
                put(file.durable, change.bytes, change.at);
        }
        file.made = true;
    }
    file.unsynced.clear();
}

void FaultVfs::Disk::crash(std::uint64_t seed)
{
    const std::scoped_lock guard(mutex);
    ++generation;
    ++counts.crashes;
    Dice dice(seed);
    // One crash in four loses all that may be lost, one in four nothing of it; the others are in between.
    constexpr std::array<std::uint64_t, 4> shares{0, 100, 50, 85};
    const auto percent = shares[dice.next() % shares.size()];
    std::map<std::string, std::shared_ptr<FaultFile>> left;
    const auto keep = [&](const std::string& file, const FaultFile& old) {
        auto kept = std::make_shared<FaultFile>();
        kept->now = kept->durable = afterCrash(old, dice, percent, counts);
        kept->made = true;
        left[file] = std::move(kept);
    };
    for (const auto& [file, old] : files)
        if (old->made || dice.falls(percent))
            keep(file, *old);
    for (const auto& [file, old] : removed)
        if (!left.contains(file) && !dice.falls(percent))
            keep(file, *old);
    removed.clear();
    files = std::move(left);
    fault = {};
}

void FaultVfs::Disk::kill()
{
    const std::scoped_lock guard(mutex);
    ++generation;
    // What the dead had open stays theirs; the living get files of their own.
    for (auto& [file, old] : files) {
        auto fresh = std::make_shared<FaultFile>();
        fresh->now = std::move(old->now);
        fresh->durable = std::move(old->durable);
        fresh->unsynced = std::move(old->unsynced);
        fresh->made = old->made;
        old = std::move(fresh);
    }
    fault = {};
}

} // namespace runlens::store
