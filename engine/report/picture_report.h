// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/layout/axis.h"
#include "engine/layout/scene.h"
#include "engine/render/palette.h"
#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <QByteArray>

#include <cstdint>

namespace runlens {

enum class PictureFormat : std::uint8_t { png, svg };

struct PictureOptions {
    PictureFormat format = PictureFormat::png;
    render::Theme theme = render::Theme::light;
    layout::AxisKind axis = layout::AxisKind::folded;
    double scale = 1;    ///< device pixels a pixel, PNG only
    double width = 1200; ///< pixels
    double height = 0;   ///< pixels; 0: as high as the rows need, and no higher than an image may be
};

/// What such a picture shows, ready to be painted. Needs a QGuiApplication, whose fonts it is measured with.
[[nodiscard]] layout::Scene pictureScene(const Inspection& inspection, const Words& words,
                                         const PictureOptions& options);

/// The timeline of a run as a picture file's bytes. Needs a QGuiApplication.
[[nodiscard]] Result<QByteArray> pictureReport(const Inspection& inspection, const Words& words,
                                               const PictureOptions& options);

} // namespace runlens
