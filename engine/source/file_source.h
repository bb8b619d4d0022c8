// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and automations from files.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/domain/scenario.h"
#include "engine/wire/definition_reader.h"
#include "engine/wire/diagnostic.h"
#include "engine/wire/limits.h"
#include "engine/wire/run_stream.h"

#include <cstddef>
#include <string>

namespace runlens {

// `path` is a file, or "-" for the standard input. These functions block: not for the window's thread. Errors have the
// path in `where`, before the place within ("run.json: byte 17 (line 2, column 3)"); the standard input is "-".

/// The bytes of a file. Errors: unreadable (with the system's reason: missing, no permission, a folder), tooLarge where
/// there are more than `limit` bytes, of which no more than that are read.
[[nodiscard]] Result<std::string> readFile(const std::string& path, std::size_t limit = maxBodyBytes);

/// The key to a server, without white space around it: that of the file, or of the environment's RUNLENS_API_KEY where
/// `path` is empty; empty where there is none. Errors: those of readFile (64 KiB).
[[nodiscard]] Result<std::string> readServerKey(const std::string& path);

/// A run detail. Errors: those of readFile and readRun.
[[nodiscard]] Result<Parsed<Run>> openRun(const std::string& path);

/// An automation, or a definition alone. Errors: those of readFile and readAutomation.
[[nodiscard]] Result<Parsed<Automation>> openAutomation(const std::string& path);

/// A scenario, our own format; one that has diagnostics is not to be played. Errors: those of readFile and
/// readScenario.
[[nodiscard]] Result<Parsed<Scenario>> openScenario(const std::string& path);

/// A definition with its place, and a registry. Errors: those of readFile and readDefinition, readRegistry.
[[nodiscard]] Result<Parsed<DefinitionDocument>> openDefinition(const std::string& path);
[[nodiscard]] Result<Parsed<Registry>> openRegistry(const std::string& path);

/// A list of runs of any length, one run in memory at a time. Errors: unreadable, and those of streamRunList.
[[nodiscard]] Result<StreamedList> streamRunFile(const std::string& path, const TakeRun& take);

} // namespace runlens
