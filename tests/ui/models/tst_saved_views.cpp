// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"
#include "tests/ui/models/run_list_fixture.h"
#include "ui/models/run_copy.h"
#include "ui/models/saved_views.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <rapidcheck.h>

using namespace runlens;
using namespace runlens::testing;

namespace {

#define T(text) QStringLiteral(text)

struct Store {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(T("views.ini")), QSettings::IniFormat};
};

QStringList namesOf(const SavedViews& views)
{
    QStringList names;
    for (const SavedView& view : views.views())
        names += view.name;
    return names;
}

RunListLayout anyLayout()
{
    RunListLayout layout = RunListLayout::defaults();
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        layout.columns.push_back({std::nullopt, "payload.p" + std::to_string(i), 0, false});
    for (RunListLayout::Column& column : layout.columns) {
        column.hidden = *rc::gen::arbitrary<bool>();
        column.width = *rc::gen::element(0, 36, 120, 4'000);
        std::swap(column, layout.columns[*rc::gen::inRange<std::size_t>(0, layout.columns.size())]);
    }
    layout.columns[0].hidden = false;
    layout.sort.descending = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>())
        layout.sort.column = static_cast<RunColumn>(*rc::gen::inRange(0, runColumnCount));
    else
        layout.sort.path = "payload.ä";
    return layout;
}

} // namespace

class SavedViewsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layoutsComeBack()
    {
        QVERIFY(rc::check("a layout comes back as it was", [] {
            const RunListLayout layout = anyLayout();
            RC_ASSERT(RunListLayout::fromJson(layout.toJson()) == layout);
        }));
        QVERIFY(RunListLayout::fromJson(RunListLayout::defaults().toJson()) == RunListLayout::defaults());
    }

    void brokenLayoutsAreNone_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\xFF\x00{", 3);
        QTest::newRow("another version") << QByteArray(R"({"version":2,"columns":[]})");
        QTest::newRow("no columns") << QByteArray(R"({"version":1,"columns":7})");
    }
    void brokenLayoutsAreNone()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!RunListLayout::fromJson(json));
    }

    void whatIsOddInALayoutIsMended()
    {
        const auto layout = RunListLayout::fromJson(R"({"version":1,"columns":[{"column":"sent","width":-5},
            {"column":"sent"},{"column":"none"},{"path":"payload.a","width":99999},{"path":"payload.a"},7,
            {"column":"run","path":"x"}],"sort":{"column":"none","descending":true}})");
        QVERIFY(layout.has_value());
        QCOMPARE(layout->columns.size(), static_cast<std::size_t>(runColumnCount) + 1);
        QVERIFY(layout->columns[0].column == RunColumn::sent && layout->columns[0].width == 0);
        QVERIFY(layout->columns[1].path == "payload.a" && layout->columns[1].width == RunListLayout::most);
        QVERIFY(layout->sort.isDefault() && !layout->sort.descending);
        const auto hidden = RunListLayout::fromJson(R"({"version":1,"columns":[{"path":"a","hidden":true},
            {"column":"status","hidden":true},{"column":"started","hidden":true},{"column":"person","hidden":true},
            {"column":"at_step","hidden":true},{"column":"shape","hidden":true},{"column":"lasted","hidden":true},
            {"column":"sent","hidden":true}]})");
        QVERIFY(hidden && std::ranges::count(hidden->columns, false, &RunListLayout::Column::hidden) == 7);
    }

    void viewsAreKept()
    {
        Store store;
        SavedView view{T(" Failed \n today "), T("status:failed active:24h"), RunListLayout::defaults()};
        view.layout.sort = {RunColumn::sent, {}, true};
        {
            SavedViews views(store.settings);
            const QSignalSpy changes(&views, &SavedViews::changed);
            QVERIFY(views.save(view) && views.save({T("Other"), {}, RunListLayout::defaults()}));
            view.query = T("status:failed");
            view.name = T("FAILED today");
            QVERIFY(views.save(view)); // in its place
            QVERIFY(!views.save({T("  "), {}, {}}));
            QCOMPARE(changes.size(), qsizetype{3});
        }
        const SavedViews again(store.settings);
        QCOMPARE(namesOf(again), (QStringList{T("FAILED today"), T("Other")}));
        QVERIFY(*again.find(T("failed today")) == view);
    }

    void viewsAreRenamedAndRemoved()
    {
        Store store;
        SavedViews views(store.settings);
        for (const QString& name : {T("a"), T("b"), T("c")})
            views.save({name, name + T("?"), RunListLayout::defaults()});
        QVERIFY(!views.rename(T("a"), T("B")) && !views.rename(T("x"), T("y")) && !views.rename(T("a"), T(" ")));
        QVERIFY(views.rename(T("a"), T("A"))); // another case of its own name
        QVERIFY(!views.undoRemove() && !views.lastRemoved());
        QVERIFY(views.remove(T("b")) && !views.remove(T("b")));
        QCOMPARE(namesOf(SavedViews(store.settings)), (QStringList{T("A"), T("c")}));
        QCOMPARE(views.lastRemoved(), std::optional(T("b")));
        QVERIFY(views.undoRemove() && !views.undoRemove());
        QCOMPARE(namesOf(SavedViews(store.settings)), (QStringList{T("A"), T("b"), T("c")}));
        QCOMPARE(views.find(T("b"))->query, T("b?"));
    }

    void whatIsBrokenInTheStoreIsLeftOut()
    {
        Store store;
        store.settings.beginWriteArray(T("savedViews"), 4);
        const QStringList names{T("one"), QString(), T("ONE"), T("two")};
        for (int i = 0; i < 4; ++i) {
            store.settings.setArrayIndex(i);
            store.settings.setValue(T("name"), names[i]);
            store.settings.setValue(T("layout"), QByteArray("{"));
        }
        store.settings.endArray();
        const SavedViews views(store.settings);
        QCOMPARE(namesOf(views), (QStringList{T("one"), T("two")}));
        QVERIFY(views.views()[0].layout == RunListLayout::defaults());
    }

    void copiesAreSafe()
    {
        for (const char* formula : {"=1", "+1", "-1", "@a", "\tx"})
            QVERIFY(formulaSafe(QString::fromLatin1(formula)).startsWith(QLatin1Char('\'')));
        QCOMPARE(formulaSafe(T("a=1")), T("a=1"));
        QCOMPARE(formulaSafe(T("a\tb\nc")), T("a b c"));
        RunsToShow source;
        RunSummary run = summary("=cmd");
        run.identity = "<b>ada</b>";
        run.sent = 2;
        source.put(run);
        source.put(summary("b"));
        Finder finder;
        finder.request.sort = {RunColumn::run, {}, false};
        auto values = std::make_shared<ValuesToShow>();
        values->told = {{0, Value(std::string("-5"))}};
        const auto copied = copyOf(
            {finder.all(source),
             {{0, 1}},
             {{RunColumn::run, {}}, {RunColumn::person, {}}, {RunColumn::sent, {}}, {std::nullopt, "payload.amount"}},
             RunTexts(),
             values},
            {});
        QCOMPARE(copied->text, T("Run\tPerson\tSent\tpayload.amount\n'=cmd\t<b>ada</b>\t2\t'-5\nb\t\t\t\n"));
        QVERIFY(copied->html.contains(T("<td>'=cmd</td><td>&lt;b&gt;ada&lt;/b&gt;</td>")));
        QCOMPARE(copied->rows, std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(SavedViewsTest)
#include "tst_saved_views.moc"
