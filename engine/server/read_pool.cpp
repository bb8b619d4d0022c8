// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/read_pool.h"

#include <algorithm>
#include <utility>

namespace runlens::server {

Result<std::unique_ptr<ReadPool>> ReadPool::start(unsigned threads, std::size_t mostWaiting, const OpenReader& open)
{
    std::unique_ptr<ReadPool> pool(new ReadPool(mostWaiting));
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        auto reader = open();
        if (!reader)
            return std::unexpected(std::move(reader.error()));
        pool->m_readers.push_back(*std::move(reader));
    }
    for (const auto& reader : pool->m_readers)
        pool->m_threads.emplace_back([pool = pool.get(), reader = reader.get()] { pool->work(*reader); });
    return pool;
}

ReadPool::~ReadPool()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (auto& thread : m_threads)
        thread.join();
}

bool ReadPool::run(Task& task)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping || m_waiting.size() >= m_mostWaiting)
            return false;
        m_waiting.push_back(std::move(task));
    }
    m_wake.notify_one();
    return true;
}

void ReadPool::work(store::Reader& reader)
{
    runtime::RunTeller teller(reader);
    Reading reading{reader, teller};
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
            if (m_stopping)
                return;
            task = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        task(reading);
    }
}

} // namespace runlens::server
