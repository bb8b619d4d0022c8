// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/run_timeline.h"

namespace runlens {

layout::Timeline timelineOf(const Inspection& inspection)
{
    layout::Timeline timeline =
        layout::buildTimeline(inspection.run, inspection.evidence, inspection.definition(), inspection.now);
    layout::noteFindings(timeline, inspection.audit);
    return timeline;
}

layout::SceneHeader headerOf(const Inspection& inspection)
{
    const Run& run = inspection.run;
    const Span& span = inspection.evidence.run;
    layout::SceneHeader header{run.id.text(), run.status, run.identityValue, span.start, {}, false};
    if (span.start.known()) {
        if (span.end.known())
            header.lasted = span.end.at - span.start.at;
        else if (span.open && inspection.now > span.start.at)
            header.lasted = inspection.now - span.start.at;
    }
    header.lastedExactly = span.start.origin == Origin::reported && span.end.origin == Origin::reported;
    return header;
}

std::optional<Instant> startOf(const Inspection& inspection)
{
    const Moment& start = inspection.evidence.run.start;
    return start.known() ? std::optional(start.at) : std::nullopt;
}

} // namespace runlens
