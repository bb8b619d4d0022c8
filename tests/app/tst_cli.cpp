// SPDX-License-Identifier: GPL-3.0-or-later
// runlens-cli as a user meets it: the built program, its output, its exit codes and what it leaves behind.
#include "cli_program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace {

const QStringList asOf{QStringLiteral("--now"), QStringLiteral("2026-06-08T16:15:00Z")};

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsRunsAsAgreed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("golden");
        const auto row = [](const char* name, const QStringList& arguments, const char* golden) {
            QTest::newRow(name) << arguments + asOf << QString::fromLatin1(golden);
        };
        const QString inspect = QStringLiteral("inspect");
        const QString automation = QStringLiteral("--automation");
        row("the documented run", {inspect, sample("documented-run.json")}, "documented-run.txt");
        row("as JSON", {inspect, sample("documented-run.json"), QStringLiteral("--format"), QStringLiteral("json")},
            "documented-run.json");
        row("timed out", {inspect, sample("timed-out.json"), automation, sample("timed-out.automation.json")},
            "timed-out.txt");
        row("in another zone",
            {inspect, sample("overdue.json"), QStringLiteral("--zone"), QStringLiteral("Europe/Lisbon")},
            "overdue-lisbon.txt");
        row("contradictory", {inspect, sample("contradictory-waits.json")}, "contradictory-waits.txt");
        row("nothing told", {inspect, sample("null-everywhere.json")}, "null-everywhere.txt");
        row("a long one", {inspect, sample("many-steps.json")}, "many-steps.txt");
        row("Markdown",
            {QStringLiteral("export"), sample("timed-out.json"), QStringLiteral("--format"), QStringLiteral("md"),
             QStringLiteral("--output"), QStringLiteral("-")},
            "timed-out.md");
    }

    void tellsRunsAsAgreed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, golden);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exit, 0);
        compareWithGolden(outcome.out, golden);
    }

    void readsStandardInput()
    {
        const Outcome file = cli({QStringLiteral("inspect"), sample("failed.json")});
        const Outcome input = cli({QStringLiteral("inspect"), QStringLiteral("-")}, contents(sample("failed.json")));
        QCOMPARE(input.exit, 0);
        QCOMPARE(input.out, file.out);
    }

    void jsonIsWhole()
    {
        for (const QString& name : QDir(sampleFolder).entryList({QStringLiteral("*.json")})) {
            if (name.contains(QStringLiteral(".automation.")))
                continue;
            const Outcome outcome = cli(
                {QStringLiteral("inspect"), sampleFolder + name, QStringLiteral("--format"), QStringLiteral("json")});
            QCOMPARE(outcome.exit, 0);
            QJsonParseError error;
            const QJsonObject report = QJsonDocument::fromJson(outcome.out, &error).object();
            QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(name));
            for (const char* part : {"run", "steps", "waits", "messages", "story", "findings", "checks", "diagnostics"})
                QVERIFY2(report.contains(QLatin1String(part)), qPrintable(name));
            QVERIFY(!report[QStringLiteral("story")].toArray().isEmpty());
        }
    }

    void drawsEverySample()
    {
        const QTemporaryDir folder;
        for (const QString& name : QDir(sampleFolder).entryList({QStringLiteral("*.json")})) {
            if (name.contains(QStringLiteral(".automation.")))
                continue;
            const QString path = folder.filePath(QStringLiteral("picture.png"));
            const Outcome outcome =
                cli({QStringLiteral("export"), sampleFolder + name, QStringLiteral("--format"), QStringLiteral("png"),
                     QStringLiteral("--size"), QStringLiteral("1024x640"), QStringLiteral("--scale"),
                     QStringLiteral("2"), QStringLiteral("--output"), path});
            QVERIFY2(outcome.exit == 0, outcome.err.constData());
            QCOMPARE(QImage(path).size(), QSize(2048, 1280));
        }
    }

    void everyAxisIsAnotherPicture()
    {
        QList<QByteArray> pictures;
        for (const char* axis : {"folded", "linear", "sequence"}) {
            const Outcome outcome = cli({QStringLiteral("export"), sample("documented-run.json"),
                                         QStringLiteral("--format"), QStringLiteral("svg"), QStringLiteral("--axis"),
                                         QLatin1String(axis), QStringLiteral("--output"), QStringLiteral("-")});
            QCOMPARE(outcome.exit, 0);
            QVERIFY(outcome.out.startsWith("<?xml"));
            QVERIFY(!pictures.contains(outcome.out));
            pictures += outcome.out;
        }
    }

    void findingsDecideTheExitCodeWhenAsked()
    {
        const QStringList broken{QStringLiteral("inspect"), sample("contradictory-waits.json")};
        QCOMPARE(cli(broken).exit, 0);
        QCOMPARE(cli(broken + QStringList{QStringLiteral("--fail-on-finding")}).exit, 1);
        QCOMPARE(
            cli({QStringLiteral("inspect"), sample("documented-run.json"), QStringLiteral("--fail-on-finding")}).exit,
            0);
    }

    void usageErrorsSayWhatIsTaken_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        const QString run = sample("documented-run.json");
        const auto row = [](const char* name, const QStringList& arguments, const char* said) {
            QTest::newRow(name) << arguments << QString::fromLatin1(said);
        };
        row("nothing", {}, "Usage: runlens-cli");
        row("no such command", {QStringLiteral("inspct")}, "inspct");
        row("no file", {QStringLiteral("inspect")}, "needs the file");
        row("two files", {QStringLiteral("inspect"), run, run}, "one run");
        row("no such option", {QStringLiteral("inspect"), run, QStringLiteral("--colour")}, "colour");
        row("no such format", {QStringLiteral("inspect"), run, QStringLiteral("--format"), QStringLiteral("yaml")},
            "yaml");
        row("no such time", {QStringLiteral("inspect"), run, QStringLiteral("--now"), QStringLiteral("noon")}, "noon");
        row("no such zone", {QStringLiteral("inspect"), run, QStringLiteral("--zone"), QStringLiteral("Mars/Base")},
            "Mars/Base");
        row("no output", {QStringLiteral("export"), run, QStringLiteral("--format"), QStringLiteral("png")},
            "--output");
        row("no format", {QStringLiteral("export"), run, QStringLiteral("--output"), QStringLiteral("x.png")},
            "--format");
        row("no such size",
            {QStringLiteral("export"), run, QStringLiteral("--format"), QStringLiteral("png"),
             QStringLiteral("--output"), QStringLiteral("x.png"), QStringLiteral("--size"), QStringLiteral("10x10")},
            "10x10");
    }

    void usageErrorsSayWhatIsTaken()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const Outcome outcome = cli(arguments);
        QCOMPARE(outcome.exit, 2);
        QVERIFY2(outcome.err.contains(said.toUtf8()), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }

    void helpHasExamples()
    {
        for (const char* command : {"inspect", "export"}) {
            const Outcome outcome = cli({QLatin1String(command), QStringLiteral("--help")});
            QCOMPARE(outcome.exit, 0);
            QVERIFY(outcome.out.contains("Examples:"));
            QVERIFY(outcome.out.startsWith(QByteArray("Usage: runlens-cli ") + command));
        }
        QCOMPARE(cli({QStringLiteral("--help")}).exit, 0);
        QCOMPARE(cli({QStringLiteral("--version")}).exit, 0);
    }

    void badInputIsThreeAndSaysWhere_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("empty") << QByteArray() << QByteArray("empty");
        QTest::newRow("truncated") << contents(sample("documented-run.json")).left(700) << QByteArray("byte 700");
        QTest::newRow("a list") << QByteArray(R"({"data": [{"id": "run_1"}]})") << QByteArray("list");
        QTest::newRow("an automation") << contents(sample("timed-out.automation.json")) << QByteArray("automation");
        QTest::newRow("an error body") << QByteArray(
            R"({"status": 404, "error": {"code": "not_found", "message": "no run_9"}})")
                                       << QByteArray("no run_9");
        QTest::newRow("a text") << QByteArray("\"run\"") << QByteArray("single value");
        QTest::newRow("deep") << QByteArray(100'000, '[') << QByteArray("128");
        QTest::newRow("no UTF-8") << QByteArray("{\"data\": {\"id\": \"\xff\"}}") << QByteArray("byte 17");
    }

    void badInputIsThreeAndSaysWhere()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, said);
        const Outcome outcome = cli({QStringLiteral("inspect"), QStringLiteral("-")}, input);
        QCOMPARE(outcome.exit, 3);
        QVERIFY2(outcome.err.contains(said), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(!outcome.err.contains("exception"));
    }

    void whatIsNoJsonIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("what");
        const auto row = [](const char* name, const QByteArray& input, const char* place, const char* what) {
            QTest::newRow(name) << input << QByteArray(place) << QByteArray(what);
        };
        const QByteArray run = "{\"data\":\n{\"id\":\"r\"}}";
        row("a word behind", run + " x", "byte 21 (line 2, column 13)", "more text behind");
        row("another document behind", run + run, "byte 20 (line 2, column 12)", "more text behind");
        row("a zero byte", QByteArray("{\"id\":\"r\0\"}", 12), "byte 8 (line 1, column 9)", "zero byte");
        row("half a pair", R"({"id":"\ud800"})", "line 1, column ", "surrogate");
    }

    void whatIsNoJsonIsSaidWithItsPlace()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, what);
        const Outcome outcome = cli({QStringLiteral("inspect"), QStringLiteral("-")}, input);
        QCOMPARE(outcome.exit, 3);
        QVERIFY2(outcome.err.contains("standard input: ") && outcome.err.contains(place) && outcome.err.contains(what),
                 outcome.err.constData());
    }

    void wrongDocumentsAreNamedForWhatTheyAre()
    {
        const QString run = sample("documented-run.json");
        const Outcome automation = cli({QStringLiteral("inspect"), run, QStringLiteral("--automation"), run});
        QCOMPARE(automation.exit, 3);
        QVERIFY(automation.err.contains("this is a run, not an automation"));
        QVERIFY(!automation.err.contains("detail of a run"));
        for (const char* list : {"[1, 2]", R"({"data": ["a"]})"}) {
            const Outcome outcome = cli({QStringLiteral("inspect"), QStringLiteral("-")}, list);
            QCOMPARE(outcome.exit, 3);
            QVERIFY2(outcome.err.contains("a list of other things than runs"), outcome.err.constData());
        }
    }

    void standardInputIsReadOnce()
    {
        const Outcome outcome =
            cli({QStringLiteral("inspect"), QStringLiteral("-"), QStringLiteral("--automation"), QStringLiteral("-")},
                contents(sample("documented-run.json")));
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.err.contains("standard input"));
        QVERIFY(outcome.out.isEmpty());
    }

    void fullOutputIsAFailure_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString run = sample("tiny.json");
        QTest::newRow("inspect") << QStringList{QStringLiteral("inspect"), run};
        QTest::newRow("export") << QStringList{QStringLiteral("export"),   run,
                                               QStringLiteral("--format"), QStringLiteral("md"),
                                               QStringLiteral("--output"), QStringLiteral("-")};
        QTest::newRow("help") << QStringList{QStringLiteral("inspect"), QStringLiteral("--help")};
        QTest::newRow("usage") << QStringList{QStringLiteral("--help")};
        QTest::newRow("version") << QStringList{QStringLiteral("--version")};
    }

    void fullOutputIsAFailure()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(RUNLENS_CLI), arguments);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 5);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("Standard output took not all"), said.constData());
    }

    void missingFilesAreNamed()
    {
        const Outcome outcome = cli({QStringLiteral("inspect"), QStringLiteral("/nowhere/run.json")});
        QCOMPARE(outcome.exit, 3);
        QVERIFY(outcome.err.contains("/nowhere/run.json"));
    }

    void nothingIsHalfWritten()
    {
        const QTemporaryDir folder;
        const QString kept = folder.filePath(QStringLiteral("kept.md"));
        QFile file(kept);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what stood here");
        file.close();
        // The run cannot be read: what stands under the name stays.
        QCOMPARE(cli({QStringLiteral("export"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("md"),
                      QStringLiteral("--output"), kept},
                     "{")
                     .exit,
                 3);
        QCOMPARE(contents(kept), QByteArray("what stood here"));
        // The folder cannot be written to.
        const Outcome outcome =
            cli({QStringLiteral("export"), sample("failed.json"), QStringLiteral("--format"), QStringLiteral("png"),
                 QStringLiteral("--output"), QStringLiteral("/proc/nowhere/run.png")});
        QCOMPARE(outcome.exit, 5);
        QVERIFY(outcome.err.contains("/proc/nowhere/run.png"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("kept.md")});
    }

    void pipesAreWrittenToAndStay()
    {
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QProcess reader;
        reader.start(QStringLiteral("cat"), {pipe});
        QVERIFY(reader.waitForStarted());
        const Outcome outcome = cli({QStringLiteral("export"), sample("failed.json"), QStringLiteral("--format"),
                                     QStringLiteral("md"), QStringLiteral("--output"), pipe});
        QCOMPARE(outcome.exit, 0);
        QVERIFY(reader.waitForFinished());
        QVERIFY(reader.readAllStandardOutput().startsWith("# Run"));
        QVERIFY(!QFileInfo(pipe).isFile());
    }

    void diagnosticsGoToStderr()
    {
        const QByteArray run = R"({"data": {"id": "run_1", "status": 5, "started_at": "at about noon", "steps": []}})";
        const Outcome outcome = cli(
            {QStringLiteral("inspect"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("json")}, run);
        QCOMPARE(outcome.exit, 0);
        QVERIFY(outcome.err.contains("/data/status"));
        QVERIFY(outcome.err.contains("found “at about noon”."));
        const Outcome other = cli({QStringLiteral("inspect"), sample("contradictory-waits.json")});
        QVERIFY(other.err.contains("“received” in its step, “timed_out” here"));
        QVERIFY(!QJsonDocument::fromJson(outcome.out).object()[QStringLiteral("diagnostics")].toArray().isEmpty());
    }

    void controlCharactersNeverReachTheTerminal()
    {
        const QByteArray run =
            contents(QStringLiteral(RUNLENS_SOURCE_DIR "/tests/data/control-characters-in-names.json"));
        for (const char* format : {"text", "json"}) {
            const Outcome outcome =
                cli({QStringLiteral("inspect"), QStringLiteral("-"), QStringLiteral("--format"), QLatin1String(format)},
                    run);
            QCOMPARE(outcome.exit, 0);
            QVERIFY(!outcome.out.contains('\x1b') && !outcome.out.contains('\x07'));
            QVERIFY(!outcome.err.contains('\x1b') && !outcome.err.contains('\x07'));
        }
    }

    void markdownOfHostileNamesStaysText()
    {
        const QByteArray run = contents(QStringLiteral(RUNLENS_SOURCE_DIR "/tests/data/markdown-in-names.json"));
        const Outcome outcome = cli({QStringLiteral("export"), QStringLiteral("-"), QStringLiteral("--format"),
                                     QStringLiteral("md"), QStringLiteral("--output"), QStringLiteral("-")},
                                    run);
        QCOMPARE(outcome.exit, 0);
        for (const char* live : {"<script>", "<img", "[x](", " a|b", "`c`", "https://", " www.evil"})
            QVERIFY2(!QByteArray(outcome.out)
                          .replace("\\|", "")
                          .replace("\\`", "")
                          .replace("\\<", "")
                          .replace("\\[", "")
                          .contains(live),
                     live);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
