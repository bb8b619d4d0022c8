// SPDX-License-Identifier: GPL-3.0-or-later
// Moments as one line of text, so that a test compares what a reader would: `~2026-06-08T14:15:01.000Z message email_1
// created_at`, `?` where unknown.
#pragma once

#include "engine/analysis/moment.h"

#include <string>
#include <string_view>

namespace runlens::testing {

inline std::string_view kindName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::run: return "run";
    case ObjectKind::triggerEvent: return "trigger";
    case ObjectKind::step: return "step";
    case ObjectKind::attempt: return "attempt";
    case ObjectKind::wait: return "wait";
    case ObjectKind::message: return "message";
    case ObjectKind::messageEvent: return "message event";
    case ObjectKind::event: return "event";
    case ObjectKind::definition: return "definition";
    }
    return {};
}

inline std::string told(const FieldRef& ref)
{
    return std::string(kindName(ref.object)) + ' ' + ref.id + ' ' + std::string(ref.field);
}

/// Of 8 June 2026 only the clock is written.
inline std::string told(const Moment& moment)
{
    if (!moment.known())
        return "?";
    std::string time = formatInstant(moment.at);
    if (time.starts_with("2026-06-08T"))
        time = time.substr(11, 12);
    return (moment.origin == Origin::inferred ? "~" : "") + time + ' ' + told(moment.source);
}

} // namespace runlens::testing
