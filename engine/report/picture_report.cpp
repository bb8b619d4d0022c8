// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/picture_report.h"

#include "engine/layout/timeline_layout.h"
#include "engine/render/fonts.h"
#include "engine/render/picture.h"
#include "engine/report/run_timeline.h"
#include "engine/words/timeline_captions.h"

#include <algorithm>

namespace runlens {

layout::Scene pictureScene(const Inspection& inspection, const Words& words, const PictureOptions& options)
{
    const layout::TimelineLayout timeline(timelineOf(inspection));
    layout::SceneOptions scene;
    scene.axis = options.axis;
    scene.width = options.width;
    scene.height = options.height;
    const double highest = render::longestImageSide / (options.format == PictureFormat::png ? options.scale : 1);
    if (scene.height <= 0)
        scene.height = std::min(timeline.naturalHeight(layout::Density::comfortable, true), highest);
    return timeline.scene(scene, headerOf(inspection), timeline.axis(scene),
                          TimelineCaptions(words.timeStyle(), startOf(inspection)), render::FontMetrics());
}

Result<QByteArray> pictureReport(const Inspection& inspection, const Words& words, const PictureOptions& options)
{
    const layout::Scene prepared = pictureScene(inspection, words, options);
    if (options.format == PictureFormat::svg)
        return render::toSvg(prepared, options.theme, inspection.run.id.text());
    return render::toPng(prepared, options.theme, options.scale);
}

} // namespace runlens
