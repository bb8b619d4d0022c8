// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/admission.h"

namespace runlens::journey {

Admission admit(const Plan& plan, const EventRecord& event, Reentry reentry, const ContactHistory& history,
                const ProjectCaps& caps, const ProjectUsage& usage)
{
    if (event.name != plan.triggerEventName)
        return Admission::otherEvent;
    if (!matches(plan.triggerFilters, event.payload))
        return Admission::filtered;
    if (reentry == Reentry::once && history.runs > 0)
        return Admission::alreadyBeen;
    if (reentry == Reentry::oneAtATime && history.openRuns > 0)
        return Admission::alreadyInside;
    if (event.depth > maxDepth)
        return Admission::causationTooDeep;
    if (caps.starts && usage.starts >= *caps.starts)
        return Admission::startsCap;
    return Admission::start;
}

bool mayIngest(const ProjectCaps& caps, const ProjectUsage& usage) noexcept
{
    return !caps.ingest || usage.ingest < *caps.ingest;
}

} // namespace runlens::journey
