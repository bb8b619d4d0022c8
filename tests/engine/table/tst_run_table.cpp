// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"
#include "engine/table/run_order.h"
#include "engine/table/run_table_writer.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace runlens;
using namespace std::chrono_literals;

namespace {

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

RunSummary run(const std::string& id, RunStatus status = RunStatus::completed)
{
    RunSummary summary;
    summary.id = RunId(id);
    summary.status = status;
    return summary;
}

RunFacets facets(std::vector<std::string> steps)
{
    RunFacets result;
    result.steps = std::move(steps);
    result.attempts = 2;
    return result;
}

std::vector<RowNumber> allRows(const RunTable& table)
{
    std::vector<RowNumber> rows;
    for (RowNumber row = 0; row < table.size(); ++row)
        rows.push_back(row);
    return rows;
}

RunSummary arbitrary()
{
    RunSummary summary;
    summary.id = RunId(*rc::gen::element<std::string>("a", "b", "c", "d", "e", "f"));
    summary.status = *rc::gen::element(RunStatus::waiting, RunStatus::failed, RunStatus::completed);
    summary.identity = *rc::gen::element<std::string>("Olivia@example.com", "noah@example.com", "ext-7", "OLIVIA@a",
                                                      "olivia@example.org", "olivia@e", "olivia@example.comx");
    summary.atStep = StepKey(*rc::gen::element<std::string>("wait", "send", ""));
    if (*rc::gen::arbitrary<bool>())
        summary.started = at(*rc::gen::inRange(0, 5));
    if (*rc::gen::arbitrary<bool>())
        summary.sent = *rc::gen::inRange(0, 3);
    summary.open = *rc::gen::arbitrary<bool>();
    summary.facets = facets({*rc::gen::element<std::string>("x", "y")});
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        summary.shape.segments.push_back({layout::State::completed, 1, false});
    return summary;
}

} // namespace

class TestRunTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatItIsGiven();
    void aRunKeepsItsRow();
    void whatARowDoesNotTellStays();
    void aNewerRowMakesTheDetailStale();
    void aRemovedRunComesAgainInANewRow();
    void snapshotsDoNotChange();
    void manyRunsAreFound();
    void ordersAsComparingWould();
};

void TestRunTable::keepsWhatItIsGiven()
{
    RunSummary all = run("run_1");
    all.automationId = AutomationId("aut_1");
    all.versionId = VersionId("ver_1");
    all.status = Named<RunStatus>::unknownWord("paused");
    all.identityType = IdentityType::email;
    all.identity = "olivia@example.com";
    all.atStep = StepKey("wait_for_open");
    all.started = at(10);
    all.ended = at(20);
    all.startInferred = true;
    all.timedOut = true;
    all.limit = at(15);
    all.sent = 3;
    all.error = "503: busy";
    all.shape.segments = {{layout::State::failed, 1, false}, {layout::State::timedOut, 12.34, true}};
    all.facets = facets({"send", "wait_for_open"});
    RunTableWriter writer;
    const auto put = writer.put(all);
    QVERIFY(put.isNew && put.changed);
    QVERIFY(writer.table().summary(put.row) == all);
    QCOMPARE(writer.table().detailed(), 1U);
}

void TestRunTable::aRunKeepsItsRow()
{
    RunTableWriter writer;
    writer.put(run("run_1", RunStatus::waiting));
    writer.put(run("run_2"));
    const auto same = writer.put(run("run_1", RunStatus::waiting));
    QVERIFY(!same.isNew && !same.changed);
    const auto put = writer.put(run("run_1", RunStatus::failed));
    QCOMPARE(put.row, 0U);
    QVERIFY(!put.isNew && put.changed);
    QCOMPARE(writer.table().size(), 2U);
}

void TestRunTable::whatARowDoesNotTellStays()
{
    RunTableWriter writer;
    RunSummary told = run("run_1", RunStatus::waiting);
    told.open = true;
    told.identity = "olivia@example.com";
    told.sent = 2;
    writer.put(told);
    RunSummary bare = run("run_1", RunStatus::waiting); // Resend's rows know nobody
    bare.open = true;
    QVERIFY(!writer.put(bare).changed);
    QCOMPARE(writer.table().summary(0).identity, "olivia@example.com");
    QCOMPARE(writer.table().summary(0).sent, 2);
}

