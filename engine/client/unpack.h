// SPDX-License-Identifier: GPL-3.0-or-later
// Private to client.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace runlens::client {

/// What gzip or deflate packed. Never holds more than `most` bytes and one buffer, whatever it would unpack to. Errors:
/// tooLarge; brokenAnswer where it is neither, or ends before its end.
[[nodiscard]] Result<QByteArray> unpacked(const QByteArray& packed, qsizetype most);

} // namespace runlens::client
