// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/gate.h"

#include "engine/server/problem.h"
#include "engine/server/target.h"

#include <algorithm>
#include <array>

namespace runlens::server {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameWord(std::string_view left, std::string_view right) noexcept
{
    return std::ranges::equal(left, right, {}, lower, lower);
}

/// What stands behind "Bearer "; empty where something else does.
std::string_view bearerOf(std::string_view authorization) noexcept
{
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size() || !sameWord(authorization.substr(0, scheme.size()), scheme))
        return {};
    authorization.remove_prefix(scheme.size());
    authorization.remove_prefix(std::min(authorization.find_first_not_of(' '), authorization.size()));
    return authorization;
}

} // namespace

bool namesThisMachine(std::string_view host) noexcept
{
    const auto portAt = host.starts_with('[') ? host.find(':', std::min(host.find(']'), host.size())) : host.find(':');
    const std::string_view name = host.substr(0, portAt);
    const std::string_view port = portAt == std::string_view::npos ? "0" : host.substr(portAt + 1);
    const bool portIsNumber = std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
    return portIsNumber && (sameWord(name, "localhost") || name == "127.0.0.1" || name == "[::1]");
}

bool isLoopback(std::string_view address) noexcept { return address.starts_with("127.") || address == "::1"; }

Dialect dialectOf(const HttpRequest& request) noexcept
{
    return request.userAgent.starts_with("resend-") ? Dialect::resend : Dialect::sendrealm;
}

/// A URL is kept in histories, logs and referrers.
bool Gate::showsKeyInQuery(const HttpRequest& request) const
{
    constexpr std::array<std::string_view, 6> names{"api_key", "apikey",       "key",
                                                    "token",   "access_token", "authorization"};
    const auto fields = queryFields(request.query);
    return fields && std::ranges::any_of(*fields, [&](const auto& field) {
               return m_key.equals(field.second)
                      || std::ranges::any_of(names, [&](auto name) { return sameWord(name, field.first); });
           });
}

std::optional<HttpResponse> Gate::refuse(const HttpRequest& request) const
{
    const Dialect dialect = dialectOf(request);
    if (m_loopback && !request.host.empty() && !namesThisMachine(request.host))
        return problem(421, "wrong_host", "this server answers to localhost, 127.0.0.1 and [::1] alone", {}, dialect);
    if (!request.query.empty() && showsKeyInQuery(request))
        return problem(400, "key_in_query", "a key belongs into the Authorization header, never into a URL", {},
                       dialect);
    if (request.path == "/health")
        return std::nullopt;
    const std::string_view shown = bearerOf(request.authorization);
    if (!shown.empty() && m_key.equals(shown))
        return std::nullopt;
    auto response =
        problem(401, shown.empty() ? "key_missing" : "key_wrong",
                shown.empty() ? "this needs the header Authorization: Bearer KEY" : "this is not the key", {}, dialect);
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

} // namespace runlens::server
