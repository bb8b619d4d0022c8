// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/server/socket_client.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

SocketClient::SocketClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        m_ended = true;
}

SocketClient::~SocketClient() { ::close(m_socket); }

bool SocketClient::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void SocketClient::endSending() const { ::shutdown(m_socket, SHUT_WR); }

bool SocketClient::more()
{
    if (m_ended)
        return false;
    pollfd wait{.fd = m_socket, .events = POLLIN, .revents = 0};
    std::array<char, 65536> bytes{};
    const ssize_t count = ::poll(&wait, 1, 10'000) == 1 ? ::recv(m_socket, bytes.data(), bytes.size(), 0) : -2;
    if (count > 0)
        m_received.append(bytes.data(), static_cast<std::size_t>(count));
    else if (count != -2)
        m_ended = true;
    return count > 0;
}

bool SocketClient::hears(std::chrono::milliseconds patience) const
{
    pollfd wait{.fd = m_socket, .events = POLLIN, .revents = 0};
    return ::poll(&wait, 1, static_cast<int>(patience.count())) == 1;
}

Answer SocketClient::receive()
{
    std::size_t headEnd = 0;
    while ((headEnd = m_received.find("\r\n\r\n")) == std::string::npos)
        if (!more())
            return {};
    Answer answer;
    std::string_view head = std::string_view(m_received).substr(0, headEnd + 2);
    if (head.starts_with("HTTP/1.1 "))
        std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(line.size() + 2);
        const auto colon = line.find(": ");
        std::string name(line.substr(0, colon));
        for (char& c : name)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        answer.headers[name] = line.substr(colon + 2);
    }
    std::size_t length = 0;
    const std::string told = answer.header("content-length");
    std::from_chars(told.data(), told.data() + told.size(), length);
    const std::size_t bodyAt = headEnd + 4;
    while (m_received.size() < bodyAt + length)
        if (!more())
            return {};
    answer.body = m_received.substr(bodyAt, length);
    m_received.erase(0, bodyAt + length);
    return answer;
}

bool SocketClient::ends()
{
    while (m_received.empty() && more()) {
    }
    return m_ended && m_received.empty();
}

std::string get(std::string_view path, std::string_view headers)
{
    return std::string("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers).append("\r\n");
}

std::string post(std::string_view path, std::string_view body, std::string_view headers)
{
    std::string text = std::string("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers);
    return text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}
