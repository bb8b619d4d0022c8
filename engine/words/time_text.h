// SPDX-License-Identifier: GPL-3.0-or-later
// Times and lengths of time as text.
#pragma once

#include "engine/analysis/moment.h"
#include "engine/domain/time.h"

#include <QString>
#include <date/tz.h>

#include <cstdint>
#include <optional>

namespace runlens {

struct TimeStyle {
    const date::time_zone* zone = nullptr; ///< null: UTC
    std::optional<date::local_days> today; ///< in that zone; where none is given, every date is written, with its year

    friend bool operator==(const TimeStyle&, const TimeStyle&) = default;
};

/// Table: "7 Jun 14:15:00.042", of which less is written where there is no room: no milliseconds, then no seconds.
/// Prose: "14:15:00 on 7 June", which stands behind "at".
enum class TimeForm : std::uint8_t { table, seconds, minutes, prose };

/// Writes times one after another, as a text tells them: a date only where it is another than that before it.
/// Milliseconds where there are any; the zone's name where a clock that is set back shows the hour twice.
class TimeWriter {
public:
    /// `dated`: the first time gets its date even if that is today.
    TimeWriter(const TimeStyle& style, TimeForm form, bool dated);

    [[nodiscard]] QString time(Instant at);
    /// With "~" where inferred; of an unknown one its words.
    [[nodiscard]] QString moment(const Moment& moment);

private:
    const TimeStyle& m_style;
    TimeForm m_form;
    std::optional<date::local_days> m_day; ///< whose date need not be written
};

/// "7 Jun" or "7 June", with the year where it is not today's.
[[nodiscard]] QString dateText(const TimeStyle& style, date::local_days day, TimeForm form = TimeForm::table);

/// The two largest units of it, rounded to the smaller: "1 d 2 h", "23 h 58 m", "38 s", "350 ms", "0 s". What rounds up
/// to the next larger unit is written in that: "1 d" for 23 h 59 m 40 s.
[[nodiscard]] QString durationText(Duration duration);

} // namespace runlens
