// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/translations.h"
#include "tests/data/sample.h"
#include "tests/engine/analysis/run_builder.h"
#include "ui/models/step_details.h"

#include <QLocale>

using namespace runlens;
using namespace runlens::testing;

namespace {

#define T(text) QStringLiteral(text)

const Instant now = at("16:15:00");
const Words words({nullptr, date::local_days(date::year(2026) / 6 / 8)});

Inspection inspectionOf(const char* name)
{
    auto parsed = readRun(sample(name));
    const QString automation =
        T(RUNLENS_SOURCE_DIR "/resources/samples/") + QString::fromLatin1(name) + T(".automation.json");
    std::optional<Automation> definition;
    if (QFile::exists(automation))
        definition = readAutomation(sample(name + std::string(".automation")))->value;
    return inspect(std::move(parsed->value), std::move(definition), std::move(parsed->diagnostics), now);
}

Inspection inspectionOf(const Run& run) { return inspect(run, std::nullopt, {}, now); }

/// "Label | value | note", with a star behind mono values and the tone where there is one.
QString lineOf(const DetailRow& row)
{
    static const QString tones[] = {T(""),         T(" (muted)"), T(" (active)"), T(" (completed)"), T(" (timed out)"),
                                    T(" (failed)")};
    return row.label + T(" | ") + row.value + (row.mono ? T("*") : T("")) + tones[static_cast<std::size_t>(row.tone)]
           + (row.note.isEmpty() ? T("") : T(" | ") + row.note);
}

QString section(const QString& title, const DetailRows& rows)
{
    QString text = T("== ") + title + T("\n");
    for (const DetailRow& row : rows)
        text += lineOf(row) + T("\n");
    return text;
}

QString everything(const Inspection& inspection)
{
    QString text = section(T("run"), detailsOfRun(inspection, words));
    text += section(T("trigger"), detailsOfTrigger(inspection, words));
    const auto number = [](std::size_t index) { return QString::number(index + 1); };
    for (std::size_t i = 0; i < inspection.run.steps.size(); ++i)
        text += section(T("step ") + number(i), detailsOfStep(inspection, i, words));
    for (std::size_t i = 0; i < inspection.run.waits.size(); ++i)
        text += section(T("wait ") + number(i), detailsOfWait(inspection, i, words));
    for (std::size_t i = 0; i < inspection.run.messages.size(); ++i)
        text += section(T("message ") + number(i), detailsOfMessage(inspection, i, words));
    return text + T("== answer\n") + answerOf(inspection, words) + T("\n");
}

/// The value and note of a row; empty where there is none.
QString row(const DetailRows& rows, const QString& label)
{
    for (const DetailRow& row : rows)
        if (row.label == label)
            return lineOf(row).mid(label.size() + 3);
    return {};
}

} // namespace

class StepDetailsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(installTranslations(QLocale(T("en_GB")))); }
    void samplesAsAgreed_data();
    void samplesAsAgreed();
    void waitsOfTheSheet();
    void limitsOfDefinitions();
    void overdueWaits();
    void whatOccursTogether();
    void nothingAtAll();
    void textsAreMadeSafe();
    void contradictionsAreTold();
    void answersAreShort();
};

void StepDetailsTest::samplesAsAgreed_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"timed-out", "documented-run", "failed", "null-everywhere", "unknown-words", "condition",
                             "skipped-and-deferred", "overdue"})
        QTest::newRow(name) << QByteArray(name);
}

void StepDetailsTest::samplesAsAgreed()
{
    QFETCH(QByteArray, name);
    const QString path = T(RUNLENS_SOURCE_DIR "/tests/ui/models/golden/") + QString::fromLatin1(name) + T(".txt");
    const QString actual = everything(inspectionOf(name.constData()));
    QFile file(path);
    if (qEnvironmentVariableIsSet("RUNLENS_UPDATE_GOLDEN")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual.toUtf8());
        QFAIL("golden file written; run again without RUNLENS_UPDATE_GOLDEN");
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const QStringList expected = QString::fromUtf8(file.readAll()).split(T("\n"));
    const QStringList lines = actual.split(T("\n"));
    for (qsizetype i = 0; i < std::min(lines.size(), expected.size()); ++i)
        QCOMPARE(lines[i], expected[i]);
    QCOMPARE(lines.size(), expected.size());
}

void StepDetailsTest::waitsOfTheSheet()
{
    const DetailRows rows = detailsOfWait(inspectionOf("timed-out"), 0, words);
    QStringList labels;
    for (const DetailRow& row : rows)
        labels += row.label;
    QCOMPARE(labels.mid(0, 5), (QStringList{T("Waits for"), T("Person"), T("Since"), T("Limit"), T("Timed out")}));
    QVERIFY(labels.contains(T("Branch")));
    QCOMPARE(row(rows, T("Since")), T("~7 Jun 14:15:04* | inferred: its limit less the time-out of its definition"));
}

void StepDetailsTest::limitsOfDefinitions()
{
    const Run run = RunBuilder(RunStatus::waiting)
                        .trigger("order.completed", "16:00:00")
                        .step("pause", StepType::delay, StepStatus::waiting)
                        .times("16:10:00");
    Automation automation;
    automation.definition = definitionOf({{"pause", StepType::delay, std::chrono::hours(2)}});
    const DetailRows rows = detailsOfStep(inspect(run, automation, {}, now), 0, words);
    QVERIFY2(row(rows, T("Until")).startsWith(T("~18:10:00* | ")), qPrintable(row(rows, T("Until"))));
    QCOMPARE(row(rows, T("Left")), T("~1 h 55 m* (active)"));
    QCOMPARE(row(rows, T("Length")), T("2 h* | as defined"));
    QCOMPARE(row(rows, T("Lasted")), T("5 m* | so far"));
}

