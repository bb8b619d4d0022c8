// SPDX-License-Identifier: GPL-3.0-or-later
// Rows 10 and 11: two million runs of an archive opened, searched, filtered and sorted. Peers: grep over a file of the
// same texts (folded already, so that it need not fold, and one run a line: it only counts), memmem over the same bytes
// in memory (the limit; no peer does that), and a QSortFilterProxyModel over the same table.
#include "engine/archive/archive.h"
#include "engine/archive/archive_search.h"
#include "engine/archive/searchable_text.h"
#include "engine/table/run_order.h"
#include "engine/table/run_table_writer.h"
#include "engine/wire/run_writer.h"
#include "tests/bench/benches.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

namespace runlens::bench {
namespace {

constexpr std::size_t allRuns = 2'000'000;
constexpr std::size_t fewRuns = 20'000;
constexpr std::size_t atOnce = 5000;

template <class T>
T need(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "archive bench: %s (%s)\n", result.error().message.c_str(), result.error().where.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

double secondsOf(const auto& work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Memory of this process that is in use, in bytes.
double residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// A list's row: what a server tells of a run without its detail.
RunSummary rowOf(std::size_t number)
{
    static constexpr std::array steps{"wait_for_open", "send_welcome", "check_plan", "send_offer", "two_days"};
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "run_%08zx%08zx", number * 2'654'435'761U % 0xFFFFFFFFU, number);
    RunSummary run;
    run.id = RunId(id.data());
    run.automationId = AutomationId("aut_01hx7q5w3k9d2m4n");
    run.versionId = VersionId("ver_01hx7q5w3k9d2m4p");
    run.status = static_cast<RunStatus>(1 + number * 7 % 6);
    run.identityType = IdentityType::email;
    run.identity = "customer" + std::to_string(number * 7919 % 900'001) + "@example.org";
    run.atStep = StepKey(steps[number % steps.size()]);
    run.started = Instant(std::chrono::seconds(1'780'000'000 + number * 48'271 % 5'000'000));
    if (run.status == RunStatus::failed)
        run.error = "550: mailbox full";
    run.open = run.status == RunStatus::waiting;
    if (!run.open)
        run.ended = *run.started + std::chrono::seconds(number % 9000);
    run.sent = static_cast<std::int64_t>(number % 4);
    for (std::size_t i = 0; i < 2 + number % 4; ++i)
        run.shape.segments.push_back({layout::State::completed, 1, i % 2 == 1});
    return run;
}

/// Of about 3 KB.
Run detailOf(std::size_t number)
{
    const RunSummary row = rowOf(number);
    Run run;
    run.id = row.id;
    run.automationId = row.automationId;
    run.status = row.status;
    run.identityValue = row.identity;
    run.startedAt = row.started;
    run.triggerEvent.emplace();
    run.triggerEvent->id = EventId("evt_" + row.id.text());
    run.triggerEvent->name = "order.placed";
    run.triggerEvent->payload = Value(Value::Object{{"order_id", Value("A-" + std::to_string(number * 31))},
                                                    {"amount", Value(static_cast<double>(number % 1000) + 0.5)},
                                                    {"plan", Value(std::string("professional"))}});
    for (std::size_t i = 0; i < 8; ++i) {
        Step step;
        step.id = StepId("step_" + std::to_string(number) + "_" + std::to_string(i));
        step.key = StepKey("step_" + std::to_string(i));
        step.type = StepType::sendEmailTemplate;
        step.status = StepStatus::completed;
        step.startedAt = *row.started + std::chrono::seconds(i * 60);
        step.completedAt = *row.started + std::chrono::seconds(i * 60 + 20);
        step.attempts.push_back({1, step.startedAt, step.completedAt, {}, {}});
        run.steps.push_back(std::move(step));
    }
    return run;
}

class Files {
public:
    Files() : m_folder((std::filesystem::temp_directory_path() / "runlens-archive-bench-XXXXXX").string())
    {
        ::mkdtemp(m_folder.data());
    }
    ~Files()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return m_folder + "/" + name; }

private:
    std::string m_folder;
};

double sizeOf(const std::string& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<double>(size);
}

void fill(const std::string& path, std::size_t runs, bool details)
{
    const auto archive = need(Archive::open(path, {}));
    std::vector<ArchivedRun> some;
    for (std::size_t number = 0; number < runs; ++number) {
        some.push_back({.summary = rowOf(number)});
        if (details)
            some.back().detail = writeRun(detailOf(number));
        if (some.size() < atOnce && number + 1 < runs)
            continue;
        need(archive->put(some));
        some.clear();
    }
}

RunTable tableOf(ArchiveReader& reader)
{
    RunTableWriter writer;
    need(reader.load([&](std::span<ArchivedRow> rows) {
        for (const ArchivedRow& row : rows)
            writer.put(row.summary);
    }));
    return writer.table();
}

/// The texts of all, one run a line, as our search looks at them.
std::string textsOf(std::size_t runs)
{
    std::string all;
    for (std::size_t number = 0; number < runs; ++number) {
        std::string text = searchableText(rowOf(number));
        std::ranges::replace(text, '\n', ' ');
        all += text + "\n";
    }
    return all;
}

/// The peer: rows of a table as Qt's own models show them.
class TableModel : public QAbstractTableModel {
public:
    explicit TableModel(const RunTable& table) : m_table(table) {}
    int rowCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_table.size());
    }
    int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const auto row = static_cast<RowNumber>(index.row());
        const RunChunk& chunk = m_table.chunkOf(row);
        if (index.column() == 1)
            return static_cast<qlonglong>(chunk.started[RunTable::within(row)]);
        const auto word = wireName(static_cast<RunStatus>(chunk.status[RunTable::within(row)]));
        return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
    }

private:
    const RunTable& m_table;
};

std::vector<RowNumber> failedOnes(const RunTable& table)
{
    std::vector<RowNumber> rows;
    for (std::size_t number = 0; number < table.chunks(); ++number) {
        const RunChunk& chunk = table.chunk(number);
        for (std::size_t at = 0; at < chunk.size(); ++at)
            if (chunk.status[at] == static_cast<std::uint8_t>(RunStatus::failed) && !chunk.has(at, RowFlag::removed))
                rows.push_back(static_cast<RowNumber>(number * RunChunk::rows + at));
    }
    return rows;
}

void tableBenches(Bench& bench, const RunTable& table)
{
    TableModel model(table);
    const auto runs = static_cast<double>(table.size());
    bench.turns("archive row 10: filter by status, 2 M rows",
                {"ours: a column", [&] { return secondsOf([&] { keep(failedOnes(table)); }) / runs; }},
                {"QSortFilterProxyModel",
                 [&] {
                     // A new one each time: one that has its rows leaves them one by one, which takes for ever.
                     QSortFilterProxyModel filtered;
                     filtered.setFilterFixedString(QStringLiteral("failed"));
                     return secondsOf([&] {
                                filtered.setSourceModel(&model);
                                keep(filtered.rowCount());
                            })
                            / runs;
                 }},
                {1, "rows"});
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    std::vector<RowNumber> rows(table.size());
    bool descending = false;
    bench.turns("archive row 10: sort by start, 2 M rows",
                {"ours: radix sort",
                 [&] {
                     for (std::size_t i = 0; i < rows.size(); ++i)
                         rows[i] = static_cast<RowNumber>(i);
                     return secondsOf([&] { sortRows(rows, table, RunColumn::started, false, {}); }) / runs;
                 }},
                {"QSortFilterProxyModel",
                 [&] {
                     descending = !descending;
                     proxy.sort(-1);
                     return secondsOf([&] {
                                proxy.sort(1, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
                                keep(proxy.rowCount());
                            })
                            / runs;
                 }},
                {1, "rows"});
}

void searchBenches(Bench& bench, const Files& files, const std::string& path)
{
    const std::string texts = textsOf(allRuns);
    const std::string file = files / "texts.txt";
    std::ofstream(file) << texts;
    const auto bytes = static_cast<double>(texts.size());
    ArchiveSearch search(path, std::make_shared<ArchiveRows>());
    const Facts facts{{},
                      {"grep -c -F, LC_ALL=C, over " + std::to_string(texts.size() / 1'000'000)
                       + " MB in the page cache; ours answers with the runs, from SQLite"}};
    const auto against = [&](const std::string& name, const std::string& text, ArchiveSearch::Way way) {
        const std::string command = "LC_ALL=C grep -c -F -- '" + text + "' '" + file + "' >/dev/null";
        const Measured ours{"ours", [&, way] {
                                search.prefer(way);
                                return secondsOf([&] { keep(need(search.numbersContaining(text, {})).size()); })
                                       / bytes;
                            }};
        bench.turns("archive row 11: " + name + ", against grep", ours,
                    {"grep", [&] { return secondsOf([&] { keep(std::system(command.c_str())); }) / bytes; }},
                    {1, "bytes"}, facts);
        bench.turns(
            "archive row 11: " + name + ", against memmem", ours,
            {"memmem, in memory",
             [&] {
                 return secondsOf([&] {
                            const char* from = texts.data();
                            const char* end = from + texts.size();
                            std::size_t lines = 0;
                            while (const void* found =
                                       ::memmem(from, static_cast<std::size_t>(end - from), text.data(), text.size())) {
                                ++lines;
                                const void* line = std::memchr(
                                    found, '\n', static_cast<std::size_t>(end - static_cast<const char*>(found)));
                                from = static_cast<const char*>(line) + 1;
                            }
                            keep(lines);
                        })
                        / bytes;
             }},
            {1, "bytes"}, facts);
    };
    against("one person of 2 M runs", "customer123456@", ArchiveSearch::Way::best);
    against("a text that a sixth of them has", "mailbox full", ArchiveSearch::Way::best);
    against("two characters, by looking at all", "zq", ArchiveSearch::Way::best);
}

/// What is stated beside the ratios.
void tell(const char* what, double value, const char* unit) { std::printf("    %-44s %9.1f %s\n", what, value, unit); }

} // namespace

void archiveBenches(Bench& bench)
{
    if (!bench.wants("archive"))
        return;
    const Files files;
    const std::string large = files / "large.runlens";
    const std::string small = files / "small.runlens";
    std::printf("archive: what is kept\n");
    tell("rows put", secondsOf([&] { fill(large, allRuns, false); }) * 1e6 / allRuns, "us per run");
    tell("disk, rows", sizeOf(large) / allRuns, "bytes per run");
    fill(small, fewRuns, false);
    const std::string details = files / "details.runlens";
    tell("details put", secondsOf([&] { fill(details, fewRuns, true); }) * 1e6 / fewRuns, "us per run");
    tell("a detail, as it came", static_cast<double>(writeRun(detailOf(1)).size()), "bytes");
    tell("disk, with details", sizeOf(details) / fewRuns, "bytes per run");

    const auto first = need(ArchiveReader::open(large));
    const auto few = need(ArchiveReader::open(small));
    bench.turns("archive row 10: first rows of 2 M, against those of 20,000",
                {"of 2,000,000",
                 [&] {
                     return secondsOf([&] {
                         std::stop_source stop;
                         keep(first->load([&](std::span<ArchivedRow>) { stop.request_stop(); }, stop.get_token()));
                     });
                 }},
                {"of 20,000",
                 [&] {
                     return secondsOf([&] {
                         std::stop_source stop;
                         keep(few->load([&](std::span<ArchivedRow>) { stop.request_stop(); }, stop.get_token()));
                     });
                 }},
                {1, "calls"});
    bench.turns("archive row 10: open all of 2 M into a table, a run, against 20,000",
                {"of 2,000,000", [&] { return secondsOf([&] { keep(tableOf(*first).size()); }) / allRuns; }},
                {"of 20,000", [&] { return secondsOf([&] { keep(tableOf(*few).size()); }) / fewRuns; }}, {1, "runs"});
    ::malloc_trim(0);
    const double before = residentBytes();
    const RunTable table = tableOf(*first);
    ::malloc_trim(0);
    tell("memory of the table", (residentBytes() - before) / allRuns, "bytes per run");
    tableBenches(bench, table);
    searchBenches(bench, files, large);
}

} // namespace runlens::bench
