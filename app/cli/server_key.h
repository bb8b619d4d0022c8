// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QCommandLineParser>

#include <string>

namespace runlens::cli {

/// The option --key-file, which keyOf() reads.
[[nodiscard]] QCommandLineOption keyFileOption();

/// The key to a server: of the file of --key-file ("-" is standard input), else of RUNLENS_API_KEY. Errors: usage where
/// there is none, and those of readFile.
[[nodiscard]] Result<std::string> keyOf(const QCommandLineParser& parser);

} // namespace runlens::cli
