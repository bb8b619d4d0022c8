// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"
#include "engine/wire/reader.h"
#include "tests/data/sample.h"
#include "tests/engine/analysis/run_builder.h"
#include "tests/ui/models/run_list_fixture.h"
#include "ui/models/run_finder.h"
#include "ui/models/run_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <rapidcheck.h>

#include <algorithm>
#include <thread>

using namespace runlens;
using namespace runlens::testing;
using namespace std::chrono_literals;

namespace {

#define T(text) QStringLiteral(text)

const Instant now = at("16:15:00");
const TimeStyle style{nullptr, date::local_days(date::year(2026) / 6 / 8)};
constexpr int sheetColumns = static_cast<int>(RunColumn::sent) + 1; ///< columns that the sheet shows

struct Shown {
    RunListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    RunsToShow source;
    Finder finder;

    Shown()
    {
        model.setTimeStyle(style);
        model.setNow(now);
        finder.request.now = now;
        finder.request.sort = {RunColumn::run, {}, false};
    }
    explicit Shown(const std::vector<RunSummary>& runs) : Shown()
    {
        for (const RunSummary& run : runs)
            source.put(run);
        model.apply(finder.all(source));
    }
    void sort(const SortSpec& spec)
    {
        finder.request.sort = spec;
        model.apply(finder.again());
    }
    [[nodiscard]] QVariant at(int row, RunColumn column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role);
    }
    [[nodiscard]] QStringList row(int row, int role = Qt::DisplayRole) const
    {
        QStringList cells;
        for (int column = 0; column < sheetColumns; ++column)
            cells += at(row, static_cast<RunColumn>(column), role).toString();
        return cells;
    }
    [[nodiscard]] std::vector<RowNumber> order() const
    {
        std::vector<RowNumber> rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows.push_back(model.numberOf(row).value_or(RowOrder::nowhere));
        return rows;
    }
};

RunSummary sampleRun(const char* name) { return summaryOfDetail(readRun(sample(name))->value, nullptr, now); }

RunSummary anyRun()
{
    RunSummary run = summary(std::to_string(*rc::gen::inRange(0, 40)), *rc::gen::inRange(0, 6),
                             *rc::gen::element(RunStatus::waiting, RunStatus::completed, RunStatus::failed));
    run.identity = *rc::gen::element<std::string>("Ada", "ada", "bob", "");
    return run;
}

/// What whoever listens to a model believes its rows to be.
class Listener : public QObject {
public:
    explicit Listener(const RunListModel& model) : m_model(model), m_rows(all())
    {
        connect(&model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int from, int to) {
            m_rows.erase(m_rows.begin() + from, m_rows.begin() + to + 1);
        });
        connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int from, int to) {
            for (int row = from; row <= to; ++row)
                m_rows.insert(m_rows.begin() + row, *m_model.numberOf(row));
        });
        connect(&model, &QAbstractItemModel::layoutChanged, this, [this] { m_rows = all(); });
        connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_rows = all(); });
    }
    [[nodiscard]] const std::vector<RowNumber>& rows() const { return m_rows; }

private:
    [[nodiscard]] std::vector<RowNumber> all() const
    {
        std::vector<RowNumber> rows;
        for (int row = 0; row < m_model.rowCount(); ++row)
            rows.push_back(*m_model.numberOf(row));
        return rows;
    }
    const RunListModel& m_model;
    std::vector<RowNumber> m_rows;
};

} // namespace

class RunListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheSheetSays();
    void whatIsNotKnownIsEmpty();
    void whatWasNotFetchedSaysSo();
    void rolesOfARow();
    void headersAndColumnsOfPaths();
    void textsOfARunAreMadeSafe();
    void overdueComesWithTime();
    void timesFollowTheStyle();
    void sortsByWhatIsAsked();
    void valuesComeWhenTheyWereLookedUp();
    void sortsByAPath();
    void persistentIndexesFollowTheirRun();
    void rowsComeAndLeaveInPlaces();
    void onlyRowsThatChangedAreTold();
    void whatIsNewFades();
    void whatDiffersMakesTheNewOrder();
    void manyRangesAreAnotherOrder();
    void theFinderTellsOneAfterAnother();
    void theFinderDropsWhatIsLate();
    void noRuns();
};

