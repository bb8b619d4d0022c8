// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_search.h"
#include "engine/archive/document_search.h"
#include "engine/archive/run_value.h"
#include "engine/archive/searchable_text.h"
#include "engine/base/result.h"
#include "tests/engine/archive/archive_fixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <thread>

using namespace runlens;
using namespace runlens::testing;

namespace {

/// Pieces that texts and what is searched for are made of: what means something to an index, and letters whose case is
/// not that of ASCII.
std::string anyWord(int most)
{
    std::string word;
    for (int i = *rc::gen::inRange(0, most + 1); i > 0; --i)
        word +=
            *rc::gen::element<std::string>("a", "A", "b", "ab", "\"", "'", "%", "_", "*", "NEAR", " AND ", "(", ")",
                                           "^", "-", ":", "ä", "Ä", "ß", "ẞ", "é", "É", "Я", "я", "Σ", "ς", "ﬁ", "İ",
                                           "\u212A", "k", "日", "本", "😀", "\n", "\t", "\x01", "\\", "{", "10");
    return word;
}

Value anyPayload()
{
    Value::Object fields;
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        fields.push_back({anyWord(2), Value(anyWord(6))});
    fields.push_back(
        {"list", Value(Value::Array{Value(anyWord(4)), Value(*rc::gen::arbitrary<std::int64_t>()), Value()})});
    return Value(std::move(fields));
}

Run anyRun(int number)
{
    Run run = runWith("run_" + std::to_string(number), anyWord(4), anyPayload());
    Step step;
    step.id = StepId("step_1");
    step.key = StepKey(anyWord(3));
    step.status = StepStatus::failed;
    step.error = Failure{anyWord(1), anyWord(4), {}, {}, {}};
    run.steps.push_back(step);
    Message message;
    message.id = MessageId("msg_" + std::to_string(number));
    message.title = anyWord(5);
    message.listed.inRun = true;
    run.messages.push_back(message);
    return run;
}

/// One row for each, in the order of the list.
struct Kept {
    explicit Kept(const std::vector<Run>& runs) : archive(place.archive()), rows(std::make_shared<ArchiveRows>())
    {
        keep(runs);
    }
    /// These alone.
    void keep(const std::vector<Run>& runs)
    {
        const auto gone = archive->expire(at(1000));
        for (std::size_t i = 0; gone && i < gone->size(); ++i)
            rows->remove((*gone)[i]);
        std::vector<ArchivedRun> archived;
        for (const Run& run : runs)
            archived.push_back(detailOf(run));
        const auto numbers = archive->put(archived);
        for (std::size_t i = 0; numbers && i < numbers->size(); ++i)
            rows->set((*numbers)[i], static_cast<RowNumber>(i));
    }

    Place place;
    std::unique_ptr<Archive> archive;
    std::shared_ptr<ArchiveRows> rows;
};

/// Without any of our searching.
std::vector<RowNumber> plainly(const std::vector<Run>& runs, const std::string& text)
{
    std::vector<RowNumber> rows;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (searchableText(runs[i]).contains(foldedText(text)))
            rows.push_back(static_cast<RowNumber>(i));
    return rows;
}

} // namespace

class TestArchiveSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldsCases();
    void everyWayFindsTheSame();
    void searchesEveryText();
    void aChangedRunIsFoundAsItIs();
    void valuesAreTheSame();
    void aRowHasValuesToo();
    void manyRunsAreSearched();
    void severalThreadsSearch();
    void stops();
    void rowsFollowTheirRuns();
};

void TestArchiveSearch::foldsCases()
{
    QCOMPARE(foldedText("AbC ÄÖÜ ÉẞΣς ЯЖ \u212A"), "abc äöü éßσσ яж k");
    QCOMPARE(foldedText("a\nb\tc\x7F"), "a b c ");
    QCOMPARE(foldedText("日本😀İ"), "日本😀İ");
    QCOMPARE(foldedText("\xFF|\xC3"), "\uFFFD|\uFFFD");
    QCOMPARE(foldedText("𐐀"), "𐐨");
}

void TestArchiveSearch::everyWayFindsTheSame()
{
    Kept kept({});
    ArchiveSearch search(kept.place.path(), kept.rows);
    const bool held = rc::check([&] {
        auto runs = std::make_shared<std::vector<Run>>();
        for (int i = *rc::gen::inRange(1, 12); i > 0; --i)
            runs->push_back(anyRun(i));
        kept.keep(*runs);
        const DocumentSearch twin(runs);
        for (int i = 0; i < 12; ++i) {
            const std::string text = anyWord(5);
            const auto expected = plainly(*runs, text);
            for (const auto way : {ArchiveSearch::Way::index, ArchiveSearch::Way::scan, ArchiveSearch::Way::best}) {
                search.prefer(way);
                const auto found = search.containing(text, {});
                RC_ASSERT(found);
                RC_ASSERT(*found == expected);
            }
            const auto ofTwin = twin.containing(text, {});
            RC_ASSERT(ofTwin);
            RC_ASSERT(*ofTwin == expected);
        }
    });
    QVERIFY(held);
}

