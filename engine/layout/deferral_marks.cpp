// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/row_marks.h"

#include <array>
#include <limits>

namespace runlens::layout {
namespace {

constexpr double iconSize = 14;

} // namespace

void layOutDeferrals(Frame& frame, const Row& row, const Rect& rowBox, const Rect& bar, LabelBoard& board)
{
    const double middle = bar.y + bar.height / 2;
    const double top = rowBox.y + 4;
    for (const DeferralMark& deferral : row.deferrals) {
        const double x = frame.x(deferral.until);
        const Rect icon{x - iconSize - 3, middle - iconSize / 2, iconSize, iconSize};
        if (icon.x < frame.scene.plotLeft || icon.right() > frame.plotRight)
            continue;
        frame.scene.icons.push_back({icon, Icon::delay, Tone::muted});
        const Moment until{Origin::reported, deferral.until, {}};
        const std::string text = deferral.reason.empty()
                                     ? frame.say(CaptionCode::deferred, {until})
                                     : frame.say(CaptionCode::deferredBecause, {deferral.reason, until});
        const std::array<LabelBoard::Anchor, 3> anchors{
            {{{x, top}, Align::right}, {{x, top}, Align::centre}, {{icon.x, top}, Align::left}}};
        board.put(text, TextRole::small, Tone::muted, anchors, std::numeric_limits<double>::max());
    }
}

} // namespace runlens::layout
