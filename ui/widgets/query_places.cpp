// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/query_places.h"

#include <algorithm>

namespace runlens {
namespace {

int placeOf(const QString& text, std::size_t character)
{
    int place = 0;
    for (std::size_t passed = 0; passed < character && place < text.size(); ++passed) {
        const bool pair = text[place].isHighSurrogate() && place + 1 < text.size() && text[place + 1].isLowSurrogate();
        place += pair ? 2 : 1;
    }
    return place;
}

} // namespace

TextPart partOf(const QString& text, const QuerySpan& span)
{
    const int start = placeOf(text, span.offset);
    return {start, placeOf(text, span.offset + span.length) - start};
}

std::size_t characterAt(const QString& text, int place)
{
    const QString before = text.left(std::max(place, 0));
    return static_cast<std::size_t>(std::ranges::count_if(before, [](QChar c) { return !c.isLowSurrogate(); }));
}

} // namespace runlens
