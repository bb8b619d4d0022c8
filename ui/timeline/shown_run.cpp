// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/shown_run.h"

#include "engine/report/run_timeline.h"

#include <utility>

namespace runlens {

std::shared_ptr<const ShownRun> showRun(Inspection inspection)
{
    layout::TimelineLayout prepared(timelineOf(inspection));
    layout::SceneHeader header = headerOf(inspection);
    auto shown =
        std::make_shared<ShownRun>(ShownRun{std::move(inspection), std::move(prepared), std::move(header), {}, {}});
    for (std::size_t kind = 0; kind < axisKinds; ++kind) {
        layout::AxisMeasures measures;
        measures.width = referenceWidth;
        shown->axes[kind] = std::make_shared<const layout::Axis>(
            layout::buildAxis(static_cast<layout::AxisKind>(kind), shown->timeline().happenings, measures));
        shown->overviews[kind] = layout::overviewOf(shown->timeline(), *shown->axes[kind]);
    }
    return shown;
}

} // namespace runlens
