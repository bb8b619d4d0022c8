// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/caption.h"
#include "engine/words/words.h"

#include <optional>

namespace runlens {

/// The timeline's words. The header's time is dated as `style` says; a time within the picture has its date only where
/// that is another day than the one the run started on, which the header and the ruler show.
class TimelineCaptions final : public layout::Captions {
public:
    TimelineCaptions(TimeStyle style, std::optional<Instant> runStart);

    [[nodiscard]] std::string text(layout::CaptionCode code, const Arguments& arguments) const override;
    [[nodiscard]] std::string tick(Instant at, std::optional<Instant> previous, Duration step) const override;
    [[nodiscard]] Duration zoneOffset(Instant at) const override;

private:
    [[nodiscard]] Arguments inWords(layout::CaptionCode code, Arguments arguments) const;
    [[nodiscard]] date::local_time<Duration> local(Instant at) const;

    TimeStyle m_style;
    TimeStyle m_within; ///< "today" is the day the run started on
    Words m_words;
};

} // namespace runlens
