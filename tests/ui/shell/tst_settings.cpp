// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace runlens::shell;
using runlens::layout::AxisKind;
using runlens::theme::ThemeChoice;

class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString fileWith(const QByteArray& content) const
    {
        const QString path =
            m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral(".ini"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    static void expectDefaults(const Settings& settings)
    {
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(settings.splitterState(QStringLiteral("main")).isEmpty());
        QCOMPARE(settings.themeChoice(), ThemeChoice::system);
        QCOMPARE(settings.axis(), AxisKind::folded);
        QCOMPARE(settings.zone(), QString());
        QCOMPARE(settings.lastFolder(), QDir::homePath());
        QCOMPARE(settings.recentFiles(), QStringList());
        QCOMPARE(settings.recentCommands(), QStringList());
    }

private Q_SLOTS:
    void aNewFileHasDefaults()
    {
        QSettings store(m_folder.filePath(QStringLiteral("new.ini")), QSettings::IniFormat);
        expectDefaults(Settings(store));
    }

    void whatWasSetComesBackInTheNextProgram()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept.ini"));
        const QByteArray bytes("\x01\x00\xff geometry", 12);
        {
            QSettings store(path, QSettings::IniFormat);
            Settings settings(store);
            settings.setWindowGeometry(bytes);
            settings.setSplitterState(QStringLiteral("main"), QByteArray("a"));
            settings.setSplitterState(QStringLiteral("side"), QByteArray("b"));
            settings.setThemeChoice(ThemeChoice::dark);
            settings.setAxis(AxisKind::sequence);
            settings.setZone(QStringLiteral("Europe/Lisbon"));
            settings.setLastFolder(QStringLiteral("/some/folder, with a comma"));
            settings.setRecentFiles({QStringLiteral("/a, b.json"), QStringLiteral("/c.json")});
            settings.setRecentCommands({QStringLiteral("one")});
        }
        QSettings store(path, QSettings::IniFormat);
        const Settings settings(store);
        QCOMPARE(settings.windowGeometry(), bytes);
        QCOMPARE(settings.splitterState(QStringLiteral("main")), QByteArray("a"));
        QCOMPARE(settings.splitterState(QStringLiteral("side")), QByteArray("b"));
        QCOMPARE(settings.themeChoice(), ThemeChoice::dark);
        QCOMPARE(settings.axis(), AxisKind::sequence);
        QCOMPARE(settings.zone(), QStringLiteral("Europe/Lisbon"));
        QCOMPARE(settings.lastFolder(), QStringLiteral("/some/folder, with a comma"));
        QCOMPARE(settings.recentFiles(), (QStringList{QStringLiteral("/a, b.json"), QStringLiteral("/c.json")}));
        QCOMPARE(settings.recentCommands(), QStringList{QStringLiteral("one")});
    }

    void valuesThatMakeNoSenseAreDefaults()
    {
        QSettings store(fileWith("[window]\ngeometry=12\nsplitter\\main=wide\n"
                                 "[view]\ntheme=purple\naxis=7\nzone=Mars/Olympus\n"
                                 "[files]\nlastFolder=relative/folder\nrecent=@Invalid()\n"
                                 "[commands]\nrecent=, ,\n"),
                        QSettings::IniFormat);
        const Settings settings(store);
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(settings.splitterState(QStringLiteral("main")).isEmpty());
        QCOMPARE(settings.themeChoice(), ThemeChoice::system);
        QCOMPARE(settings.axis(), AxisKind::folded);
        QCOMPARE(settings.zone(), QString());
        QCOMPARE(settings.lastFolder(), QDir::homePath());
        QCOMPARE(settings.recentFiles(), QStringList());
        QCOMPARE(settings.recentCommands(), QStringList());
    }

    void aBrokenFileIsLikeNone()
    {
        QByteArray garbage("\x89PNG\r\n\x1a\n[[[view\ntheme\x00=dark\n=\n@ByteArray(\n", 40);
        for (int i = 0; i < 2000; ++i)
            garbage.append(static_cast<char>(i * 37));
        QSettings store(fileWith(garbage), QSettings::IniFormat);
        Settings settings(store);
        expectDefaults(settings);
        settings.setThemeChoice(ThemeChoice::dark); // and can still be used
        QCOMPARE(settings.themeChoice(), ThemeChoice::dark);
    }

    void hugeValuesAreNotTaken()
    {
        QSettings store(m_folder.filePath(QStringLiteral("huge.ini")), QSettings::IniFormat);
        Settings settings(store);
        settings.setWindowGeometry(QByteArray(1'000'000, 'x'));
        QVERIFY(settings.windowGeometry().isEmpty());
        QStringList many;
        for (int i = 0; i < 5000; ++i)
            many << QStringLiteral("/%1").arg(i);
        settings.setRecentFiles(many);
        QCOMPARE(settings.recentFiles().size(), 100);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