void TestArchiveSearch::searchesEveryText()
{
    Run run =
        runWith("run_main", "Zoë@example.com", object("FieldName", Value(Value::Array{Value(12.5), Value(true)})));
    run.automationId = AutomationId("aut_main");
    run.automationVersionId = VersionId("ver_main");
    run.triggerEventName = "order.placed";
    run.lastError = Failure{"503", "server is busy", {}, {}, {}};
    Step& step = run.steps.emplace_back();
    step.key = StepKey("send_offer");
    step.attempts.push_back({1, {}, {}, Failure{"550", "mailbox full", {}, {}, {}}, {}});
    Wait& wait = run.waits.emplace_back();
    wait.id = WaitId("wait_main");
    wait.eventName = "link.clicked";
    wait.listed.inRun = true;
    Message& message = run.messages.emplace_back();
    message.title = "Your offer";
    message.listed.inRun = true;
    const Kept kept({run, runWith("run_other", "a@b.c", {})});
    ArchiveSearch search(kept.place.path(), kept.rows);
    search.prefer(ArchiveSearch::Way::index);
    for (const char* text : {"RUN_MAIN", "zoË@", "fieldname", "12.5", "true", "aut_m", "ver_m", "order.pl",
                             "503: server", "send_off", "mailbox FULL", "wait_main", "link.cl", "your offer"})
        QCOMPARE(search.containing(text, {}), (std::vector<RowNumber>{0}));
    QCOMPARE(search.containing("", {}), (std::vector<RowNumber>{0, 1}));
    QVERIFY(search.containing("offersend", {})->empty());
}

void TestArchiveSearch::aChangedRunIsFoundAsItIs()
{
    const Kept kept({runWith("run_1", "a@b.c", object("plan", Value(std::string("golden"))))});
    ArchiveSearch search(kept.place.path(), kept.rows);
    search.prefer(ArchiveSearch::Way::index);
    QCOMPARE(search.containing("golden", {})->size(), 1U);
    // A row adds what it tells.
    RunSummary row = summary("run_1", "a@b.c");
    row.error = "550: mailbox full";
    QVERIFY(kept.archive->put({{ArchivedRun{.summary = row, .fetched = at(300)}}}));
    QCOMPARE(search.containing("mailbox", {})->size(), 1U);
    QCOMPARE(search.containing("golden", {})->size(), 1U);
    // A detail says all.
    QVERIFY(kept.archive->put({{detailOf(runWith("run_1", "a@b.c", object("plan", Value(std::string("silver")))))}}));
    QVERIFY(search.containing("golden", {})->empty());
    QCOMPARE(search.containing("silver", {})->size(), 1U);
    QVERIFY(indexFits(kept.place.path()));
    QVERIFY(kept.archive->remove(std::vector<ArchiveNumber>{1}));
    QVERIFY(search.containing("silver", {})->empty());
}

void TestArchiveSearch::valuesAreTheSame()
{
    Kept kept({});
    const ArchiveSearch search(kept.place.path(), kept.rows);
    const bool held = rc::check([&] {
        auto runs = std::make_shared<std::vector<Run>>();
        for (int i = 0; i < 4; ++i)
            runs->push_back(anyRun(i));
        runs->back().triggerEvent.reset();
        kept.keep(*runs);
        const DocumentSearch twin(runs);
        const std::vector<RowNumber> rows{3, 1, 0, 2};
        for (const char* path :
             {"id", "payload.list.1", "trigger_event.payload.list", "payload.list.9", "payload.list.2",
              "steps.0.error.message", "steps.0", "payload.a", "nothing", "", ".", "payload."}) {
            std::vector<std::pair<RowNumber, Value>> found;
            std::vector<std::pair<RowNumber, Value>> expected;
            RC_ASSERT(
                search.values(path, rows, [&](RowNumber row, const Value& it) { found.emplace_back(row, it); }, {}));
            RC_ASSERT(
                twin.values(path, rows, [&](RowNumber row, const Value& it) { expected.emplace_back(row, it); }, {}));
            RC_ASSERT(found == expected);
            RC_ASSERT(std::string(path) != "id" || (found.size() == 4 && found[0].first == 3));
        }
    });
    QVERIFY(held);
}

