// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/reader.h"
#include "tests/data/sample.h"
#include "tests/engine/analysis/run_builder.h"
#include "ui/models/run_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <rapidcheck.h>

using namespace runlens;
using namespace runlens::testing;

namespace {

#define T(text) QStringLiteral(text)

std::shared_ptr<const RunDocument> documentOf(std::vector<Run> runs)
{
    auto document = std::make_shared<RunDocument>();
    document->kind = RunDocument::Kind::list;
    document->runs = std::move(runs);
    return document;
}

const Instant now = at("16:15:00");
const TimeStyle style{nullptr, date::local_days(date::year(2026) / 6 / 8)};

struct Shown {
    RunListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    explicit Shown(std::vector<Run> runs)
    {
        model.setTimeStyle(style);
        model.setNow(now);
        model.setDocument(documentOf(std::move(runs)));
    }
    [[nodiscard]] QVariant at(int row, RunColumn column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role);
    }
    [[nodiscard]] QStringList row(int row, int role = Qt::DisplayRole) const
    {
        QStringList cells;
        for (int column = 0; column < runColumnCount; ++column)
            cells += at(row, static_cast<RunColumn>(column), role).toString();
        return cells;
    }
    [[nodiscard]] std::vector<std::size_t> order() const
    {
        std::vector<std::size_t> runs;
        for (int row = 0; row < model.rowCount(); ++row)
            runs.push_back(model.runOfRow(row).value_or(SIZE_MAX));
        return runs;
    }
};

Run sampleRun(const char* name) { return readRun(sample(name))->value; }

/// A list row of which any part may be missing.
Run anyRow()
{
    Run run;
    const auto maybe = [](auto value) { return *rc::gen::inRange(0, 4) == 0 ? decltype(value)() : value; };
    const auto time = [](int from) { return now + std::chrono::seconds(from + *rc::gen::inRange(0, 20)); };
    run.status = *rc::gen::element<Named<RunStatus>>(RunStatus::running, RunStatus::failed, RunStatus::completed,
                                                     Named<RunStatus>(), Named<RunStatus>::unknownWord("paused"));
    run.startedAt = maybe(std::optional(time(-40)));
    run.completedAt = maybe(std::optional(time(-20)));
    run.identityValue = maybe(*rc::gen::element<std::string>("Ada", "ada", "bob", "Zoë", "\xFF"));
    run.currentStepKey = StepKey(maybe(*rc::gen::element<std::string>("a", "b", "10", "9")));
    run.sentCount = maybe(std::optional<std::int64_t>(*rc::gen::inRange(0, 12)));
    return run;
}

} // namespace

class RunListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheSheetSays();
    void whatIsNotKnownIsEmpty();
    void rolesOfARow();
    void headers();
    void textsOfARunAreMadeSafe();
    void accessible();
    void overdueComesWithTime();
    void timesFollowTheStyle();
    void sortsByValue();
    void sortsStably();
    void anyColumnOfAnyRuns();
    void persistentIndexesFollowTheirRun();
    void findsRuns();
    void thousandRows();
    void opensAtOnce();
    void noDocument();
};

void RunListModelTest::saysWhatTheSheetSays()
{
    Shown shown({sampleRun("timed-out"), sampleRun("failed"), sampleRun("overdue"), sampleRun("skipped-and-deferred"),
                 sampleRun("documented-run")});
    QCOMPARE(shown.row(0), (QStringList{T("waiting"), T("7 Jun 14:15:00.300"), T("olivia@example.com"), T("delay_2d"),
                                        T(""), T("1 d 2 h"), T("1")}));
    QCOMPARE(shown.row(1), (QStringList{T("failed"), T("~14:13:09"), T("mia@example.com"), T("send_receipt"), T(""),
                                        T("~4 m 1 s"), T("0")}));
    QCOMPARE(shown.row(2), (QStringList{T("overdue"), T("~13:44:00"), T("zoe@example.com"), T("wait_for_open"), T(""),
                                        T("~2 h 31 m"), T("1")}));
    QCOMPARE(shown.at(3, RunColumn::person).toString(), T("ext usr_8812"));
    QCOMPARE(shown.at(4, RunColumn::status).toString(), T("completed"));
}

void RunListModelTest::whatIsNotKnownIsEmpty()
{
    Shown shown({Run()});
    QCOMPARE(shown.row(0), QStringList(runColumnCount, QString()));
    QCOMPARE(shown.row(0, Qt::ToolTipRole), QStringList(runColumnCount, T("not told")));
    for (int column = 0; column < runColumnCount; ++column)
        QVERIFY(!shown.at(0, static_cast<RunColumn>(column), RunListModel::sortRole).isValid());
    // No sent count is not a count of none.
    Run none;
    none.sentCount = 0;
    QCOMPARE(Shown({none}).at(0, RunColumn::sent).toString(), T("0"));
}

