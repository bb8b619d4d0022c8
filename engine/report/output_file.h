// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

#include <string>

namespace runlens {

/// Writes all of `bytes` to `path`, or nothing: the file appears whole under its name, or what stood there stays. `-`
/// is standard output. Errors: writeFailed, with the path and the system's reason.
[[nodiscard]] Result<void> writeOutput(const std::string& path, const QByteArray& bytes);

} // namespace runlens
