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

QTEST_GUILESS_MAIN(ReportsTest)
#include "tst_reports.moc"
