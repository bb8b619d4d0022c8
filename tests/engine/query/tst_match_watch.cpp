// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/match.h"
#include "engine/query/match_watch.h"
#include "query_generators.h"

#include <QTest>
#include <rapidcheck.h>

#include <utility>

using namespace runlens;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

using Rows = std::vector<RowNumber>;
using Said = RowNews::Said;

/// A source and somebody who watches it.
class Watched {
public:
    explicit Watched(std::string_view query) : m_watch(parseQuery(query, {queryNow, {}}).value()) {}

    Instant now = queryNow;
    MemorySearch search;

    [[nodiscard]] MatchWatch& watch() { return m_watch; }
    [[nodiscard]] const RunTable& table() const { return m_writer.table(); }

    RowNumber put(const RunSummary& run)
    {
        const auto put = m_writer.put(run);
        (put.isNew ? m_added : m_changed).push_back(put.row);
        return put.row;
    }
    RowNumber putOlder(const RunSummary& run)
    {
        m_older.push_back(put(run));
        return m_older.back();
    }
    void begin()
    {
        forget();
        QVERIFY(m_watch.begin(table(), &search, now).has_value());
    }
    /// Another snapshot.
    void tell()
    {
        m_news.add(m_before, table(), m_added, m_older, m_changed);
        forget();
    }
    Rows look()
    {
        tell();
        const Rows rows = m_watch.look(table(), m_news, &search, now).value();
        m_news.clear();
        return rows;
    }
    Rows lookAtAll() { return m_watch.lookAtAll(table(), &search, now).value(); }
    [[nodiscard]] const RowNews& news() const { return m_news; }

private:
    void forget()
    {
        m_before = table();
        m_added.clear();
        m_older.clear();
        m_changed.clear();
    }

    RunTableWriter m_writer;
    RunTable m_before;
    Rows m_added;
    Rows m_older;
    Rows m_changed;
    RowNews m_news;
    MatchWatch m_watch;
};

RunSummary waiting(int number)
{
    RunSummary run;
    run.id = RunId("run_" + std::to_string(number));
    run.status = RunStatus::waiting;
    run.open = true;
    run.atStep = StepKey("wait");
    run.started = queryNow - 2h;
    return run;
}

RunSummary failed(int number, Duration ago = -1min)
{
    RunSummary run = waiting(number);
    run.status = RunStatus::failed;
    run.open = false;
    run.ended = queryNow - ago;
    return run;
}

/// The same with its detail.
RunSummary detailed(RunSummary run, const std::string& error = {})
{
    run.facets.emplace();
    run.facets->steps = {"send"};
    if (!error.empty())
        run.facets->errors = {error};
    return run;
}

} // namespace

class TestMatchWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasThereIsNoNews();
    void aRunThatChangesIsToldOnce();
    void aRunThatMatchesAgainIsToldAgain();
    void whatIsDecidedLaterIsToldThen();
    void aDetailOfWhatWasThereIsNoNews();
    void rowsFromFurtherBackAreNoNews();
    void whatEndedBeforeIsNoNews();
    void severalSnapshotsAreOneLook();
    void timeAloneMakesRunsMatch();
    void afterAnErrorTheSameNewsDo();
    void tellsWhatAFullLookWouldFind();
};

void TestMatchWatch::whatWasThereIsNoNews()
{
    Watched source("status:failed");
    source.put(failed(0));
    source.put(waiting(1));
    source.begin();
    QCOMPARE(source.look(), Rows());
    source.put(failed(2));
    source.put(waiting(3));
    QCOMPARE(source.look(), Rows{2});
    QCOMPARE(source.look(), Rows());
}

void TestMatchWatch::aRunThatChangesIsToldOnce()
{
    Watched source("status:failed");
    source.put(waiting(0));
    source.begin();
    source.put(failed(0));
    QCOMPARE(source.look(), Rows{0});
    source.put(detailed(failed(0), "503: unavailable"));
    QCOMPARE(source.look(), Rows());
    QCOMPARE(source.lookAtAll(), Rows());
}

void TestMatchWatch::aRunThatMatchesAgainIsToldAgain()
{
    Watched source("status:failed");
    source.put(failed(0));
    source.begin();
    source.put(waiting(0)); // somebody retried it
    QCOMPARE(source.look(), Rows());
    source.put(failed(0, -5min));
    QCOMPARE(source.look(), Rows{0});
}

void TestMatchWatch::whatIsDecidedLaterIsToldThen()
{
    Watched source("status:failed step:send");
    source.put(waiting(0));
    source.put(detailed(waiting(1)));
    source.begin();
    source.put(failed(0));
    source.put(failed(2));
    QCOMPARE(source.look(), Rows());
    QCOMPARE(source.watch().wanted(), (Rows{0, 2}));
    source.put(detailed(failed(0)));
    source.put(detailed(failed(2)));
    QCOMPARE(source.look(), (Rows{0, 2}));
    QCOMPARE(source.watch().wanted(), Rows());
    // What it had said counts until its detail is stale no more.
    source.put(failed(1));
    QCOMPARE(source.look(), Rows{1});
    source.put(detailed(failed(1)));
    QCOMPARE(source.look(), Rows());
    // One that matched, and does as soon as it is decided again, has matched all along.
    Watched without("-step:push");
    without.put(detailed(waiting(0)));
    without.begin();
    without.put(failed(0));
    QCOMPARE(without.look(), Rows());
    without.put(detailed(failed(0)));
    QCOMPARE(without.look(), Rows());
}

