// SPDX-License-Identifier: GPL-3.0-or-later
// One value as one line, and how places within values are written.
#pragma once

#include "engine/domain/value.h"
#include "ui/models/value_tree_model.h"

#include <QString>

#include <cstddef>
#include <string>
#include <string_view>

namespace runlens {

[[nodiscard]] ValueType typeOf(const Value& value) noexcept;
/// Fields of an object, items of a list; of every other value 0.
[[nodiscard]] std::size_t sizeOf(const Value& value) noexcept;

/// As ValueTreeModel shows it.
[[nodiscard]] QString lineOf(const Value& value);
/// The start of a text as safeText() shows it; a text of any length costs the same.
[[nodiscard]] QString safeStart(std::string_view utf8);

/// Appends a field to a path: `.name`, or `['odd name']`.
void appendToPath(std::string& path, std::string_view name);

} // namespace runlens
