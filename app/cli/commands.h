// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace runlens::cli {

/// `arguments` are those after the command's name.
[[nodiscard]] Exit inspectCommand(const QStringList& arguments);
[[nodiscard]] Exit simulateCommand(const QStringList& arguments);
[[nodiscard]] Exit storeCommand(const QStringList& arguments);
[[nodiscard]] Exit validateCommand(const QStringList& arguments);
/// Needs a QGuiApplication.
[[nodiscard]] Exit exportCommand(const QStringList& arguments);

} // namespace runlens::cli