void RunListModelTest::saysWhatTheSheetSays()
{
    Shown shown({sampleRun("timed-out"), sampleRun("failed"), sampleRun("overdue"), sampleRun("skipped-and-deferred"),
                 sampleRun("documented-run")});
    shown.sort({RunColumn::sent, {}, false});
    const auto rowOf = [&](RowNumber number) { return shown.model.rowOf(number).value_or(-1); };
    QCOMPARE(shown.row(rowOf(0)), (QStringList{T("waiting"), T("7 Jun 14:15:00.300"), T("olivia@example.com"),
                                               T("delay_2d"), T(""), T("1 d 2 h"), T("1")}));
    QCOMPARE(shown.row(rowOf(1)), (QStringList{T("failed"), T("~14:13:09"), T("mia@example.com"), T("send_receipt"),
                                               T(""), T("~4 m 1 s"), T("0")}));
    QCOMPARE(shown.row(rowOf(2)), (QStringList{T("overdue"), T("~13:44:00"), T("zoe@example.com"), T("wait_for_open"),
                                               T(""), T("~2 h 31 m"), T("1")}));
    QCOMPARE(shown.at(rowOf(3), RunColumn::person).toString(), T("ext usr_8812"));
    QCOMPARE(shown.at(rowOf(4), RunColumn::status).toString(), T("completed"));
    QCOMPARE(shown.at(rowOf(0), RunColumn::run).toString(), T("run_7f3a5be20c21"));
}

void RunListModelTest::whatIsNotKnownIsEmpty()
{
    Shown shown({RunSummary()});
    for (int column = 0; column < runColumnCount; ++column) {
        QCOMPARE(shown.at(0, static_cast<RunColumn>(column)).toString(), QString());
        QCOMPARE(shown.at(0, static_cast<RunColumn>(column), Qt::ToolTipRole).toString(), T("not told"));
        QVERIFY(shown.at(0, static_cast<RunColumn>(column), RunListModel::unknownRole).value<Unknown>()
                == Unknown::notTold);
    }
    RunSummary none; // no sent count is not a count of none
    none.sent = 0;
    QCOMPARE(Shown({none}).at(0, RunColumn::sent).toString(), T("0"));
}

void RunListModelTest::whatWasNotFetchedSaysSo()
{
    Shown shown;
    shown.source.state().link = Link::online;
    RunSummary fetched = summary("b");
    fetched.facets.emplace();
    shown.source.put(summary("a"));
    shown.source.put(fetched);
    shown.model.apply(shown.finder.all(shown.source));
    QCOMPARE(shown.at(0, RunColumn::attempts).toString(), T("not fetched"));
    QCOMPARE(shown.at(0, RunColumn::sent).toString(), T("not fetched"));
    QCOMPARE(shown.at(0, RunColumn::attempts, Qt::AccessibleTextRole).toString(), T("Attempts: not fetched"));
    QCOMPARE(shown.at(1, RunColumn::attempts).toString(), T("0"));
    QCOMPARE(shown.at(1, RunColumn::sent).toString(), QString()); // its detail does not tell
}

