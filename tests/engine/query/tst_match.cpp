// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/match.h"
#include "engine/query/pushdown.h"
#include "query_generators.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace runlens;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

Query parsed(std::string_view text) { return parseQuery(text, {queryNow, {}}).value(); }

Matches matched(const World& world, const Query& query)
{
    return matchRows(world.table(), query, &world.search, queryNow).value();
}
Matches matched(const World& world, std::string_view query) { return matched(world, parsed(query)); }

RunSummary run(const std::string& id, RunStatus status)
{
    RunSummary summary;
    summary.id = RunId(id);
    summary.status = status;
    return summary;
}

/// Three runs: a failed one whose detail is known, one that waits without it, a completed one without it.
std::unique_ptr<World> threeRuns()
{
    auto three = std::make_unique<World>();
    World& world = *three;
    RunSummary failed = run("run_0", RunStatus::failed);
    failed.started = queryNow - 2h;
    failed.ended = queryNow - 1h;
    failed.atStep = StepKey("send");
    failed.facets.emplace();
    failed.facets->steps = {"send"};
    failed.facets->attempts = 3;
    world.writer.put(failed);
    RunSummary waits = run("run_1", RunStatus::waiting);
    waits.started = queryNow - 30min;
    waits.atStep = StepKey("wait");
    waits.open = true;
    world.writer.put(waits);
    RunSummary completed = run("run_2", RunStatus::completed);
    completed.started = queryNow - 48h;
    world.writer.put(completed);
    for (RowNumber row = 0; row < 3; ++row)
        world.search.documents[row].text = "run_" + std::to_string(row);
    return three;
}

using Rows = std::vector<RowNumber>;

/// What a server leaves of runs that it knows as the table does: by its contract, not by our code.
bool serverKeeps(const RunSummary& run, const RunFilter& filter)
{
    const auto lower = [](std::string text) {
        std::ranges::transform(text, text.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return text;
    };
    // Its rows have no start before the run has one, no current step once it is completed.
    const auto started = run.status == RunStatus::queued ? std::nullopt : run.started;
    const auto ended = run.open ? std::nullopt : run.ended;
    const std::string step = run.status == RunStatus::completed ? "" : run.atStep.text();
    const bool byStatus =
        filter.statuses.empty() || std::ranges::find(filter.statuses, run.status.value) != filter.statuses.end();
    return byStatus && lower(run.identity).find(lower(filter.identity)) != std::string::npos
           && (filter.step.empty() || step == filter.step)
           && (!filter.startedSince || (started && *started >= *filter.startedSince))
           && (!filter.startedUntil || (started && *started < *filter.startedUntil))
           && (!filter.activeSince || !ended || *ended >= *filter.activeSince);
}

/// Matches, of which those that are undecided are counted.
struct Counted {
    Rows rows;
    std::size_t undecided;
    std::size_t untold;

    friend bool operator==(const Matches& matches, const Counted& wanted)
    {
        return matches.rows == wanted.rows && matches.undecided.size() == wanted.undecided
               && matches.untold == wanted.untold;
    }
};

} // namespace

class TestMatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesAsANaiveReaderWould();
    void negationComplementsWhatIsDecided();
    void unknownIsNotZero();
    void aStaleDetailStillTellsWhatItHad();
    void removedRunsNeverMatch();
    void automationsGoByNameToo();
    void looksAtSomeRowsOnly();
    void asksTheDocumentsOfFewRows();
    void withoutDocumentsTheTableIsSearched();
    void stopsWhenTold();
    void saysWhichTermIsInTheWay();
    void crossesChunks();
    void theServerIsAskedForWhatItCan();
    void theServerLosesNoRun();
};

void TestMatch::matchesAsANaiveReaderWould()
{
    QVERIFY(rc::check("matchRows", [] {
        const auto world = randomWorld();
        const std::string text = randomQuery();
        const Query query = parsed(text);
        Matches matches = matched(*world, query);
        Rows expected;
        std::size_t open = 0;
        for (RowNumber row = 0; row < world->table().size(); ++row) {
            if (world->table().has(row, RowFlag::removed))
                continue;
            const auto answer = isMeant(*world, row, query);
            if (answer.value_or(false))
                expected.push_back(row);
            open += answer ? 0U : 1U;
        }
        RC_LOG() << text << '\n';
        RC_ASSERT(matches.rows == expected);
        RC_ASSERT(matches.undecided.size() + matches.untold == open);
    }));
}

void TestMatch::negationComplementsWhatIsDecided()
{
    QVERIFY(rc::check("negation", [] {
        const auto world = randomWorld();
        Query query;
        query.terms.push_back(parsed(randomTerm()).terms.at(0));
        const Matches is = matched(*world, query);
        query.terms[0].negated = !query.terms[0].negated;
        const Matches isNot = matched(*world, query);
        RC_ASSERT(is.undecided == isNot.undecided);
        RC_ASSERT(is.untold == isNot.untold);
        Rows both;
        std::ranges::set_intersection(is.rows, isNot.rows, std::back_inserter(both));
        RC_ASSERT(both.empty());
        RC_ASSERT(is.rows.size() + isNot.rows.size() + is.undecided.size() + is.untold == world->table().living());
    }));
}

