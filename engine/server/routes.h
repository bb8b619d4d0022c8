// SPDX-License-Identifier: GPL-3.0-or-later
// Which request leads to which endpoint. Private to server.
#pragma once

#include "engine/server/api.h"

#include <span>
#include <string_view>

namespace runlens::server {

struct Route {
    Method method = Method::get;
    std::string_view path; ///< "{…}" stands for one part of any text
    void (Api::*handler)(Call&) = nullptr;
};

/// The contract, one line an endpoint.
[[nodiscard]] std::span<const Route> routes() noexcept;

/// Calls the endpoint that is asked for. 404 where no path is like it, 405 with Allow where another method would do,
/// 400 for a path with a broken escape.
void route(Api& api, HttpRequest& request, HttpReply reply);

} // namespace runlens::server
