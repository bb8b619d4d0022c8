// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/file_source.h"
#include "tests/data/sample.h"

#include <QTemporaryDir>

using namespace runlens;

class TestBadFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodFile();
    void missing();
    void aFolder();
    void empty();
    void malformed();
    void tooLarge();
    void endless();
    void anAutomationForARun();
    void aListIsStreamed();

private:
    std::string path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    std::string write(const char* name, const std::string& bytes) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
            qFatal("cannot write %s", name);
        return path(name);
    }
    QTemporaryDir m_folder;
};

void TestBadFile::aGoodFile()
{
    const auto run = openRun(RUNLENS_SOURCE_DIR "/resources/samples/documented-run.json");
    QVERIFY(run.has_value() && run->value.id.text() == "run_123");
    const auto automation = openAutomation(RUNLENS_SOURCE_DIR "/resources/samples/timed-out.automation.json");
    QVERIFY(automation.has_value() && automation->value.definition.steps.size() == 6);
    const auto file = write("bytes", std::string("a\0\r\n\xFF", 5));
    QVERIFY(*readFile(file) == std::string("a\0\r\n\xFF", 5));
}

void TestBadFile::missing()
{
    const auto run = openRun(path("none.json"));
    QVERIFY(run.error().code == ErrorCode::unreadable);
    QCOMPARE(run.error().where, path("none.json"));
    QCOMPARE(run.error().message, std::string("No such file or directory"));
}

void TestBadFile::aFolder()
{
    const auto run = openRun(m_folder.path().toStdString());
    QVERIFY(run.error().code == ErrorCode::unreadable);
    QCOMPARE(run.error().message, std::string("Is a directory"));
}

void TestBadFile::empty()
{
    const auto file = write("empty.json", "");
    const auto run = openRun(file);
    QVERIFY(run.error().code == ErrorCode::empty);
    QCOMPARE(run.error().where, file + ": byte 0 (line 1, column 1)");
}

void TestBadFile::malformed()
{
    const auto file = write("bad.json", "{\"id\":\n x}");
    const auto run = openRun(file);
    QVERIFY(run.error().code == ErrorCode::malformedJson);
    QCOMPARE(run.error().where, file + ": byte 8 (line 2, column 2)");
}

void TestBadFile::tooLarge()
{
    // A file that says it is large is not read.
    QFile sparse(m_folder.filePath(QStringLiteral("sparse.json")));
    QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(qint64{1} << 40));
    const auto run = openRun(path("sparse.json"));
    QVERIFY(run.error().code == ErrorCode::tooLarge);
    QCOMPARE(run.error().where, path("sparse.json") + ": byte 67108864");
    const auto file = write("ten", "0123456789");
    QVERIFY(readFile(file, 10).has_value());
    const auto nine = readFile(file, 9);
    QVERIFY(nine.error().code == ErrorCode::tooLarge);
    QCOMPARE(nine.error().where, file + ": byte 9");
}

void TestBadFile::endless() { QVERIFY(readFile("/dev/zero").error().code == ErrorCode::tooLarge); }

void TestBadFile::anAutomationForARun()
{
    const std::string file = RUNLENS_SOURCE_DIR "/resources/samples/timed-out.automation.json";
    const auto run = openRun(file);
    QVERIFY(run.error().code == ErrorCode::wrongDocument);
    QCOMPARE(run.error().message, std::string("this is an automation, not a run"));
    QCOMPARE(run.error().where, file);
}

void TestBadFile::aListIsStreamed()
{
    std::string json = R"({"data": [)";
    for (int i = 0; i < 20'000; ++i)
        json += (i == 0 ? R"({"id": "run_)" : R"(,{"id": "run_)") + std::to_string(i) + R"(", "status": "completed"})";
    const auto file = write("list.json", json + "]}");
    std::size_t seen = 0;
    const auto take = [&](const Run& run, const Diagnostics& diagnostics) {
        return run.id.text() == "run_" + std::to_string(seen++) && diagnostics.empty();
    };
    const auto list = streamRunFile(file, take);
    QVERIFY(list.has_value() && !list->stopped);
    QCOMPARE(seen, std::size_t{20'000});
    const auto cut = streamRunFile(write("cut.json", json), [](const Run&, const Diagnostics&) { return true; });
    QVERIFY(cut.error().code == ErrorCode::malformedJson);
    QCOMPARE(cut.error().where, path("cut.json") + ": byte " + std::to_string(json.size()));
    QVERIFY(streamRunFile(path("none"), take).error().code == ErrorCode::unreadable);
}

QTEST_APPLESS_MAIN(TestBadFile)
#include "tst_bad_file.moc"
