// SPDX-License-Identifier: GPL-3.0-or-later
// `runlens-cli validate`: what is said, where, and with which exit code.
#include "cli_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace {

QString definition(const char* name) { return sampleFolder + QStringLiteral("definitions/") + QLatin1String(name); }
QStringList validate(const QStringList& arguments) { return QStringList{QStringLiteral("validate")} + arguments; }

// The branch is of the wrong type.
const QByteArray brokenBranch =
    R"({"trigger": {"event_name": "a"}, "steps": [{"key": "d", "type": "delay", "config": {"duration_seconds": 1}}],)"
    R"( "connections": [{"from": "trigger", "to": "d", "branch": 5}]})";

const QString registryOption = QStringLiteral("--registry");

QString written(const QTemporaryDir& folder, const QByteArray& bytes)
{
    QString path = folder.filePath(QStringLiteral("written.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    return path;
}

} // namespace

class TestValidate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysEverythingAtOnce_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("golden");
        const auto row = [](const char* name, const QStringList& arguments, int exit, const char* golden) {
            QTest::newRow(name) << validate(arguments) << exit << QString::fromLatin1(golden);
        };
        const QStringList registry{registryOption, definition("registry.json")};
        const QStringList json{QStringLiteral("--format"), QStringLiteral("json")};
        row("a valid one", QStringList{definition("abandoned-cart.json")} + registry, 0, "valid.txt");
        row("everything wrong", QStringList{definition("everything-wrong.json")} + registry, 1, "everything-wrong.txt");
        row("as JSON", QStringList{definition("everything-wrong.json")} + registry + json, 1, "everything-wrong.json");
    }

    void saysEverythingAtOnce()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exit);
        QFETCH(QString, golden);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exit, exit);
        QVERIFY2(outcome.err.isEmpty(), outcome.err.constData());
        compareWithGolden(outcome.out, golden);
    }

    void samplesThatRunsCameFromAreValid()
    {
        for (const char* name : {"condition.automation.json", "timed-out.automation.json"}) {
            const Outcome outcome = cli(validate({sample(name)}));
            QVERIFY2(outcome.exit == 0, outcome.out.constData());
        }
    }

    void warningsAloneAreNoObstacle()
    {
        const Outcome outcome = cli(validate({QStringLiteral("-")}),
                                    R"({"trigger": {"event_name": "a.b"}, "steps": [], "connections": []})");
        QCOMPARE(outcome.exit, 0);
        QVERIFY2(outcome.out.startsWith("The definition is valid; look at a warning."), outcome.out.constData());
    }

    void placesAreThoseOfTheDocument()
    {
        const QByteArray bare = R"({"trigger": {"event_name": "A"}, "steps": [], "connections": []})";
        const auto placeIn = [](const QByteArray& document) {
            const Outcome outcome =
                cli(validate({QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("json")}), document);
            const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
            return report[QStringLiteral("problems")].toArray()[0].toObject()[QStringLiteral("pointer")].toString();
        };
        QCOMPARE(placeIn(bare), QStringLiteral("/trigger/event_name"));
        QCOMPARE(placeIn("{\"data\": " + bare + "}"), QStringLiteral("/data/trigger/event_name"));
        QCOMPARE(placeIn("{\"name\": \"x\", \"definition\": " + bare + "}"),
                 QStringLiteral("/definition/trigger/event_name"));
        QCOMPARE(placeIn("{\"data\": {\"definition\": " + bare + "}}"),
                 QStringLiteral("/data/definition/trigger/event_name"));
    }

    void whatReadingLeavesOutIsAnError()
    {
        // It would be read as the plain branch, which fits.
        const Outcome outcome = cli(validate({QStringLiteral("-")}), brokenBranch);
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.out.contains("/connections/0/branch"), outcome.out.constData());
    }

    void referencesAreCheckedWhereTheRegistryTells()
    {
        const QTemporaryDir folder;
        const QString path = written(folder, R"({"data": {"audiences": [{"id": "leads"}, "key-accounts"]}})");
        const Outcome known = cli(validate({definition("abandoned-cart.json"), registryOption, path}));
        QVERIFY2(known.exit == 0, known.out.constData()); // the other lists are not told

        const QString other = written(folder, R"({"audience": ["leads"], "audiences": ["leads", 7]})");
        const Outcome misspelt = cli(validate({definition("abandoned-cart.json"), registryOption, other}));
        QCOMPARE(misspelt.exit, 1);
        QVERIFY2(misspelt.out.contains("key-accounts"), misspelt.out.constData());
        QVERIFY2(misspelt.err.contains("/audience ") && misspelt.err.contains("/audiences/1"),
                 misspelt.err.constData());
    }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* name, const QStringList& arguments, const char* said) {
            QTest::newRow(name) << validate(arguments) << QByteArray(said);
        };
        const QString dash = QStringLiteral("-");
        row("no file", {}, "needs the file");
        row("two files", {QStringLiteral("a"), QStringLiteral("b")}, "one definition");
        row("no such format", {dash, QStringLiteral("--format"), QStringLiteral("yaml")}, "yaml");
        row("no such option", {dash, QStringLiteral("--zone"), QStringLiteral("UTC")}, "zone");
        row("standard input twice", {dash, registryOption, dash}, "read once");
    }

    void usageErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(outcome.err.contains(said), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }

    void badInputIsThree_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("said");
        const QStringList standardInput = validate({QStringLiteral("-")});
        const QStringList registry = validate({definition("abandoned-cart.json"), registryOption, QStringLiteral("-")});
        QTest::newRow("missing") << validate({QStringLiteral("/nowhere/definition.json")}) << QByteArray()
                                 << QByteArray("/nowhere/definition.json");
        QTest::newRow("no registry") << validate(
            {definition("abandoned-cart.json"), registryOption, QStringLiteral("/nowhere/registry.json")})
                                     << QByteArray() << QByteArray("/nowhere/registry.json");
        QTest::newRow("empty") << standardInput << QByteArray() << QByteArray("empty");
        QTest::newRow("truncated") << standardInput << QByteArray("{\"trigger\": {\"event") << QByteArray("byte 19");
        QTest::newRow("a run") << standardInput << contents(sample("failed.json")) << QByteArray("run");
        QTest::newRow("deep") << standardInput << QByteArray(100'000, '[') << QByteArray("128");
        QTest::newRow("a registry of another kind")
            << registry << contents(sample("failed.json")) << QByteArray("not a registry");
        QTest::newRow("a list as registry") << registry << QByteArray("[]") << QByteArray("not a registry");
        QTest::newRow("a truncated registry") << registry << QByteArray("{\"topics\": [") << QByteArray("byte 12");
    }

    void badInputIsThree()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, said);
        const Outcome outcome = cli(arguments, input);
        QCOMPARE(outcome.exit, 3);
        QVERIFY2(outcome.err.contains(said), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }

    void helpHasExamples()
    {
        const Outcome outcome = cli(validate({QStringLiteral("--help")}));
        QCOMPARE(outcome.exit, 0);
        QVERIFY(outcome.out.startsWith("Usage: runlens-cli validate"));
        QVERIFY(outcome.out.contains("Examples:"));
        QVERIFY(!outcome.out.contains("--zone"));
    }
};

QTEST_GUILESS_MAIN(TestValidate)
#include "tst_validate.moc"