void TestMatchWatch::aDetailOfWhatWasThereIsNoNews()
{
    Watched source("error:503");
    source.put(failed(0));
    source.put(waiting(1));
    source.put(waiting(2));
    source.begin();
    RunSummary told = detailed(failed(0), "503: unavailable");
    told.error = "503: unavailable"; // no row tells it here
    source.put(told);
    source.put(detailed(waiting(1)));
    QCOMPARE(source.look(), Rows());
    // It has failed since.
    source.put(failed(2));
    QCOMPARE(source.look(), Rows());
    source.put(detailed(failed(2), "503: unavailable"));
    QCOMPARE(source.look(), Rows{2});
}

void TestMatchWatch::rowsFromFurtherBackAreNoNews()
{
    Watched source("status:failed");
    source.put(failed(0, 1h));
    source.begin();
    source.putOlder(failed(1, 2h));
    QCOMPARE(source.look(), Rows());
    source.putOlder(failed(2, 30min)); // a page that was asked for, and a new run was the first to be on it
    QCOMPARE(source.look(), Rows{2});
    Watched undecided("step:send");
    undecided.put(failed(0, 1h));
    undecided.begin();
    undecided.putOlder(failed(1, 2h));
    QCOMPARE(undecided.look(), Rows());
    QCOMPARE(undecided.watch().wanted(), Rows());
    undecided.put(detailed(failed(1, 2h)));
    QCOMPARE(undecided.look(), Rows());
    QCOMPARE(undecided.lookAtAll(), Rows());
    // A page of the newest that reaches back too far.
    Watched waits("status:waiting");
    waits.put(failed(0, 1h));
    waits.begin();
    waits.put(waiting(1));
    QCOMPARE(waits.look(), Rows());
    RunSummary queued = waiting(2);
    queued.started.reset();
    waits.put(queued);
    QCOMPARE(waits.look(), Rows{2});
}

void TestMatchWatch::whatEndedBeforeIsNoNews()
{
    // As it was kept: it waited when it was last looked at, and has failed long before this window was opened.
    Watched source("status:failed");
    source.put(failed(0, 10min));
    source.put(waiting(1));
    source.put(waiting(2));
    source.begin();
    source.put(failed(1, 1h));
    source.put(failed(2, 10min + 30s)); // by the clock of another machine
    QCOMPARE(source.look(), Rows{2});
    // A time that lies in the future silences nobody.
    Watched future("status:failed");
    future.put(failed(0, -1000h));
    future.begin();
    future.put(failed(1));
    QCOMPARE(future.look(), Rows{1});
}

void TestMatchWatch::severalSnapshotsAreOneLook()
{
    Watched source("status:failed");
    source.put(failed(0, 10min));
    source.begin();
    source.putOlder(failed(1, 1h));
    source.putOlder(waiting(2));
    source.put(waiting(3));
    source.tell();
    source.put(detailed(failed(1, 1h)));
    source.put(failed(2));
    source.put(detailed(waiting(3)));
    source.tell();
    QCOMPARE(source.news().rows().at(1), Said::older);
    QCOMPARE(source.news().rows().at(2), Said::changed);
    QCOMPARE(source.news().rows().at(3), Said::added);
    QCOMPARE(source.look(), Rows{2});
}

void TestMatchWatch::timeAloneMakesRunsMatch()
{
    QVERIFY(!Watched("status:failed started:2026-06-08").watch().movesWithTime());
    QVERIFY(Watched("started>1h").watch().movesWithTime());
    Watched source("status:overdue");
    QVERIFY(source.watch().movesWithTime());
    RunSummary run = waiting(0);
    run.limit = queryNow - 1min;
    source.put(run);
    source.begin();
    run = waiting(1);
    run.limit = queryNow + 10min;
    source.put(run);
    QCOMPARE(source.look(), Rows());
    QCOMPARE(source.lookAtAll(), Rows());
    source.now += 11min;
    QCOMPARE(source.lookAtAll(), Rows{1});
    QCOMPARE(source.lookAtAll(), Rows());
    source.put(failed(1, -11min));
    QCOMPARE(source.look(), Rows());
}

void TestMatchWatch::afterAnErrorTheSameNewsDo()
{
    Watched source("status:failed");
    source.put(waiting(0));
    source.begin();
    source.put(failed(1));
    std::stop_source stopped;
    stopped.request_stop();
    source.tell();
    const auto news = source.news();
    const auto cancelled = source.watch().look(source.table(), news, &source.search, queryNow, stopped.get_token());
    QCOMPARE(cancelled.error().code, ErrorCode::cancelled);
    QCOMPARE(source.look(), Rows{1});
}

/// Whatever comes in whatever pieces: once a run has matched since the beginning, it was told.
void TestMatchWatch::tellsWhatAFullLookWouldFind()
{
    QVERIFY(rc::check("MatchWatch", [] {
        Watched source(*rc::gen::element<std::string>("status:failed", "step:send", "-step:send error:503", "at:wait"));
        std::set<RowNumber> told;
        source.begin();
        for (int i = *rc::gen::inRange(1, 25); i > 0; --i) {
            for (int k = *rc::gen::inRange(0, 4); k > 0; --k) {
                const int number = *rc::gen::inRange(0, 6);
                RunSummary run = *rc::gen::arbitrary<bool>() ? waiting(number) : failed(number, -1min * i);
                if (*rc::gen::arbitrary<bool>())
                    run = detailed(run, *rc::gen::element<std::string>("", "503: unavailable"));
                source.put(run);
            }
            source.tell();
            if (*rc::gen::arbitrary<bool>())
                continue;
            for (const RowNumber row : source.look())
                told.insert(row);
            const auto matches = matchRows(source.table(), source.watch().query(), &source.search, queryNow).value();
            for (const RowNumber row : matches.rows)
                RC_ASSERT(told.contains(row));
        }
    }));
}

QTEST_APPLESS_MAIN(TestMatchWatch)
#include "tst_match_watch.moc"
