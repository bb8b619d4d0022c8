// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_search.h"

#include "engine/archive/deflate.h"
#include "engine/archive/name_book.h"
#include "engine/archive/open_archive.h"
#include "engine/archive/run_value.h"
#include "engine/archive/searchable_text.h"
#include "engine/archive/summary_code.h"
#include "engine/base/thread_watch.h"
#include "engine/store/statement.h"
#include "engine/wire/utf8.h"

#include <algorithm>
#include <future>
#include <limits>
#include <random>
#include <thread>
#include <utility>

namespace runlens {
namespace {

using store::Statement;

constexpr std::size_t charactersOfIndex = 3;
constexpr std::size_t mostTrigrams = 8;
/// Below so many runs a look at all of them is at once.
constexpr std::int64_t fewRuns = 2000;
constexpr std::int64_t samples = 256;
/// To look up one run by its number costs as much as to pass by so many.
constexpr std::int64_t passedByForOne = 16;
/// Instructions of SQLite between two looks at who wants it stopped.
constexpr int instructionsAtOnce = 20'000;

std::unexpected<Error> cancelled(const store::Connection& connection)
{
    return std::unexpected(Error{ErrorCode::cancelled, {}, connection.path()});
}

/// Ends what the connection does as soon as it is stopped.
class Stopping {
public:
    Stopping(store::Connection& connection, const std::stop_token& stop) : m_connection(connection), m_stop(stop)
    {
        sqlite3_progress_handler(
            connection.handle(), instructionsAtOnce,
            [](void* self) { return static_cast<Stopping*>(self)->m_stop.stop_requested() ? 1 : 0; }, this);
    }
    ~Stopping() { sqlite3_progress_handler(m_connection.handle(), 0, nullptr, nullptr); }
    Stopping(const Stopping&) = delete;
    Stopping& operator=(const Stopping&) = delete;

    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }
    [[nodiscard]] std::unexpected<Error> failure(const store::Use& use) const
    {
        return stopped() ? cancelled(m_connection) : std::unexpected(use.error());
    }

private:
    store::Connection& m_connection;
    const std::stop_token& m_stop;
};

/// Offsets at which the characters of a folded text begin, and its end.
std::vector<std::size_t> charactersOf(std::string_view text)
{
    std::vector<std::size_t> offsets{0};
    while (offsets.back() < text.size())
        offsets.push_back(offsets.back() + std::max<std::size_t>(1, utf8Length(text.substr(offsets.back()))));
    return offsets;
}

/// For the index: some of the text's trigrams, all of which a text that contains it has.
std::string trigramsOf(std::string_view text, const std::vector<std::size_t>& offsets)
{
    const std::size_t count = offsets.size() - charactersOfIndex;
    const std::size_t taken = std::min(count, mostTrigrams);
    std::string query;
    for (std::size_t i = 0; i < taken; ++i) {
        const std::size_t at = taken == 1 ? 0 : i * (count - 1) / (taken - 1);
        query += query.empty() ? "\"" : " AND \"";
        for (const char c : text.substr(offsets[at], offsets[at + charactersOfIndex] - offsets[at]))
            query += c == '"' ? std::string("\"\"") : std::string(1, c);
        query += '"';
    }
    return query;
}

/// Numbers from the first on, up to the last but not it.
struct Range {
    ArchiveNumber first = 0;
    ArchiveNumber end = std::numeric_limits<ArchiveNumber>::max();
};

Result<std::vector<ArchiveNumber>> scanned(store::Connection& connection, const Range& range, std::string_view folded,
                                           const std::stop_token& stop)
{
    const Stopping stopping(connection, stop);
    std::vector<ArchiveNumber> numbers;
    Statement all(connection, "SELECT run, text FROM texts WHERE run >= ?1 AND run < ?2 ORDER BY run");
    auto texts = all.with(range.first, range.end);
    while (texts.next())
        if (containsText(texts.text(1), folded))
            numbers.push_back(texts.integer(0));
    if (texts.failed())
        return stopping.failure(texts);
    if (stopping.stopped())
        return cancelled(connection);
    return numbers;
}

/// One range for each thread that looks at all: one alone where it has done before others would have begun.
std::vector<Range> shares(std::int64_t last)
{
    constexpr std::int64_t manyRuns = 8000;
    constexpr unsigned mostThreads = 4; // more wait for the memory
    const std::int64_t count = last < manyRuns ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads);
    std::vector<Range> ranges(static_cast<std::size_t>(count));
    for (std::int64_t i = 1; i < count; ++i) {
        ranges[static_cast<std::size_t>(i)].first = last / count * i;
        ranges[static_cast<std::size_t>(i - 1)].end = last / count * i;
    }
    return ranges;
}

