// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QString>
#include <QUrl>

#include <string>
#include <utility>

namespace runlens::client {

/// Where a server is, and the key to it.
class ServerAddress {
public:
    /// Errors: usage, with a sentence in `message`: no http or https address, one with a query or a user in it, or
    /// plain http to another machine, over which the key would be seen.
    [[nodiscard]] static Result<ServerAddress> of(const QString& url, std::string key);

    [[nodiscard]] const QUrl& url() const noexcept { return m_url; }
    [[nodiscard]] const std::string& key() const noexcept { return m_key; }

    /// Where that path of the server is; it begins with a slash, may have a query, and its parts are escaped already.
    [[nodiscard]] QUrl urlOf(const QString& path) const;

private:
    ServerAddress(QUrl url, std::string key) : m_url(std::move(url)), m_key(std::move(key)) {}

    QUrl m_url;
    std::string m_key;
};

/// This very machine, by name or address.
[[nodiscard]] bool isLoopback(const QString& host);
/// Scheme, host and port; the scheme's own port where none is given.
[[nodiscard]] bool sameOrigin(const QUrl& one, const QUrl& other);
/// "https://host:port": of a redirect, what may be shown.
[[nodiscard]] QString originOf(const QUrl& url);

} // namespace runlens::client
