// SPDX-License-Identifier: GPL-3.0-or-later
// Queries count in code points, Qt's texts in UTF-16. Private to widgets.
#pragma once

#include "engine/query/query.h"

#include <QString>

namespace runlens {

/// A part of a QString.
struct TextPart {
    int start = 0;
    int length = 0;

    [[nodiscard]] int end() const noexcept { return start + length; }
    /// Its ends too.
    [[nodiscard]] bool touches(int place) const noexcept { return start <= place && place <= end(); }
    friend bool operator==(const TextPart&, const TextPart&) = default;
};

[[nodiscard]] TextPart partOf(const QString& text, const QuerySpan& span);
[[nodiscard]] std::size_t characterAt(const QString& text, int place);

} // namespace runlens
