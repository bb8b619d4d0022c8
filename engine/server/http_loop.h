// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that serves connections. Private to server.
#pragma once

#include "engine/server/http_server.h"

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace runlens::server {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What all loops of a server share.
struct Serving {
    HttpServerOptions options;
    HttpServer::Gate gate;
    HttpServer::Handler handler;
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::uint64_t> refused = 0;
    std::atomic<bool> stopping = false;
    std::mutex emptyMutex;
    std::condition_variable empty; ///< told at each connection that ends while stopping
};

class HttpLoop {
public:
    explicit HttpLoop(std::shared_ptr<Serving> serving);

    void start();
    /// Closes what is left, and ends the thread. From another thread.
    void stop();

    [[nodiscard]] boost::asio::io_context& context() noexcept { return m_context; }
    [[nodiscard]] Serving& serving() noexcept { return *m_serving; }
    [[nodiscard]] bool isThisThread() noexcept { return m_context.get_executor().running_in_this_thread(); }
    /// Has the loop's thread call `work`; drops it where the loop has stopped. Any thread.
    template <class Work>
    void post(Work work)
    {
        const std::scoped_lock lock(m_postMutex);
        if (!m_stopped)
            boost::asio::post(m_context, std::move(work));
    }

    // On the loop's thread:
    void add(HttpConnection& connection);
    void remove(HttpConnection& connection);
    void closeIdle(); ///< all that have no request under way
    void count(int status) noexcept;
    /// "Date: …\r\n", right to the second.
    [[nodiscard]] const std::string& dateLine() const noexcept { return m_dateLine; }

    [[nodiscard]] std::uint64_t answers(std::size_t statusClass) const noexcept { return m_answers[statusClass]; }

private:
    void sweepLater();
    void sweep();
    void run();

    std::shared_ptr<Serving> m_serving;
    boost::asio::io_context m_context;
    boost::asio::steady_timer m_sweeper;
    std::chrono::milliseconds m_sweepInterval;
    std::vector<HttpConnection*> m_connections;
    std::string m_dateLine;
    std::array<std::atomic<std::uint64_t>, 6> m_answers{};
    std::mutex m_postMutex;
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace runlens::server
