// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/elided_label.h"
#include "ui/theme/looks.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/system_theme.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusVariant>
#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace runlens;
using namespace runlens::theme;
using render::Theme;

namespace {

QImage pictureOf(QWidget& widget) { return widget.grab().toImage(); }

/// Whether a pixel of the picture has exactly this colour.
bool has(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour)
                return true;
    return false;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // What the desktop of whoever runs the test wants is not what is tested.
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", QDir::tempPath().toUtf8() + "/none");
    }

    void aChoiceWinsOverTheSystem()
    {
        ThemeManager manager;
        QSignalSpy changes(&manager, &ThemeManager::themeChanged);
        QCOMPARE(manager.choice(), ThemeChoice::system);
        QCOMPARE(manager.theme(), Theme::light); // the offscreen platform's palette
        manager.setChoice(ThemeChoice::dark);
        QCOMPARE(manager.theme(), Theme::dark);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), windowPaletteOf(Theme::dark).window);
        manager.setChoice(ThemeChoice::dark);
        QCOMPARE(changes.size(), 1);
        manager.setChoice(ThemeChoice::system);
        QCOMPARE(manager.theme(), Theme::light);
        QCOMPARE(changes.size(), 2);
    }

    void thePortalsWordIsUnwrapped()
    {
        const auto wrapped = [](const QVariant& v) { return QVariant::fromValue(QDBusVariant(v)); };
        QCOMPARE(themeOfPortal(wrapped(wrapped(1U))), std::optional(Theme::dark));
        QCOMPARE(themeOfPortal(wrapped(2U)), std::optional(Theme::light));
        QCOMPARE(themeOfPortal(1U), std::optional(Theme::dark));
        QCOMPARE(themeOfPortal(0U), std::optional<Theme>());
        QCOMPARE(themeOfPortal(7U), std::optional<Theme>());
        QCOMPARE(themeOfPortal(QStringLiteral("dark")), std::optional<Theme>());
        QCOMPARE(themeOfPortal(QVariant()), std::optional<Theme>());
    }

    void everyNameOfTheSheetIsAColour()
    {
        QFile file(QStringLiteral(":/runlens/theme/window.qss"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString source = QString::fromUtf8(file.readAll());
        source.remove(0, source.indexOf(QStringLiteral("*/")));
        for (const Theme theme : {Theme::light, Theme::dark}) {
            const auto names = namedColours(windowPaletteOf(theme));
            auto found = QRegularExpression(QStringLiteral("@([a-z-]+)")).globalMatch(source);
            QVERIFY(found.hasNext());
            while (found.hasNext()) {
                const QString name = found.next().captured(1);
                QVERIFY2(names.contains(name), qPrintable(name));
            }
            QVERIFY(!styleSheetFor(windowPaletteOf(theme)).contains(QLatin1Char('@')));
        }
        QVERIFY2(!source.contains(QRegularExpression(QStringLiteral("#[0-9a-fA-F]{3}"))), "a colour of its own");
    }

    void theFontsAreTheTimelines()
    {
        const ThemeManager manager;
        QCOMPARE(QFontInfo(QApplication::font()).family(), QStringLiteral("Inter"));
        QCOMPARE(QApplication::font().pixelSize(), 13);
        QCOMPARE(QFontInfo(monoFont()).family(), QStringLiteral("JetBrains Mono"));
    }

    void buttonsAndFieldsTakeTheColours()
    {
        ThemeManager manager;
        QFrame frame;
        auto* layout = new QHBoxLayout(&frame);
        auto* primary = new QPushButton(QStringLiteral("Export"), &frame);
        auto* field = new QLineEdit(&frame);
        layout->addWidget(primary);
        layout->addWidget(field);
        setLook(&frame, Look::card);
        setLook(primary, Look::primary);
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            manager.setChoice(choice);
            const WindowPalette& p = manager.palette();
            frame.show();
            QVERIFY(has(pictureOf(*primary), p.ink));
            QVERIFY(has(pictureOf(*field), p.control));
            QCOMPARE(pictureOf(frame).pixelColor(frame.width() / 2, 3), p.card);
            primary->setEnabled(false);
            QVERIFY(!has(pictureOf(*primary), p.ink));
            primary->setEnabled(true);
        }
    }

    void theFocusIsARingAndNothingMoves()
    {
        ThemeManager manager;
        QWidget window;
        auto* layout = new QHBoxLayout(&window);
        auto* button = new QPushButton(QStringLiteral("Open"), &window);
        auto* primary = new QPushButton(QStringLiteral("Export"), &window);
        auto* other = new QLineEdit(&window);
        setLook(primary, Look::primary);
        for (QWidget* widget :
             {static_cast<QWidget*>(button), static_cast<QWidget*>(primary), static_cast<QWidget*>(other)})
            layout->addWidget(widget);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            manager.setChoice(choice);
            const WindowPalette& p = manager.palette();
            other->setFocus(Qt::TabFocusReason);
            const QSize before = button->sizeHint();
            const auto at = [](QWidget* widget, int x) {
                return pictureOf(*widget).pixelColor(x, widget->height() / 2);
            };
            QCOMPARE(at(button, 0), p.control);
            QCOMPARE(at(other, 1), p.ink);
            button->setFocus(Qt::TabFocusReason);
            QCOMPARE(at(button, 0), p.ink);
            QCOMPARE(at(button, 1), p.ink);
            QCOMPARE(button->sizeHint(), before);
            QCOMPARE(at(primary, 3), p.ink);
            primary->setFocus(Qt::TabFocusReason);
            QCOMPARE(at(primary, 3), p.onInk); // ink around ink would not be seen
        }
    }

    void aLongLineGivesWayAndKeepsItsWhole()
    {
        const ThemeManager manager;
        ElidedLabel label(QStringLiteral("run_0123456789abcdef0123456789abcdef"), nullptr, Qt::ElideMiddle);
        label.resize(label.sizeHint());
        label.show();
        QVERIFY(!label.isElided());
        QVERIFY(label.toolTip().isEmpty());
        label.resize(90, label.height());
        QVERIFY(label.isElided());
        QVERIFY(label.text().startsWith(QStringLiteral("run_")) && label.text().endsWith(QStringLiteral("ef")));
        QCOMPARE(label.toolTip(), label.fullText());
        QVERIFY(label.minimumSizeHint().width() < 90);
        label.setFullText(QStringLiteral("run_1"));
        QVERIFY(!label.isElided());
    }

    void oneSegmentAtATime()
    {
        const ThemeManager manager;
        QWidget row;
        QList<QPushButton*> buttons;
        for (int i = 0; i < 3; ++i)
            buttons << new QPushButton(QString::number(i), &row);
        makeSegments(buttons);
        buttons[0]->click();
        buttons[2]->click();
        QVERIFY(!buttons[0]->isChecked());
        QVERIFY(buttons[2]->isChecked());
        QCOMPARE(buttons[0]->property("place").toString(), QStringLiteral("first"));
        QCOMPARE(buttons[1]->property("place").toString(), QStringLiteral("middle"));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
