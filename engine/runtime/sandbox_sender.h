// SPDX-License-Identifier: GPL-3.0-or-later
// A sender that sends nothing: it notes what it was handed, drops what it was handed before, and fails where the
// address or the template asks for it, so that every way of a run can be tried out.
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/sender.h"

#include <memory>
#include <string>

namespace runlens::runtime {

/// Keeps the keys it has seen in an SQLite file of its own (PATH, made where it is not there), because it stands for a
/// provider: what it has taken it has taken, whatever becomes of the process. Errors: those of openStore.
///
/// By the local part of the address: "refused" fails for good, "busy" fails twice and then succeeds, "unreachable"
/// fails always, anything else is taken; a tag after + does not count ("busy+1@example.com").
[[nodiscard]] Result<std::unique_ptr<Sender>> openSandboxSender(const std::string& path);

} // namespace runlens::runtime