void TestMatch::unknownIsNotZero()
{
    const auto three = threeRuns();
    const World& world = *three;
    QVERIFY((matched(world, "attempts>1") == Counted{{0}, 2, 0}));
    QVERIFY((matched(world, "-attempts>1") == Counted{{}, 2, 0}));
    QVERIFY((matched(world, "step:send") == Counted{{0}, 2, 0}));
    QVERIFY((matched(world, "step:send status:waiting") == Counted{{}, 1, 0})); // the completed one is out anyway
    QVERIFY((matched(world, "sent:0") == Counted{{}, 2, 1}));                   // a detail that does not say it
    QVERIFY((matched(world, "lasted<1d") == Counted{{0, 1}, 1, 0}));
    QVERIFY((matched(world, "status:overdue") == Counted{{}, 1, 0})); // the waits of one are not known
    QVERIFY((matched(world, "failed:90m") == Counted{{0}, 0, 0}));
    QVERIFY((matched(world, "") == Counted{{0, 1, 2}, 0, 0}));
}

void TestMatch::aStaleDetailStillTellsWhatItHad()
{
    const auto three = threeRuns();
    World& world = *three;
    RunSummary newer = run("run_0", RunStatus::running);
    newer.open = true;
    world.writer.put(newer);
    QVERIFY(world.table().has(0, RowFlag::stale));
    QVERIFY((matched(world, "step:send run:run_0") == Counted{{0}, 0, 0}));
    QVERIFY((matched(world, "step:wait run:run_0") == Counted{{}, 1, 0}));
    QVERIFY((matched(world, "attempts>=3 run:run_0") == Counted{{0}, 0, 0}));
    QVERIFY((matched(world, "attempts:3 run:run_0") == Counted{{}, 1, 0}));
    QVERIFY((matched(world, "attempts<3 run:run_0") == Counted{{}, 0, 0}));
}

void TestMatch::removedRunsNeverMatch()
{
    const auto three = threeRuns();
    World& world = *three;
    world.writer.remove(0);
    QVERIFY((matched(world, "") == Counted{{1, 2}, 0, 0}));
    QVERIFY((matched(world, "-status:waiting") == Counted{{2}, 0, 0}));
    QVERIFY((matched(world, "run_") == Counted{{1, 2}, 0, 0}));
    const Rows rows{0, 1};
    QVERIFY(matchRows(world.table(), {}, nullptr, queryNow, rows) == (Counted{{1}, 0, 0}));
}

void TestMatch::automationsGoByNameToo()
{
    World world;
    for (const char* id : {"aut_1", "aut_2", "aut_3"}) {
        RunSummary each = run(std::string("run_of_") + id, RunStatus::running);
        each.automationId = AutomationId(id);
        world.writer.put(each);
    }
    const ParseContext context{
        queryNow, {}, {{"Cart Recovery", AutomationId("aut_2")}, {"Cart recovery", AutomationId("aut_3")}}};
    const auto rows = [&](std::string_view text) { return matched(world, parseQuery(text, context).value()).rows; };
    QVERIFY((rows("automation:\"cart recovery\"") == Rows{1, 2}));
    QVERIFY((rows("automation:cart*,aut_1") == Rows{0, 1, 2}));
    QVERIFY((rows("automation:aut_2") == Rows{1}));
}

void TestMatch::looksAtSomeRowsOnly()
{
    QVERIFY(rc::check("some rows", [] {
        const auto world = randomWorld();
        const Query query = parsed(randomQuery());
        Rows some;
        for (RowNumber row = 0; row < world->table().size(); ++row)
            if (*rc::gen::arbitrary<bool>())
                some.push_back(row);
        Rows expected;
        std::ranges::set_intersection(matched(*world, query).rows, some, std::back_inserter(expected));
        RC_ASSERT(matchRows(world->table(), query, &world->search, queryNow, some).value().rows == expected);
    }));
}

void TestMatch::asksTheDocumentsOfFewRows()
{
    const auto three = threeRuns();
    World& world = *three;
    world.search.documents[1].values["payload.amount"] = Value(std::int64_t{1000});
    QVERIFY((matched(world, "payload.amount>=1000 status:waiting") == Counted{{1}, 0, 0}));
    QCOMPARE(world.search.rowsAsked, 1U);
    QCOMPARE(world.search.paths, std::vector<std::string>{"payload.amount"});
    (void)matched(world, "json.a.0.b:1");
    QCOMPARE(world.search.paths.back(), std::string("a.0.b"));
}

void TestMatch::withoutDocumentsTheTableIsSearched()
{
    const auto three = threeRuns();
    const World& world = *three;
    const auto matches = [&](std::string_view query) {
        return matchRows(world.table(), parsed(query), nullptr, queryNow).value();
    };
    QVERIFY((matches("RUN_1") == Counted{{1}, 2, 0}));
    QVERIFY((matches("send") == Counted{{0}, 2, 0}));
    QVERIFY((matches("payload.a:1") == Counted{{}, 3, 0}));
}