/// The index gives candidates: each is looked at.
Result<std::vector<ArchiveNumber>> looked(store::Connection& connection, std::string_view folded,
                                          const std::string& trigrams, const std::stop_token& stop)
{
    const Stopping stopping(connection, stop);
    std::vector<ArchiveNumber> numbers;
    Statement some(connection, "SELECT rowid FROM texts_index WHERE texts_index MATCH ?1 ORDER BY rowid");
    Statement one(connection, "SELECT text FROM texts WHERE run = ?1");
    auto candidates = some.with(trigrams);
    while (candidates.next()) {
        auto text = one.with(candidates.integer(0));
        if (text.next() && containsText(text.text(0), folded))
            numbers.push_back(candidates.integer(0));
        if (text.failed())
            return stopping.failure(text);
        if (stopping.stopped())
            return cancelled(connection);
    }
    if (candidates.failed())
        return stopping.failure(candidates);
    if (stopping.stopped())
        return cancelled(connection);
    return numbers;
}

/// Do few of the runs up to the last have it? By a sample of them.
Result<bool> isRare(store::Connection& connection, std::int64_t last, std::string_view folded,
                    const std::stop_token& stop)
{
    if (last < fewRuns)
        return false;
    const Stopping stopping(connection, stop);
    // One in each of as many parts, at a place that repeats itself nowhere: what comes every so many runs is not
    // missed.
    std::minstd_rand place;
    const std::int64_t part = last / samples;
    Statement from(connection, "SELECT text FROM texts WHERE run >= ?1 ORDER BY run LIMIT 1");
    std::int64_t hits = 0;
    for (std::int64_t i = 0; i < samples; ++i) {
        auto text = from.with(1 + part * i + static_cast<std::int64_t>(place()) % part);
        hits += text.next() && containsText(text.text(0), folded) ? 1 : 0;
        if (text.failed())
            return stopping.failure(text);
    }
    return hits * passedByForOne < samples;
}

class ValuesOfRuns {
public:
    explicit ValuesOfRuns(store::Connection& connection) : m_connection(connection) {}

    Result<std::optional<Value>> at(ArchiveNumber number, std::string_view path)
    {
        auto document = m_documents.with(number);
        if (document.next()) {
            const auto bytes = inflated(document.text(1), document.as<std::size_t>(0));
            if (!bytes)
                return std::unexpected(bytes.error());
            return valueInDocument(*bytes, path);
        }
        if (document.failed())
            return std::unexpected(document.error());
        return inSummary(number, path);
    }

private:
    Result<std::optional<Value>> inSummary(ArchiveNumber number, std::string_view path)
    {
        if (!m_hasNames)
            if (const auto loaded = m_names.load(m_connection); !loaded)
                return std::unexpected(loaded.error());
        m_hasNames = true;
        auto run = m_summaries.with(number);
        if (run.next())
            if (const auto unpacked = unpackSummary(run.text(0), m_names))
                return valueInSummary(unpacked->summary, path);
        if (run.failed())
            return std::unexpected(run.error());
        return std::nullopt;
    }

    store::Connection& m_connection;
    Statement m_documents{m_connection, "SELECT size, bytes FROM documents WHERE run = ?1"};
    Statement m_summaries{m_connection, "SELECT summary FROM runs WHERE number = ?1"};
    NameBook m_names{};
    bool m_hasNames = false;
};

} // namespace

ArchiveSearch::ArchiveSearch(std::string path, std::shared_ptr<const ArchiveRows> rows)
    : m_path(std::move(path)), m_rows(std::move(rows))
{
}

