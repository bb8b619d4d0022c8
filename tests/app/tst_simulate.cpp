// SPDX-License-Identifier: GPL-3.0-or-later
// runlens-cli simulate as a user meets it.
#include "cli_program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString scenarioFolder = QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/scenarios/");
/// Started in the folder of the sources, so that the paths told are the same everywhere.
Outcome run(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    return runProgram(program, arguments, input, QStringLiteral(RUNLENS_SOURCE_DIR));
}
Outcome simulate(const QStringList& arguments, const QByteArray& input = {})
{
    return run(QStringLiteral(RUNLENS_CLI), QStringList{QStringLiteral("simulate")} + arguments, input);
}

QString scenario(const char* name)
{
    return QStringLiteral("resources/samples/scenarios/") + QLatin1String(name) + QStringLiteral(".json");
}
QStringList allScenarios()
{
    QStringList paths;
    for (const QString& name : QDir(scenarioFolder).entryList({QStringLiteral("*.json")}))
        paths += QStringLiteral("resources/samples/scenarios/") + name;
    return paths;
}

/// A shipped scenario, with one text in it replaced.
QByteArray changed(const char* name, const char* from, const char* to)
{
    QByteArray json = contents(scenarioFolder + QLatin1String(name) + QStringLiteral(".json"));
    return json.replace(from, to);
}

} // namespace

class TestSimulate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedScenariosPass()
    {
        const QStringList paths = allScenarios();
        QVERIFY(paths.size() >= 10);
        const Outcome outcome = simulate(paths);
        QCOMPARE(outcome.exit, 0);
        QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
        compareWithGolden(outcome.out, QStringLiteral("simulate-all.txt"));
    }
    void tellsInputs()
    {
        const Outcome outcome = simulate({scenario("send-fails-and-is-retried"), QStringLiteral("--trace-inputs")});
        QCOMPARE(outcome.exit, 0);
        compareWithGolden(outcome.out, QStringLiteral("simulate-retries-inputs.txt"));
    }
    void anotherSeedIsAnotherRun()
    {
        const auto withSeed = [](const char* seed) {
            return simulate({scenario("send-fails-and-is-retried"), QStringLiteral("--seed"), QLatin1String(seed),
                             QStringLiteral("--output"), QStringLiteral("-")})
                .out;
        };
        QCOMPARE(withSeed("7"), withSeed("7"));
        QVERIFY(withSeed("7") != withSeed("8"));
    }
    void whatIsWrittenIsReadAsAnyRun()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.json"));
        for (const QString& one : allScenarios()) {
            QCOMPARE(simulate({one, QStringLiteral("--output"), path}).exit, 0);
            if (one.contains(QStringLiteral("two-automations")))
                continue; // a list
            const Outcome told = run(QStringLiteral(RUNLENS_CLI), {QStringLiteral("inspect"), path,
                                                                   QStringLiteral("--format"), QStringLiteral("json")});
            QCOMPARE(told.exit, 0);
            QVERIFY2(told.err.isEmpty(), told.err.constData());
        }
        QCOMPARE(simulate({scenario("opens-too-late"), QStringLiteral("--output"), path}).exit, 0);
        compareWithGolden(contents(path), QStringLiteral("simulate-opens-too-late.run.json"));
    }
    void unmetExpectationsExitWithOne()
    {
        const QByteArray json = changed("opens-in-time", "\"is\": \"received\"", "\"is\": \"timeout\"");
        const Outcome outcome = simulate({QStringLiteral("-")}, json);
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.out.contains("run_1_1 left the step by “received”"), outcome.out.constData());
    }
    void junitIsValid()
    {
        const QTemporaryDir folder;
        const QString xml = folder.filePath(QStringLiteral("results.xml"));
        const QString hostile = folder.filePath(QStringLiteral("hostile.json"));
        {
            QFile file(hostile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(changed("opens-in-time", "\"is\": \"received\"",
                               "\"is\": \"timeout\", \"note\": \"]]> <b> & \\\" \\u0001 \\uFFFF 😀\""));
        }
        QCOMPARE(simulate(allScenarios() + QStringList{hostile, QStringLiteral("--junit"), xml}).exit, 1);
        const Outcome checked =
            run(QStringLiteral("xmllint"), {QStringLiteral("--noout"), QStringLiteral("--schema"),
                                            QStringLiteral(RUNLENS_SOURCE_DIR "/tests/data/junit.xsd"), xml});
        QVERIFY2(checked.exit == 0, checked.err.constData());
        QVERIFY(contents(xml).contains("failures=\"1\""));
        QVERIFY(contents(xml).contains("😀"));
        const Outcome one = simulate({scenario("opens-twice"), QStringLiteral("--junit"), QStringLiteral("-")});
        QByteArray shown = one.out; // but for the version of the time zone database, which is the system's
        const qsizetype version = shown.indexOf("\"tzdata\" value=\"") + 16;
        QVERIFY(version >= 16);
        shown.remove(version, shown.indexOf('"', version) - version);
        compareWithGolden(shown, QStringLiteral("simulate-junit.xml"));
    }
    void jsonIsWhole()
    {
        const Outcome outcome =
            simulate(allScenarios() + QStringList{QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(outcome.exit, 0);
        const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
        QVERIFY(report[QStringLiteral("passed")].toBool());
        QCOMPARE(report[QStringLiteral("scenarios")].toArray().size(), allScenarios().size());
    }
    void badInputIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("unknown field") << changed("opens-in-time", "\"horizon\"", "\"horizont\"")
                                       << QByteArray("/horizont is not known here");
        QTest::newRow("zone") << changed("opens-in-time", "Europe/Lisbon", "Europe/Atlantis")
                              << QByteArray("/contacts/0/zone");
        QTest::newRow("finding") << changed("opens-twice", "late_event_ignored", "no_such_finding")
                                 << QByteArray("/expectations/2/code");
        QTest::newRow("definition") << changed("opens-in-time", "\"branch\": \"received\"", "\"branch\": \"true\"")
                                    << QByteArray("/automations/0/definition/connections/2/branch");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("not JSON");
    }
    void badInputIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, told);
        const Outcome outcome = simulate({QStringLiteral("-")}, json);
        QCOMPARE(outcome.exit, 3);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.err.contains(told), outcome.err.constData());
    }
    void usageErrors()
    {
        QCOMPARE(simulate({}).exit, 2);
        QCOMPARE(simulate({scenario("opens-twice"), QStringLiteral("--seed"), QStringLiteral("x")}).exit, 2);
        QCOMPARE(simulate({scenario("opens-twice"), QStringLiteral("--format"), QStringLiteral("xml")}).exit, 2);
        QCOMPARE(simulate({QStringLiteral("no-such-file.json")}).exit, 3);
        QCOMPARE(simulate({QStringLiteral("--help")}).exit, 0);
        QCOMPARE(simulate({scenario("opens-twice"), QStringLiteral("--junit"), QStringLiteral("/no/such/folder/x.xml")})
                     .exit,
                 5);
    }
};

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
