// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/source/file_source.h"
#include "engine/source/run_document.h"
#include "tests/data/sample.h"

#include <QTemporaryDir>

#include <thread>

using namespace runlens;

namespace {

const std::string rows = R"([{"id": "a", "status": "waiting", "current_step_key": "x"},
    7, {"status": "failed"}, {"id": "b", "status": "failed", "started_at": "2026-06-08T14:00:00Z"}])";

std::string manyRows(int count)
{
    std::string json = R"({"has_more": true, "next_cursor": "c2", "data": [)";
    for (int i = 0; i < count; ++i)
        json += (i == 0 ? "" : ",") + (R"({"status": "completed", "id": "run_)" + std::to_string(i) + "\"}");
    return json + "]}";
}

} // namespace

class RunDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunDetail();
    void aRunWhoseHeadTellsNothing();
    void everyFormOfAList_data();
    void everyFormOfAList();
    void aListWhoseHeadTellsNothing();
    void rowsOfTheSameIdAreOne();
    void whatDoesNotFitIsTold();
    void diagnosticsAreBounded();
    void aLongListKeepsNoText();
    void aRunMayNotBeLonger();
    void moreRunsThanMayBeHeldAreCut();
    void otherDocuments_data();
    void otherDocuments();
    void progressIsToldToTheEnd();
    void aStoppedReadingEnds();
    void stoppedBeforeItBegan();
    void notForTheWindowsThread();

private:
    std::string write(const std::string& bytes)
    {
        const QString name = m_folder.filePath(QStringLiteral("document-%1.json").arg(++m_files));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
            qFatal("cannot write");
        return name.toStdString();
    }
    static Result<RunDocument> open(const std::string& path, const OpenLimits& limits = {})
    {
        return openDocument(path, {}, {}, limits);
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void RunDocumentTest::aRunDetail()
{
    const std::string path = RUNLENS_SOURCE_DIR "/resources/samples/timed-out.json";
    const auto document = open(path);
    QVERIFY(document.has_value());
    QVERIFY(document->kind == RunDocument::Kind::run && !document->hasMore && !document->cut);
    QCOMPARE(document->path, path);
    QCOMPARE(document->runs.size(), std::size_t{1});
    QVERIFY(document->runs[0] == openRun(path)->value);
    QCOMPARE(*document->bytes, sample("timed-out"));
    QCOMPARE(document->places, std::vector<std::uint32_t>{0});
}

void RunDocumentTest::aRunWhoseHeadTellsNothing()
{
    // The head that is looked at first is a quarter of a mebibyte.
    const auto document = open(write(R"({"note": ")" + std::string(600'000, 'x') + R"(", "id": "r", "waits": []})"));
    QVERIFY(document.has_value() && document->kind == RunDocument::Kind::run);
    QCOMPARE(document->runs[0].id.text(), std::string("r"));
}

void RunDocumentTest::everyFormOfAList_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("paged");
    const std::string page = R"("has_more": true, "next_cursor": "c2")";
    const auto row = [](const char* name, const std::string& json, bool paged) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << paged;
    };
    row("bare", rows, false);
    row("data", R"({"data": )" + rows + "}", false);
    row("page and data", "{" + page + R"(, "object": "list", "data": )" + rows + "}", true);
    row("data in data", R"({"data": {"data": )" + rows + "," + page + "}}", true);
    row("runs", R"({"data": {"runs": )" + rows + "}," + page + "}", true);
    row("items", R"({"items": )" + rows + "," + page + "}", true);
}

void RunDocumentTest::everyFormOfAList()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, paged);
    const auto document = open(write(json.toStdString()));
    QVERIFY(document.has_value());
    QVERIFY(document->kind == RunDocument::Kind::list);
    QVERIFY(document->runs == readRunList(json.toStdString())->value.runs);
    QCOMPARE(document->runs.size(), std::size_t{3});
    QCOMPARE(document->hasMore, paged);
    QCOMPARE(document->nextCursor, std::string(paged ? "c2" : ""));
    QCOMPARE(*document->bytes, json.toStdString());
    QCOMPARE(document->places, (std::vector<std::uint32_t>{0, 1, 2}));
}

