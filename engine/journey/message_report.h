// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a run and its contact when a provider reports of a message (domain/words.h).
#pragma once

#include "engine/domain/run.h"
#include "engine/domain/time.h"
#include "engine/domain/words.h"

#include <string_view>

namespace runlens::journey {

/// The platform's event of it ("sendrealm.mail.open"); empty where it has none for that channel.
[[nodiscard]] std::string_view eventNameOf(MessageReport report, Channel channel) noexcept;
/// Does it end all further messages of that channel to the contact?
[[nodiscard]] constexpr bool suppresses(MessageReport report) noexcept
{
    return report == MessageReport::bounce || report == MessageReport::complaint;
}

/// Adds it to the message: its events, the last one, and its status, which only goes forward.
void tellReport(Message& message, MessageReport report, Instant at);

} // namespace runlens::journey
