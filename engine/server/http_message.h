// SPDX-License-Identifier: GPL-3.0-or-later
// What a client asks over HTTP and what it is answered, as plain values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runlens::server {

enum class Method : std::uint8_t { get, post, put, patch, remove, head, options, other };
/// "GET", …; of `other` empty.
[[nodiscard]] std::string_view nameOf(Method method) noexcept;

/// A request. Of the headers those that somebody here asks for; empty where absent.
struct HttpRequest {
    Method method = Method::other;
    std::string path;  ///< as it came, escapes and all; begins with '/'
    std::string query; ///< as it came, without the question mark
    std::string host;
    std::string authorization;
    std::string ifNoneMatch;
    std::string userAgent;
    std::string idempotencyKey;
    std::string body; ///< empty while only the head has come
    std::string peer; ///< address of the client, without its port
};

/// Bytes to send and the tag of just these bytes; shared, so that what was rendered once is copied by nobody.
struct HttpBody {
    std::string bytes;
    std::string etag; ///< with its quotes; empty: none
};

struct HttpResponse {
    int status = 200;
    std::shared_ptr<const HttpBody> body;                             ///< null: none
    std::string_view contentType = "application/json; charset=utf-8"; ///< a literal
    std::vector<std::pair<std::string_view, std::string>> headers;    ///< further ones; names are literals
};

[[nodiscard]] HttpResponse makeResponse(int status, std::string bytes);

} // namespace runlens::server
