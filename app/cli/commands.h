// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace runlens::cli {

/// `arguments` are those after the command's name.
[[nodiscard]] Exit inspectCommand(const QStringList& arguments);
[[nodiscard]] Exit runsCommand(const QStringList& arguments);
[[nodiscard]] Exit simulateCommand(const QStringList& arguments);
/// Returns when a signal ended it.
[[nodiscard]] Exit serveCommand(const QStringList& arguments);
[[nodiscard]] Exit storeCommand(const QStringList& arguments);
[[nodiscard]] Exit validateCommand(const QStringList& arguments);
/// Those that ask a server for one thing; the first argument is what for.
[[nodiscard]] Exit eventCommand(const QStringList& arguments);
[[nodiscard]] Exit automationCommand(const QStringList& arguments);
[[nodiscard]] Exit runCommand(const QStringList& arguments);
[[nodiscard]] Exit deadLettersCommand(const QStringList& arguments);
/// Needs a QGuiApplication.
[[nodiscard]] Exit exportCommand(const QStringList& arguments);

} // namespace runlens::cli
