// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program as it is started without a display: what it says, where, and its exit codes.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString samples = QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/");

struct Ended {
    int code = -1;
    QString out;
    QString err;
};

class TestDesktop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutADisplayTheWindowIsRenderedAndTheRunTold()
    {
        const Ended ended = start({samples + QStringLiteral("documented-run.json")});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.err.contains(QStringLiteral("there is no display")));
        QVERIFY(ended.out.contains(QStringLiteral("An open was recorded at 14:16:30")));
        QVERIFY(ended.out.contains(QStringLiteral("runlens-window.png")));
        QCOMPARE(QImage(m_folder.filePath(QStringLiteral("runlens-window.png"))).size(), QSize(1440, 900));
    }

    void aPictureIsAskedFor()
    {
        const QString path = m_folder.filePath(QStringLiteral("dark.png"));
        const Ended ended =
            start({QStringLiteral("--screenshot"), path, QStringLiteral("--size"), QStringLiteral("1024x640"),
                   QStringLiteral("--theme"), QStringLiteral("dark"), samples + QStringLiteral("timed-out.json")});
        QCOMPARE(ended.code, 0);
        const QImage image(path);
        QCOMPARE(image.size(), QSize(1024, 640));
        QVERIFY(image.pixelColor(500, 10).lightness() < 60);
    }

    void aPictureLeavesNoTrace()
    {
        // The settings of a picture once lay over /dev/null, and took its place.
        start({samples + QStringLiteral("tiny.json")});
        QVERIFY(!QDir(m_folder.filePath(QStringLiteral("config"))).exists());
        QFile null(QStringLiteral("/dev/null"));
        QVERIFY(null.open(QIODevice::ReadWrite) && null.isSequential());
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* said) {
            QTest::newRow(name) << arguments << code << QString::fromLatin1(said);
        };
        const QString tiny = samples + QStringLiteral("tiny.json");
        row("size", {QStringLiteral("--size"), QStringLiteral("3"), tiny}, 2, "--size wants");
        row("theme", {QStringLiteral("--theme"), QStringLiteral("mauve"), tiny}, 2, "--theme is");
        row("now", {QStringLiteral("--now"), QStringLiteral("noon"), tiny}, 2, "--now wants");
        row("option", {QStringLiteral("--bogus")}, 2, "--help tells more");
        row("no file", {}, 2, "needs one source");
        row("two files", {tiny, tiny}, 2, "needs one source");
        row("no such file", {QStringLiteral("nowhere.json")}, 3, "nowhere.json");
        row("no run", {QStringLiteral(RUNLENS_SOURCE_DIR "/README.md")}, 3, "byte 0");
        row("no place", {QStringLiteral("--screenshot"), QStringLiteral("/nowhere/a.png"), tiny}, 5, "/nowhere/a.png");
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        const Ended ended = start(arguments);
        QCOMPARE(ended.code, code);
        QVERIFY2(ended.err.contains(said), qPrintable(ended.err));
    }

private:
    Ended start(const QStringList& arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.filePath(QStringLiteral("config")));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(RUNLENS_DESKTOP), arguments);
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    QTemporaryDir m_folder;
};

} // namespace

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
