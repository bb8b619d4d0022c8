// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/http_connection.h"

#include "engine/server/problem.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <charconv>
#include <cstring>
#include <exception>

namespace runlens::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t firstBuffer = 4096;
/// For how long, and for how many bytes, a client that was refused may go on sending before it is cut off.
constexpr auto lingerTime = 2s;
constexpr std::size_t mostDrained = std::size_t{8} * 1024 * 1024;
/// Requests that were sent ahead are answered in a row, up to so many; then others have their turn.
constexpr int mostInARow = 32;

std::string_view reasonOf(int status) noexcept
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Other";
    }
}

void appendNumber(std::string& text, std::size_t number)
{
    std::array<char, 24> digits{};
    text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

HttpResponse responseTo(Refusal why)
{
    switch (why) {
    case Refusal::noHost: return problem(400, "host_missing", "an HTTP/1.1 request names its host");
    case Refusal::repeatedHeader: return problem(400, "header_repeated", "a header stands twice that may stand once");
    case Refusal::headTooLarge: return problem(431, "header_too_large", "the request's headers are over the limit");
    case Refusal::bodyTooLarge: return problem(413, "body_too_large", "the request's body is over the limit");
    case Refusal::unknownExpectation: return problem(417, "expectation_unknown", "only 100-continue can be expected");
    case Refusal::malformed:
    case Refusal::none: break;
    }
    return problem(400, "malformed_request", "this is no request of HTTP/1.0 or HTTP/1.1");
}

} // namespace

HttpConnection::HttpConnection(std::shared_ptr<HttpLoop> loop, Socket socket)
    : m_loop(std::move(loop)),
      m_socket(std::move(socket)),
      m_parser({m_loop->serving().options.maxHeaderBytes, m_loop->serving().options.maxBodyBytes})
{
}

void HttpConnection::prepare()
{
    m_loop->add(*this);
    ErrorCode ignored;
    m_socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    m_socket.non_blocking(true, ignored);
    if (const auto peer = m_socket.remote_endpoint(ignored); !ignored)
        m_request.peer = peer.address().to_string();
    m_buffer.resize(firstBuffer);
    begin();
}

void HttpConnection::start()
{
    prepare();
    if (m_loop->serving().stopping)
        close();
    else
        proceed();
}

void HttpConnection::startRefused()
{
    prepare();
    HttpResponse response = problem(503, "too_many_connections", "more connections are open than this server takes");
    response.headers.emplace_back("Retry-After", "1");
    refuse(std::move(response));
}

void HttpConnection::begin()
{
    m_parser.begin(m_request);
    enter(Phase::idle);
}

void HttpConnection::enter(Phase phase)
{
    m_phase = phase;
    const HttpServerOptions& options = m_loop->serving().options;
    const SteadyTime now = std::chrono::steady_clock::now();
    switch (phase) {
    case Phase::idle: m_deadline = now + (m_servedBefore ? options.idleTimeout : options.headerTimeout); break;
    case Phase::head: m_deadline = now + options.headerTimeout; break;
    case Phase::body: m_deadline = now + options.bodyTimeout; break;
    case Phase::writing: m_deadline = now + options.writeTimeout; break;
    case Phase::lingering: m_deadline = now + lingerTime; break;
    case Phase::handling:
    case Phase::closed: m_deadline = SteadyTime::max(); break;
    }
}

void HttpConnection::proceed()
{
    for (int turn = 0; turn < mostInARow;) {
        const auto step = m_parser.feed({m_buffer.data() + m_begin, m_end - m_begin});
        m_begin += step.used;
        switch (step.state) {
        case RequestParser::State::needMore:
            if (m_phase == Phase::idle && m_parser.begun())
                enter(Phase::head);
            read();
            return;
        case RequestParser::State::failed: refuse(step.why); return;
        case RequestParser::State::head:
            if (!takeHead())
                return;
            break;
        case RequestParser::State::done:
            if (!dispatch())
                return;
            ++turn;
            break;
        }
    }
    m_loop->post([self = shared_from_this()] {
        if (self->m_phase != Phase::closed)
            self->proceed();
    });
}

bool HttpConnection::takeHead()
{
    enter(Phase::body);
    if (auto refused = m_loop->serving().gate(m_request)) {
        if (m_parser.hasBody() || !m_parser.keepsAlive()) {
            refuse(*std::move(refused)); // its body would be read as the next request
            return false;
        }
        m_response = *std::move(refused);
        m_keepsAlive = !m_loop->serving().stopping;
        return send();
    }
    if (m_parser.wantsContinue() && m_parser.hasBody() && m_begin == m_end) {
        constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        ErrorCode error;
        if (m_socket.write_some(boost::asio::buffer(goOn), error) != goOn.size()) {
            close(); // a client that does not even take so much
            return false;
        }
    }
    return true;
}

/// True: the answer has been sent, and the next request may be looked at.
bool HttpConnection::dispatch()
{
    enter(Phase::handling);
    m_keepsAlive = m_parser.keepsAlive();
    m_answered = false;
    m_dispatching = true;
    try {
        m_loop->serving().handler(m_request, HttpReply(shared_from_this()));
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): the reply, dropped on the way here, has answered
    }
    m_dispatching = false;
    return m_answered && send();
}

