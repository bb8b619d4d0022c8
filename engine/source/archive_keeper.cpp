// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/archive_keeper.h"

#include "engine/archive/archive_search.h"
#include "engine/wire/reader.h"

#include <algorithm>
#include <utility>

namespace runlens {

ArchiveKeeper::ArchiveKeeper(const std::string& path)
    : m_rows(std::make_shared<ArchiveRows>()), m_search(std::make_shared<const ArchiveSearch>(path, m_rows))
{
}

Result<std::unique_ptr<RunKeeper>> ArchiveKeeper::open(const std::string& path, const ArchiveFacts& facts,
                                                       std::optional<Instant> keepSince)
{
    auto archive = Archive::open(path, facts);
    if (!archive)
        return std::unexpected(std::move(archive.error()));
    if (keepSince)
        if (auto expired = (*archive)->expire(*keepSince); !expired)
            return std::unexpected(std::move(expired.error()));
    std::unique_ptr<ArchiveKeeper> keeper(new ArchiveKeeper(path));
    keeper->m_archive = std::move(*archive);
    return keeper;
}

Result<std::unique_ptr<RunKeeper>> ArchiveKeeper::openSaved(const std::string& path)
{
    auto reader = ArchiveReader::open(path);
    if (!reader)
        return std::unexpected(std::move(reader.error()));
    std::unique_ptr<ArchiveKeeper> keeper(new ArchiveKeeper(path));
    keeper->m_saved = std::move(*reader);
    return keeper;
}

ArchiveReader& ArchiveKeeper::reader() const { return m_archive ? m_archive->read() : *m_saved; }

Result<void> ArchiveKeeper::load(const std::function<RowNumber(RunSummary, Instant)>& take, const std::stop_token& stop)
{
    return reader().load(
        [&](std::span<ArchivedRow> rows) {
            for (ArchivedRow& row : rows)
                m_rows->set(row.number, take(std::move(row.summary), row.fetched));
        },
        stop);
}

std::vector<Automation> ArchiveKeeper::automations() const
{
    std::vector<Automation> all;
    const auto kept = reader().automations();
    for (const ArchivedAutomation& each : kept.value_or(std::vector<ArchivedAutomation>())) {
        Automation automation;
        automation.id = each.id;
        automation.name = each.name;
        automation.status = each.status;
        all.push_back(std::move(automation));
    }
    return all;
}

Result<void> ArchiveKeeper::putAutomations(std::span<const std::shared_ptr<const Automation>> automations)
{
    if (!m_archive)
        return {};
    std::vector<ArchivedAutomation> all;
    for (const auto& automation : automations)
        all.push_back({automation->id, automation->name, automation->status, {}, {}});
    return m_archive->putAutomations(all);
}

Result<void> ArchiveKeeper::put(std::span<const KeptRun> runs)
{
    if (!m_archive)
        return {};
    std::vector<ArchivedRun> all;
    all.reserve(runs.size());
    for (const KeptRun& run : runs)
        all.push_back({run.summary, run.bytes, {}, run.fetched, run.etag});
    const auto numbers = m_archive->put(all);
    if (!numbers)
        return std::unexpected(numbers.error());
    for (std::size_t i = 0; i < runs.size(); ++i)
        m_rows->set((*numbers)[i], runs[i].row);
    return {};
}

Result<void> ArchiveKeeper::remove(std::span<const RowNumber> rows)
{
    std::vector<ArchiveNumber> numbers;
    for (const RowNumber row : rows)
        if (const auto number = m_rows->numberOf(row)) {
            numbers.push_back(*number);
            m_rows->remove(*number);
        }
    return m_archive ? m_archive->remove(numbers) : Result<void>();
}

Result<std::optional<KeptDetail>> ArchiveKeeper::detail(const RunId& id) const
{
    auto kept = reader().detail(id);
    if (!kept)
        return std::unexpected(std::move(kept.error()));
    if (!*kept)
        return std::nullopt;
    return KeptDetail{std::make_shared<const std::string>(std::move((*kept)->bytes)), std::move((*kept)->etag)};
}

} // namespace runlens