void RunListModelTest::rolesOfARow()
{
    const std::vector<RunSummary> runs{sampleRun("timed-out"), sampleRun("overdue"), sampleRun("unknown-words")};
    Shown shown(runs);
    const auto role = [&](RowNumber number, int which, RunColumn column = RunColumn::status) {
        return shown.at(*shown.model.rowOf(number), column, which);
    };
    QVERIFY(role(0, RunListModel::statusRole).value<RunStatus>() == RunStatus::waiting);
    QVERIFY(role(2, RunListModel::statusRole).value<RunStatus>() == RunStatus::unknown);
    QCOMPARE(role(2, Qt::DisplayRole).toString(), T("paused"));
    QVERIFY(!role(0, RunListModel::overdueRole).toBool() && role(1, RunListModel::overdueRole).toBool());
    QVERIFY(role(0, RunListModel::timedOutRole).toBool() && !role(1, RunListModel::timedOutRole).toBool());
    QCOMPARE(role(1, RunListModel::numberRole).toUInt(), 1U);
    QVERIFY(role(0, RunListModel::shapeRole).value<RunShape>().segments.size() == runs[0].shape.segments.size());
    QCOMPARE(role(0, Qt::TextAlignmentRole, RunColumn::lasted).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
    QCOMPARE(role(0, Qt::ToolTipRole, RunColumn::started).toString(), T("7 Jun 14:15:00.300, as reported"));
    QCOMPARE(role(1, Qt::ToolTipRole).toString(), T("overdue: its limit was 14:14:02"));
    QCOMPARE(role(0, Qt::ToolTipRole, RunColumn::lasted).toString(), T("1 d 2 h so far"));
    QCOMPARE(role(0, Qt::AccessibleTextRole).toString(), T("Status: waiting"));
    QCOMPARE(role(0, Qt::AccessibleTextRole, RunColumn::shape).toString(),
             T("Shape of the run: failed, completed, timed out, completed, waiting"));
}

void RunListModelTest::headersAndColumnsOfPaths()
{
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto titles = [&model] {
        QStringList all;
        for (int column = 0; column < model.columnCount(); ++column)
            all += model.headerData(column, Qt::Horizontal).toString();
        return all;
    };
    const QStringList own{T("Status"), T("Started"),  T("Person"), T("At step"),    T("Shape of the run"),
                          T("Lasted"), T("Sent"),     T("Ended"),  T("Automation"), T("Version"),
                          T("Error"),  T("Attempts"), T("Waited"), T("Run")};
    QCOMPARE(titles(), own);
    model.setPaths({"payload.a", "payload.b"});
    QCOMPARE(titles(), own + QStringList({T("payload.a"), T("payload.b")}));
    model.setPaths({"payload.b", "payload.c"});
    QCOMPARE(titles(), own + QStringList({T("payload.b"), T("payload.c")}));
    model.setPaths({"payload.c", "payload.b"});
    QCOMPARE(titles(), own + QStringList({T("payload.c"), T("payload.b")}));
    QVERIFY(!model.headerData(model.columnCount(), Qt::Horizontal).isValid());
    const SortSpec spec = model.sortOf(runColumnCount + 1, Qt::DescendingOrder);
    QVERIFY((spec == SortSpec{std::nullopt, "payload.b", true}));
    QCOMPARE(model.columnOf(spec), runColumnCount + 1);
    QVERIFY(model.columnOf({}) == -1 && model.sortOf(-1, Qt::AscendingOrder).isDefault());
}

void RunListModelTest::textsOfARunAreMadeSafe()
{
    RunSummary run;
    run.identity = "a\nb\u202Ec %1";
    run.atStep = StepKey("one\ttwo");
    run.status = Named<RunStatus>::unknownWord("x\ny");
    const Shown shown({run});
    QCOMPARE(shown.row(0).mid(0, 4), (QStringList{T("x y"), QString(), T("a bc %1"), T("one two")}));
    QCOMPARE(shown.at(0, RunColumn::person, Qt::ToolTipRole).toString(), T("a bc %1 (not told)"));
}

void RunListModelTest::overdueComesWithTime()
{
    Shown shown({sampleRun("overdue")});
    shown.model.setNow(at("14:14:02"));
    QCOMPARE(shown.at(0, RunColumn::status).toString(), T("waiting"));
    QSignalSpy changes(&shown.model, &QAbstractItemModel::dataChanged);
    shown.model.setNow(at("14:14:03"));
    QCOMPARE(changes.size(), qsizetype{1});
    QCOMPARE(shown.at(0, RunColumn::status).toString(), T("overdue"));
    QCOMPARE(shown.at(0, RunColumn::lasted).toString(), T("~30 m 3 s"));
    shown.model.setNow(at("14:14:03"));
    QCOMPARE(changes.size(), qsizetype{1});
}

void RunListModelTest::timesFollowTheStyle()
{
    Shown shown({sampleRun("timed-out")});
    QSignalSpy changes(&shown.model, &QAbstractItemModel::dataChanged);
    shown.model.setTimeStyle({date::locate_zone("Europe/Lisbon"), style.today});
    QCOMPARE(changes.size(), qsizetype{1});
    QCOMPARE(shown.at(0, RunColumn::started).toString(), T("7 Jun 15:15:00.300"));
    QCOMPARE(shown.at(0, RunColumn::started, RunListModel::briefsRole).toStringList(),
             (QStringList{T("7 Jun 15:15:00"), T("7 Jun 15:15")}));
    QVERIFY(shown.at(0, RunColumn::person, RunListModel::briefsRole).toStringList().isEmpty());
}

void RunListModelTest::sortsByWhatIsAsked()
{
    Shown shown({summary("a", 3), summary("b", 5), summary("c", 1), RunSummary(), summary("d", 5)});
    shown.sort({});
    QCOMPARE(shown.order(), (std::vector<RowNumber>{1, 4, 0, 2, 3})); // the newest first, unknown last
    shown.sort({RunColumn::run, {}, true});
    QCOMPARE(shown.order(), (std::vector<RowNumber>{4, 2, 1, 0, 3}));
    QSignalSpy asked(&shown.model, &RunListModel::sortRequested);
    shown.model.sort(2, Qt::DescendingOrder);
    QCOMPARE(asked.size(), qsizetype{1});
    QVERIFY((asked[0][0].value<SortSpec>() == SortSpec{RunColumn::person, {}, true}));
}

void RunListModelTest::valuesComeWhenTheyWereLookedUp()
{
    Shown shown({summary("a"), summary("b")});
    auto values = std::make_shared<ValuesToShow>();
    values->told = {{0, Value(std::int64_t{4900})}};
    shown.model.setPaths({"payload.amount"});
    shown.model.setSearch(values);
    const QModelIndex cell = shown.model.index(0, runColumnCount);
    const QModelIndex none = shown.model.index(1, runColumnCount);
    QCOMPARE(cell.data().toString(), T("…"));
    QTRY_COMPARE(cell.data().toString(), T("4900"));
    QTRY_COMPARE(none.data().toString(), QString());
    QCOMPARE(none.data(Qt::ToolTipRole).toString(), T("not told"));
    // What a run says anew is looked up anew.
    shown.source.put(summary("a", 1));
    shown.model.apply(shown.finder.changes(shown.source));
    QCOMPARE(cell.data().toString(), T("…"));
    QTRY_COMPARE(cell.data().toString(), T("4900"));
}

void RunListModelTest::sortsByAPath()
{
    Shown shown({summary("a"), summary("b"), summary("c"), summary("d"), summary("e")});
    auto values = std::make_shared<ValuesToShow>();
    values->told = {
        {0, Value(std::int64_t{10})}, {1, Value(9.5)}, {3, Value(std::string("B"))}, {4, Value(std::string("a"))}};
    shown.finder.request.search = values;
    shown.sort({std::nullopt, "payload.amount", false});
    QCOMPARE(shown.order(), (std::vector<RowNumber>{1, 0, 4, 3, 2}));
    shown.sort({std::nullopt, "payload.amount", true});
    QCOMPARE(shown.order(), (std::vector<RowNumber>{3, 4, 0, 1, 2}));
}

void RunListModelTest::persistentIndexesFollowTheirRun()
{
    std::vector<RunSummary> runs;
    for (int i = 0; i < 6; ++i)
        runs.push_back(summary(std::string(1, static_cast<char>('a' + i)), (i * 5) % 6));
    Shown shown(runs);
    QList<QPersistentModelIndex> indexes;
    for (int row = 0; row < 6; ++row)
        indexes += shown.model.index(row, row);
    shown.sort({});
    QVERIFY(shown.order() != (std::vector<RowNumber>{0, 1, 2, 3, 4, 5}));
    for (int run = 0; run < 6; ++run) {
        QCOMPARE(indexes[run].data(RunListModel::numberRole).toInt(), run);
        QCOMPARE(indexes[run].column(), run);
    }
}

void RunListModelTest::rowsComeAndLeaveInPlaces()
{
    Shown shown({summary("b", 1), summary("d", 2), summary("f", 3)});
    QSignalSpy inserted(&shown.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&shown.model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy resets(&shown.model, &QAbstractItemModel::modelReset);
    QSignalSpy layouts(&shown.model, &QAbstractItemModel::layoutChanged);
    shown.source.put(summary("a", 9));
    shown.source.put(summary("e", 9));
    shown.source.remove(1);
    shown.model.apply(shown.finder.changes(shown.source));
    QCOMPARE(shown.order(), (std::vector<RowNumber>{3, 0, 4, 2}));
    QCOMPARE(inserted.size(), qsizetype{2});
    QCOMPARE(removed.size(), qsizetype{1});
    QVERIFY(resets.isEmpty() && layouts.isEmpty());
}

void RunListModelTest::onlyRowsThatChangedAreTold()
{
    std::vector<RunSummary> runs;
    for (int i = 0; i < 40; ++i)
        runs.push_back(summary(std::to_string(100 + i), i, RunStatus::waiting));
    Shown shown(runs);
    QSignalSpy changes(&shown.model, &QAbstractItemModel::dataChanged);
    for (const int i : {3, 30})
        shown.source.put(summary(std::to_string(100 + i), 0, RunStatus::failed));
    shown.model.apply(shown.finder.changes(shown.source));
    QCOMPARE(changes.size(), qsizetype{2});
    for (const int at : {0, 1}) {
        const int row = at == 0 ? 3 : 30;
        QCOMPARE(changes[at][0].toModelIndex().row(), row);
        QCOMPARE(changes[at][1].toModelIndex().row(), row);
        QCOMPARE(shown.at(row, RunColumn::status).toString(), T("failed"));
    }
}

void RunListModelTest::whatIsNewFades()
{
    Shown shown({summary("a"), summary("b", 0, RunStatus::waiting)});
    auto clock = 10'000ms;
    shown.model.setFreshClock([&clock] { return clock; });
    QSignalSpy freshened(&shown.model, &RunListModel::freshened);
    const auto freshness = [&](RowNumber number) {
        return shown.at(*shown.model.rowOf(number), RunColumn::status, RunListModel::freshRole).toDouble();
    };
    QVERIFY(!shown.model.hasFresh()); // what is there at first is not new
    shown.source.put(summary("b", 0, RunStatus::completed));
    shown.source.put(summary("c"));
    RunSummary detailed = summary("a");
    detailed.facets.emplace();
    shown.source.put(detailed); // its detail was fetched: nothing new of the run
    shown.model.apply(shown.finder.changes(shown.source));
    QCOMPARE(freshened.size(), qsizetype{1});
    QVERIFY(freshness(0) == 0 && freshness(1) == 1 && freshness(2) == 1 && shown.model.hasFresh());
    clock += 1'500ms;
    QCOMPARE(freshness(2), 0.5);
    clock += 1'500ms;
    QVERIFY(freshness(2) == 0 && !shown.model.hasFresh());
}

void RunListModelTest::whatDiffersMakesTheNewOrder()
{
    QVERIFY(rc::check("what differs, applied, makes the new order", [] {
        Shown shown;
        const bool all = *rc::gen::arbitrary<bool>();
        if (!all)
            shown.finder.request.matches = ofStatus(RunStatus::waiting);
        shown.finder.request.sort.column = static_cast<RunColumn>(*rc::gen::inRange(0, runColumnCount));
        shown.finder.request.sort.descending = *rc::gen::arbitrary<bool>();
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i)
            shown.source.put(anyRun());
        shown.model.apply(shown.finder.all(shown.source));
        const Listener listener(shown.model);
        const bool grows = *rc::gen::arbitrary<bool>();
        int added = 100;
        for (int step = *rc::gen::inRange(1, 4); step > 0; --step) {
            for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
                RunSummary run = anyRun();
                if (grows)
                    run.id = RunId(std::to_string(++added));
                const RowNumber row = shown.source.put(run);
                if (!grows && *rc::gen::inRange(0, 4) == 0)
                    shown.source.remove(row);
            }
            const auto found = shown.finder.changes(shown.source);
            shown.model.apply(found);
            RC_ASSERT(shown.order() == found->order->rows);
            RC_ASSERT(listener.rows() == found->order->rows);
            for (int row = 0; row < shown.model.rowCount(); ++row)
                RC_ASSERT(shown.model.rowOf(found->order->rows[static_cast<std::size_t>(row)]) == row);
            auto whole = findAll(shown.finder.request, nullptr, false, {})->order->rows;
            if (grows)
                RC_ASSERT(found->order->rows == whole);
            auto sorted = found->order->rows;
            std::ranges::sort(sorted);
            std::ranges::sort(whole);
            RC_ASSERT(sorted == whole);
        }
    }));
}

