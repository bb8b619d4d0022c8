// SPDX-License-Identifier: GPL-3.0-or-later
// One client: reads requests one after another, has each answered, and writes the answers in their order. Private to
// server.
#pragma once

#include "engine/server/http_loop.h"
#include "engine/server/http_parser.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::server {

/// Lives as long as something waits for it: an event of its socket, or a reply.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    /// Without the type-erased executor of tcp::socket.
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    HttpConnection(std::shared_ptr<HttpLoop> loop, Socket socket);

    /// The answer of the request under way. Any thread.
    void reply(HttpResponse response);

    // All else on the loop's thread.
    void start();
    void startRefused(); ///< one connection too many
    void closeIfIdle();
    void expireBy(SteadyTime now);
    void close();

    [[nodiscard]] std::size_t place() const noexcept { return m_place; }
    void setPlace(std::size_t place) noexcept { m_place = place; }

private:
    enum class Phase : unsigned char {
        idle,      ///< nothing of the next request has come
        head,      ///< some of its head has
        body,      ///< its head has
        handling,  ///< somebody thinks about the answer
        writing,   ///< the answer is on its way
        lingering, ///< the last answer was sent: what still comes is dropped, so that no reset overtakes the answer
        closed,
    };
    using ErrorCode = boost::system::error_code;

    void prepare();
    void begin();
    void enter(Phase phase);
    void proceed();
    [[nodiscard]] bool takeHead();
    [[nodiscard]] bool dispatch();
    void read();
    [[nodiscard]] bool makeRoom();
    void received(const ErrorCode& error, std::size_t bytes);
    void refuse(Refusal why);
    void refuse(HttpResponse response);
    void writeHead();
    [[nodiscard]] bool send();
    [[nodiscard]] bool sendRest();
    void linger();

    std::shared_ptr<HttpLoop> m_loop; // before the socket: it must go last
    Socket m_socket;
    std::size_t m_place = 0;
    Phase m_phase = Phase::idle;
    SteadyTime m_deadline = SteadyTime::max();

    std::vector<char> m_buffer;
    std::size_t m_begin = 0; ///< of the bytes that have come and were not used
    std::size_t m_end = 0;
    bool m_reading = false;
    std::size_t m_drained = 0;

    RequestParser m_parser;
    HttpRequest m_request;
    bool m_servedBefore = false;
    bool m_dispatching = false; ///< the handler is being called
    bool m_answered = false;    ///< … and has answered already

    HttpResponse m_response;
    std::string m_head;
    std::size_t m_sent = 0;
    bool m_keepsAlive = true;
};

} // namespace runlens::server
