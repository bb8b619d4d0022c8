// SPDX-License-Identifier: GPL-3.0-or-later
// One request to a server, and its answer. For programs that have nothing else to do meanwhile.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <string>

namespace runlens::client {

/// Where a server is, and the key to it.
class ServerAddress {
public:
    /// Errors: usage, with a sentence in `message`: no http or https address, one with a query or a user in it, or
    /// plain http to another machine, over which the key would be seen.
    [[nodiscard]] static Result<ServerAddress> of(const QString& url, std::string key);

    [[nodiscard]] const QUrl& url() const noexcept { return m_url; }
    [[nodiscard]] const std::string& key() const noexcept { return m_key; }

private:
    ServerAddress(QUrl url, std::string key) : m_url(std::move(url)), m_key(std::move(key)) {}

    QUrl m_url;
    std::string m_key;
};

struct RestCall {
    QByteArray method = "GET";
    QString path;                                                  ///< begins with a slash; parts are escaped already
    QByteArray body;                                               ///< JSON; empty: none
    std::chrono::milliseconds patience = std::chrono::seconds(30); ///< without a byte from the server
};

struct RestAnswer {
    int status = 0;
    QByteArray body; ///< at most limits::maxBodyBytes
};

/// Asks and waits. Redirects are not followed: the key is for this server alone. Errors: unreachable (no answer of HTTP
/// came, or not all of it: whether it was done is not known), tooLarge. Needs a QCoreApplication; any thread.
[[nodiscard]] Result<RestAnswer> call(const ServerAddress& server, const RestCall& request);

/// The same, and any answer but a success is an error: requestRefused, with the server's code and message, and HTTP's
/// status in `where`.
[[nodiscard]] Result<RestAnswer> callForSuccess(const ServerAddress& server, const RestCall& request);

} // namespace runlens::client
