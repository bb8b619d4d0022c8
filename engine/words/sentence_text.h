// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/statement.h"
#include "engine/words/time_text.h"

#include <QString>

namespace runlens {

/// One sentence, not yet translated. Where its first argument is the name of an event, `ofOpen` is its form for opens,
/// which people know by that word; null where there is none.
struct SentenceText {
    const char* text = nullptr;
    const char* ofOpen = nullptr;
};

/// The sentence in the application's language, its places filled; its count (%n) is its first whole number.
[[nodiscard]] QString spoken(const SentenceText& sentence, const Arguments& arguments, TimeWriter& times);

} // namespace runlens
