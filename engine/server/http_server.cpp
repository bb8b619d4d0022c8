// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/http_server.h"

#include "engine/server/http_connection.h"
#include "engine/server/http_loop.h"
#include "engine/server/problem.h"

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/address.hpp>

namespace runlens::server {
namespace {

using Address = boost::asio::ip::tcp::endpoint;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using BoostError = boost::system::error_code;

/// Clients that are told that there are too many; beyond these they are cut off without a word.
constexpr std::size_t mostRefusedAtOnce = 64;

/// Says what kept an address from being listened on; nothing where it is.
BoostError listenOn(Acceptor& acceptor, const Address& address)
{
    BoostError error;
    acceptor.open(address.protocol(), error);
    if (!error)
        acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(address, error);
    if (!error)
        acceptor.listen(Acceptor::max_listen_connections, error);
    return error;
}

} // namespace

HttpReply::HttpReply(std::shared_ptr<HttpConnection> connection) noexcept : m_connection(std::move(connection)) {}

HttpReply::HttpReply(HttpReply&&) noexcept = default;

HttpReply::~HttpReply()
{
    if (m_connection)
        m_connection->reply(problem(500, "internal_error", "the request was dropped without an answer"));
}

void HttpReply::operator()(HttpResponse response)
{
    if (const auto connection = std::exchange(m_connection, nullptr))
        connection->reply(std::move(response));
}

struct HttpServer::Parts {
    std::shared_ptr<Serving> serving = std::make_shared<Serving>();
    std::vector<std::shared_ptr<HttpLoop>> loops;
    std::unique_ptr<Acceptor> acceptor;
    std::unique_ptr<boost::asio::steady_timer> pause; ///< after an accept that failed: there may be no descriptors left
    std::uint16_t port = 0;
    std::size_t next = 0; ///< loop, for the next connection

    void accept();
    void take(HttpConnection::Socket socket, const std::shared_ptr<HttpLoop>& loop);
    bool stop(std::chrono::milliseconds patience);
};

void HttpServer::Parts::accept()
{
    const auto loop = loops[next++ % loops.size()];
    acceptor->async_accept(loop->context().get_executor(),
                           [this, loop](const BoostError& error, HttpConnection::Socket socket) {
                               if (!acceptor->is_open())
                                   return;
                               if (!error) {
                                   take(std::move(socket), loop);
                                   accept();
                                   return;
                               }
                               pause->expires_after(std::chrono::milliseconds(50));
                               pause->async_wait([this](const BoostError& cancelled) {
                                   if (!cancelled && acceptor->is_open())
                                       accept();
                               });
                           });
}

void HttpServer::Parts::take(HttpConnection::Socket socket, const std::shared_ptr<HttpLoop>& loop)
{
    const std::size_t before = serving->connections++;
    const bool tooMany = before >= serving->options.maxConnections;
    if (tooMany)
        ++serving->refused;
    if (before >= serving->options.maxConnections + mostRefusedAtOnce) {
        --serving->connections;
        return; // the socket closes itself
    }
    auto connection = std::make_shared<HttpConnection>(loop, std::move(socket));
    loop->post([connection = std::move(connection), tooMany] {
        if (tooMany)
            connection->startRefused();
        else
            connection->start();
    });
}

bool HttpServer::Parts::stop(std::chrono::milliseconds patience)
{
    serving->stopping = true;
    loops.front()->post([this] {
        BoostError ignored;
        acceptor->close(ignored);
        pause->cancel();
    });
    for (const auto& loop : loops)
        loop->post([loop] { loop->closeIdle(); });
    bool finished = false;
    {
        std::unique_lock lock(serving->emptyMutex);
        finished = serving->empty.wait_for(lock, patience, [this] { return serving->connections == 0; });
    }
    for (const auto& loop : loops)
        loop->stop();
    return finished;
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpServerOptions& options, Gate gate, Handler handler)
{
    const std::string where = options.address + ':' + std::to_string(options.port);
    BoostError error;
    const auto address = boost::asio::ip::make_address(options.address, error);
    if (error)
        return std::unexpected(Error{ErrorCode::usage, "no IPv4 or IPv6 address: " + options.address, where});
    auto parts = std::make_unique<Parts>();
    parts->serving->options = options;
    parts->serving->gate = std::move(gate);
    parts->serving->handler = std::move(handler);
    for (unsigned i = 0; i < std::max(options.threads, 1U); ++i)
        parts->loops.push_back(std::make_shared<HttpLoop>(parts->serving));
    parts->acceptor = std::make_unique<Acceptor>(parts->loops.front()->context());
    parts->pause = std::make_unique<boost::asio::steady_timer>(parts->loops.front()->context());
    if (const auto failed = listenOn(*parts->acceptor, {address, options.port}))
        return std::unexpected(Error{ErrorCode::network, failed.message(), where});
    parts->port = parts->acceptor->local_endpoint(error).port();
    parts->accept();
    for (const auto& loop : parts->loops)
        loop->start();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

HttpServer::~HttpServer() { stop(std::chrono::milliseconds(0)); }

std::uint16_t HttpServer::port() const noexcept { return m_parts->port; }

HttpServerStats HttpServer::stats() const
{
    HttpServerStats stats;
    stats.connections = m_parts->serving->connections;
    stats.connectionsRefused = m_parts->serving->refused;
    for (const auto& loop : m_parts->loops)
        for (std::size_t i = 0; i < stats.answers.size(); ++i)
            stats.answers[i] += loop->answers(i);
    return stats;
}

bool HttpServer::stop(std::chrono::milliseconds patience) { return m_parts->stop(patience); }

} // namespace runlens::server
