// SPDX-License-Identifier: GPL-3.0-or-later
// runlens-cli, started as a user would, and the files it is compared with. For tests.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTest>

inline const QString sampleFolder = QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/");
inline const QString goldenFolder = QStringLiteral(RUNLENS_SOURCE_DIR "/tests/app/golden/");

inline QString sample(const char* name) { return sampleFolder + QLatin1String(name); }

struct Outcome {
    int exit = -1;
    QByteArray out;
    QByteArray err;
};

/// Started without a display, as none is needed; in `folder` where one is given.
inline Outcome runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {},
                          const QString& folder = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return {};
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline Outcome cli(const QStringList& arguments, const QByteArray& input = {})
{
    return runProgram(QStringLiteral(RUNLENS_CLI), arguments, input);
}

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// With RUNLENS_UPDATE_GOLDEN set, golden files are written anew instead of compared; the test then fails, so that a
/// run of the suite never passes by having done so.
inline void compareWithGolden(const QByteArray& actual, const QString& name)
{
    const QString path = goldenFolder + name;
    if (qEnvironmentVariableIsSet("RUNLENS_UPDATE_GOLDEN")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual);
        QFAIL("golden file written; run again without RUNLENS_UPDATE_GOLDEN");
    }
    QVERIFY2(QFile::exists(path), qPrintable(path));
    QCOMPARE(QString::fromUtf8(actual), QString::fromUtf8(contents(path)));
}