void RunDocumentTest::aListWhoseHeadTellsNothing()
{
    const auto document = open(write(R"({"note": ")" + std::string(600'000, 'x') + R"(", "data": )" + rows + "}"));
    QVERIFY(document.has_value() && document->kind == RunDocument::Kind::list);
    QCOMPARE(document->runs.size(), std::size_t{3});
}

void RunDocumentTest::rowsOfTheSameIdAreOne()
{
    const std::string json = R"([{"id": "a", "status": "waiting", "created_at": "2026-06-08T14:00:00Z"}, {"id": "b"},
        {"id": "a", "status": "completed", "sent_count": 2}, {"id": "c"}])";
    const auto document = open(write(json));
    QVERIFY(document.has_value());
    QVERIFY(document->runs == readRunList(json)->value.runs);
    QCOMPARE(document->places, (std::vector<std::uint32_t>{2, 1, 3}));
    QCOMPARE(document->diagnostics.items.size(), std::size_t{1});
    QVERIFY(document->diagnostics.items[0].code == DiagnosticCode::repeatedId);
    // A hundred rows of three runs, and the index of ids with them, move as the list grows.
    std::string many = "[";
    for (int i = 0; i < 100; ++i)
        many += (i == 0 ? "" : ",") + (R"({"id": "run_)" + std::to_string(i % 3) + R"(", "sent_count": )")
                + std::to_string(i) + "}";
    const auto merged = open(write(many + "]"));
    QCOMPARE(merged->runs.size(), std::size_t{3});
    QCOMPARE(merged->places, (std::vector<std::uint32_t>{99, 97, 98}));
    QVERIFY(merged->runs[0].sentCount == 99 && merged->runs[2].sentCount == 98);
}

void RunDocumentTest::whatDoesNotFitIsTold()
{
    const auto document = open(write(R"({"data": [{"id": "a", "status": 5}, 7, {"id": "b"}], "has_more": "yes"})"));
    QVERIFY(document.has_value());
    QCOMPARE(document->runs.size(), std::size_t{2});
    for (const char* pointer : {"/data/0/status", "/data/1", "/has_more"})
        QVERIFY2(has(document->diagnostics, DiagnosticCode::wrongType, pointer), pointer);
}

