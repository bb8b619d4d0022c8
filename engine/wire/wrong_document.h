// SPDX-License-Identifier: GPL-3.0-or-later
// Private to wire.
#pragma once

#include "engine/base/result.h"
#include "engine/wire/sniff.h"

#include <string_view>

namespace runlens {

/// The document is of another kind than the `wanted` one ("a run"). That it is no JSON at all would be the better
/// answer, and that it is the error body of a server too.
[[nodiscard]] Error wrongDocument(std::string_view json, DocumentKind found, std::string_view wanted);

} // namespace runlens
