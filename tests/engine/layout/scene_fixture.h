// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes of a timeline, and what can be asked of any scene.
#pragma once

#include "tests/engine/layout/layout_fixture.h"

#include <QString>

#include <algorithm>
#include <string>

namespace runlens::layout {

inline constexpr AxisKind kinds[] = {AxisKind::folded, AxisKind::linear, AxisKind::sequence};

inline Scene sceneOf(const Timeline& timeline, const SceneOptions& options)
{
    const TimelineLayout layout(timeline);
    const SceneHeader header{"run_7f3a", RunStatus::waiting, "olivia@example.com", {}, {}, false};
    return layout.scene(options, header, layout.axis(options), PlainCaptions(), FixedMetrics());
}

inline bool says(const Scene& scene, CaptionCode code)
{
    const std::string start = std::to_string(static_cast<int>(code));
    return std::ranges::any_of(
        scene.texts, [&start](const Text& text) { return text.text == start || text.text.starts_with(start + ":"); });
}

/// Empty where nothing is wrong with the scene's texts.
inline QString textFault(const Scene& scene)
{
    for (std::size_t i = 0; i < scene.texts.size(); ++i) {
        const Text& a = scene.texts[i];
        const QString name = QString::fromStdString(a.text);
        if (a.box.x < -0.01 || a.box.right() > scene.width + 0.01 || a.box.y < -0.01
            || a.box.bottom() > scene.height + 0.01)
            return QStringLiteral("outside: ") + name;
        if (FixedMetrics().width(a.text, a.role) > a.box.width + 1.01)
            return QStringLiteral("wider than its box: ") + name;
        for (std::size_t j = 0; j < i; ++j)
            if (a.box.meets(scene.texts[j].box))
                return name + QStringLiteral(" overlaps ") + QString::fromStdString(scene.texts[j].text);
        for (const Diamond& d : scene.diamonds)
            if (a.box.meets({d.centre.x - d.radius + 1, d.centre.y - d.radius + 1, 2 * d.radius - 2, 2 * d.radius - 2}))
                return name + QStringLiteral(" on a diamond");
        for (const TickLine& now : scene.nowLine)
            if (!a.pill && a.box.y > now.top && a.box.bottom() < now.bottom
                && a.box.meets({now.x, now.top, 0.1, now.bottom - now.top})
                && std::ranges::none_of(scene.bars, [&a](const Bar& bar) { return bar.box.meets(a.box); })
                && std::ranges::none_of(scene.chips, [&a](const Chip& chip) { return chip.box.meets(a.box); }))
                return name + QStringLiteral(" on the now-line");
    }
    return {};
}

} // namespace runlens::layout
