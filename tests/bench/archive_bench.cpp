// SPDX-License-Identifier: GPL-3.0-or-later
// Rows 10 and 11: two million runs of an archive opened, searched, filtered and sorted. Peers: grep over a file of the
// same texts (folded already, so that it need not fold, and one run a line: it only counts), memmem over the same bytes
// in memory (the limit; no peer does that), and a QSortFilterProxyModel over the same table.
#include "engine/archive/archive.h"
#include "engine/archive/archive_search.h"
#include "engine/archive/open_archive.h"
#include "engine/archive/searchable_text.h"
#include "engine/table/run_order.h"
#include "engine/table/run_table_writer.h"
#include "engine/wire/run_writer.h"
#include "tests/bench/bench_runs.h"
#include "tests/bench/benches.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <memory>
#include <numeric>
#include <string>
#include <sys/resource.h>
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

/// CPU time of this process and of those that it waited for: other programs share the machine.
double secondsUsed()
{
    double seconds = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (const timeval& time : {usage.ru_utime, usage.ru_stime})
            seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    }
    return seconds;
}

double secondsOf(const auto& work)
{
    const double begun = secondsUsed();
    work();
    return secondsUsed() - begun;
}

/// Elapsed: for work that uses more than one processor, on a machine that does nothing else.
double elapsedOf(const auto& work)
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

double indexBytes(const std::string& path)
{
    const auto archive = need(openArchiveToRead(path));
    return static_cast<double>(need(archive->number("SELECT sum(length(block)) FROM texts_index_data")));
}

void fill(const std::string& path, std::size_t runs, bool details)
{
    const auto archive = need(Archive::open(path, {}));
    std::vector<ArchivedRun> some;
    for (std::size_t number = 0; number < runs; ++number) {
        some.push_back({.summary = benchRow(number)});
        if (details)
            some.back().detail = writeRun(benchDetail(number));
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
std::string textsOf(std::size_t runs, bool details)
{
    std::string all;
    for (std::size_t number = 0; number < runs; ++number) {
        std::string text = searchableText(benchRow(number));
        if (details)
            text = joinedTexts(text, searchableText(benchDetail(number)));
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
    int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const auto row = static_cast<RowNumber>(index.row());
        const RunChunk& chunk = m_table.chunkOf(row);
        if (index.column() == 1)
            return static_cast<qlonglong>(chunk.started[RunTable::within(row)]);
        if (index.column() == 2) {
            const std::string_view person = chunk.identity(RunTable::within(row));
            return QString::fromUtf8(person.data(), static_cast<qsizetype>(person.size()));
        }
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
    const auto sortBench = [&](const std::string& name, RunColumn ours, int theirs) {
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(&model);
        std::vector<RowNumber> rows(table.size());
        bool descending = false;
        bench.turns("archive row 10: sort by " + name + ", 2 M rows",
                    {"ours: radix sort",
                     [&, descending = false]() mutable {
                         descending = !descending;
                         std::iota(rows.begin(), rows.end(), RowNumber{0});
                         return secondsOf([&] { sortRows(rows, table, ours, descending, {}); }) / runs;
                     }},
                    {"QSortFilterProxyModel",
                     [&] {
                         descending = !descending;
                         proxy.sort(-1);
                         return secondsOf([&] {
                                    proxy.sort(theirs, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
                                    keep(proxy.rowCount());
                                })
                                / runs;
                     }},
                    {1, "rows"});
    };
    sortBench("start", RunColumn::started, 1);
    sortBench("person", RunColumn::person, 2);
}

/// What is looked for in an archive, and in the same texts.
class SearchBenches {
public:
    SearchBenches(Bench& bench, const Files& files, const std::string& path, std::string texts)
        : m_bench(bench),
          m_files(files),
          m_texts(std::move(texts)),
          m_search(path, std::make_shared<ArchiveRows>()),
          m_facts{
              {},
              {"grep -c -F, LC_ALL=C, over " + std::to_string(m_texts.size() / 1'000'000)
               + " MB in the page cache; ours answers with the runs, from SQLite. Elapsed time: ours looks at all with"
                 " up to four threads, the peers with one"}}
    {
        std::ofstream(m_file) << m_texts;
    }

    void against(const std::string& name, const std::string& text)
    {
        const auto bytes = static_cast<double>(m_texts.size());
        const std::string command = "LC_ALL=C grep -c -F -- '" + text + "' '" + m_file + "' >'" + m_files / "count.txt"
                                    + "'"; // into /dev/null it would stop at the first
        const Measured ours{"ours", [&] {
                                return elapsedOf([&] { keep(need(m_search.numbersContaining(text, {})).size()); })
                                       / bytes;
                            }};
        m_bench.turns("archive row 11: " + name + ", against grep", ours,
                      {"grep", [&] { return elapsedOf([&] { keep(std::system(command.c_str())); }) / bytes; }},
                      {1, "bytes"}, m_facts);
        m_bench.turns("archive row 11: " + name + ", against memmem", ours,
                      {"memmem, in memory", [&] { return elapsedOf([&] { keep(linesWith(text)); }) / bytes; }},
                      {1, "bytes"}, m_facts);
    }

private:
    std::size_t linesWith(const std::string& text) const
    {
        const char* from = m_texts.data();
        const char* end = from + m_texts.size();
        std::size_t lines = 0;
        while (const void* found = ::memmem(from, static_cast<std::size_t>(end - from), text.data(), text.size())) {
            ++lines;
            const void* line =
                std::memchr(found, '\n', static_cast<std::size_t>(end - static_cast<const char*>(found)));
            from = static_cast<const char*>(line) + 1;
        }
        return lines;
    }

    Bench& m_bench;
    const Files& m_files;
    std::string m_texts;
    std::string m_file = m_files / "texts.txt";
    ArchiveSearch m_search;
    Facts m_facts;
};

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
    tell("of these, the index of texts", indexBytes(large) / allRuns, "bytes per run");
    fill(small, fewRuns, false);
    const std::string details = files / "details.runlens";
    tell("details put", secondsOf([&] { fill(details, fewRuns, true); }) * 1e6 / fewRuns, "us per run");
    tell("a detail, as it came", static_cast<double>(writeRun(benchDetail(1)).size()), "bytes");
    tell("disk, with details", sizeOf(details) / fewRuns, "bytes per run");
    tell("of these, the index of texts", indexBytes(details) / fewRuns, "bytes per run");

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
    {
        SearchBenches search(bench, files, large, textsOf(allRuns, false));
        search.against("one person of 2 M runs", "customer123456@");
        search.against("a text that a sixth of them has", "mailbox full");
        search.against("two characters, by looking at all", "zq");
    }
    SearchBenches search(bench, files, details, textsOf(fewRuns, true));
    search.against("one order of 20,000 runs with details", "a-620000");
    search.against("two characters in details", "zq");
}

} // namespace runlens::bench