void TestRunTable::aNewerRowMakesTheDetailStale()
{
    RunTableWriter writer;
    RunSummary detail = run("run_1", RunStatus::waiting);
    detail.facets = facets({"wait"});
    writer.put(detail);
    writer.put(run("run_1", RunStatus::waiting));
    QVERIFY(!writer.table().has(0, RowFlag::stale));
    writer.put(run("run_1", RunStatus::failed));
    QVERIFY(writer.table().has(0, RowFlag::stale) && writer.table().has(0, RowFlag::detail));
    writer.put(run("run_1", RunStatus::failed));
    QVERIFY(writer.table().has(0, RowFlag::stale));
    detail.status = RunStatus::failed;
    writer.put(detail);
    QVERIFY(!writer.table().has(0, RowFlag::stale));
}

void TestRunTable::aRemovedRunComesAgainInANewRow()
{
    RunTableWriter writer;
    writer.put(run("run_1"));
    QVERIFY(writer.remove(0));
    QVERIFY(!writer.remove(0));
    QVERIFY(!writer.find("run_1"));
    QCOMPARE(writer.table().living(), 0U);
    QCOMPARE(writer.put(run("run_1")).row, 1U);
    QCOMPARE(writer.find("run_1").value(), 1U);
    QCOMPARE(writer.table().living(), 1U);
}

void TestRunTable::snapshotsDoNotChange()
{
    RunTableWriter writer;
    writer.put(run("run_1", RunStatus::waiting));
    const RunTable before = writer.table();
    writer.put(run("run_1", RunStatus::failed));
    writer.put(run("run_2"));
    QCOMPARE(before.size(), 1U);
    QCOMPARE(before.summary(0).status.value, RunStatus::waiting);
    QCOMPARE(writer.table().summary(0).status.value, RunStatus::failed);
}

void TestRunTable::manyRunsAreFound()
{
    RunTableWriter writer;
    constexpr int runs = 10'000; // more than two chunks
    for (int i = 0; i < runs; ++i)
        writer.put(run("run_" + std::to_string(i)));
    for (int i = 0; i < runs; ++i)
        QCOMPARE(writer.find("run_" + std::to_string(i)).value(), static_cast<RowNumber>(i));
    for (int round = 0; round < 3; ++round) // texts that nothing uses are given up
        for (int i = 0; i < runs; ++i) {
            RunSummary again = run("run_" + std::to_string(i));
            again.identity = "person " + std::to_string(round);
            writer.put(again);
        }
    QCOMPARE(writer.table().id(9'999), "run_9999");
    QVERIFY(writer.table().chunk(0).texts.size() < 4096 * 40);
}

void TestRunTable::ordersAsComparingWould()
{
    QVERIFY(rc::check("by value, stable, what is unknown last", [] {
        RunTableWriter writer;
        for (int i = *rc::gen::inRange(0, 90); i > 0; --i) { // more than are compared one by one
            RunSummary one = arbitrary();
            one.id = RunId(one.id.text() + "-with-a-long-name-" + std::to_string(i % 17)); // some are put twice
            writer.put(one);
        }
        const RunTable& table = writer.table();
        const auto column = static_cast<RunColumn>(*rc::gen::inRange(0, runColumnCount));
        const bool descending = *rc::gen::arbitrary<bool>();
        auto rows = allRows(table);
        auto wanted = rows;
        std::ranges::stable_sort(wanted, [&](RowNumber left, RowNumber right) {
            const SortKey first = sortKey(table, left, column, at(100));
            const SortKey second = sortKey(table, right, column, at(100));
            if (!first.known || !second.known)
                return first.known && !second.known;
            return descending ? second < first : first < second;
        });
        RC_ASSERT(sortRows(rows, table, column, descending, at(100)));
        RC_ASSERT(rows == wanted);
    }));
}

QTEST_APPLESS_MAIN(TestRunTable)
#include "tst_run_table.moc"