ArchiveSearch::~ArchiveSearch() = default;

Result<std::unique_ptr<store::Connection>> ArchiveSearch::take() const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            auto connection = std::move(m_idle.back());
            m_idle.pop_back();
            return connection;
        }
    }
    return openArchiveToRead(m_path);
}

void ArchiveSearch::giveBack(std::unique_ptr<store::Connection> connection) const
{
    connection->rollBack();
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(connection));
}

void ArchiveSearch::release() const
{
    const std::scoped_lock lock(m_mutex);
    m_idle.clear();
}

Result<std::vector<ArchiveNumber>> ArchiveSearch::allScanned(store::Connection& connection, std::int64_t last,
                                                             std::string_view folded, const std::stop_token& stop) const
{
    const std::vector<Range> ranges = shares(last);
    std::vector<std::future<Result<std::vector<ArchiveNumber>>>> others;
    for (std::size_t i = 1; i < ranges.size(); ++i)
        others.push_back(std::async(std::launch::async, [this, range = ranges[i], folded, &stop] {
            auto own = take();
            if (!own)
                return Result<std::vector<ArchiveNumber>>(std::unexpected(std::move(own.error())));
            auto numbers = scanned(**own, range, folded, stop);
            giveBack(std::move(*own));
            return numbers;
        }));
    auto numbers = scanned(connection, ranges[0], folded, stop);
    for (auto& other : others) {
        const auto share = other.get();
        if (!numbers)
            continue;
        if (!share)
            numbers = std::unexpected(share.error());
        else
            numbers->insert(numbers->end(), share->begin(), share->end());
    }
    return numbers;
}

Result<std::vector<ArchiveNumber>> ArchiveSearch::found(store::Connection& connection, std::string_view folded,
                                                        const std::stop_token& stop) const
{
    const auto last = connection.number("SELECT coalesce(max(run), 0) FROM texts");
    if (!last)
        return std::unexpected(last.error());
    const auto offsets = charactersOf(folded);
    bool byIndex = offsets.size() > charactersOfIndex && m_way != Way::scan;
    if (byIndex && m_way == Way::best) {
        const auto rare = isRare(connection, *last, folded, stop);
        if (!rare)
            return std::unexpected(rare.error());
        byIndex = *rare;
    }
    return byIndex ? looked(connection, folded, trigramsOf(folded, offsets), stop)
                   : allScanned(connection, *last, folded, stop);
}

Result<std::vector<ArchiveNumber>> ArchiveSearch::numbersContaining(std::string_view text,
                                                                    const std::stop_token& stop) const
{
    noteWork(Work::sql, 0);
    auto connection = take();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    Result<std::vector<ArchiveNumber>> numbers;
    // One moment for the index and for the texts.
    if (const auto begun = (*connection)->execute("BEGIN"); !begun)
        numbers = std::unexpected(begun.error());
    else
        numbers = found(**connection, foldedText(text), stop);
    giveBack(std::move(*connection));
    return numbers;
}

Result<std::vector<RowNumber>> ArchiveSearch::containing(std::string_view text, const std::stop_token& stop) const
{
    const auto numbers = numbersContaining(text, stop);
    if (!numbers)
        return std::unexpected(numbers.error());
    return m_rows->rowsOf(*numbers);
}

Result<void> ArchiveSearch::values(std::string_view path, std::span<const RowNumber> rows,
                                   const std::function<void(RowNumber, const Value&)>& take,
                                   const std::stop_token& stop) const
{
    noteWork(Work::sql, 0);
    auto connection = this->take();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    Result<void> done = (*connection)->execute("BEGIN");
    {
        ValuesOfRuns values(**connection);
        for (const RowNumber row : rows) {
            if (!done)
                break;
            if (stop.stop_requested()) {
                done = cancelled(**connection);
                break;
            }
            const auto number = m_rows->numberOf(row);
            const auto value = number ? values.at(*number, path) : Result<std::optional<Value>>(std::nullopt);
            if (!value)
                done = std::unexpected(value.error());
            else if (*value)
                take(row, **value);
        }
    }
    giveBack(std::move(*connection));
    return done;
}

} // namespace runlens
