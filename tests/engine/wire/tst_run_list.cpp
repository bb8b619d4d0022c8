// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/limits.h"
#include "engine/wire/run_stream.h"
#include "tests/data/sample.h"

#include <cstring>

using namespace runlens;

namespace {

/// Hands a text over in chunks of `size` bytes, each in memory of its own that ends with it.
ReadChunk chunks(std::string text, std::size_t size)
{
    return [text = std::move(text), size, at = std::size_t{0}, chunk = std::vector<char>()]() mutable {
        const auto count = std::min(size, text.size() - at);
        chunk.assign(text.begin() + static_cast<std::ptrdiff_t>(at),
                     text.begin() + static_cast<std::ptrdiff_t>(at + count));
        chunk.shrink_to_fit();
        at += count;
        return std::span<const char>(chunk);
    };
}

struct Streamed {
    Result<StreamedList> list;
    std::vector<Run> runs;
    std::vector<Diagnostics> diagnostics;
};

Streamed stream(ReadChunk read, std::size_t stopAfter = SIZE_MAX)
{
    Streamed streamed{.list = StreamedList{}, .runs = {}, .diagnostics = {}};
    streamed.list = streamRunList(std::move(read), [&](Run run, Diagnostics diagnostics) {
        streamed.runs.push_back(std::move(run));
        streamed.diagnostics.push_back(std::move(diagnostics));
        return streamed.runs.size() < stopAfter;
    });
    return streamed;
}

const std::string rows = R"([{"id": "a", "status": "waiting", "current_step_key": "x", "sent_count": 1},
    {"id": "b", "status": "failed", "started_at": "2026-06-08T14:00:00Z"}])";

} // namespace

class TestRunList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyForm_data();
    void everyForm();
    void everyFormStreamed_data() { everyForm_data(); }
    void everyFormStreamed();
    void rowsOfTheSameIdAreOne();
    void rowsMayHaveDetails();
    void aBadRowCostsItself();
    void streamsChunksOfAnySize();
    void streamStops();
    void streamHandsOverWhatCameBeforeAnError();
    void streamKeepsDiagnosticsPerRun();
    void streamHasNoLimitOfItems();
    void streamLimitsOneRun();
};

void TestRunList::everyForm_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("paged");
    QTest::addColumn<QByteArray>("prefix");
    const auto row = [](const char* name, const std::string& json, bool paged, const char* prefix) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << paged << QByteArray(prefix);
    };
    const std::string page = R"("has_more": true, "next_cursor": "c2")";
    row("bare", rows, false, "");
    row("data", R"({"data": )" + rows + "}", false, "/data");
    row("data and page", R"({"data": )" + rows + "," + page + "}", true, "/data");
    row("page and data", "{" + page + R"(, "object": "list", "data": )" + rows + "}", true, "/data");
    for (const char* name : {"data", "runs", "items"}) {
        const auto inner = R"({"data": {")" + std::string(name) + "\": " + rows;
        row(name, inner + "," + page + "}}", true, (std::string("/data/") + name).c_str());
        row(name, inner + "}," + page + "}", true, (std::string("/data/") + name).c_str());
    }
    row("runs", R"({"runs": )" + rows + "," + page + "}", true, "/runs");
}

void TestRunList::everyForm()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, paged);
    const auto parsed = readRunList(json.toStdString());
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const RunPage& page = parsed->value;
    QCOMPARE(page.runs.size(), std::size_t{2});
    QVERIFY(page.runs[0].id.text() == "a" && page.runs[0].sentCount == 1 && page.runs[0].currentStepKey.text() == "x");
    QVERIFY(page.runs[1].status == RunStatus::failed && page.runs[1].startedAt);
    QCOMPARE(page.hasMore, paged);
    QCOMPARE(page.nextCursor, std::string(paged ? "c2" : ""));
}

void TestRunList::everyFormStreamed()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, paged);
    const auto whole = readRunList(json.toStdString());
    const auto streamed = stream(chunks(json.toStdString(), 16));
    QVERIFY(streamed.list.has_value() && !streamed.list->stopped);
    QVERIFY(streamed.runs == whole->value.runs);
    QCOMPARE(streamed.list->runs, std::size_t{2});
    QCOMPARE(streamed.list->hasMore, paged);
    QCOMPARE(streamed.list->nextCursor, whole->value.nextCursor);
}

void TestRunList::rowsOfTheSameIdAreOne()
{
    const auto parsed = readRunList(R"({"data": [
        {"id": "a", "status": "waiting", "created_at": "2026-06-08T14:00:00Z"}, {"id": "b"},
        {"id": "a", "status": "completed", "sent_count": 2}]})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.runs.size(), std::size_t{2});
    const Run& run = parsed->value.runs[0];
    QVERIFY(run.id.text() == "a" && run.createdAt && run.sentCount == 2);
    QVERIFY2(run.status == RunStatus::completed, "the later row counts");
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedId, "/data/2/id"));
}

