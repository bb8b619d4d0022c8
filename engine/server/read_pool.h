// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that read the store, so that those of the sockets never wait for a disk.
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/run_teller.h"
#include "engine/store/reader.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace runlens::server {

/// What one thread reads with.
struct Reading {
    store::Reader& store;
    runtime::RunTeller& teller;
};

using OpenReader = std::function<Result<std::unique_ptr<store::Reader>>()>;

class ReadPool {
public:
    using Task = std::move_only_function<void(Reading&)>;

    /// Errors: those of opening a reader.
    [[nodiscard]] static Result<std::unique_ptr<ReadPool>> start(unsigned threads, std::size_t mostWaiting,
                                                                 const OpenReader& open);
    /// Drops the tasks that wait, and waits for those that run.
    ~ReadPool();
    ReadPool(const ReadPool&) = delete;
    ReadPool& operator=(const ReadPool&) = delete;

    /// Has one of the threads run the task; false: too many wait already, and the task was not taken. Any thread.
    [[nodiscard]] bool run(Task& task);

private:
    explicit ReadPool(std::size_t mostWaiting) : m_mostWaiting(mostWaiting) {}
    void work(store::Reader& reader);

    std::size_t m_mostWaiting;
    std::vector<std::unique_ptr<store::Reader>> m_readers;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_waiting;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace runlens::server