void RunDocumentTest::diagnosticsAreBounded()
{
    std::string json = "[";
    for (int i = 0; i < 1'200; ++i)
        json += std::string(i == 0 ? "" : ",") + R"({"status": "failed"})";
    const auto document = open(write(json + "]"));
    QCOMPARE(document->runs.size(), std::size_t{1'200});
    QCOMPARE(document->diagnostics.items.size(), Diagnostics::limit);
    QCOMPARE(document->diagnostics.suppressed, std::size_t{200});
}

void RunDocumentTest::aLongListKeepsNoText()
{
    const std::string json = manyRows(20'000);
    const auto document = open(write(json), {.bytes = json.size() - 1});
    QVERIFY(document.has_value() && document->bytes == nullptr);
    QCOMPARE(document->runs.size(), std::size_t{20'000});
    QCOMPARE(document->runs.back().id.text(), std::string("run_19999"));
    QCOMPARE(document->nextCursor, std::string("c2"));
    QCOMPARE(*open(write(json), {.bytes = json.size()})->bytes, json);
}

void RunDocumentTest::aRunMayNotBeLonger()
{
    const auto json = sample("timed-out");
    const auto document = open(write(json), {.bytes = json.size() - 1});
    QVERIFY(document.error().code == ErrorCode::tooLarge);
    QVERIFY(document.error().where.ends_with(": byte " + std::to_string(json.size() - 1)));
    QVERIFY(open(write(json), {.bytes = json.size()}).has_value());
}

void RunDocumentTest::moreRunsThanMayBeHeldAreCut()
{
    const auto json = manyRows(50'000);
    const auto document = open(write(json), {.runs = 100});
    QVERIFY(document.has_value() && document->cut);
    QCOMPARE(document->runs.size(), std::size_t{100});
    QVERIFY2(*document->bytes == json, "what is kept of the text is all of it");
    QVERIFY(!open(write(manyRows(100)), {.runs = 100})->cut);
}

void RunDocumentTest::otherDocuments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char* name, const char* json, ErrorCode code, const char* where) {
        QTest::newRow(name) << QByteArray(json) << static_cast<int>(code) << QByteArray(where);
    };
    row("nothing", " \n", ErrorCode::empty, ": byte 2 (line 2, column 1)");
    row("an automation", R"({"data": {"name": "a", "definition": {}}})", ErrorCode::wrongDocument, "");
    row("an error body", R"({"status": 404, "error": {"code": "not_found"}})", ErrorCode::serverRefused, "");
    row("a number", "5", ErrorCode::wrongDocument, "");
    row("no JSON", "hello", ErrorCode::malformedJson, ": byte 0 (line 1, column 1)");
    row("a list cut off", "[{\"id\": \"a\"},\n {\"id\"", ErrorCode::malformedJson, ": byte 20 (line 2, column 7)");
    row("a list with bad bytes", "[{\"id\": \"\xFF\"}]", ErrorCode::invalidUtf8, ": byte 9 (line 1, column 10)");
    row("a run cut off", R"({"id": "a", "waits": [)", ErrorCode::malformedJson, ": byte 22 (line 1, column 23)");
}

void RunDocumentTest::otherDocuments()
{
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    QFETCH(QByteArray, where);
    const auto path = write(json.toStdString());
    const auto document = open(path);
    QVERIFY(!document.has_value());
    QCOMPARE(static_cast<int>(document.error().code), code);
    QCOMPARE(document.error().where, path + where.toStdString());
    QVERIFY(open(m_folder.path().toStdString() + "/none").error().code == ErrorCode::unreadable);
    QCOMPARE(open(m_folder.path().toStdString()).error().where, m_folder.path().toStdString());
}

void RunDocumentTest::progressIsToldToTheEnd()
{
    const std::string json = manyRows(30'000);
    std::vector<OpenProgress> told;
    const auto document =
        openDocument(write(json), {}, [&](const OpenProgress& progress) { told.push_back(progress); });
    QVERIFY(document.has_value() && told.size() > json.size() / 262'144);
    for (std::size_t i = 1; i < told.size(); ++i)
        QVERIFY(told[i].bytesRead >= told[i - 1].bytesRead && told[i].runs >= told[i - 1].runs
                && told[i].bytesTotal == json.size());
    QVERIFY(told.front().bytesRead < json.size() && told[told.size() / 2].runs > 0);
    QVERIFY(told.back().bytesRead == json.size() && told.back().runs == 30'000);
}

void RunDocumentTest::aStoppedReadingEnds()
{
    const auto path = write(manyRows(60'000));
    std::stop_source stop;
    std::size_t most = 0;
    const auto document = openDocument(path, stop.get_token(), [&](const OpenProgress& progress) {
        most = progress.bytesRead;
        if (progress.runs > 0)
            stop.request_stop();
    });
    QVERIFY(!document.has_value() && document.error().code == ErrorCode::cancelled);
    QCOMPARE(document.error().where, path);
    QVERIFY2(most <= std::size_t{2} * 262'144, "no more was read after the stop");
}

void RunDocumentTest::stoppedBeforeItBegan()
{
    std::stop_source stop;
    stop.request_stop();
    const std::string path = RUNLENS_SOURCE_DIR "/resources/samples/timed-out.json";
    QVERIFY(openDocument(path, stop.get_token(), {}).error().code == ErrorCode::cancelled);
}

void RunDocumentTest::notForTheWindowsThread()
{
    std::thread([] {
        watchThisThread();
        const auto before = workCounts().file.violations;
        QVERIFY(open(RUNLENS_SOURCE_DIR "/resources/samples/tiny.json").has_value());
        QVERIFY(readFile(RUNLENS_SOURCE_DIR "/resources/samples/tiny.json").has_value());
        QCOMPARE(workCounts().file.violations, before + 2);
    }).join();
}

QTEST_APPLESS_MAIN(RunDocumentTest)
#include "tst_run_document.moc"
