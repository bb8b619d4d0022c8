// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/zone_choice.h"

#include <stdexcept>

namespace runlens::shell {

TimeStyle timeStyleOf(ZoneChoice choice, Instant now)
{
    TimeStyle style;
    Duration offset{0};
    if (choice == ZoneChoice::mine) {
        try {
            style.zone = date::current_zone();
            offset = style.zone->get_info(now).offset;
        } catch (const std::runtime_error&) { // no zone is set, or its file is gone
            style.zone = nullptr;
        }
    }
    style.today = date::floor<date::days>(date::local_time<Duration>(now.time_since_epoch() + offset));
    return style;
}

QString zoneName(const TimeStyle& style)
{
    if (style.zone == nullptr || style.zone->name() == "Etc/UTC")
        return QStringLiteral("UTC");
    return QString::fromStdString(style.zone->name());
}

} // namespace runlens::shell
