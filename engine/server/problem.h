// SPDX-License-Identifier: GPL-3.0-or-later
// Refusals, all with the documented error body.
#pragma once

#include "engine/base/result.h"
#include "engine/server/http_message.h"
#include "engine/wire/answer_writer.h"
#include "engine/wire/diagnostic.h"

#include <string_view>
#include <vector>

namespace runlens::server {

[[nodiscard]] HttpResponse problem(int status, std::string_view code, std::string_view message,
                                   const std::vector<ErrorDetail>& details = {}, Dialect dialect = Dialect::sendrealm);

/// What a failure of runtime, store or wire means to a client. Paths and words of the database stay here.
[[nodiscard]] HttpResponse problemOf(const Error& error, Dialect dialect);

/// 422: each thing that is wrong with a body, and where.
[[nodiscard]] HttpResponse unfit(const Diagnostics& diagnostics, Dialect dialect);

} // namespace runlens::server
