// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/hydration.h"
#include "engine/table/run_table_writer.h"
#include "tests/engine/source/fake_backend.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace runlens;
using namespace runlens::testing;
using namespace std::chrono_literals;

namespace {

const Error down{ErrorCode::unreachable, "refused", "fake"};

std::size_t rows(const FollowedRunSource& source) { return source.snapshot()->table.living(); }
std::size_t details(const FollowedRunSource& source) { return source.snapshot()->table.detailed(); }
const SourceState& state(const FollowedRunSource& source) { return source.snapshot()->state; }

RunStatus statusOf(const FollowedRunSource& source, RowNumber row)
{
    return source.snapshot()->table.summary(row).status.value;
}

} // namespace

class TestFollowedSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsAllPages();
    void tellsWhatIsNewAndWhatChanged();
    void fetchesWhatIsSeenFirst();
    void fetchesTheRestWhenAsked();
    void stopsListingWhereNobodyAsksForMore();
    void tellsWhatIsNewFromWhatIsOld();
    void aDetailThatSettlesAQueryIsTold();
    void showsSinceWhenItIsOfflineAndHeals();
    void asksNothingWhilePaused();
    void stopsListingWhilePaused();
    void goesOnAfterAPauseWithinALook();
    void listsAllThatCameBetweenLooks();
    void seesWhatEndsBehindASweep();
    void endsAtACursorThatComesAgain();
    void aRunWithoutADetailStays();
    void showsWhatIsKeptWhileTheServerIsAway();
    void saysThatNotAllIsKept();
    void readsOpenRunsOneByOneWhereTheServerCannotFilter();
    void waitsLongerWhileNothingHappens();
};

void TestFollowedSource::listsAllPages()
{
    FakeServer server;
    for (int i = 0; i < 35; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 35U);
    QTRY_VERIFY(!state(*source).coverage.hasMore);
    QTRY_COMPARE(state(*source).link, Link::online);
    QCOMPARE(source->snapshot()->automations.size(), 1U);
    QTRY_COMPARE(source->snapshot()->automations[0].runs, 35U);
    QVERIFY(!source->snapshot()->automations[0].atLeast);
}

void TestFollowedSource::tellsWhatIsNewAndWhatChanged()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::waiting));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    std::vector<RowNumber> added;
    std::vector<RowNumber> changed;
    connect(source.get(), &RunSource::changed, this, [&] {
        const auto& snapshot = *source->snapshot();
        added.insert(added.end(), snapshot.added.begin(), snapshot.added.end());
        changed.insert(changed.end(), snapshot.changed.begin(), snapshot.changed.end());
    });
    source->open();
    QTRY_COMPARE(rows(*source), 1U);
    server.put(runOf("run_2", RunStatus::waiting));
    QTRY_COMPARE(added, (std::vector<RowNumber>{0, 1}));
    changed.clear();
    server.put(runOf("run_1", RunStatus::failed));
    QTRY_COMPARE(statusOf(*source, 0), RunStatus::failed);
    QVERIFY(!changed.empty());
    QCOMPARE(changed.front(), 0U);
    // Its detail was not fetched before anybody asked, but failures are.
    QTRY_VERIFY(source->snapshot()->table.has(0, RowFlag::detail));
    QVERIFY(!source->snapshot()->table.has(0, RowFlag::stale));
}

void TestFollowedSource::fetchesWhatIsSeenFirst()
{
    FakeServer server;
    for (int i = 0; i < 8; ++i)
        server.put(runOf("run_" + std::to_string(i), i == 0 ? RunStatus::failed : RunStatus::completed));
    RunTableWriter writer;
    for (int i = 0; i < 8; ++i)
        writer.put(
            summaryOfRow(runOf("run_" + std::to_string(i), i == 0 ? RunStatus::failed : RunStatus::completed), {}));
    HydrationOrder order;
    order.setWanted({5, 6}, {2});
    std::vector<RowNumber> asked;
    while (const auto row = order.next(writer.table()))
        asked.push_back(*row);
    QCOMPARE(asked, (std::vector<RowNumber>{5, 6, 0, 2}));
    order.setAll(true);
    while (const auto row = order.next(writer.table()))
        asked.push_back(*row);
    QCOMPARE(asked.size(), 8U);
}

