// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of a source that is followed: whether it moves, how old it is, how it is reached. Texts only.
#pragma once

#include "engine/source/run_source.h"
#include "engine/words/time_text.h"

#include <QString>

#include <chrono>
#include <cstdint>

namespace runlens::shell {

struct LiveText {
    QString text;        ///< "Live · 2 s"; empty where there is nothing to follow
    QString toolTip;     ///< what is so, and what to do
    bool counts = false; ///< another text is due within a second
    bool trouble = false;
};

[[nodiscard]] LiveText liveText(const SourceState& state, Instant now, const TimeStyle& style);

/// "refreshed 1 s ago", "as of 26 Nov 14:02, 2 d ago"; empty where nothing was told yet, or of what cannot age.
[[nodiscard]] QString ageText(const SourceState& state, Instant now, const TimeStyle& style);
/// How long ageText() stays as it is: a second, or longer for what is older.
[[nodiscard]] std::chrono::milliseconds ageHolds(const SourceState& state, Instant now);

/// "Its clock is 1 h ahead of this computer's."; empty for less than `least`, which may be the way of the answer.
[[nodiscard]] QString clockText(std::chrono::seconds skew, std::chrono::seconds least);

/// "14:02", with the date where that is not today: for what needs no seconds.
[[nodiscard]] QString shortTime(Instant at, const TimeStyle& style);

} // namespace runlens::shell
