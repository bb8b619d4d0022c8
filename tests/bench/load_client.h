// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP/1.1 client that asks much at once: one thread, many connections that are kept, on loopback. It knows no more
// of HTTP than the measured servers say: a status, and a body of a stated length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::bench {

/// What to ask, and what becomes of it.
class Script {
public:
    virtual ~Script() = default;
    /// The next whole request of this connection. False: none while what it has asked is under way, or no more.
    virtual bool next(std::size_t connection, std::string& request) = 0;
    /// The answers of a connection come in the order of its requests.
    virtual void answered(std::size_t connection, int status, std::string_view body) = 0;
};

class LoadClient {
public:
    /// `depth`: requests of one connection that may be under way (pipelined). Throws Failed where nobody listens.
    LoadClient(std::uint16_t port, std::size_t connections, std::size_t depth);
    ~LoadClient();
    LoadClient(const LoadClient&) = delete;
    LoadClient& operator=(const LoadClient&) = delete;

    /// Asks until the script has no more. Seconds. Throws Failed when a connection is lost, or none is answered for 30
    /// s.
    double play(Script& script);

private:
    struct Connection {
        int socket = -1;
        std::size_t underWay = 0;
        std::string toSend;
        std::string received;
        std::size_t read = 0; ///< of what was received
    };

    void fill(std::size_t index, Script& script);
    void send(Connection& connection);
    void receive(std::size_t index, Script& script);
    bool takeAnswer(std::size_t index, Script& script);

    std::vector<Connection> m_connections;
    std::size_t m_depth;
    std::size_t m_underWay = 0;
    int m_poll = -1;
};

/// One request, one answer; for what is not measured. Throws Failed unless the status is 2xx.
[[nodiscard]] std::string askOnce(std::uint16_t port, const std::string& request);

/// "GET /path HTTP/1.1", with a body where there is one.
[[nodiscard]] std::string requestOf(std::string_view method, std::string_view path, std::string_view key,
                                    std::string_view body = {});

} // namespace runlens::bench
