// SPDX-License-Identifier: GPL-3.0-or-later
// A list of runs and what stands around it. Private to wire.
#pragma once

#include "engine/domain/run.h"
#include "engine/wire/field_rule.h"

#include <string>

namespace runlens {

/// Takes the runs of a list, one after the other.
class RunSink {
public:
    RunSink() = default;
    RunSink(const RunSink&) = delete;
    RunSink& operator=(const RunSink&) = delete;
    virtual ~RunSink() = default;

    /// Where the next run is read into; it must stay there until taken.
    virtual Run& next() = 0;
    /// That run is complete; `decoder` has its pointer. False ends the reading.
    virtual bool take(Decoder& decoder) = 0;

    bool hasMore = false;
    std::string nextCursor;
};

// Both of a RunSink.
extern const ObjectType listEnvelope; ///< an object around the list
extern const FieldRule bareList;      ///< the list itself

} // namespace runlens
