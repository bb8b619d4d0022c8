// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/http_loop.h"

#include "engine/server/http_connection.h"

#include <algorithm>
#include <ctime>

namespace runlens::server {
namespace {

using namespace std::chrono_literals;

/// Often enough that no time-out is missed by more than a quarter, and that the date is right.
std::chrono::milliseconds sweepIntervalOf(const HttpServerOptions& options)
{
    const auto shortest =
        std::min({options.headerTimeout, options.bodyTimeout, options.writeTimeout, options.idleTimeout});
    return std::clamp<std::chrono::milliseconds>(shortest / 4, 5ms, 1s);
}

std::string dateLineOf(std::time_t now)
{
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    return {text.data(), length};
}

} // namespace

HttpLoop::HttpLoop(std::shared_ptr<Serving> serving)
    : m_serving(std::move(serving)),
      m_context(1),
      m_sweeper(m_context),
      m_sweepInterval(sweepIntervalOf(m_serving->options)),
      m_dateLine(dateLineOf(std::time(nullptr)))
{
}

void HttpLoop::start()
{
    sweepLater();
    m_thread = std::thread([this] { m_context.run(); });
}

void HttpLoop::stop()
{
    {
        const std::scoped_lock lock(m_postMutex);
        if (m_stopped)
            return;
        m_stopped = true; // what is posted from now on is dropped; what was posted before is done below
    }
    boost::asio::post(m_context, [this] { m_context.stop(); });
    if (m_thread.joinable())
        m_thread.join();
    // This thread is the loop's now. Whoever waits for an event gets an error for it, and lets its connection go.
    m_sweeper.cancel();
    while (!m_connections.empty())
        m_connections.back()->close();
    m_context.restart();
    m_context.poll();
}

void HttpLoop::add(HttpConnection& connection)
{
    connection.setPlace(m_connections.size());
    m_connections.push_back(&connection);
}

void HttpLoop::remove(HttpConnection& connection)
{
    const std::size_t place = connection.place();
    m_connections[place] = m_connections.back();
    m_connections[place]->setPlace(place);
    m_connections.pop_back();
    --m_serving->connections;
    if (m_serving->stopping) {
        const std::scoped_lock lock(m_serving->emptyMutex);
        m_serving->empty.notify_all();
    }
}

void HttpLoop::closeIdle()
{
    for (std::size_t i = m_connections.size(); i > 0; --i) // removing one moves the last here, which was looked at
        m_connections[i - 1]->closeIfIdle();
}

void HttpLoop::count(int status) noexcept
{
    auto& counter = m_answers[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); // this thread alone writes
}

void HttpLoop::sweepLater()
{
    m_sweeper.expires_after(m_sweepInterval);
    m_sweeper.async_wait([this](const boost::system::error_code& error) {
        if (error)
            return;
        sweep();
        sweepLater();
    });
}

void HttpLoop::sweep()
{
    m_dateLine = dateLineOf(std::time(nullptr));
    const SteadyTime now = std::chrono::steady_clock::now();
    for (std::size_t i = m_connections.size(); i > 0; --i)
        m_connections[i - 1]->expireBy(now);
}

} // namespace runlens::server