void TestArchiveSearch::aRowHasValuesToo()
{
    const Place place;
    const auto archive = place.archive();
    const auto rows = std::make_shared<ArchiveRows>();
    RunSummary second = summary("run_2");
    second.sent = 7;
    QVERIFY(archive->put({{ArchivedRun{.summary = summary("run_1"), .row = R"({"id":"run_1","extra":{"depth":[1,2]}})"},
                           ArchivedRun{.summary = second}}}));
    rows->set(1, 0);
    rows->set(2, 1);
    const ArchiveSearch search(place.path(), rows);
    const auto valueOf = [&](const char* path, RowNumber row) {
        std::optional<Value> value;
        const std::vector<RowNumber> one{row};
        const auto done = search.values(path, one, [&](RowNumber, const Value& it) { value = it; }, {});
        return done ? value : std::nullopt;
    };
    QVERIFY(valueOf("extra.depth.1", 0) == Value(std::int64_t{2}));
    QVERIFY(valueOf("sent_count", 1) == Value(std::int64_t{7}));
    QVERIFY(valueOf("resolved_identity_value", 1) == Value(std::string("olivia@example.com")));
    QVERIFY(!valueOf("extra.depth.1", 1));
}

void TestArchiveSearch::manyRunsAreSearched()
{
    const Place place;
    const auto archive = place.archive();
    const auto rows = std::make_shared<ArchiveRows>();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 10'000; ++i)
        runs.push_back(
            {.summary = summary("run_" + std::to_string(i), "person" + std::to_string(i % 500) + "@example.com")});
    const auto numbers = archive->put(runs);
    QVERIFY(numbers);
    // Rows in another order than the numbers.
    for (std::size_t i = 0; i < numbers->size(); ++i)
        rows->set((*numbers)[i], static_cast<RowNumber>(9999 - i));
    ArchiveSearch search(place.path(), rows);
    const auto rare = search.containing("PERSON77@", {});
    QVERIFY(rare);
    QCOMPARE(rare->size(), 20U);
    QVERIFY(std::ranges::is_sorted(*rare));
    QCOMPARE(rare->back(), 9999U - 77U);
    QCOMPARE(search.containing("example.com", {})->size(), 10'000U);
    search.prefer(ArchiveSearch::Way::scan);
    QVERIFY(search.containing("PERSON77@", {}) == rare);
}

void TestArchiveSearch::severalThreadsSearch()
{
    std::vector<Run> runs;
    for (int i = 0; i < 200; ++i)
        runs.push_back(runWith("run_" + std::to_string(i), "a@b.c", object("n", Value(std::int64_t{i}))));
    const Kept kept(runs);
    const ArchiveSearch search(kept.place.path(), kept.rows);
    std::atomic<int> right = 0;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i)
                right += search.containing("run_199", {}) == std::vector<RowNumber>{199} ? 1 : 0;
        });
    for (int i = 0; i < 20; ++i)
        QVERIFY(kept.archive->put({{ArchivedRun{.summary = summary("other_" + std::to_string(i))}}}));
    threads.clear();
    QCOMPARE(right.load(), 80);
}

void TestArchiveSearch::stops()
{
    auto runs = std::make_shared<std::vector<Run>>();
    for (int i = 0; i < 50; ++i)
        runs->push_back(runWith("run_" + std::to_string(i), "a@b.c", {}));
    const Kept kept(*runs);
    ArchiveSearch search(kept.place.path(), kept.rows);
    const DocumentSearch twin(runs);
    std::stop_source stopped;
    stopped.request_stop();
    const auto isCancelled = [](const auto& result) { return !result && result.error().code == ErrorCode::cancelled; };
    for (const auto way : {ArchiveSearch::Way::index, ArchiveSearch::Way::scan}) {
        search.prefer(way);
        QVERIFY(isCancelled(search.containing("run", stopped.get_token())));
    }
    QVERIFY(isCancelled(twin.containing("run", stopped.get_token())));
    // While it goes on.
    const std::vector<RowNumber> rows{0, 1, 2, 3};
    for (const RunSearch* it : std::initializer_list<const RunSearch*>{&search, &twin}) {
        std::stop_source stop;
        int taken = 0;
        const auto values = it->values(
            "id", rows,
            [&](RowNumber, const Value&) {
                ++taken;
                stop.request_stop();
            },
            stop.get_token());
        QVERIFY(isCancelled(values));
        QCOMPARE(taken, 1);
    }
    // What was stopped does not stop the next.
    QCOMPARE(search.containing("run", {})->size(), 50U);
}

void TestArchiveSearch::rowsFollowTheirRuns()
{
    ArchiveRows rows;
    rows.set(1, 5);
    rows.set(9000, 2);
    QCOMPARE(rows.rowOf(1), std::optional<RowNumber>(5));
    QCOMPARE(rows.numberOf(2), std::optional<ArchiveNumber>(9000));
    QCOMPARE(rows.rowsOf({1, 2, 9000}), (std::vector<RowNumber>{2, 5}));
    rows.set(1, 6); // it has come again
    QVERIFY(!rows.numberOf(5));
    rows.set(7, 6);
    QVERIFY(!rows.rowOf(1));
    rows.remove(7);
    QVERIFY(!rows.rowOf(7) && !rows.numberOf(6));
    QVERIFY(!rows.rowOf(0) && !rows.rowOf(-4) && !rows.numberOf(99));
}

QTEST_GUILESS_MAIN(TestArchiveSearch)
#include "tst_archive_search.moc"
