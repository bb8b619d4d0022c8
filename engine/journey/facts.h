// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/words.h"
#include "engine/journey/contact.h"
#include "engine/journey/policy.h"
#include "engine/journey/zone_offsets.h"

#include <span>

namespace runlens::journey {

/// A message that counts against the caps of its contact, from its outbox row's commit on.
struct CapSlot {
    Instant takenAt{};
    Channel channel = Channel::email;

    friend bool operator==(const CapSlot&, const CapSlot&) = default;
};

/// The world as the core may see it while it applies one input. Only views: they must live as long as the call.
struct Facts {
    const Contact& contact;
    const Policy& policy;
    const ZoneOffsets& zone;        ///< of the contact
    std::span<const CapSlot> slots; ///< of the contact, over all automations, in order of time; the run's own included
    ProjectUsage usage;
};

} // namespace runlens::journey
