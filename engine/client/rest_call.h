// SPDX-License-Identifier: GPL-3.0-or-later
// One request to a server, and its answer. For programs that have nothing else to do meanwhile.
#pragma once

#include "engine/base/result.h"
#include "engine/client/server_address.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace runlens::client {

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

/// Asks and waits, once. Errors: those of HttpCall; whether it was done is not known then. Needs a QCoreApplication;
/// any thread.
[[nodiscard]] Result<RestAnswer> call(const ServerAddress& server, const RestCall& request);

/// The same, and any answer but a success is an error: requestRefused, with the server's code and message, and HTTP's
/// status in `where`.
[[nodiscard]] Result<RestAnswer> callForSuccess(const ServerAddress& server, const RestCall& request);

} // namespace runlens::client
