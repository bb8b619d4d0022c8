// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_table.h"

#include "engine/table/shape_code.h"

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

constexpr std::size_t segmentBytes = 3;
constexpr std::uint8_t waitsBit = 0x80;

std::optional<Instant> timeOf(std::int64_t time)
{
    return time == noTime ? std::nullopt : std::optional(Instant(Duration(time)));
}

} // namespace

std::string packShape(const RunShape& shape)
{
    std::string packed;
    packed.reserve(shape.segments.size() * segmentBytes);
    for (const ShapeSegment& segment : shape.segments) {
        const auto weight = static_cast<unsigned>(std::lround(std::clamp(segment.weight, 0.1, 100.0) * 100));
        const auto state = static_cast<std::uint8_t>(segment.state);
        packed += static_cast<char>(state | (segment.waits ? waitsBit : 0));
        packed += static_cast<char>(weight & 0xffU);
        packed += static_cast<char>(weight >> 8U);
    }
    return packed;
}

RunShape unpackShape(std::string_view packed)
{
    RunShape shape;
    for (std::size_t at = 0; at + segmentBytes <= packed.size(); at += segmentBytes) {
        const auto byte = [&](std::size_t offset) { return static_cast<std::uint8_t>(packed[at + offset]); };
        const auto state = static_cast<std::uint8_t>(byte(0) & ~waitsBit);
        if (state > static_cast<std::uint8_t>(layout::State::failed))
            continue;
        const double weight = std::clamp((byte(1) + 256.0 * byte(2)) / 100, 0.1, 100.0);
        shape.segments.push_back({static_cast<layout::State>(state), weight, (byte(0) & waitsBit) != 0});
    }
    return shape;
}

RunShape RunTable::shape(RowNumber row) const { return unpackShape(chunkOf(row).shape(within(row))); }

RunSummary RunTable::summary(RowNumber row) const
{
    const RunChunk& chunk = chunkOf(row);
    const std::size_t at = within(row);
    RunSummary run;
    run.id = RunId(std::string(chunk.id(at)));
    run.automationId = AutomationId(name(chunk.automation[at]));
    run.versionId = VersionId(name(chunk.version[at]));
    run.status = chunk.statusWord[at] != 0 ? Named<RunStatus>::unknownWord(name(chunk.statusWord[at]))
                                           : Named<RunStatus>(static_cast<RunStatus>(chunk.status[at]));
    run.identityType = static_cast<IdentityType>(chunk.identityType[at]);
    run.identity = chunk.identity(at);
    run.atStep = StepKey(name(chunk.atStep[at]));
    run.started = timeOf(chunk.started[at]);
    run.ended = timeOf(chunk.ended[at]);
    run.startInferred = chunk.has(at, RowFlag::startInferred);
    run.endInferred = chunk.has(at, RowFlag::endInferred);
    run.open = chunk.has(at, RowFlag::open);
    run.timedOut = chunk.has(at, RowFlag::timedOut);
    run.limit = timeOf(chunk.limit[at]);
    if (chunk.sent[at] != noCount)
        run.sent = chunk.sent[at];
    run.error = name(chunk.error[at]);
    run.shape = shape(row);
    if (chunk.facets[at] != 0)
        run.facets = facets(chunk.facets[at]);
    return run;
}

} // namespace runlens
