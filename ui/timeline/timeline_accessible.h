// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline for those who do not see it. A list, of which each row is an item with its parts as children: name,
// role, value (also as the description, which AT-SPI hands on), place on the screen, whether selected, and the order in
// which they are read. Children are made when they are asked for.
#pragma once

namespace runlens {

class TimelineWidget;

/// Once is enough; more does no harm.
void installTimelineAccessibility();

/// Tell assistive technology, if there is any, that the rows are others, or that another subject is selected.
void announceTimelineReset(TimelineWidget& widget);
void announceTimelineSelection(TimelineWidget& widget);

} // namespace runlens
