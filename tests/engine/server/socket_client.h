// SPDX-License-Identifier: GPL-3.0-or-later
// A client of plain sockets, which may send whatever it pleases. For tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

struct Answer {
    int status = 0;                             ///< 0: none came
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

class SocketClient {
public:
    explicit SocketClient(std::uint16_t port);
    SocketClient(const SocketClient&) = delete;
    SocketClient& operator=(const SocketClient&) = delete;
    ~SocketClient();

    /// All of it; false where the other side does not take it.
    bool send(std::string_view bytes) const;
    /// Sends no more, and still receives.
    void endSending() const;
    /// The next answer; of status 0 where the connection ended first, or nothing came for ten seconds.
    [[nodiscard]] Answer receive();
    /// Whether the other side ends the connection, with nothing before.
    [[nodiscard]] bool ends();

    /// Waits for something to receive, so long at most.
    [[nodiscard]] bool hears(std::chrono::milliseconds patience) const;

    /// Sends, and receives the answer.
    [[nodiscard]] Answer ask(std::string_view bytes)
    {
        send(bytes);
        return receive();
    }

private:
    [[nodiscard]] bool more();

    int m_socket = -1;
    std::string m_received;
    bool m_ended = false;
};

/// "GET PATH" of this machine, with further header lines.
[[nodiscard]] std::string get(std::string_view path, std::string_view headers = {});
[[nodiscard]] std::string post(std::string_view path, std::string_view body, std::string_view headers = {});
