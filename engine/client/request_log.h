// SPDX-License-Identifier: GPL-3.0-or-later
// What was asked of a server lately. Never the key, never a body.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"

#include <QByteArray>
#include <QMetaType>
#include <QMutex>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace runlens::client {

/// One attempt; a redirect that was followed is one of its own.
struct LoggedRequest {
    std::uint64_t number = 0; ///< from 1, in the order of logging
    Instant when;             ///< it was sent
    QByteArray method;
    QString path;                    ///< with its query, from the root of the server
    int status = 0;                  ///< of HTTP; 0: none came
    std::optional<ErrorCode> failed; ///< why there is no answer
    std::chrono::milliseconds took{0};
    qint64 bytes = 0; ///< of the body that came, unpacked
    int attempt = 1;
};

/// Every function may be called on any thread; `logged` is emitted on the one that added.
class RequestLog : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 1000;

    using QObject::QObject;

    /// Numbers it, and forgets the oldest beyond `most`.
    void add(LoggedRequest request);
    /// From the oldest to the newest.
    [[nodiscard]] std::vector<LoggedRequest> entries() const;
    /// Those behind the one of that number.
    [[nodiscard]] std::vector<LoggedRequest> entriesAfter(std::uint64_t number) const;

Q_SIGNALS:
    void logged(const runlens::client::LoggedRequest& request);

private:
    mutable QMutex m_mutex;
    std::deque<LoggedRequest> m_entries;
    std::uint64_t m_count = 0;
};

/// The request as a command for a POSIX shell, which reads the key from $RUNLENS_API_KEY. Bodies are not kept: of those
/// that had one, the command says `--data @-`, and takes it from its input.
[[nodiscard]] QString asCurl(const LoggedRequest& request, const QUrl& server);

} // namespace runlens::client

Q_DECLARE_METATYPE(runlens::client::LoggedRequest)
