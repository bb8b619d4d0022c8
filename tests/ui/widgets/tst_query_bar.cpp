// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"
#include "tests/ui/window/legibility.h"
#include "ui/theme/theme.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/query_edit.h"
#include "ui/widgets/query_popup.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace runlens;

namespace {

std::shared_ptr<const QueryVocabulary> vocabulary()
{
    auto words = std::make_shared<QueryVocabulary>();
    words->values[QueryKey::status] = {{"failed", 31}, {"waiting", 212}, {"overdue", 0}};
    words->values[QueryKey::step] = {{"send_receipt", 12'408}, {"wait_for_open", 9'114}};
    return words;
}

/// A window with a bar above something else that can have the focus.
struct Stage {
    QWidget window;
    QueryBar bar{&window};
    QListWidget rest{&window};

    explicit Stage(const QString& text = {})
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(&bar);
        layout->addWidget(&rest, 1);
        window.resize(1000, 380);
        bar.setContext([] { return ParseContext{*parseInstant("2026-06-08T16:15:00Z"), {}, {}}; });
        bar.setVocabulary(vocabulary());
        bar.setCounts(QStringLiteral("212 of 12,408 · detail for 12,408"));
        bar.setText(text);
        window.show();
        window.activateWindow();
        bar.edit();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QueryEdit& edit() const { return *bar.findChild<QueryEdit*>(); }
    [[nodiscard]] QueryPopup& popup() const { return *window.findChild<QueryPopup*>(); }
    [[nodiscard]] QString error() const
    {
        for (const QLabel* label : bar.findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                return label->text();
        return {};
    }
    [[nodiscard]] std::string query() const { return bar.query()->text(); }
    void type(const QString& text) const { QTest::keyClicks(&edit(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(&edit(), key, modifiers);
    }
};

} // namespace

class TestQueryBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appliesWhatWasTypedAfterAWhile()
    {
        const Stage stage;
        QSignalSpy changed(&stage.bar, &QueryBar::queryChanged);
        stage.type(QStringLiteral("status:failed"));
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(stage.query(), std::string("status:failed"));
        stage.type(QStringLiteral("  ")); // says nothing new
        stage.press(Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
    }

    void enterAppliesAtOnce()
    {
        const Stage stage;
        QSignalSpy changed(&stage.bar, &QueryBar::queryChanged);
        QSignalSpy submitted(&stage.bar, &QueryBar::submitted);
        stage.type(QStringLiteral("olivia"));
        stage.press(Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(submitted.size(), 1);
    }

    void anErrorStandsUnderItsColumn()
    {
        const Stage stage;
        QSignalSpy submitted(&stage.bar, &QueryBar::submitted);
        stage.type(QStringLiteral("status:failed "));
        QTRY_COMPARE(stage.query(), std::string("status:failed"));
        stage.type(QStringLiteral("statsu:failed"));
        QCOMPARE(stage.error(), QString());
        stage.press(Qt::Key_Return);
        QVERIFY2(stage.error().contains(QStringLiteral("did you mean “status”")), qPrintable(stage.error()));
        QVERIFY(stage.edit().fault() == (TextPart{14, 6}));
        QCOMPARE(submitted.size(), 0);
        QCOMPARE(stage.edit().chips().size(), 1); // what can be read
        stage.press(Qt::Key_Home);
        stage.type(QStringLiteral("x "));
        QCOMPARE(stage.error(), QString()); // gone with the next letter
        QTRY_VERIFY(!stage.error().isEmpty());
        QVERIFY(stage.edit().fault() == (TextPart{16, 6}));
    }

    void whatIsBeingWrittenIsNoErrorYet()
    {
        Stage stage;
        stage.type(QStringLiteral("status:"));
        QSignalSpy changed(&stage.bar, &QueryBar::queryChanged);
        QVERIFY(!changed.wait(static_cast<int>(QueryBar::patience.count()) * 2));
        QCOMPARE(stage.error(), QString());
        stage.rest.setFocus();
        QVERIFY(!stage.error().isEmpty());
    }

    void finishedTermsAreChips()
    {
        const Stage stage(QStringLiteral("-status:failed \"José 😀\" step:wait*"));
        const auto chips = stage.edit().chips();
        QCOMPARE(chips.size(), 3);
        QVERIFY(chips[0].part == (TextPart{0, 14}));
        QCOMPARE(chips[0].keyLength, 8);
        QCOMPARE(chips[1].keyLength, 0);
        QVERIFY(chips[2].part == (TextPart{25, 10})); // behind a letter of two units
        QVERIFY(stage.edit().boxOf(chips[0]).right() < stage.edit().boxOf(chips[1]).left());
    }

    void aChipGoesByItsCross()
    {
        const Stage stage(QStringLiteral("status:failed step:wait error:503"));
        const QRect box = stage.edit().boxOf(stage.edit().chips()[1]);
        QTest::mouseMove(&stage.edit(), box.center());
        const QRect cross = stage.edit().crossOf(stage.edit().chips()[1]);
        QTest::mouseClick(&stage.edit(), Qt::LeftButton, {}, cross.center());
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed error:503"));
        QTRY_COMPARE(stage.query(), std::string("status:failed error:503"));
        QTest::mouseClick(&stage.edit(), Qt::MiddleButton, {}, stage.edit().boxOf(stage.edit().chips()[0]).center());
        QCOMPARE(stage.bar.text(), QStringLiteral("error:503"));
    }

    void backspaceTakesTheChipBehindTheBlank()
    {
        const Stage stage;
        stage.type(QStringLiteral("status:failed step:wait "));
        stage.press(Qt::Key_Backspace);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed "));
        stage.type(QStringLiteral("ab"));
        stage.press(Qt::Key_Backspace);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed a"));
        stage.edit().undo();
        QVERIFY(stage.bar.text().startsWith(QStringLiteral("status:failed")));
    }

    void completesByKeys()
    {
        const Stage stage;
        stage.type(QStringLiteral("stat"));
        QVERIFY(stage.popup().isVisible());
        QCOMPARE(stage.popup().text(0), QStringLiteral("status:"));
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:"));
        QVERIFY(stage.edit().hasFocus());
        QVERIFY(stage.popup().isVisible()); // now for its values, the most frequent first
        QCOMPARE(stage.popup().text(0), QStringLiteral("waiting"));
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed"));
        QVERIFY(!stage.popup().isVisible());
        QTRY_COMPARE(stage.query(), std::string("status:failed"));
    }

    void enterTakesNothingThatWasNotChosen()
    {
        const Stage stage;
        QSignalSpy submitted(&stage.bar, &QueryBar::submitted);
        stage.type(QStringLiteral("fail"));
        QVERIFY(stage.popup().isVisible());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.bar.text(), QStringLiteral("fail"));
        QCOMPARE(submitted.size(), 1);
        QVERIFY(!stage.popup().isVisible());
    }

    void escapeClosesTheListThenGivesTheFocusAway()
    {
        const Stage stage;
        QSignalSpy left(&stage.bar, &QueryBar::left);
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.popup().count(), static_cast<int>(QueryCompletions::most));
        stage.press(Qt::Key_Escape);
        QVERIFY(!stage.popup().isVisible() && stage.edit().hasFocus());
        stage.press(Qt::Key_Escape);
        QVERIFY(!stage.edit().hasFocus());
        QCOMPARE(left.size(), 1);
    }

    void goesThroughItsHistory()
    {
        Stage stage;
        QSignalSpy kept(&stage.bar, &QueryBar::historyChanged);
        stage.bar.setHistory({QStringLiteral("status:failed"), QStringLiteral("error:503")});
        stage.type(QStringLiteral("new"));
        stage.press(Qt::Key_Escape); // the list, if any
        if (!stage.edit().hasFocus())
            stage.bar.edit();
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed"));
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.bar.text(), QStringLiteral("error:503"));
        stage.press(Qt::Key_Return);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(stage.bar.history(), (QStringList{QStringLiteral("error:503"), QStringLiteral("status:failed")}));
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down);
        QCOMPARE(stage.bar.text(), QStringLiteral("error:503")); // what stood there
        stage.bar.setText(QStringLiteral("fail"));
        stage.press(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(stage.popup().count(), 1);
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.bar.text(), QStringLiteral("status:failed"));
    }

