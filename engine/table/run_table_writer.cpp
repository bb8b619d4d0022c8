// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_table_writer.h"

#include "engine/table/shape_code.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace runlens {
namespace {

constexpr RowNumber emptySlot = std::numeric_limits<RowNumber>::max();
constexpr std::size_t firstSlots = 64;

std::int64_t timeOf(const std::optional<Instant>& time) { return time ? time->time_since_epoch().count() : noTime; }

std::uint8_t flagsOf(const RunSummary& run)
{
    unsigned flags = 0;
    const auto set = [&flags](bool is, std::uint8_t flag) { flags |= is ? flag : 0U; };
    set(run.open, RowFlag::open);
    set(run.timedOut, RowFlag::timedOut);
    set(run.startInferred, RowFlag::startInferred);
    set(run.endInferred, RowFlag::endInferred);
    set(run.facets.has_value(), RowFlag::detail);
    return static_cast<std::uint8_t>(flags);
}

std::size_t hashOf(const RunFacets& facets)
{
    std::size_t hash = static_cast<std::size_t>(facets.attempts * 31 + facets.waited.count());
    for (const auto* texts : {&facets.steps, &facets.outcomes, &facets.templates, &facets.findings, &facets.errors})
        for (const std::string& text : *texts)
            hash = hash * 1'000'003 ^ std::hash<std::string>{}(text);
    return hash;
}

template <class T>
void keep(T& field, const T& before, bool told)
{
    if (!told)
        field = before;
}

} // namespace

RunSummary merged(RunSummary run, const RunSummary& before)
{
    const bool goesOn = before.open && run.open && run.status == before.status && run.atStep == before.atStep;
    keep(run.automationId, before.automationId, !run.automationId.empty());
    keep(run.versionId, before.versionId, !run.versionId.empty());
    keep(run.status, before.status, run.status.present());
    keep(run.identityType, before.identityType, run.identityType != IdentityType::unknown);
    keep(run.identity, before.identity, !run.identity.empty());
    if (run.facets) // all there is to know
        return run;
    const bool same = goesOn || (!run.open && !before.open && run.status == before.status);
    keep(run.atStep, before.atStep, !run.atStep.empty() || !same);
    keep(run.sent, before.sent, run.sent.has_value() || !same);
    keep(run.limit, before.limit, run.limit.has_value() || !same);
    keep(run.error, before.error, !run.error.empty() || !same);
    // A shape of steps says more than a row without one, even if it is of a moment ago.
    keep(run.shape, before.shape, !run.shape.segments.empty());
    run.timedOut = run.timedOut || before.timedOut;
    if (!run.started || (run.startInferred && before.started && !before.startInferred)) {
        run.started = before.started;
        run.startInferred = before.startInferred;
    }
    if (!run.open && !run.ended && !before.open) {
        run.ended = before.ended;
        run.endInferred = before.endInferred;
    }
    return run;
}

RunTableWriter::RunTableWriter() : m_index(firstSlots, emptySlot)
{
    nameOf({});
    m_table.m_facets.append({}); // 0 stands for none
}

std::uint32_t RunTableWriter::nameOf(std::string_view name)
{
    if (const auto known = m_names.find(name); known != m_names.end())
        return known->second;
    const auto index = static_cast<std::uint32_t>(m_table.m_names.size());
    m_table.m_names.append(std::string(name));
    m_names.emplace(name, index);
    return index;
}

std::uint32_t RunTableWriter::facetsOf(const RunFacets& facets)
{
    const std::size_t hash = hashOf(facets);
    const auto [from, to] = m_facets.equal_range(hash);
    for (auto known = from; known != to; ++known)
        if (m_table.m_facets[known->second] == facets)
            return known->second;
    const auto index = static_cast<std::uint32_t>(m_table.m_facets.size());
    m_table.m_facets.append(facets);
    m_facets.emplace(hash, index);
    return index;
}

RunTableWriter::Put RunTableWriter::put(const RunSummary& run)
{
    const auto known = run.id.empty() ? std::nullopt : find(run.id.text());
    if (!known)
        return {append(run), true, true};
    RunSummary before = m_table.summary(*known);
    RunSummary after = merged(run, before);
    const bool wasStale = m_table.has(*known, RowFlag::stale);
    const bool hadFacets = before.facets.has_value();
    if (!after.facets && hadFacets)
        after.facets = before.facets;
    const bool changed = after != before;
    const bool stale = !run.facets && hadFacets && (wasStale || changed);
    if (!changed && stale == wasStale)
        return {*known, false, false};
    write(*known, after);
    RunChunk& chunk = m_table.m_chunks.change(*known / RunChunk::rows);
    if (stale)
        chunk.flags[RunTable::within(*known)] |= RowFlag::stale;
    m_table.m_detailed += !hadFacets && after.facets ? 1U : 0U;
    return {*known, false, changed};
}

