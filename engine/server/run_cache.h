// SPDX-License-Identifier: GPL-3.0-or-later
// Run details as they were sent, the ones asked for last: a detail that has not changed is neither read nor written
// again.
#pragma once

#include "engine/server/http_message.h"
#include "engine/store/numbers.h"
#include "engine/wire/answer_writer.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace runlens::server {

struct RunKey {
    store::RunNumber run{};
    Dialect dialect = Dialect::sendrealm;

    friend bool operator==(const RunKey&, const RunKey&) = default;
};

struct CachedRun {
    std::shared_ptr<const HttpBody> body; ///< null: not in the cache
    store::AutomationNumber automation{};
    std::uint64_t changes = 0; ///< of the run, when its detail was read
    std::uint64_t asOf = 0;    ///< commits of the runtime up to which it is known to hold
};

/// Any thread.
class RunCache {
public:
    explicit RunCache(std::size_t mostBytes) : m_mostBytes(mostBytes) {}

    [[nodiscard]] CachedRun find(const RunKey& key);
    void put(const RunKey& key, CachedRun run);

private:
    struct Hash {
        std::size_t operator()(const RunKey& key) const noexcept
        {
            return static_cast<std::size_t>(key.run) * 2 + static_cast<std::size_t>(key.dialect);
        }
    };
    struct Entry {
        RunKey key;
        CachedRun run;
    };

    std::mutex m_mutex;
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries; ///< the one asked for last stands first
    std::unordered_map<RunKey, std::list<Entry>::iterator, Hash> m_index;
};

} // namespace runlens::server