void HttpConnection::reply(HttpResponse response)
{
    if (m_loop->isThisThread() && m_dispatching) {
        m_response = std::move(response);
        m_answered = true;
        return;
    }
    m_loop->post([self = shared_from_this(), response = std::move(response)]() mutable {
        if (self->m_phase != Phase::handling)
            return; // closed meanwhile
        self->m_response = std::move(response);
        if (self->send())
            self->proceed();
    });
}

void HttpConnection::read()
{
    if (m_reading)
        return;
    if (!makeRoom()) {
        refuse(m_phase == Phase::body ? Refusal::malformed : Refusal::headTooLarge);
        return;
    }
    m_reading = true;
    m_socket.async_read_some(
        boost::asio::buffer(m_buffer.data() + m_end, m_buffer.size() - m_end),
        [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) { self->received(error, bytes); });
}

/// False: what has come fills all the room there may be, and is not yet enough.
bool HttpConnection::makeRoom()
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    const std::size_t most = m_loop->serving().options.maxHeaderBytes + firstBuffer;
    if (m_end == m_buffer.size() && m_buffer.size() < most)
        m_buffer.resize(std::min(m_buffer.size() * 2, most));
    return m_end < m_buffer.size();
}

void HttpConnection::received(const ErrorCode& error, std::size_t bytes)
{
    m_reading = false;
    if (m_phase == Phase::closed || m_phase == Phase::writing)
        return;
    if (m_phase == Phase::lingering)
        m_drained += bytes;
    const bool cutShort = m_phase == Phase::head || m_phase == Phase::body;
    if (error == boost::asio::error::eof && cutShort) {
        refuse(problem(400, "request_incomplete", "the client stopped sending within its request"));
    } else if (error || m_drained > mostDrained) {
        close();
    } else if (m_phase == Phase::lingering) {
        read();
    } else {
        m_end += bytes;
        proceed();
    }
}

void HttpConnection::refuse(Refusal why) { refuse(responseTo(why)); }

void HttpConnection::refuse(HttpResponse response)
{
    m_response = std::move(response);
    m_keepsAlive = false;
    static_cast<void>(send());
}

void HttpConnection::writeHead()
{
    const std::size_t length = m_response.body ? m_response.body->bytes.size() : 0;
    m_head.assign("HTTP/1.1 ");
    appendNumber(m_head, static_cast<std::size_t>(m_response.status));
    m_head.append(" ").append(reasonOf(m_response.status)).append("\r\n");
    m_head.append(m_loop->dateLine());
    if (m_response.status != 304) {
        m_head.append("Content-Type: ").append(m_response.contentType).append("\r\nContent-Length: ");
        appendNumber(m_head, length);
        m_head.append("\r\n");
    }
    if (m_response.body && !m_response.body->etag.empty())
        m_head.append("Cache-Control: no-cache\r\nETag: ").append(m_response.body->etag).append("\r\n");
    else
        m_head.append("Cache-Control: no-store\r\n");
    for (const auto& [name, value] : m_response.headers)
        m_head.append(name).append(": ").append(value).append("\r\n");
    if (!m_keepsAlive)
        m_head.append("Connection: close\r\n");
    m_head.append("\r\n");
}

/// True: it has been sent, and the next request may be looked at.
bool HttpConnection::send()
{
    m_keepsAlive = m_keepsAlive && !m_loop->serving().stopping;
    m_loop->count(m_response.status);
    writeHead();
    m_sent = 0;
    enter(Phase::writing);
    return sendRest();
}

bool HttpConnection::sendRest()
{
    const std::string_view body =
        m_response.body && m_response.status != 304 ? std::string_view(m_response.body->bytes) : std::string_view();
    const std::size_t whole = m_head.size() + body.size();
    while (m_sent < whole) {
        const std::size_t ofHead = std::min(m_sent, m_head.size());
        const std::array<boost::asio::const_buffer, 2> rest{
            boost::asio::buffer(m_head.data() + ofHead, m_head.size() - ofHead),
            boost::asio::buffer(body.data() + (m_sent - ofHead), body.size() - (m_sent - ofHead))};
        ErrorCode error;
        m_sent += m_socket.write_some(rest, error);
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again) {
            m_socket.async_wait(Socket::wait_write, [self = shared_from_this()](const ErrorCode& failure) {
                if (self->m_phase != Phase::writing)
                    return;
                if (failure)
                    self->close();
                else if (self->sendRest())
                    self->proceed();
            });
            return false;
        }
        if (error) {
            close();
            return false;
        }
    }
    m_response = {};
    m_servedBefore = true;
    if (!m_keepsAlive) {
        linger();
        return false;
    }
    begin();
    return true;
}

void HttpConnection::linger()
{
    ErrorCode ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    m_begin = m_end = 0;
    enter(Phase::lingering);
    read();
}

void HttpConnection::closeIfIdle()
{
    if (m_phase == Phase::idle || m_phase == Phase::head || m_phase == Phase::body)
        close();
}

void HttpConnection::expireBy(SteadyTime now)
{
    if (now < m_deadline)
        return;
    const bool asks = m_phase == Phase::head || m_phase == Phase::body || !m_servedBefore;
    if (asks && m_phase < Phase::handling)
        refuse(problem(408, "request_timeout", "the request did not come in time"));
    else
        close();
}

void HttpConnection::close()
{
    if (m_phase == Phase::closed)
        return;
    const auto self = shared_from_this(); // nothing else may hold it
    enter(Phase::closed);
    ErrorCode ignored;
    m_socket.close(ignored);
    m_loop->remove(*this);
}

} // namespace runlens::server
