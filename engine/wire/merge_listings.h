// SPDX-License-Identifier: GPL-3.0-or-later
// A wait or message may be listed twice: in its step and in the run. Here the two become one. Private to wire.
#pragma once

#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"
#include "engine/wire/draft.h"

#include <functional>
#include <string>
#include <vector>

namespace runlens {

/// Pointers are beneath the run.
using Report = std::function<void(DiagnosticCode code, const std::string& pointer, std::string detail)>;

/// Leaves each item once in `items`, those nested in steps first, each group in the order read. Two are one if they
/// have the same id (and channel), or no id and the same step, name and time. What one listing lacks the other fills;
/// where both say something else, the nested value stays and Run::contradictions tells of it, with pointers beneath the
/// run. `places` is parallel to `items` and is left so. Cost is linear.
void mergeListings(Run& run, std::vector<Wait>& items, const Draft& draft, std::vector<Place>& places,
                   const Report& report);
void mergeListings(Run& run, std::vector<Message>& items, const Draft& draft, std::vector<Place>& places,
                   const Report& report);

} // namespace runlens
