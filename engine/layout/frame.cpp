// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/frame.h"

#include <algorithm>

namespace runlens::layout {

double labelWidth(double width) noexcept { return std::clamp(width * 0.19, 148.0, 220.0); }

bool LabelBoard::free(const Rect& box) const noexcept
{
    return std::ranges::none_of(m_taken, [&box](const Rect& taken) { return taken.meets(box); });
}

double LabelBoard::freeUntil(const Rect& start) const noexcept
{
    double right = m_frame.plotRight;
    for (const Rect& taken : m_taken)
        if (taken.y < start.bottom() && start.y < taken.bottom() && taken.right() > start.x)
            right = std::min(right, taken.x);
    return std::max(right, start.x);
}

bool LabelBoard::put(const std::string& text, TextRole role, Tone tone, std::span<const Anchor> anchors, double least)
{
    if (text.empty())
        return true;
    const double width = m_frame.metrics.width(text, role) + 1;
    const double height = m_frame.metrics.lineHeight(role);
    for (const Anchor& anchor : anchors) {
        const double shift = anchor.align == Align::left ? 0 : anchor.align == Align::right ? width : width / 2;
        const Rect box{anchor.at.x - shift, anchor.at.y, width, height};
        if (box.x < m_frame.scene.plotLeft + 2 || box.right() > m_frame.plotRight || !free(box))
            continue;
        take(box);
        m_frame.scene.texts.push_back({box, text, role, tone, anchor.align, false});
        return true;
    }
    for (const Anchor& anchor : anchors) {
        if (anchor.align != Align::left)
            continue;
        Rect box{anchor.at.x, anchor.at.y, least, height};
        box.width = freeUntil(box) - 4 - box.x;
        if (box.width < least || box.x < m_frame.scene.plotLeft)
            continue;
        take(box);
        m_frame.scene.texts.push_back(
            {box, m_frame.metrics.elided(text, role, box.width), role, tone, Align::left, false});
        return true;
    }
    return false;
}

} // namespace runlens::layout
