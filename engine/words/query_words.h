// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a query, in sentences.
#pragma once

#include "engine/query/query.h"

#include <QString>

namespace runlens {

/// What is wrong, and what to write instead, in the application's language. The place is shown beside it.
[[nodiscard]] QString queryErrorText(const QueryError& error);

} // namespace runlens
