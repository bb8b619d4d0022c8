// SPDX-License-Identifier: GPL-3.0-or-later
// Values of documents compared with what a query says. Private to query.
#pragma once

#include "engine/domain/value.h"
#include "engine/query/query.h"

namespace runlens {

/// Is one of the term's values true of `found`, or of an item of it, where it is a list? Negation is left to the
/// caller.
///
/// Numbers are compared as numbers, times as times, other texts byte by byte; `:` is true of texts that are the same
/// whatever the case, or like the pattern. `:true` and `:null` mean the values as well as the texts. Values of
/// different kinds have no order.
[[nodiscard]] bool isTrueOf(const QueryTerm& term, const Value& found);

} // namespace runlens
