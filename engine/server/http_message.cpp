// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/http_message.h"

#include <array>

namespace runlens::server {

std::string_view nameOf(Method method) noexcept
{
    constexpr std::array<std::string_view, 8> names{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", ""};
    return names[static_cast<std::size_t>(method)];
}

HttpResponse makeResponse(int status, std::string bytes)
{
    HttpResponse response;
    response.status = status;
    response.body = std::make_shared<const HttpBody>(HttpBody{std::move(bytes), {}});
    return response;
}

} // namespace runlens::server
