// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/subject.h"

#include <array>

namespace runlens::layout {
namespace {

constexpr std::array parts{Part::whole, Part::attempt, Part::limit, Part::resumption, Part::lateEvent, Part::message};

} // namespace

std::size_t countOf(const Row& row, Part part) noexcept
{
    switch (part) {
    case Part::whole: return 1;
    case Part::attempt: return row.attempts.size();
    case Part::limit: return row.wait && row.wait->limit ? 1 : 0;
    case Part::resumption: return row.wait && row.wait->resumedAt ? 1 : 0;
    case Part::lateEvent: return row.wait ? row.wait->lateEvents.size() : 0;
    case Part::message: return row.messages.size();
    }
    return 0;
}

std::size_t subjectCount(const Row& row) noexcept
{
    std::size_t count = 0;
    for (const Part part : parts)
        count += countOf(row, part);
    return count;
}

Subject subjectAt(const Timeline& timeline, std::size_t row, std::size_t place) noexcept
{
    for (const Part part : parts) {
        const std::size_t count = countOf(timeline.rows[row], part);
        if (place < count)
            return {row, part, place};
        place -= count;
    }
    return {row, Part::whole, 0};
}

std::optional<std::size_t> placeOf(const Timeline& timeline, const Subject& subject) noexcept
{
    if (subject.row >= timeline.rows.size() || subject.index >= countOf(timeline.rows[subject.row], subject.part))
        return std::nullopt;
    std::size_t place = subject.index;
    for (const Part part : parts) {
        if (part == subject.part)
            break;
        place += countOf(timeline.rows[subject.row], part);
    }
    return place;
}

std::optional<Subject> nextOf(const Timeline& timeline, const Subject& subject) noexcept
{
    const auto place = placeOf(timeline, subject);
    if (!place)
        return std::nullopt;
    if (*place + 1 < subjectCount(timeline.rows[subject.row]))
        return subjectAt(timeline, subject.row, *place + 1);
    if (subject.row + 1 < timeline.rows.size())
        return Subject{subject.row + 1, Part::whole, 0};
    return std::nullopt;
}

std::optional<Subject> previousOf(const Timeline& timeline, const Subject& subject) noexcept
{
    const auto place = placeOf(timeline, subject);
    if (!place)
        return std::nullopt;
    if (*place > 0)
        return subjectAt(timeline, subject.row, *place - 1);
    if (subject.row > 0)
        return subjectAt(timeline, subject.row - 1, subjectCount(timeline.rows[subject.row - 1]) - 1);
    return std::nullopt;
}

std::optional<SubjectSpan> spanOf(const Timeline& timeline, const Subject& subject) noexcept
{
    if (!placeOf(timeline, subject))
        return std::nullopt;
    const Row& row = timeline.rows[subject.row];
    const auto instant = [](Instant at) { return SubjectSpan{at, at}; };
    switch (subject.part) {
    case Part::attempt: return SubjectSpan{row.attempts[subject.index].span.from, row.attempts[subject.index].span.to};
    case Part::limit: return instant(*row.wait->limit);
    case Part::resumption: return instant(*row.wait->resumedAt);
    case Part::lateEvent: return instant(row.wait->lateEvents[subject.index].at);
    case Part::whole:
    case Part::message: break;
    }
    if (!row.placed)
        return std::nullopt;
    return SubjectSpan{row.span.from, row.span.to};
}

} // namespace runlens::layout