void RunListModelTest::rolesOfARow()
{
    Shown shown({sampleRun("timed-out"), sampleRun("overdue"), sampleRun("unknown-words")});
    const auto role = [&](int row, int which) { return shown.at(row, RunColumn::status, which); };
    QVERIFY(role(0, RunListModel::statusRole).value<RunStatus>() == RunStatus::waiting);
    QVERIFY(role(2, RunListModel::statusRole).value<RunStatus>() == RunStatus::unknown);
    QCOMPARE(shown.at(2, RunColumn::status).toString(), T("paused"));
    QVERIFY(!role(0, RunListModel::overdueRole).toBool() && role(1, RunListModel::overdueRole).toBool());
    QVERIFY(role(0, RunListModel::timedOutRole).toBool() && !role(1, RunListModel::timedOutRole).toBool());
    QCOMPARE(role(1, RunListModel::runIndexRole).toULongLong(), 1ULL);
    QVERIFY(role(0, RunListModel::shapeRole).value<RunShape>() == shapeOf(sampleRun("timed-out"), now));
    QCOMPARE(shown.at(0, RunColumn::lasted, Qt::TextAlignmentRole).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
    QCOMPARE(shown.at(0, RunColumn::person, Qt::TextAlignmentRole).toInt(), int(Qt::AlignLeft | Qt::AlignVCenter));
    QCOMPARE(shown.at(0, RunColumn::started, Qt::ToolTipRole).toString(),
             T("7 Jun 14:15:00.300, reported by the run (started_at)"));
    QCOMPARE(shown.at(1, RunColumn::status, Qt::ToolTipRole).toString(), T("overdue: its limit was 14:14:02"));
    QCOMPARE(shown.at(0, RunColumn::lasted, Qt::ToolTipRole).toString(), T("1 d 2 h so far"));
    QCOMPARE(Shown({sampleRun("failed")}).at(0, RunColumn::status, Qt::ToolTipRole).toString(),
             T("failed: 550 The recipient's domain does not accept mail"));
}

void RunListModelTest::headers()
{
    const RunListModel model;
    QStringList titles;
    for (int column = 0; column < runColumnCount; ++column)
        titles += model.headerData(column, Qt::Horizontal).toString();
    QCOMPARE(titles, (QStringList{T("Status"), T("Started"), T("Person"), T("At step"), T("Shape of the run"),
                                  T("Lasted"), T("Sent")}));
    QVERIFY(!model.headerData(runColumnCount, Qt::Horizontal).isValid());
}

void RunListModelTest::textsOfARunAreMadeSafe()
{
    Run run;
    run.identityValue = "a\nb\u202Ec %1";
    run.currentStepKey = StepKey("one\ttwo");
    run.status = Named<RunStatus>::unknownWord("x\ny");
    const Shown shown({run});
    QCOMPARE(shown.row(0).mid(0, 4), (QStringList{T("x y"), QString(), T("a bc %1"), T("one two")}));
    QCOMPARE(shown.at(0, RunColumn::person, Qt::ToolTipRole).toString(), T("a bc %1 (not told)"));
}

void RunListModelTest::accessible()
{
    const Shown shown({sampleRun("timed-out"), Run()});
    QCOMPARE(shown.at(0, RunColumn::status, Qt::AccessibleTextRole).toString(), T("Status: waiting"));
    QCOMPARE(shown.at(0, RunColumn::shape, Qt::AccessibleTextRole).toString(),
             T("Shape of the run: failed, completed, timed out, completed, waiting"));
    QCOMPARE(shown.at(1, RunColumn::sent, Qt::AccessibleTextRole).toString(), T("Sent: not told"));
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
}

void RunListModelTest::sortsByValue()
{
    std::vector<Run> runs(5);
    runs[0].sentCount = 9;
    runs[1].sentCount = 10;
    runs[3].sentCount = 1;
    runs[4].sentCount = 100;
    Shown shown(runs);
    shown.model.sort(static_cast<int>(RunColumn::sent));
    QCOMPARE(shown.order(), (std::vector<std::size_t>{3, 0, 1, 4, 2}));
    shown.model.sort(static_cast<int>(RunColumn::sent), Qt::DescendingOrder);
    QCOMPARE(shown.order(), (std::vector<std::size_t>{4, 1, 0, 3, 2}));
    shown.model.sort(-1);
    QCOMPARE(shown.order(), (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    Shown states(
        {sampleRun("documented-run"), sampleRun("overdue"), sampleRun("failed"), Run(), sampleRun("timed-out")});
    states.model.sort(static_cast<int>(RunColumn::status));
    QCOMPARE(states.order(), (std::vector<std::size_t>{2, 1, 4, 0, 3}));
    states.model.sort(static_cast<int>(RunColumn::shape), Qt::DescendingOrder);
    QCOMPARE(states.order(), (std::vector<std::size_t>{4, 2, 0, 1, 3}));
}

void RunListModelTest::sortsStably()
{
    std::vector<Run> runs(4);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].identityValue = i % 2 == 0 ? "ada" : "bob";
        runs[i].sentCount = static_cast<std::int64_t>(4 - i);
    }
    Shown shown(runs);
    shown.model.sort(static_cast<int>(RunColumn::sent));
    shown.model.sort(static_cast<int>(RunColumn::person), Qt::DescendingOrder);
    QCOMPARE(shown.order(), (std::vector<std::size_t>{3, 1, 2, 0}));
}

void RunListModelTest::anyColumnOfAnyRuns()
{
    QVERIFY(rc::check("sorted, stable, nothing lost, unknown last", [] {
        std::vector<Run> runs;
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i)
            runs.push_back(anyRow());
        Shown shown(runs);
        const auto column = static_cast<RunColumn>(*rc::gen::inRange(0, runColumnCount));
        const bool descending = *rc::gen::arbitrary<bool>();
        shown.model.sort(*rc::gen::inRange(-1, runColumnCount));
        const auto before = shown.order();
        shown.model.sort(static_cast<int>(column), descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        const auto after = shown.order();
        RC_ASSERT(std::is_permutation(before.begin(), before.end(), after.begin(), after.end()));
        const auto placeBefore = [&](std::size_t run) { return std::ranges::find(before, run) - before.begin(); };
        for (int row = 1; row < shown.model.rowCount(); ++row) {
            const auto left = sortKey(runs[after[static_cast<std::size_t>(row - 1)]], column, now);
            const auto right = sortKey(runs[after[static_cast<std::size_t>(row)]], column, now);
            RC_ASSERT(left.known || !right.known);
            const bool same = !right.known ? !left.known : left.known && left == right;
            if (same)
                RC_ASSERT(placeBefore(after[static_cast<std::size_t>(row - 1)])
                          < placeBefore(after[static_cast<std::size_t>(row)]));
            else if (left.known && right.known)
                RC_ASSERT((descending ? right < left : left < right));
        }
    }));
}

void RunListModelTest::persistentIndexesFollowTheirRun()
{
    std::vector<Run> runs(6);
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i].sentCount = static_cast<std::int64_t>((i * 5) % 6);
    Shown shown(runs);
    QList<QPersistentModelIndex> indexes;
    for (int row = 0; row < 6; ++row)
        indexes += shown.model.index(row, row % runColumnCount);
    shown.model.sort(static_cast<int>(RunColumn::sent), Qt::DescendingOrder);
    for (int run = 0; run < 6; ++run) {
        QCOMPARE(indexes[run].data(RunListModel::runIndexRole).toInt(), run);
        QCOMPARE(indexes[run].column(), run % runColumnCount);
    }
}

