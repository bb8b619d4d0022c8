// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/run_cache.h"

#include <utility>

namespace runlens::server {
namespace {

/// With what an entry costs beside its body.
std::size_t bytesOf(const CachedRun& run)
{
    constexpr std::size_t overhead = 256;
    return run.body->bytes.size() + overhead;
}

} // namespace

CachedRun RunCache::find(const RunKey& key)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_index.find(key);
    if (found == m_index.end())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return found->second->run;
}

void RunCache::put(const RunKey& key, CachedRun run)
{
    const std::scoped_lock lock(m_mutex);
    const auto [found, isNew] = m_index.try_emplace(key);
    if (isNew) {
        m_entries.push_front({key, {}});
        found->second = m_entries.begin();
    } else {
        m_bytes -= bytesOf(found->second->run);
    }
    m_bytes += bytesOf(run);
    found->second->run = std::move(run);
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    while (m_bytes > m_mostBytes) { // the new one too, where it alone is over
        m_bytes -= bytesOf(m_entries.back().run);
        m_index.erase(m_entries.back().key);
        m_entries.pop_back();
    }
}

} // namespace runlens::server
