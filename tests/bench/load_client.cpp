// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/load_client.h"

#include "tests/bench/driver.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace runlens::bench {
namespace {

constexpr std::string_view endOfHead = "\r\n\r\n";

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket);
        throw Failed("nobody listens on 127.0.0.1:" + std::to_string(port));
    }
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return socket;
}

/// A header's number; both servers write its name so.
std::size_t lengthIn(std::string_view head)
{
    constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = head.find(name);
    std::size_t length = 0;
    if (at == std::string_view::npos
        || std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length).ec != std::errc{})
        throw Failed("an answer without Content-Length:\n" + std::string(head));
    return length;
}

int statusIn(std::string_view head)
{
    int status = 0;
    constexpr std::size_t at = std::string_view("HTTP/1.1 ").size();
    if (head.size() < at + 3)
        return 0;
    std::from_chars(head.data() + at, head.data() + at + 3, status);
    return status;
}

class Single final : public Script {
public:
    explicit Single(const std::string& request) : m_request(request) {}
    bool next(std::size_t, std::string& request) override
    {
        if (m_asked)
            return false;
        m_asked = true;
        request = m_request;
        return true;
    }
    void answered(std::size_t, int status, std::string_view body) override
    {
        if (status / 100 != 2)
            throw Failed("answered " + std::to_string(status) + ": " + std::string(body));
        m_body = body;
    }
    std::string take() { return std::move(m_body); }

private:
    const std::string& m_request;
    std::string m_body;
    bool m_asked = false;
};

} // namespace

std::string requestOf(std::string_view method, std::string_view path, std::string_view key, std::string_view body)
{
    std::string request;
    request.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    if (!key.empty())
        request.append("Authorization: Bearer ").append(key).append("\r\n");
    if (!body.empty() || method == "POST")
        request.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    return request.append("\r\n").append(body);
}

std::string askOnce(std::uint16_t port, const std::string& request)
{
    LoadClient client(port, 1, 1);
    Single script(request);
    client.play(script);
    return script.take();
}

LoadClient::LoadClient(std::uint16_t port, std::size_t connections, std::size_t depth)
    : m_connections(connections), m_depth(depth), m_poll(::epoll_create1(EPOLL_CLOEXEC))
{
    for (std::size_t i = 0; i < connections; ++i) {
        m_connections[i].socket = connectTo(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(m_poll, EPOLL_CTL_ADD, m_connections[i].socket, &event);
    }
}

LoadClient::~LoadClient()
{
    for (const auto& connection : m_connections)
        ::close(connection.socket);
    ::close(m_poll);
}

double LoadClient::play(Script& script)
{
    const auto since = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        fill(i, script);
    std::array<epoll_event, 256> events{};
    while (m_underWay > 0) {
        const int count = ::epoll_wait(m_poll, events.data(), static_cast<int>(events.size()), 30'000);
        if (count == 0)
            throw Failed("no answer for 30 s");
        for (int i = 0; i < count; ++i)
            receive(events[static_cast<std::size_t>(i)].data.u64, script);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

void LoadClient::fill(std::size_t index, Script& script)
{
    Connection& connection = m_connections[index];
    std::string request;
    while (connection.underWay < m_depth && script.next(index, request)) {
        connection.toSend += request;
        ++connection.underWay;
        ++m_underWay;
    }
    send(connection);
}

/// Blocks where the server takes nothing: what is under way is small beside the buffers of a socket.
void LoadClient::send(Connection& connection)
{
    std::string_view left = connection.toSend;
    while (!left.empty()) {
        const auto sent = ::send(connection.socket, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            throw Failed("a connection was lost while asking");
        if (sent > 0)
            left.remove_prefix(static_cast<std::size_t>(sent));
    }
    connection.toSend.clear();
}

void LoadClient::receive(std::size_t index, Script& script)
{
    Connection& connection = m_connections[index];
    std::array<char, std::size_t{64} * 1024> part; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
    const auto count = ::recv(connection.socket, part.data(), part.size(), MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
        throw Failed("a connection was lost while waiting for an answer");
    if (count < 0)
        return;
    connection.received.append(part.data(), static_cast<std::size_t>(count));
    while (takeAnswer(index, script)) {
    }
    connection.received.erase(0, connection.read);
    connection.read = 0;
    fill(index, script);
}

bool LoadClient::takeAnswer(std::size_t index, Script& script)
{
    Connection& connection = m_connections[index];
    const std::string_view text = std::string_view(connection.received).substr(connection.read);
    const auto end = text.find(endOfHead);
    if (end == std::string_view::npos)
        return false;
    const std::string_view head = text.substr(0, end + 2);
    const std::size_t body = end + endOfHead.size();
    const std::size_t length = lengthIn(head);
    if (text.size() < body + length)
        return false;
    connection.read += body + length;
    --connection.underWay;
    --m_underWay;
    script.answered(index, statusIn(head), text.substr(body, length));
    return true;
}

} // namespace runlens::bench
