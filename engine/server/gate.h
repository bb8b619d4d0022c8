// SPDX-License-Identifier: GPL-3.0-or-later
// Who may ask at all: looks at a request's head alone, before anything else is done for it.
#pragma once

#include "engine/server/api_key.h"
#include "engine/server/http_message.h"
#include "engine/wire/answer_writer.h"

#include <optional>
#include <string_view>

namespace runlens::server {

class Gate {
public:
    /// On `loopback` the Host header must name this machine, so that no page of the web can reach us by a name of its
    /// own that resolves to 127.0.0.1 (DNS rebinding).
    Gate(ApiKey key, bool loopback) : m_key(std::move(key)), m_loopback(loopback) {}

    /// The refusal, where there is one: 421 for a wrong host, 400 for a key in the query string, 401 without the key or
    /// with a wrong one. Any thread.
    [[nodiscard]] std::optional<HttpResponse> refuse(const HttpRequest& request) const;

private:
    [[nodiscard]] bool showsKeyInQuery(const HttpRequest& request) const;

    ApiKey m_key;
    bool m_loopback;
};

/// "localhost", "127.0.0.1" or "[::1]", with any port or none.
[[nodiscard]] bool namesThisMachine(std::string_view host) noexcept;
/// 127.0.0.0/8 or ::1.
[[nodiscard]] bool isLoopback(std::string_view address) noexcept;
/// Resend's clients say in their User-Agent who they are ("resend-node:6.38.0").
[[nodiscard]] Dialect dialectOf(const HttpRequest& request) noexcept;

} // namespace runlens::server
