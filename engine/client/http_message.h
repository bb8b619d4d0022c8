// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a server over HTTP, and what it answered.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace runlens::client {

/// Whoever waits in front of a screen comes first.
enum class Priority : std::uint8_t { interactive, background };

struct HttpRequest {
    QByteArray method = "GET";
    QString path;              ///< begins with a slash; may have a query; parts are escaped already
    QByteArray body;           ///< JSON; empty: none
    QByteArray etag;           ///< of what is known already, quotes included; a 304 then says that it still holds
    QByteArray idempotencyKey; ///< makes a POST safe to repeat
    QByteArray userAgent;      ///< empty: the program's own
    Priority priority = Priority::interactive;
    // Nothing: as HttpOptions has it.
    std::optional<int> attempts;
    std::optional<std::chrono::milliseconds> patience;
    std::optional<std::chrono::milliseconds> deadline;
};

struct HttpAnswer {
    int status = 0;                                      ///< of HTTP; 200 to 599, but never a redirect
    QByteArray body;                                     ///< unpacked; at most maxBodyBytes
    QByteArray etag;                                     ///< quotes included; empty where none was given
    std::optional<std::chrono::milliseconds> retryAfter; ///< how long it wants to be left alone
    int attempts = 1;                                    ///< it took so many
    std::chrono::milliseconds took{0};                   ///< of the last attempt

    [[nodiscard]] bool unchanged() const noexcept { return status == 304; }
    [[nodiscard]] bool success() const noexcept { return status >= 200 && status < 300; }

    friend bool operator==(const HttpAnswer&, const HttpAnswer&) = default;
};

/// The answer where it is a success or a 304, else what the server refused: keyRefused (401, 403), notFound (404, 410),
/// conflict (409, 412), unprocessable (422), rateLimited (429), serverFailed (5xx), requestRefused (any other). `where`
/// is the status, "HTTP 404"; `message` the code and message of the server's error body, where there is one.
[[nodiscard]] Result<HttpAnswer> successOf(HttpAnswer answer);

/// `Retry-After` of a header: seconds, or a date that is looked at from `now`. Nothing where it is neither; never
/// negative.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray& header, Instant now);

/// A date of HTTP ("Sun, 06 Nov 1994 08:49:37 GMT").
[[nodiscard]] std::optional<Instant> parseHttpDate(const QByteArray& header);

} // namespace runlens::client

Q_DECLARE_METATYPE(runlens::Result<runlens::client::HttpAnswer>)