void TestRunList::rowsMayHaveDetails()
{
    const auto detail = readRun(sample("timed-out"));
    const auto json = sample("timed-out");
    const auto start = json.find('{', 1);
    const auto bare = json.substr(start, json.rfind('}') - start);
    const auto parsed = readRunList("[" + bare + R"(,{"id": "run_7f3a5be20c21", "status": "completed"}])");
    QVERIFY(parsed.has_value() && detail.has_value());
    QCOMPARE(parsed->value.runs.size(), std::size_t{1});
    QVERIFY(parsed->value.runs[0].steps == detail->value.steps && parsed->value.runs[0].waits == detail->value.waits);
    QVERIFY(parsed->value.runs[0].status == RunStatus::completed);
}

void TestRunList::aBadRowCostsItself()
{
    const auto parsed = readRunList(R"({"data": [{"id": "a"}, 5, null, {"status": "failed"}], "has_more": "yes"})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.runs.size(), std::size_t{2});
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/data/1"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::missingId, "/data/3"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/has_more"));
}

void TestRunList::streamsChunksOfAnySize()
{
    const auto json = sample("documented-run");
    const auto start = json.find('{', 1);
    const auto bare = json.substr(start, json.rfind('}') - start);
    const auto list = "\xEF\xBB\xBF{\"data\": [" + bare + "," + bare + "]}";
    const auto run = readRun(bare)->value;
    for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 1000U, 100'000U}) {
        const auto streamed = stream(chunks(list, size));
        QVERIFY2(streamed.list.has_value(), std::to_string(size).c_str());
        QVERIFY(streamed.runs == (std::vector<Run>{run, run}));
    }
}

void TestRunList::streamStops()
{
    // What follows the first run is never looked at.
    const auto streamed = stream(chunks(R"([{"id": "a"}, {"id": "b"}, !!!)", 4), 1);
    QVERIFY(streamed.list.has_value() && streamed.list->stopped);
    QCOMPARE(streamed.runs.size(), std::size_t{1});
}

void TestRunList::streamHandsOverWhatCameBeforeAnError()
{
    const auto streamed = stream(chunks(R"([{"id": "a"}, {"id": "b"}, !!!)", 4));
    QVERIFY(!streamed.list.has_value());
    QVERIFY(streamed.list.error().code == ErrorCode::malformedJson);
    QCOMPARE(streamed.list.error().where, std::string("byte 27"));
    QCOMPARE(streamed.runs.size(), std::size_t{2});
    QVERIFY(stream(chunks("", 4)).list.error().code == ErrorCode::empty);
    QVERIFY(stream(chunks(" \n ", 1)).list.error().code == ErrorCode::empty);
    QVERIFY(stream(chunks(R"([{"id": ")"
                          "\xFF"
                          R"("}])",
                          3))
                .list.error()
                .code
            == ErrorCode::invalidUtf8);
    QVERIFY(stream(chunks(std::string("[{}]\0 ", 6), 3)).list.error().code == ErrorCode::malformedJson);
    QVERIFY(stream(chunks("[{}] {}", 3)).list.error().code == ErrorCode::malformedJson);
    QVERIFY(stream(chunks(sample("documented-run"), 4096)).list.error().code == ErrorCode::wrongDocument);
}

void TestRunList::streamKeepsDiagnosticsPerRun()
{
    const auto streamed =
        stream(chunks(R"({"has_more": 3, "data": [{"id": "a"}, 7, {"id": 5}, {"id": "c", "status": 1}]})", 10));
    QVERIFY(streamed.list.has_value());
    QCOMPARE(streamed.runs.size(), std::size_t{3});
    QVERIFY(streamed.diagnostics[0].empty());
    QVERIFY(has(streamed.diagnostics[1], DiagnosticCode::wrongType, "/data/2/id"));
    QVERIFY(has(streamed.diagnostics[1], DiagnosticCode::missingId, "/data/2"));
    QCOMPARE(streamed.diagnostics[2].items.size(), std::size_t{1});
    QVERIFY(has(streamed.list->diagnostics, DiagnosticCode::wrongType, "/has_more"));
    QVERIFY(has(streamed.list->diagnostics, DiagnosticCode::wrongType, "/data/1"));
}

void TestRunList::streamHasNoLimitOfItems()
{
    std::size_t given = 0;
    std::size_t taken = 0;
    const auto list = streamRunList(
        [&] {
            static constexpr std::string_view open = "[{}";
            static constexpr std::string_view more = ",{}";
            if (given++ > maxListItems)
                return std::span<const char>(given == maxListItems + 2 ? "]" : "", given == maxListItems + 2 ? 1 : 0);
            return std::span<const char>(given == 1 ? open : more);
        },
        [&](const Run&, const Diagnostics&) {
            ++taken;
            return true;
        });
    QVERIFY(list.has_value());
    QCOMPARE(taken, maxListItems + 1);
}

void TestRunList::streamLimitsOneRun()
{
    // A text without an end: reading must give up once one run has had what it may have.
    const std::string chunk(std::size_t{1024} * 1024, 'x');
    const std::string open = R"([{"id": "a"}, {"id": ")";
    std::size_t given = 0;
    const auto streamed = stream([&]() -> std::span<const char> { return given++ == 0 ? open : chunk; });
    QVERIFY(!streamed.list.has_value());
    QVERIFY(streamed.list.error().code == ErrorCode::tooLarge);
    QCOMPARE(streamed.list.error().where, std::string("byte 15"));
    QVERIFY(given < 70);
    QCOMPARE(streamed.runs.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestRunList)
#include "tst_run_list.moc"