    void saysWhoFilters()
    {
        Stage stage(QStringLiteral("status:failed error:503"));
        QVERIFY(stage.edit().chips()[0].tip.isEmpty());
        stage.bar.setServed({true, false});
        QVERIFY(stage.edit().chips()[0].served && !stage.edit().chips()[1].served);
        QVERIFY(stage.edit().chips()[0].tip != stage.edit().chips()[1].tip);
        stage.press(Qt::Key_Home);
        stage.type(QStringLiteral("olivia ")); // the others keep what is known of them
        QVERIFY(!stage.edit().chips()[0].served && stage.edit().chips()[1].served);
    }

    void valuesThatComeLaterAreOffered()
    {
        Stage stage;
        stage.bar.setVocabulary(nullptr);
        QSignalSpy wanted(&stage.bar, &QueryBar::vocabularyWanted);
        stage.type(QStringLiteral("status:fa"));
        QVERIFY(!wanted.isEmpty());
        QVERIFY(!stage.popup().isVisible());
        stage.bar.setVocabulary(vocabulary());
        QVERIFY(stage.popup().isVisible());
        stage.press(Qt::Key_Escape);
        stage.bar.setVocabulary(vocabulary()); // nothing is being completed any more
        QVERIFY(!stage.popup().isVisible());
    }

