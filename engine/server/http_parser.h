// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes to requests. Private to server.
#pragma once

#include "engine/server/http_message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace runlens::server {

struct ParserLimits {
    std::size_t headerBytes = 0;
    std::size_t bodyBytes = 0;
};

/// What may be wrong with a request before it is looked at.
enum class Refusal : std::uint8_t {
    none,
    malformed,          ///< no HTTP/1.x request
    noHost,             ///< HTTP/1.1 without a Host header
    repeatedHeader,     ///< a header twice that may stand once: Host, Authorization, …
    headTooLarge,       ///< head over its limit
    bodyTooLarge,       ///< body over its limit
    unknownExpectation, ///< Expect: with another word than 100-continue
};

class RequestParser {
public:
    explicit RequestParser(ParserLimits limits);
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Reads the next request into `request`, whose fields it clears, `peer` excepted. It must stay until done.
    void begin(HttpRequest& request);

    enum class State : std::uint8_t { needMore, head, done, failed };
    struct Step {
        State state = State::needMore; ///< head: all of it has come, which is told once, before `done`
        std::size_t used = 0;          ///< bytes that need not be given again
        Refusal why = Refusal::none;   ///< where it failed
    };
    /// `bytes` begins where the last call's `used` ended. How the bytes are cut into calls makes no difference, but a
    /// head, or a line between chunks, must at last come in one call.
    [[nodiscard]] Step feed(std::string_view bytes);

    /// Has anything of this request come? A line feed before it is nothing.
    [[nodiscard]] bool begun() const noexcept;
    // Once the head has come:
    [[nodiscard]] bool keepsAlive() const noexcept;
    [[nodiscard]] bool wantsContinue() const noexcept; ///< waits for "100 Continue" before it sends the body
    [[nodiscard]] bool hasBody() const noexcept;

private:
    class Parser;

    ParserLimits m_limits;
    std::unique_ptr<Parser> m_parser;
};

} // namespace runlens::server