void TestFollowedSource::fetchesTheRestWhenAsked()
{
    FakeServer server;
    for (int i = 0; i < 25; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 25U);
    QCOMPARE(server.count("detail"), 0U);
    source->want({3}, {});
    QTRY_COMPARE(details(*source), 1U);
    source->setFetchingAll(true);
    QTRY_COMPARE(details(*source), 25U);
    QTRY_COMPARE(state(*source).coverage.details, 25U);
    QCOMPARE(server.count("detail"), 25U); // each once
}

void TestFollowedSource::stopsListingWhereNobodyAsksForMore()
{
    FakeServer server;
    for (int i = 0; i < 50; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    FollowPolicy policy = quickPolicy();
    policy.rowsAtFirst = 20;
    policy.headPages = 1;
    const auto source = sourceOf(server, disk, policy);
    source->open();
    QTRY_COMPARE(rows(*source), 20U);
    QTRY_VERIFY(state(*source).refreshed.has_value());
    QVERIFY(state(*source).coverage.hasMore);
    QVERIFY(source->snapshot()->automations[0].atLeast);
    source->setFetchingAll(true);
    QTRY_COMPARE(rows(*source), 50U);
    QTRY_VERIFY(!state(*source).coverage.hasMore);
}

void TestFollowedSource::tellsWhatIsNewFromWhatIsOld()
{
    FakeServer server;
    for (int i = 0; i < 50; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    FollowPolicy policy = quickPolicy();
    policy.rowsAtFirst = 20;
    policy.headPages = 1;
    const auto source = sourceOf(server, disk, policy);
    std::vector<RowNumber> news;
    std::size_t older = 0;
    bool begun = false;
    connect(source.get(), &RunSource::changed, this, [&] {
        const SourceSnapshot& snapshot = *source->snapshot();
        if (std::exchange(begun, snapshot.state.caughtUp))
            std::ranges::set_difference(snapshot.added, snapshot.older, std::back_inserter(news));
        else if (begun)
            QVERIFY(snapshot.table.size() >= 10); // a page at least
        older += snapshot.older.size();
    });
    source->open();
    QTRY_COMPARE(rows(*source), 20U);
    QTRY_VERIFY(begun);
    server.put(runOf("run_new", RunStatus::completed));
    QTRY_COMPARE(news, std::vector<RowNumber>{20});
    source->setFetchingAll(true);
    QTRY_COMPARE(rows(*source), 51U);
    QCOMPARE(news, std::vector<RowNumber>{20});
    QCOMPARE(older, 50U);
    server.setFailing(down);
    QTRY_COMPARE(state(*source).link, Link::offline);
    QVERIFY(begun);
}

/// Of a row that had said something new, and then says no more with its detail than it did before.
void TestFollowedSource::aDetailThatSettlesAQueryIsTold()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::waiting));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 1U);
    source->want({}, {0});
    QTRY_COMPARE(details(*source), 1U);
    source->want({}, {});
    std::vector<std::string> told;
    connect(source.get(), &RunSource::changed, this, [&] {
        for (const RowNumber row : source->snapshot()->changed)
            told.emplace_back(source->snapshot()->table.has(row, RowFlag::stale) ? "stale" : "settled");
    });
    Run run = runOf("run_1", RunStatus::waiting);
    run.sentCount = 1;
    server.put(run);
    QTRY_COMPARE(told, std::vector<std::string>{"stale"});
    source->want({}, {0});
    QTRY_COMPARE(told, (std::vector<std::string>{"stale", "settled"}));
}

void TestFollowedSource::showsSinceWhenItIsOfflineAndHeals()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(state(*source).link, Link::online);
    server.setFailing(down);
    QTRY_COMPARE(state(*source).link, Link::offline);
    QVERIFY(state(*source).since.has_value() && state(*source).nextAttempt.has_value());
    QCOMPARE(state(*source).error, down);
    const auto since = state(*source).since;
    QSignalSpy later(source.get(), &RunSource::changed);
    QTRY_VERIFY(later.count() > 3);
    QCOMPARE(state(*source).since, since); // it is not of the last attempt
    server.setFailing(std::nullopt);
    server.put(runOf("run_2", RunStatus::completed));
    QTRY_COMPARE(state(*source).link, Link::online);
    QVERIFY(!state(*source).error);
    QTRY_COMPARE(rows(*source), 2U);
}