    void theRestCanBeFetched()
    {
        Stage stage;
        QSignalSpy fetch(&stage.bar, &QueryBar::fetchRestRequested);
        auto* button = stage.bar.findChild<QPushButton*>();
        QVERIFY(!button->isVisible());
        stage.bar.setCounts(QStringLiteral("12 of 900 · detail for 40"), QStringLiteral("Fetch 860 details."), true);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(fetch.size(), 1);
    }

    void canBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void canBeRead()
    {
        QFETCH(bool, dark);
        m_themes->setChoice(dark ? theme::ThemeChoice::dark : theme::ThemeChoice::light);
        Stage stage(QStringLiteral("automation:\"Post Purchase Journey\" active:24h statsu:failed"));
        stage.bar.setServed({false, true});
        const auto judge = [&](const char* state) {
            QCoreApplication::processEvents();
            const QStringList faults = test::illegible(stage.window);
            QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(state) + faults.join(QLatin1Char('\n'))));
            QVERIFY(test::textsJudged() > 1);
            if (const QString folder = qEnvironmentVariable("RUNLENS_GRAB"); !folder.isEmpty())
                stage.window.grab().save(QStringLiteral("%1/%2-%3.png")
                                             .arg(folder, QString::fromLatin1(state),
                                                  dark ? QStringLiteral("dark") : QStringLiteral("light")));
        };
        judge("error");
        stage.bar.setText(QStringLiteral("automation:\"Post Purchase Journey\" active:24h "));
        stage.bar.setServed({false, true});
        stage.type(QStringLiteral("step:"));
        judge("list");
        stage.press(Qt::Key_Down);
        judge("chosen");
        stage.press(Qt::Key_Escape);
        stage.rest.setFocus();
        stage.bar.setText(QStringLiteral("automation:\"Post Purchase Journey\" active:24h outcome:timeout,received"));
        stage.bar.setServed({true, true, false});
        QTest::mouseMove(&stage.edit(), stage.edit().boxOf(stage.edit().chips()[1]).center());
        judge("chips");
        stage.bar.clearQuery();
        stage.bar.setCounts(QStringLiteral("12,408 · detail for 41"), {}, true);
        judge("empty");
    }

    void initTestCase() { m_themes = std::make_unique<theme::ThemeManager>(); }
    void cleanupTestCase() { m_themes.reset(); }

private:
    std::unique_ptr<theme::ThemeManager> m_themes;
};

QTEST_MAIN(TestQueryBar)
#include "tst_query_bar.moc"
