// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/inspection.h"

#include <utility>

namespace runlens {

Inspection inspect(Run run, std::optional<Automation> automation, Diagnostics diagnostics, Instant now)
{
    Inspection inspection{std::move(run), std::move(automation), std::move(diagnostics), now, {}, {}, {}};
    const Definition* definition = inspection.definition();
    inspection.evidence = collectEvidence(inspection.run, definition);
    inspection.audit = audit(inspection.run, inspection.evidence, definition, now);
    inspection.story = tellStory(inspection.run, inspection.evidence, inspection.audit, definition, now);
    return inspection;
}

} // namespace runlens