void TestFollowedSource::asksNothingWhilePaused()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(state(*source).link, Link::online);
    source->setFollowing(false);
    QTRY_COMPARE(state(*source).link, Link::paused);
    server.put(runOf("run_2", RunStatus::completed));
    // What is asked for by hand is answered: nothing else was asked before it.
    server.forgetRequests();
    QSignalSpy told(source.get(), &RunSource::detailReady);
    source->fetchDetail(0);
    QTRY_VERIFY(told.count() > 0);
    QCOMPARE(server.count("page"), 0U);
    source->setFollowing(true);
    QTRY_COMPARE(rows(*source), 2U);
}

void TestFollowedSource::stopsListingWhilePaused()
{
    constexpr std::size_t all = 3'000;
    FakeServer server;
    for (std::size_t i = 0; i < all; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    const auto connection = connect(source.get(), &RunSource::changed, this, [&] {
        if (rows(*source) > 0)
            source->cancel();
    });
    source->open();
    QTRY_COMPARE(state(*source).link, Link::paused);
    disconnect(connection);
    QSignalSpy told(source.get(), &RunSource::detailReady);
    const auto askByHand = [&] { // answered after what was asked before
        told.clear();
        source->fetchDetail(0);
        return told.wait();
    };
    QVERIFY(askByHand());
    const std::size_t pages = server.count("page");
    QVERIFY(pages < all / 10);
    QVERIFY(askByHand());
    QCOMPARE(server.count("page"), pages);
    source->setFollowing(true);
    QTRY_COMPARE(rows(*source), all);
}

void TestFollowedSource::goesOnAfterAPauseWithinALook()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 1U);
    server.setHolding(true);
    server.forgetRequests();
    QTRY_VERIFY(server.count("page") > 0);
    source->setFollowing(false);
    QTRY_COMPARE(state(*source).link, Link::paused);
    server.setHolding(false);
    QSignalSpy told(source.get(), &RunSource::detailReady);
    source->fetchDetail(0);
    QTRY_VERIFY(told.count() > 0); // what the look asked for was answered, too
    server.put(runOf("run_2", RunStatus::completed));
    source->setFollowing(true);
    QTRY_COMPARE(rows(*source), 2U);
}

void TestFollowedSource::listsAllThatCameBetweenLooks()
{
    FakeServer server;
    server.put(runOf("run_0", RunStatus::completed));
    FakeDisk disk;
    FollowPolicy policy = quickPolicy();
    policy.headPages = 2;
    const auto source = sourceOf(server, disk, policy);
    source->open();
    QTRY_COMPARE(rows(*source), 1U);
    source->setFollowing(false);
    QTRY_COMPARE(state(*source).link, Link::paused);
    for (int i = 1; i < 75; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    source->setFollowing(true);
    QTRY_COMPARE(rows(*source), 75U);
    QTRY_VERIFY(!state(*source).coverage.hasMore);
    QVERIFY(!source->snapshot()->automations[0].atLeast);
}

void TestFollowedSource::seesWhatEndsBehindASweep()
{
    FakeServer server;
    std::atomic<std::int64_t> minutes = 0; // pass with each look at the clock
    const auto clock = [&] { return Instant(std::chrono::days(20'000)) + std::chrono::minutes(++minutes); };
    constexpr int all = 80;
    for (int i = 0; i < all; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::waiting));
    FakeDisk disk;
    FollowPolicy policy = quickPolicy();
    policy.headPages = 1; // pages of ten: the rest is told by sweeps
    const auto source = sourceOf(server, disk, policy, clock);
    source->open();
    QTRY_COMPARE(rows(*source), std::size_t{all});
    for (int i = all - 11; i >= 50; --i) { // of the second page and the third: most of a sweep is behind them
        Run run = runOf("run_" + std::to_string(i), RunStatus::completed);
        run.completedAt = clock();
        server.put(run);
        QTRY_COMPARE(statusOf(*source, static_cast<RowNumber>(all - 1 - i)), RunStatus::completed);
    }
}

void TestFollowedSource::endsAtACursorThatComesAgain()
{
    FakeServer server;
    server.setLooping(true);
    for (int i = 0; i < 50; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_VERIFY(!source->snapshot()->diagnostics.empty());
    QCOMPARE(source->snapshot()->diagnostics.items[0].code, DiagnosticCode::repeatedCursor);
    QCOMPARE(rows(*source), 20U);
    QVERIFY(state(*source).coverage.hasMore); // how many more nobody knows
}

void TestFollowedSource::aRunWithoutADetailStays()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    server.put(runOf("run_2", RunStatus::completed));
    FakeDisk disk;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 2U);
    server.remove("run_2");
    QSignalSpy failed(source.get(), &RunSource::detailFailed);
    source->fetchDetail(0); // the newest came first
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().code, ErrorCode::notFound);
    source->want({0}, {});
    QSignalSpy later(source.get(), &RunSource::changed);
    QTRY_VERIFY(later.count() > 3);
    QVERIFY(server.count("detail run_2") <= 2); // by hand, and once for the list
    QCOMPARE(rows(*source), 2U);
    QCOMPARE(state(*source).link, Link::online); // nothing is wrong with the server
}

void TestFollowedSource::showsWhatIsKeptWhileTheServerIsAway()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    server.put(runOf("run_2", RunStatus::completed));
    FakeDisk disk;
    {
        const auto source = sourceOf(server, disk, quickPolicy());
        source->open();
        QTRY_COMPARE(rows(*source), 2U);
        source->want({1}, {});
        QTRY_COMPARE(details(*source), 1U);
        QTRY_VERIFY(disk.runs.size() == 2 && disk.runs[1].detail);
    }
    server.setFailing(down);
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(state(*source).link, Link::offline);
    QCOMPARE(rows(*source), 2U);
    QCOMPARE(details(*source), 1U);
    QVERIFY(state(*source).refreshed.has_value()); // how old it is
    QSignalSpy told(source.get(), &RunSource::detailReady);
    QSignalSpy failed(source.get(), &RunSource::detailFailed);
    source->fetchDetail(1);
    QTRY_COMPARE(told.count(), 1);
    source->fetchDetail(0);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>(), down);
}