void RunListModelTest::manyRangesAreAnotherOrder()
{
    std::vector<RunSummary> runs;
    for (int i = 0; i < 1'000; ++i)
        runs.push_back(summary(std::to_string(10'000 + 2 * i)));
    Shown shown(runs);
    const QPersistentModelIndex kept = shown.model.index(500, 2);
    const QPersistentModelIndex lost = shown.model.index(501, 2);
    QSignalSpy layouts(&shown.model, &QAbstractItemModel::layoutChanged);
    for (int i = 0; i < 1'000; i += 5)
        shown.source.put(summary(std::to_string(10'001 + 2 * i)));
    shown.source.remove(501);
    shown.model.apply(shown.finder.changes(shown.source));
    QCOMPARE(layouts.size(), qsizetype{1});
    QCOMPARE(shown.model.rowCount(), 1'199);
    QCOMPARE(kept.data(RunListModel::numberRole).toInt(), 500);
    QVERIFY(!lost.isValid());
}

void RunListModelTest::theFinderTellsOneAfterAnother()
{
    RunsToShow source;
    RunFinder finder;
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    connect(&finder, &RunFinder::found, &model, &RunListModel::apply);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    source.put(summary("a", 1));
    finder.begin();
    finder.find({source.snapshot(), nullptr, {}, {}, now});
    for (int i = 0; i < 1'000; ++i) {
        source.put(summary(std::to_string(i), 2 + i));
        finder.update(source.snapshot(), now);
    }
    QTRY_COMPARE(model.rowCount(), 1'001);
    QCOMPARE(model.numberOf(0), std::optional<RowNumber>(1'000));
    QCOMPARE(resets.size(), qsizetype{1});
    finder.begin();
    finder.find({source.snapshot(), nullptr, ofStatus(RunStatus::failed), {}, now});
    QTRY_COMPARE(resets.size(), qsizetype{2});
    QCOMPARE(model.rowCount(), 0);
}

void RunListModelTest::theFinderDropsWhatIsLate()
{
    RunsToShow source;
    for (int i = 0; i < 10; ++i)
        source.put(summary(std::to_string(i), i, i < 3 ? RunStatus::failed : RunStatus::waiting));
    const auto snapshot = source.snapshot();
    RunFinder finder;
    QSignalSpy found(&finder, &RunFinder::found);
    QSignalSpy failed(&finder, &RunFinder::failed);

    const MatchFunction slow = [](const RunTable&, auto, const std::stop_token& stop) -> Result<Matches> {
        while (!stop.stop_requested())
            std::this_thread::yield();
        return std::unexpected(Error{ErrorCode::cancelled, {}, {}});
    };
    finder.find({snapshot, nullptr, slow, {}, now});
    finder.find({snapshot, nullptr, ofStatus(RunStatus::failed), {}, now});
    QTRY_COMPARE(found.size(), qsizetype{1});
    QVERIFY(failed.isEmpty() && !finder.isBusy());
    QCOMPARE(found[0][0].value<std::shared_ptr<const FoundRuns>>()->order->rows.size(), std::size_t{3});
    const MatchFunction broken = [](const RunTable&, auto, const std::stop_token&) -> Result<Matches> {
        return std::unexpected(Error{ErrorCode::usage, {}, {}});
    };
    finder.find({snapshot, nullptr, broken, {}, now});
    QTRY_COMPARE(failed.size(), qsizetype{1});
    QVERIFY(failed[0][0].value<Error>().code == ErrorCode::usage);
}

void RunListModelTest::noRuns()
{
    Shown shown({summary("a")});
    shown.model.clear();
    QVERIFY(shown.model.rowCount() == 0 && !shown.model.rowOf(0) && !shown.model.numberOf(0));
    QVERIFY(!shown.model.numberOf(-1));
    shown.model.setNow(at("17:00:00"));
}

QTEST_GUILESS_MAIN(RunListModelTest)
#include "tst_run_list_model.moc"