void StepDetailsTest::overdueWaits()
{
    const DetailRows rows = detailsOfWait(inspectionOf("overdue"), 0, words);
    QCOMPARE(row(rows, T("Overdue by")), T("2 h 1 m* (timed out)"));
    QVERIFY(row(rows, T("Left")).isEmpty() && row(rows, T("Timed out")).isEmpty());
}

void StepDetailsTest::whatOccursTogether()
{
    const Inspection inspection = inspectionOf(RunBuilder(RunStatus::running)
                                                   .trigger("order.completed", "14:00:00", "14:00:01")
                                                   .runTimes("14:00:02", {}, "14:00:01")
                                                   .step("send", StepType::sendEmailTemplate, StepStatus::running)
                                                   .deferral({}, "")
                                                   .attempt({}, "14:00:05", "503")
                                                   .attempt("14:00:06")
                                                   .error("", "no reason", "14:00:05"));
    const DetailRows rows = detailsOfStep(inspection, 0, words);
    QCOMPARE(row(rows, T("Put off")), T("not told"));
    QCOMPARE(row(rows, T("Attempt 1")), T("at an unknown time* (failed) | ended 14:00:05"));
    QCOMPARE(row(rows, T("Error of attempt 1")), T("503* (failed)"));
    QCOMPARE(row(rows, T("Attempt 2")), T("14:00:06* | its end is not told"));
    QCOMPARE(row(rows, T("Error")), T("no reason (failed)"));
    QCOMPARE(row(rows, T("Failed at")), T("14:00:05*"));
    const DetailRows run = detailsOfRun(inspection, words);
    QCOMPARE(row(run, T("Created")), T("14:00:01* | reported by the run (created_at)"));
    const DetailRows trigger = detailsOfTrigger(inspection, words);
    QCOMPARE(row(trigger, T("Occurred")), T("14:00:00* | by the sender's clock"));
    QCOMPARE(row(trigger, T("Received")), T("14:00:01* | reported by the trigger (received_at)"));
}

void StepDetailsTest::nothingAtAll()
{
    Run run;
    run.steps.resize(1);
    run.waits.resize(1);
    run.messages.resize(1);
    const Inspection inspection = inspectionOf(run);
    QVERIFY(detailsOfRun(inspection, words).size() <= 1); // how many messages were sent is known
    QVERIFY(detailsOfTrigger(inspection, words).empty());
    QVERIFY(detailsOfStep(inspection, 0, words).empty());
    QVERIFY(detailsOfWait(inspection, 0, words).empty());
    QCOMPARE(section(T("m"), detailsOfMessage(inspection, 0, words)), T("== m\nKind | email\nStep | not told\n"));
    QVERIFY(!answerOf(inspection, words).isEmpty());
}

void StepDetailsTest::textsAreMadeSafe()
{
    const std::string odd = "a\nb\u202E%1\t" + std::string(5'000, 'x');
    Run run = RunBuilder(RunStatus::failed)
                  .trigger(odd)
                  .lastError(odd, odd, odd)
                  .step(odd, StepType::sendEmailTemplate)
                  .skipReason(odd)
                  .deferral("14:00:00", odd)
                  .attempt("14:00:00", {}, odd)
                  .error(odd, odd)
                  .wait(odd, WaitStatus::received)
                  .resumed("14:00:00", odd)
                  .late(odd, "14:00:00")
                  .email(odd)
                  .messageEvent(odd);
    run.identityValue = odd;
    run.other.push_back({odd, Value(odd)});
    run.steps[0].condition = Value(Value::Object{{odd, Value(odd)}});
    const QString text = everything(inspectionOf(run));
    for (const QString& line : text.split(T("\n"))) {
        QVERIFY2(line.startsWith(T("== ")) || line.contains(T(" | ")) || line.contains(T(".")) || line.isEmpty(),
                 qPrintable(line));
        QVERIFY(!line.contains(QChar(0x202E)) && !line.contains(QLatin1Char('\t')));
        QVERIFY2(!line.contains(QString(200, QLatin1Char('x'))), "and each is cut off");
    }
}

void StepDetailsTest::contradictionsAreTold()
{
    const Inspection inspection = inspectionOf("contradictory-waits");
    QVERIFY(!inspection.run.contradictions.empty());
    QStringList told;
    for (std::size_t i = 0; i < inspection.run.waits.size(); ++i)
        for (const DetailRow& row : detailsOfWait(inspection, i, words))
            if (row.label == T("Told in two ways"))
                told += row.value;
    qsizetype ofWaits = 0;
    for (const Contradiction& contradiction : inspection.run.contradictions)
        ofWaits += contradiction.object == Contradiction::Object::wait ? 1 : 0;
    QCOMPARE(told.size(), ofWaits);
    QVERIFY(ofWaits > 0);
}

void StepDetailsTest::answersAreShort()
{
    for (const char* name : {"timed-out", "documented-run", "failed", "many-steps", "years", "overdue", "tiny"}) {
        const Inspection inspection = inspectionOf(name);
        const QString answer = answerOf(inspection, words);
        const auto sentences =
            copyAnswer(inspection.run, inspection.evidence, inspection.audit, inspection.definition(), inspection.now);
        QVERIFY2(!sentences.empty() && sentences.size() <= 6, name);
        QVERIFY2(answer.endsWith(T(".")), name);
        QVERIFY2(!answer.contains(QString::fromStdString(inspection.run.id.text())), name);
        QVERIFY2(!answer.contains(QString::fromStdString(inspection.run.identityValue)), name);
    }
}

QTEST_GUILESS_MAIN(StepDetailsTest)
#include "tst_step_details.moc"