RowNumber RunTableWriter::append(const RunSummary& run)
{
    const auto row = static_cast<RowNumber>(m_table.m_size);
    if (RunTable::within(row) == 0)
        m_table.m_chunks.append({});
    RunChunk& chunk = m_table.m_chunks.change(row / RunChunk::rows);
    const std::size_t rows = RunTable::within(row) + 1;
    for (auto* column : {&chunk.status, &chunk.flags, &chunk.identityType})
        column->resize(rows);
    for (auto* column : {&chunk.sent, &chunk.shapeLength})
        column->resize(rows);
    for (auto* column : {&chunk.started, &chunk.ended, &chunk.limit})
        column->resize(rows);
    for (auto* column : {&chunk.atStep, &chunk.automation, &chunk.version, &chunk.error, &chunk.statusWord,
                         &chunk.facets, &chunk.textAt, &chunk.idLength, &chunk.identityLength})
        column->resize(rows);
    ++m_table.m_size;
    ++m_table.m_living;
    m_table.m_detailed += run.facets ? 1U : 0U;
    write(row, run);
    if (!run.id.empty())
        index(row);
    return row;
}

void RunTableWriter::write(RowNumber row, const RunSummary& run)
{
    RunChunk& chunk = m_table.m_chunks.change(row / RunChunk::rows);
    const std::size_t at = RunTable::within(row);
    chunk.status[at] = static_cast<std::uint8_t>(run.status.value);
    chunk.statusWord[at] = nameOf(run.status.original);
    chunk.flags[at] = flagsOf(run);
    chunk.identityType[at] = static_cast<std::uint8_t>(run.identityType);
    chunk.sent[at] =
        run.sent ? static_cast<std::uint16_t>(std::clamp<std::int64_t>(*run.sent, 0, noCount - 1)) : noCount;
    chunk.started[at] = timeOf(run.started);
    chunk.ended[at] = timeOf(run.ended);
    chunk.limit[at] = timeOf(run.limit);
    chunk.atStep[at] = nameOf(run.atStep.text());
    chunk.automation[at] = nameOf(run.automationId.text());
    chunk.version[at] = nameOf(run.versionId.text());
    chunk.error[at] = nameOf(run.error);
    chunk.facets[at] = run.facets ? facetsOf(*run.facets) : 0;
    writeTexts(chunk, at, run);
}

void RunTableWriter::writeTexts(RunChunk& chunk, std::size_t at, const RunSummary& run)
{
    const std::string packed = packShape(run.shape);
    const std::size_t before = std::size_t{chunk.idLength[at]} + chunk.identityLength[at] + chunk.shapeLength[at];
    if (before > 0 && chunk.id(at) == run.id.text() && chunk.identity(at) == run.identity && chunk.shape(at) == packed)
        return;
    chunk.waste += before;
    chunk.textAt[at] = static_cast<std::uint32_t>(chunk.texts.size());
    chunk.idLength[at] = static_cast<std::uint32_t>(run.id.text().size());
    chunk.identityLength[at] = static_cast<std::uint32_t>(run.identity.size());
    chunk.shapeLength[at] = static_cast<std::uint16_t>(packed.size());
    chunk.texts.append(run.id.text()).append(run.identity).append(packed);
    if (chunk.waste < chunk.texts.size() / 2 || chunk.waste < 4096)
        return;
    std::string texts;
    for (std::size_t row = 0; row < chunk.size(); ++row) {
        const auto length = std::size_t{chunk.idLength[row]} + chunk.identityLength[row] + chunk.shapeLength[row];
        const std::string_view text = std::string_view(chunk.texts).substr(chunk.textAt[row], length);
        chunk.textAt[row] = static_cast<std::uint32_t>(texts.size());
        texts.append(text);
    }
    chunk.texts = std::move(texts);
    chunk.waste = 0;
}

bool RunTableWriter::remove(RowNumber row)
{
    if (m_table.has(row, RowFlag::removed))
        return false;
    RunSummary nothing;
    nothing.id = RunId(std::string(m_table.id(row))); // the index finds it, should it come again
    m_table.m_detailed -= m_table.has(row, RowFlag::detail) ? 1U : 0U;
    --m_table.m_living;
    write(row, nothing);
    m_table.m_chunks.change(row / RunChunk::rows).flags[RunTable::within(row)] = RowFlag::removed;
    return true;
}

std::optional<RowNumber> RunTableWriter::find(std::string_view id) const
{
    const std::size_t mask = m_index.size() - 1;
    for (std::size_t slot = std::hash<std::string_view>{}(id)&mask;; slot = (slot + 1) & mask) {
        const RowNumber row = m_index[slot];
        if (row == emptySlot)
            return std::nullopt;
        if (m_table.id(row) == id)
            return m_table.has(row, RowFlag::removed) ? std::nullopt : std::optional(row);
    }
}

void RunTableWriter::index(RowNumber row)
{
    if ((m_indexed + 1) * 2 > m_index.size())
        growIndex();
    const std::size_t mask = m_index.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(m_table.id(row)) & mask;
    // One that was removed and has come again has a new row, which takes the old one's place.
    while (m_index[slot] != emptySlot && m_table.id(m_index[slot]) != m_table.id(row))
        slot = (slot + 1) & mask;
    m_indexed += m_index[slot] == emptySlot ? 1U : 0U;
    m_index[slot] = row;
}

void RunTableWriter::growIndex()
{
    const std::vector<RowNumber> before = std::exchange(m_index, std::vector(m_index.size() * 2, emptySlot));
    const std::size_t mask = m_index.size() - 1;
    for (const RowNumber row : before) {
        if (row == emptySlot)
            continue;
        std::size_t slot = std::hash<std::string_view>{}(m_table.id(row)) & mask;
        while (m_index[slot] != emptySlot)
            slot = (slot + 1) & mask;
        m_index[slot] = row;
    }
}

} // namespace runlens