void TestMatch::stopsWhenTold()
{
    const auto three = threeRuns();
    const World& world = *three;
    std::stop_source stop;
    stop.request_stop();
    const auto matches =
        matchRows(world.table(), parsed("status:failed"), nullptr, queryNow, std::nullopt, stop.get_token());
    QVERIFY(!matches && matches.error().code == ErrorCode::cancelled);
}

void TestMatch::saysWhichTermIsInTheWay()
{
    const auto three = threeRuns();
    const World& world = *three;
    const auto why = [&](std::string_view query) {
        return whyNone(world.table(), parsed(query), &world.search, queryNow).value();
    };
    QVERIFY((why("status:waiting started:1h at:send") == std::vector<WithoutTerm>{{2, 1}}));
    QVERIFY((why("status:cancelled started:4h") == std::vector<WithoutTerm>{{0, 2}}));
    QVERIFY((why("status:cancelled at:elsewhere").empty()));
    QVERIFY((why("run_1 status:failed") == std::vector<WithoutTerm>{{0, 1}, {1, 1}}));
}

void TestMatch::crossesChunks()
{
    World world;
    for (int i = 0; i < 9000; ++i) {
        RunSummary each = run("run_" + std::to_string(i), i % 3 == 0 ? RunStatus::failed : RunStatus::completed);
        each.identity = i % 1000 == 7 ? "Olivia@example.com" : "noah@example.com";
        world.writer.put(each);
    }
    QCOMPARE(matched(world, "status:failed").rows.size(), 3000U);
    QVERIFY((matched(world, "identity:OLIVIA").rows == Rows{7, 1007, 2007, 3007, 4007, 5007, 6007, 7007, 8007}));
}

void TestMatch::theServerIsAskedForWhatItCan()
{
    const auto pushed = [](std::string_view query) { return pushdownOf(parsed(query), queryNow); };
    const Pushdown all =
        pushed("status:failed,waiting identity:olivia at:wait started:24h active:2026-06-07..2026-06-08");
    QVERIFY(all.served == std::vector<bool>(5, true));
    QVERIFY((all.filter.statuses == std::vector{RunStatus::failed, RunStatus::waiting}));
    QCOMPARE(all.filter.identity, std::string("olivia"));
    QCOMPARE(all.filter.step, std::string("wait"));
    QCOMPARE(*all.filter.startedSince, queryNow - 24h);
    QCOMPARE(formatInstant(*all.filter.activeSince), std::string("2026-06-07T00:00:00.000Z"));
    QCOMPARE(formatInstant(*all.filter.startedUntil), std::string("2026-06-09T00:00:00.000Z"));
    for (const char* here : {"-status:failed", "status:overdue,failed", "identity:olivia*", "step:wait", "at:wait,send",
                             "at:w*", "started:1h,2d..1d", "error:503", "olivia", "status:\"paused\""})
        QVERIFY2((pushed(here) == Pushdown{{}, {false}}), here);
    const Pushdown exactly = pushed("identity=olivia");
    QVERIFY(!exactly.served[0] && exactly.filter.identity == "olivia");
    const Pushdown ended = pushed("failed:1h");
    QVERIFY(!ended.served[0] && ended.filter.statuses == std::vector{RunStatus::failed});
    QCOMPARE(*ended.filter.activeSince, queryNow - 1h);
    // One that knows statuses alone, and calls running whatever is under way.
    const Query query = parsed("status:failed,cancelled status:waiting started:24h");
    QVERIFY((pushdownOf(query, queryNow, FilterReach::statuses).served == std::vector{true, false, false}));
    QVERIFY((pushdownOf(query, queryNow, FilterReach::nothing).served == std::vector(3, false)));
    const Pushdown none = pushed("status:failed status:waiting");
    QVERIFY((none.served == std::vector{true, false}) && none.filter.statuses == std::vector{RunStatus::failed});
}

void TestMatch::theServerLosesNoRun()
{
    QVERIFY(rc::check("pushdown", [] {
        const auto world = randomWorld();
        const std::string text = randomQuery();
        const Query query = parsed(text);
        const Pushdown pushdown = pushdownOf(query, queryNow);
        RC_ASSERT(pushdown.served.size() == query.terms.size());
        Query served;
        for (std::size_t index = 0; index < query.terms.size(); ++index)
            if (pushdown.served[index])
                served.terms.push_back(query.terms[index]);
        RC_LOG() << text << '\n';
        for (const RowNumber row : matched(*world, query).rows)
            RC_ASSERT(serverKeeps(world->table().summary(row), pushdown.filter));
        // And of what it keeps, nothing is left to be said of the terms that it serves, where all is known.
        for (RowNumber row = 0; row < world->table().size(); ++row)
            if (serverKeeps(world->table().summary(row), pushdown.filter))
                RC_ASSERT(isMeant(*world, row, served).value_or(true));
    }));
}

QTEST_APPLESS_MAIN(TestMatch)
#include "tst_match.moc"