void TestFollowedSource::saysThatNotAllIsKept()
{
    FakeServer server;
    server.put(runOf("run_1", RunStatus::completed));
    FakeDisk disk;
    disk.full = true;
    const auto source = sourceOf(server, disk, quickPolicy());
    source->open();
    QTRY_COMPARE(rows(*source), 1U); // it is shown all the same
    QTRY_VERIFY(state(*source).keepError.has_value());
    QVERIFY(state(*source).link == Link::online && !state(*source).error);
    disk.full = false; // the next that is kept says that the disk is well again
    server.put(runOf("run_2", RunStatus::completed));
    QTRY_VERIFY(!state(*source).keepError.has_value());

    // What could not be read stays unread, whatever the server says afterwards.
    FakeDisk torn;
    torn.unreadable = Error{ErrorCode::invalidDocument, "torn", "fake"};
    const auto other = sourceOf(server, torn, quickPolicy());
    other->open();
    QTRY_VERIFY(state(*other).caughtUp);
    QCOMPARE(rows(*other), 2U);
    QVERIFY(state(*other).link == Link::online && !state(*other).error);
    QCOMPARE(state(*other).keepError.value_or(Error()).message, std::string("torn"));
}

void TestFollowedSource::readsOpenRunsOneByOneWhereTheServerCannotFilter()
{
    FakeServer server;
    server.setFiltering(false);
    for (int i = 0; i < 30; ++i)
        server.put(runOf("run_" + std::to_string(i), RunStatus::waiting));
    FakeDisk disk;
    FollowPolicy policy = quickPolicy();
    policy.headPages = 1;
    const auto source = sourceOf(server, disk, policy);
    source->open();
    QTRY_COMPARE(rows(*source), 30U);
    const RowNumber oldest = 29;
    source->want({}, {oldest});
    QTRY_COMPARE(details(*source), 1U);
    source->want({}, {});
    server.put(runOf("run_0", RunStatus::completed)); // far from the first page
    QTRY_COMPARE(statusOf(*source, oldest), RunStatus::completed);
}

void TestFollowedSource::waitsLongerWhileNothingHappens()
{
    FollowPolicy policy;
    LookInterval interval(policy);
    QCOMPARE(interval.value(), policy.shortest);
    for (int i = 0; i < 30; ++i)
        interval.looked(false, 10ms);
    QCOMPARE(interval.value(), policy.longest);
    interval.looked(true, 10ms);
    QCOMPARE(interval.value(), policy.shortest);
    interval.looked(true, 1'000ms); // a slow server is asked less often
    QCOMPARE(interval.value(), 4'000ms);
    for (int i = 0; i < 30; ++i)
        interval.failed();
    QCOMPARE(interval.value(), policy.longestRetry);
}

QTEST_GUILESS_MAIN(TestFollowedSource)
#include "tst_followed_source.moc"
