// SPDX-License-Identifier: GPL-3.0-or-later
// `runlens-cli runs`: which runs are listed, how, and what is said of a query that cannot be read.
#include "cli_program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

/// A list of the samples as a server's page, each whole; the last one a row alone, without its detail.
QByteArray list()
{
    QJsonArray data;
    for (const char* name : {"failed.json", "timed-out.json", "still-waiting.json", "overdue.json", "cancelled.json",
                             "unknown-words.json", "documented-run.json"})
        data += QJsonDocument::fromJson(contents(sample(name))).object().value(QLatin1String("data")).toObject();
    QJsonObject row{{QLatin1String("id"), QStringLiteral("run_row")},
                    {QLatin1String("status"), QStringLiteral("completed")},
                    {QLatin1String("resolved_identity_value"), QStringLiteral("=cmd|' /C calc'!A0, \"x\"")},
                    {QLatin1String("started_at"), QStringLiteral("2026-06-08T10:00:00Z")},
                    {QLatin1String("completed_at"), QStringLiteral("2026-06-08T10:00:02.500Z")}};
    data += row;
    return QJsonDocument(QJsonObject{{QLatin1String("data"), data}}).toJson(QJsonDocument::Compact);
}

Outcome runs(const QStringList& arguments, const QByteArray& input = list())
{
    return cli(QStringList{QStringLiteral("runs"), QStringLiteral("-"), QStringLiteral("--now"),
                           QStringLiteral("2026-06-08T16:15:00Z")}
                   + arguments,
               input);
}
Outcome asked(const char* query, const QStringList& more = {})
{
    return runs(QStringList{QStringLiteral("--query"), QString::fromUtf8(query)} + more);
}

QByteArray lastLine(const QByteArray& text) { return text.trimmed().split('\n').last(); }

} // namespace

class TestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheNewestFirst_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("runs.txt") << QStringLiteral("table");
        QTest::newRow("runs.csv") << QStringLiteral("csv");
        QTest::newRow("runs.json") << QStringLiteral("json");
    }
    void listsTheNewestFirst()
    {
        QFETCH(QString, format);
        const Outcome outcome = runs({QStringLiteral("--format"), format});
        QCOMPARE(outcome.exit, 0);
        QCOMPARE(lastLine(outcome.err), QByteArray("8 of 8; detail for 7"));
        const bool csv = format == QStringLiteral("csv");
        QCOMPARE(outcome.out.count("\r\n"), csv ? outcome.out.count('\n') : 0);
        compareWithGolden(QByteArray(outcome.out).replace("\r", ""), QString::fromLatin1(QTest::currentDataTag()));
    }

    void listsWhatTheQueryMeans_data()
    {
        QTest::addColumn<QByteArray>("counts");
        const auto row = [](const char* query, const char* counts) { QTest::newRow(query) << QByteArray(counts); };
        row("status:failed", "1 of 8; detail for 7");
        row("-status:failed", "7 of 8; detail for 7");
        row("identity==cmd*", "1 of 8; detail for 7");
        row("attempts>1", "2 of 8; detail for 7; 1 may match, and their details are not at hand");
        row("olivia", "3 of 8; detail for 7; 1 may match, and their details are not at hand");
        row("payload.amount>=4900", "6 of 8; detail for 7; 1 may match, and their details are not at hand");
    }
    void listsWhatTheQueryMeans()
    {
        QFETCH(QByteArray, counts);
        const Outcome outcome = asked(QTest::currentDataTag());
        QCOMPARE(outcome.exit, 0);
        QCOMPARE(lastLine(outcome.err), counts);
        QCOMPARE(outcome.out.count('\n') - 1, counts.left(counts.indexOf(' ')).toInt());
    }

    void listsNoMoreThanAsked()
    {
        const Outcome outcome = asked("-status:failed", {QStringLiteral("--limit"), QStringLiteral("2")});
        QCOMPARE(outcome.out.count('\n'), 3);
        QCOMPARE(lastLine(outcome.err), QByteArray("7 of 8; detail for 7")); // of all that match
        QCOMPARE(runs({QStringLiteral("--limit"), QStringLiteral("0")}).exit, 2);
    }

    void saysWhatStandsInTheWay()
    {
        const Outcome outcome = asked("status:failed at:nowhere");
        QCOMPARE(outcome.exit, 0);
        QCOMPARE(outcome.out.count('\n'), 1);
        QCOMPARE(lastLine(outcome.err), QByteArray("runlens-cli: without at:nowhere there would be 1"));
    }

    void pointsAtTheColumn()
    {
        const Outcome outcome = asked("José statsu:failed");
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(QString::fromUtf8(outcome.err),
                 QStringLiteral("runlens-cli: the query cannot be read at column 6\n"
                                "  José statsu:failed\n"
                                "       ^^^^^^\n"
                                "  There is no key “statsu”; did you mean “status”?\n"));
    }

    void saysWhatItCannotRead()
    {
        QCOMPARE(runs({}, "{").exit, 3);
        QCOMPARE(cli({QStringLiteral("runs")}).exit, 2);
        QCOMPARE(runs({QStringLiteral("--format"), QStringLiteral("xml")}).exit, 2);
        QCOMPARE(runs({}, contents(sample("failed.json"))).exit, 0); // one run is a list of one
    }
};

QTEST_APPLESS_MAIN(TestRuns)
#include "tst_runs.moc"