void RunListModelTest::findsRuns()
{
    Shown shown({sampleRun("timed-out"), sampleRun("failed"), Run()});
    shown.model.sort(static_cast<int>(RunColumn::status));
    QVERIFY(shown.model.rowOfId(RunId("run_41c07d")) == 0 && shown.model.runOfRow(0) == 1);
    QVERIFY(shown.model.rowOfRun(0) == 1);
    QVERIFY(!shown.model.rowOfId(RunId("none")) && !shown.model.rowOfId(RunId()));
    QVERIFY(!shown.model.rowOfRun(3) && !shown.model.runOfRow(3) && !shown.model.runOfRow(-1));
}

void RunListModelTest::thousandRows()
{
    std::vector<Run> runs;
    for (int i = 0; i < 1'000; ++i)
        runs.push_back(sampleRun(i % 2 == 0 ? "tiny" : "failed"));
    Shown shown(std::move(runs));
    shown.model.sort(static_cast<int>(RunColumn::lasted));
    shown.model.setNow(at("17:00:00"));
    QCOMPARE(shown.model.rowCount(), 1'000);
    shown.model.setDocument(nullptr);
    QCOMPARE(shown.model.rowCount(), 0);
}

void RunListModelTest::opensAtOnce()
{
    // Of ten thousand runs with their details, opening looks at none; a window's worth of rows is looked at when shown.
    RunListModel model;
    model.setDocument(documentOf(std::vector<Run>(10'000, sampleRun("timed-out"))));
    QCOMPARE(model.rowCount(), 10'000);
    QCOMPARE(model.concluded(), std::size_t{0});
    for (int row = 0; row < 40; ++row)
        for (int column = 0; column < runColumnCount; ++column)
            static_cast<void>(model.index(row, column).data());
    QCOMPARE(model.concluded(), std::size_t{40});
    model.setNow(now);
    QCOMPARE(model.concluded(), std::size_t{40});
}

void RunListModelTest::noDocument()
{
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.sort(0);
    model.setNow(now);
    QVERIFY(model.rowCount() == 0 && !model.rowOfId(RunId("a")));
}

QTEST_GUILESS_MAIN(RunListModelTest)
#include "tst_run_list_model.moc"
