// SPDX-License-Identifier: GPL-3.0-or-later
// What the reports of one run say; whole ones are compared in tst_cli.
#include "engine/report/json_report.h"
#include "engine/report/markdown_report.h"
#include "engine/report/text_report.h"
#include "engine/words/translations.h"
#include "tests/engine/analysis/run_builder.h"

#include <QLocale>
#include <QString>
#include <QTest>

using namespace runlens;
using namespace runlens::testing;

namespace {

class Reports {
public:
    explicit Reports(const Run& run) : m_inspection(inspect(run, {}, {}, at("16:15:00"))) {}

    [[nodiscard]] QString text() const { return QString::fromStdString(textReport(m_inspection, Words())); }
    [[nodiscard]] QString markdown() const { return QString::fromStdString(markdownReport(m_inspection, Words())); }
    [[nodiscard]] QString json() const { return QString::fromStdString(jsonReport(m_inspection, Words())); }

private:
    Inspection m_inspection;
};

/// Waits that each timed out three seconds late.
RunBuilder lateWaits(int count)
{
    RunBuilder builder;
    for (int i = 0; i < count; ++i)
        builder.step("wait_" + std::to_string(i), StepType::waitForEvent)
            .wait("open", WaitStatus::timedOut, "11:00:00")
            .timedOut("11:00:03")
            .outcome(Branch::timeout);
    return builder;
}

} // namespace

class ReportsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(installTranslations(QLocale(QStringLiteral("en_GB")))); }
    void repeatedFindingsAreCounted();
    void errorsHaveCodeAndMessage();
};

void ReportsTest::repeatedFindingsAreCounted()
{
    const QString title = QStringLiteral("Time-out came 3 s late");
    const auto more = [](int count) {
        return count == 1 ? QStringLiteral("There is 1 more finding of this kind.")
                          : QStringLiteral("There are %1 more findings of this kind.").arg(count);
    };
    for (const int count : {1, 5, 6, 280}) {
        const Reports reports(lateWaits(count));
        for (const QString& report : {reports.text(), reports.markdown()}) {
            QCOMPARE(report.count(title), qsizetype{std::min(count, 5)});
            QCOMPARE(report.contains(QStringLiteral("of this kind")), count > 5);
            QVERIFY(count <= 5 || report.contains(more(count - 5)));
        }
        QCOMPARE(reports.json().count(title), qsizetype{count});
    }
    // Kinds that take turns stand together.
    auto both = lateWaits(6);
    for (std::size_t i = 0; i < 6; ++i)
        both.run().waits[i].identityValue = "mia@example.com";
    both.run().waits[2].timedOutAt = at("11:00:00");
    const QString text = Reports(both).text();
    QCOMPARE(text.count(QStringLiteral("of this kind")), qsizetype{1});
    QVERIFY(text.indexOf(more(1)) > text.lastIndexOf(QStringLiteral("another person")));
    QCOMPARE(text.count(title), qsizetype{5});
}

void ReportsTest::errorsHaveCodeAndMessage()
{
    auto builder = RunBuilder(RunStatus::failed)
                       .step("send", StepType::sendEmailTemplate, StepStatus::failed)
                       .attempt("10:00:00", "10:00:01", "503")
                       .attempt("10:00:02", "10:00:03", "550")
                       .error("550", "no | mailbox *of* mia");
    builder.run().steps[0].attempts[0].error->message = "try <later>";
    const Reports reports(builder);
    const QString text = reports.text();
    const auto hasRow = [](const QString& report, const QStringList& cells) {
        for (const QString& line : report.split(QLatin1Char('\n'))) {
            qsizetype from = 0;
            for (const QString& cell : cells)
                from = from < 0 ? from : line.indexOf(cell, from);
            if (from >= 0)
                return true;
        }
        return false;
    };
    const auto t = [](const char* one, const char* two) {
        return QStringList{QStringLiteral("send"), QLatin1String(one), QLatin1String(two)};
    };
    QVERIFY(hasRow(text, t("503", "try <later>")));
    QVERIFY(hasRow(text, t("550", "no | mailbox *of* mia")));
    const QString markdown = reports.markdown();
    QVERIFY(hasRow(markdown, t("503", "try \\<later\\>")));
    QVERIFY(hasRow(markdown, t("550", "no \\| mailbox \\*of\\* mia")));
    QVERIFY(!Reports(documentedRun()).text().contains(QStringLiteral("Errors")));
}

QTEST_GUILESS_MAIN(ReportsTest)
#include "tst_reports.moc"
