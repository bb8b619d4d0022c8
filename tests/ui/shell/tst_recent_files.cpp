// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_files.h"
#include "ui/shell/settings.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace runlens::shell;

namespace {

struct Stage {
    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Settings settings{store};
    RecentFiles files{settings};

    [[nodiscard]] QString make(const QString& name) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(name));
        return QFileInfo(file).canonicalFilePath();
    }
    [[nodiscard]] QStringList paths() const
    {
        QStringList all;
        for (const RecentFiles::Entry& entry : files.entries())
            all << entry.path;
        return all;
    }
};

QAction* actionWith(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().contains(text))
            return action;
    return nullptr;
}

} // namespace

class TestRecentFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLatestComesFirstAndEachOnce()
    {
        const auto stage = std::make_unique<Stage>();
        const QString a = stage->make(QStringLiteral("a.json"));
        const QString b = stage->make(QStringLiteral("b.json"));
        stage->files.add(a);
        stage->files.add(b);
        QCOMPARE(stage->paths(), (QStringList{b, a}));
        QFile::link(a, stage->folder.filePath(QStringLiteral("link.json")));
        stage->files.add(stage->folder.filePath(QStringLiteral("link.json")));
        QCOMPARE(stage->paths(), (QStringList{a, b}));
        stage->files.add(stage->folder.path() + QStringLiteral("/./x/../b.json"));
        QCOMPARE(stage->paths(), (QStringList{b, a}));
    }

    void thereAreAtMostTwelve()
    {
        const auto stage = std::make_unique<Stage>();
        for (int i = 0; i < 20; ++i)
            stage->files.add(QStringLiteral("/nowhere/%1.json").arg(i));
        QCOMPARE(stage->paths().size(), 12);
        QCOMPARE(stage->paths().first(), QStringLiteral("/nowhere/19.json"));
    }

    void theyOutliveTheProgram()
    {
        const auto stage = std::make_unique<Stage>();
        const QString a = stage->make(QStringLiteral("a, with a comma.json"));
        stage->files.add(a);
        const RecentFiles next(stage->settings);
        QCOMPARE(next.entries().size(), std::size_t(1));
        QCOMPARE(next.entries()[0].path, a);
    }

    void whatVanishedIsDisabledAndCanBeRemoved()
    {
        const auto stage = std::make_unique<Stage>();
        const QString a = stage->make(QStringLiteral("a.json"));
        const QString b = stage->make(QStringLiteral("b.json"));
        stage->files.add(a);
        stage->files.add(b);
        QMenu menu;
        stage->files.fill(&menu);
        QVERIFY(actionWith(menu, QStringLiteral("a.json"))->isEnabled());
        QVERIFY(!actionWith(menu, QStringLiteral("Remove files"))->isEnabled());

        QVERIFY(QFile::remove(a));
        QSignalSpy changes(&stage->files, &RecentFiles::changed);
        stage->files.refresh();
        QVERIFY(changes.wait());
        QTRY_VERIFY(!actionWith(menu, QStringLiteral("a.json"))->isEnabled());
        QVERIFY(actionWith(menu, QStringLiteral("a.json"))->text().contains(QStringLiteral("gone")));
        QVERIFY(actionWith(menu, QStringLiteral("b.json"))->isEnabled());

        actionWith(menu, QStringLiteral("Remove files"))->trigger();
        QCOMPARE(stage->paths(), QStringList{b});
        QTRY_VERIFY(!actionWith(menu, QStringLiteral("a.json")));
    }

    void theMenuOpensAndClears()
    {
        const auto stage = std::make_unique<Stage>();
        const QString a = stage->make(QStringLiteral("this & that.json"));
        stage->files.add(a);
        QMenu menu;
        stage->files.fill(&menu);
        QSignalSpy opened(&stage->files, &RecentFiles::openRequested);
        actionWith(menu, QStringLiteral("this && that.json"))->trigger();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), a);
        actionWith(menu, QStringLiteral("Clear"))->trigger();
        QVERIFY(stage->paths().isEmpty());
        QVERIFY(stage->settings.recentFiles().isEmpty());
        QTRY_VERIFY(actionWith(menu, QStringLiteral("No file")));
        QVERIFY(!actionWith(menu, QStringLiteral("No file"))->isEnabled());
    }

    void oneCanBeRemoved()
    {
        const auto stage = std::make_unique<Stage>();
        stage->files.add(QStringLiteral("/nowhere/a.json"));
        stage->files.add(QStringLiteral("/nowhere/b.json"));
        stage->files.remove(QStringLiteral("/nowhere/b.json"));
        QCOMPARE(stage->paths(), QStringList{QStringLiteral("/nowhere/a.json")});
    }
};

QTEST_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"
