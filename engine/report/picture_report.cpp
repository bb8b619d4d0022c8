// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/picture_report.h"

#include "engine/layout/timeline_layout.h"
#include "engine/render/fonts.h"
#include "engine/render/picture.h"
#include "engine/words/timeline_captions.h"

#include <algorithm>

namespace runlens {
namespace {

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

} // namespace

Result<QByteArray> pictureReport(const Inspection& inspection, const Words& words, const PictureOptions& options)
{
    layout::Timeline marked =
        layout::buildTimeline(inspection.run, inspection.evidence, inspection.definition(), inspection.now);
    layout::noteFindings(marked, inspection.audit);
    const layout::TimelineLayout timeline(std::move(marked));
    layout::SceneOptions scene;
    scene.axis = options.axis;
    scene.width = options.width;
    scene.height = options.height;
    const double highest = render::longestImageSide / (options.format == PictureFormat::png ? options.scale : 1);
    if (scene.height <= 0)
        scene.height = std::min(timeline.naturalHeight(layout::Density::comfortable, true), highest);
    const layout::Scene prepared =
        timeline.scene(scene, headerOf(inspection), timeline.axis(scene),
                       TimelineCaptions(words.timeStyle(), startOf(inspection)), render::FontMetrics());
    if (options.format == PictureFormat::svg)
        return render::toSvg(prepared, options.theme, inspection.run.id.text());
    return render::toPng(prepared, options.theme, options.scale);
}

} // namespace runlens
