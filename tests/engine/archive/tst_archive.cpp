// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_copy.h"
#include "engine/archive/archive_search.h"
#include "engine/base/result.h"
#include "tests/engine/archive/archive_fixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <barrier>
#include <fcntl.h>
#include <numeric>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace runlens;
using namespace runlens::testing;

namespace {

std::string anyText() { return *rc::gen::element<std::string>("", "a", "run_1", "Zoë", "x\ny", "it's \"so\""); }

std::vector<std::string> anyTexts()
{
    return *rc::gen::container<std::vector<std::string>>(2, rc::gen::exec(&anyText));
}

std::optional<Instant> anyTime()
{
    if (!*rc::gen::arbitrary<bool>())
        return std::nullopt;
    return Instant(Duration(*rc::gen::arbitrary<std::int64_t>()));
}

RunSummary anySummary(const std::string& id)
{
    RunSummary run = summary(id, anyText());
    run.automationId = AutomationId(anyText());
    run.versionId = VersionId(anyText());
    run.status =
        *rc::gen::element(Named(RunStatus::waiting), Named<RunStatus>(), Named<RunStatus>::unknownWord("paused"));
    run.identityType = *rc::gen::element(IdentityType::unknown, IdentityType::externalId, IdentityType::email);
    run.atStep = StepKey(anyText());
    run.started = anyTime();
    run.ended = anyTime();
    run.limit = anyTime();
    run.open = *rc::gen::arbitrary<bool>();
    run.timedOut = *rc::gen::arbitrary<bool>();
    run.startInferred = *rc::gen::arbitrary<bool>();
    run.endInferred = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>())
        run.sent = *rc::gen::arbitrary<std::int64_t>();
    run.error = anyText();
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        run.shape.segments.push_back({layout::State::failed, static_cast<double>(i) * 12.5, i == 2});
    if (*rc::gen::arbitrary<bool>())
        run.facets = RunFacets{anyTexts(),
                               anyTexts(),
                               anyTexts(),
                               anyTexts(),
                               anyTexts(),
                               *rc::gen::inRange(0, 9),
                               Duration(*rc::gen::arbitrary<std::int64_t>())};
    return run;
}

/// Permissions of a file or a folder; 0 where there is none.
unsigned modeOf(const std::string& path)
{
    struct stat found = {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777U : 0U;
}

} // namespace

class TestArchive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsAnySummary();
    void isReadAgain();
    void whatARowDoesNotTellStays();
    void isForItsOwnerAlone();
    void refusesWhatIsNotItsOwn_data();
    void refusesWhatIsNotItsOwn();
    void isNotWrittenWhereItMayNot();
    void twoMayBeTheFirstAtOnce();
    void aDamagedRunIsSaid();
    void forgetsAPerson();
    void aReaderKeepsTheLogFull();
    void expires();
    void keepsAutomations();
    void isReadWhileItIsWritten();
    void loadsMany();
    void isCopied();
    void aCopyHasNothingOfOthers();
    void aStoppedCopyLeavesNothing();
};

void TestArchive::keepsAnySummary()
{
    const Place place;
    const auto archive = place.archive();
    QVERIFY(archive);
    const bool held = rc::check([&] {
        RC_ASSERT(archive->expire(at(1000)));
        std::vector<ArchivedRun> runs;
        for (int i = *rc::gen::inRange(1, 6); i > 0; --i)
            runs.push_back({.summary = anySummary("run_" + std::to_string(i)), .fetched = at(i)});
        const auto numbers = archive->put(runs);
        RC_ASSERT(numbers);
        const auto rows = allOf(archive->read());
        RC_ASSERT(rows.size() == runs.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            RC_ASSERT(rows[i].summary == runs[i].summary);
            RC_ASSERT(rows[i].number == (*numbers)[i]);
            RC_ASSERT(rows[i].fetched == runs[i].fetched);
        }
    });
    QVERIFY(held);
}

void TestArchive::isReadAgain()
{
    const Place place;
    const Run run = runWith("run_1", "olivia@example.com", object("plan", Value(std::string("gold"))));
    const ArchivedRun put = detailOf(run);
    QVERIFY(place.archive()->put({{put}}));
    const auto reader = ArchiveReader::open(place.path());
    QVERIFY(reader);
    QVERIFY(*(*reader)->facts() == facts);
    const auto detail = (*reader)->detail(RunId("run_1"));
    QVERIFY(detail && *detail);
    QCOMPARE((*detail)->bytes, put.detail);
    QCOMPARE((*detail)->etag, "\"1\"");
    QVERIFY((*detail)->fetched == at(100));
    QVERIFY(!*(*reader)->detail(RunId("run_2")));
    QVERIFY(allOf(**reader).front().summary == put.summary);
    const auto size = (*reader)->size();
    QVERIFY(size && size->runs == 1 && size->details == 1 && size->bytes > 0);
}

void TestArchive::whatARowDoesNotTellStays()
{
    const Place place;
    const auto archive = place.archive();
    const ArchivedRun detail = detailOf(runWith("run_1", "olivia@example.com", object("a", Value(true))));
    QVERIFY(archive->put({{detail}}));
    RunSummary row = summary("run_1", {});
    row.status = RunStatus::failed;
    QVERIFY(archive->put({{ArchivedRun{.summary = row, .row = "{\"id\":\"run_1\"}", .fetched = at(200)}}}));
    const auto rows = allOf(archive->read());
    QCOMPARE(rows.size(), 1U);
    QVERIFY(rows[0].summary.status == RunStatus::failed);
    QCOMPARE(rows[0].summary.identity, "olivia@example.com");
    QVERIFY(rows[0].summary.facets == detail.summary.facets);
    QVERIFY(rows[0].stale);
    QVERIFY(rows[0].fetched == at(200) && rows[0].detailFetched == at(100));
    QCOMPARE((*archive->read().detail(RunId("run_1")))->bytes, detail.detail);
    QVERIFY(archive->put({{detail}}));
    QVERIFY(!allOf(archive->read())[0].stale);
}

void TestArchive::isForItsOwnerAlone()
{
    const mode_t before = ::umask(0);
    const Place place;
    const auto archive = place.archive();
    const auto put = archive->put({{detailOf(runWith("run_1", "a@b.c", {}))}});
    const auto copied = copyArchive(place.path(), place.path("copy.runlens"), facts);
    ::umask(before);
    QVERIFY(put && copied);
    QCOMPARE(modeOf(place.path("kept")), 0700U);
    QCOMPARE(modeOf(place.path()), 0600U);
    QCOMPARE(modeOf(place.path() + "-wal"), 0600U);
    QCOMPARE(modeOf(place.path() + "-shm"), 0600U);
    QCOMPARE(modeOf(place.path("copy.runlens")), 0600U);
}

void TestArchive::refusesWhatIsNotItsOwn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("code");
    QTest::newRow("no database") << QByteArray("{\"data\": []}") << QByteArray() << int(ErrorCode::storeCorrupt);
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0and then", 24) << QByteArray()
                             << int(ErrorCode::storeCorrupt);
    QTest::newRow("of another program") << QByteArray()
                                        << QByteArray("PRAGMA journal_mode = DELETE; CREATE TABLE t (a)")
                                        << int(ErrorCode::storeCorrupt);
    QTest::newRow("a store") << QByteArray()
                             << QByteArray(
                                    "PRAGMA application_id = 1382968435; PRAGMA user_version = 1; CREATE TABLE t (a)")
                             << int(ErrorCode::storeCorrupt);
    QTest::newRow("newer") << QByteArray()
                           << QByteArray(
                                  "PRAGMA application_id = 1382968417; PRAGMA user_version = 99; CREATE TABLE t (a)")
                           << int(ErrorCode::storeNewer);
}

void TestArchive::refusesWhatIsNotItsOwn()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, sql);
    QFETCH(const int, code);
    const Place place;
    const std::string path = place.path("file.runlens");
    if (!bytes.isEmpty())
        writeBytes(path, bytes.toStdString());
    if (!sql.isEmpty())
        QVERIFY(execute(path, sql.constData()));
    const std::string before = bytesOf(path);
    QVERIFY(!before.empty());
    const auto written = Archive::open(path, facts);
    QVERIFY(!written);
    QCOMPARE(int(written.error().code), code);
    const auto read = ArchiveReader::open(path);
    QVERIFY(!read);
    QCOMPARE(int(read.error().code), code);
    QVERIFY(bytesOf(path) == before);
}

void TestArchive::isNotWrittenWhereItMayNot()
{
    const Place place;
    QVERIFY(place.archive());
    const auto missing = ArchiveReader::open(place.path("none.runlens"));
    QVERIFY(!missing);
    QCOMPARE(int(missing.error().code), int(ErrorCode::unreadable));
    const auto folder = Archive::open(place.path("kept"), facts);
    QVERIFY(!folder);
    QCOMPARE(int(folder.error().code), int(ErrorCode::unreadable));
    const auto nowhere = Archive::open("/proc/none/prod.runlens", facts);
    QVERIFY(!nowhere);
    QCOMPARE(int(nowhere.error().code), int(ErrorCode::storeReadOnly));
}

void TestArchive::twoMayBeTheFirstAtOnce()
{
    const Place place;
    for (int round = 0; round < 20; ++round) {
        const std::string path = place.path(("first" + std::to_string(round)).c_str());
        std::barrier begin(2);
        std::array<std::string, 2> problems;
        const auto open = [&](std::size_t which) {
            begin.arrive_and_wait();
            const auto opened = Archive::open(path, facts);
            problems[which] = opened ? std::string() : opened.error().message;
        };
        std::jthread one(open, 0);
        std::jthread other(open, 1);
        one.join();
        other.join();
        QCOMPARE(problems[0], std::string());
        QCOMPARE(problems[1], std::string());
    }
}

void TestArchive::aDamagedRunIsSaid()
{
    const Place place;
    QVERIFY(place.archive()->put({{detailOf(runWith("run_1", "a@b.c", {}))}}));
    QVERIFY(
        execute(place.path(), "UPDATE runs SET summary = substr(summary, 1, 9); UPDATE documents SET size = size + 1"));
    const auto archive = place.archive();
    const auto loaded = archive->read().load([](std::span<ArchivedRow>) {});
    QVERIFY(!loaded);
    QCOMPARE(int(loaded.error().code), int(ErrorCode::storeCorrupt));
    const auto document = archive->read().document(1);
    QVERIFY(!document);
    QCOMPARE(int(document.error().code), int(ErrorCode::storeCorrupt));
}

void TestArchive::forgetsAPerson()
{
    const Place place;
    const auto archive = place.archive();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 300; ++i) {
        const bool hers = i % 10 == 3;
        Run run = runWith("run_" + std::to_string(i), hers ? "Olivia.Lind@Example.com" : "noah@example.com",
                          object("note", Value(std::string(hers ? "zweihundertprozent" : "usual"))));
        if (hers)
            run.lastError = Failure{"550", "no mailbox for olivia.lind", {}, {}, {}};
        runs.push_back(detailOf(run));
        if (hers)
            runs.back().row = writeRun(run);
    }
    QVERIFY(archive->put(runs));
    const auto has = [&](const std::string& text) {
        return bytesOf(place.path()).contains(text) || bytesOf(place.path() + "-wal").contains(text);
    };
    // The texts are there as they are; what is told of a run is not.
    QVERIFY(has("olivia.lind@example.com") && has("Olivia.Lind@Example.com") && has("zweihundertprozent"));
    const auto gone = archive->forgetPerson("olivia.lind@EXAMPLE.com");
    QVERIFY(gone);
    QCOMPARE(gone->size(), 30U);
    for (const char* text : {"olivia", "Olivia", "zweihundert", "no mailbox"})
        QVERIFY2(!has(text), text);
    QCOMPARE(allOf(archive->read()).size(), 270U);
    QVERIFY(!*archive->read().detail(RunId("run_3")));
    ArchiveSearch search(place.path(), std::make_shared<ArchiveRows>());
    search.prefer(ArchiveSearch::Way::index);
    QVERIFY(search.numbersContaining("olivia", {})->empty());
    QCOMPARE(search.numbersContaining("noah", {})->size(), 270U);
    QVERIFY(indexFits(place.path()));
    QVERIFY(archive->forgetPerson("olivia.lind@example.com")->empty());
}

void TestArchive::aReaderKeepsTheLogFull()
{
    const Place place;
    const auto archive = place.archive();
    QVERIFY(archive->put({{detailOf(runWith("run_1", "a@b.c", {})), detailOf(runWith("run_2", "d@e.f", {}))}}));
    const auto reader = ArchiveReader::open(place.path());
    QVERIFY(reader);
    // A load that goes on looks at one moment.
    const auto loaded = (*reader)->load([&](std::span<ArchivedRow> rows) {
        QCOMPARE(rows.size(), 2U);
        const auto forgotten = archive->forgetPerson("a@b.c");
        QVERIFY(!forgotten);
        QCOMPARE(int(forgotten.error().code), int(ErrorCode::storeFailed));
    });
    QVERIFY(loaded);
    QCOMPARE(allOf(**reader).size(), 1U);
    QVERIFY(archive->forgetPerson("a@b.c"));
    QVERIFY(bytesOf(place.path() + "-wal").empty());
    QVERIFY(!bytesOf(place.path()).contains("a@b.c"));
}

void TestArchive::expires()
{
    const Place place;
    const auto archive = place.archive();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 10; ++i)
        runs.push_back(detailOf(runWith("run_" + std::to_string(i), "a@b.c", {}), at(i)));
    QVERIFY(archive->put(runs));
    const auto gone = archive->expire(at(4));
    QVERIFY(gone && *gone == (std::vector<ArchiveNumber>{1, 2, 3, 4}));
    const auto rows = allOf(archive->read());
    QCOMPARE(rows.size(), 6U);
    QVERIFY(rows.front().summary.id == RunId("run_4"));
    QVERIFY(archive->remove(std::vector<ArchiveNumber>{10, 77}));
    QCOMPARE(allOf(archive->read()).size(), 5U);
    QVERIFY(archive->put(runs));
    QCOMPARE(allOf(archive->read()).size(), 10U);
    QVERIFY(indexFits(place.path()));
}

void TestArchive::keepsAutomations()
{
    const Place place;
    const auto archive = place.archive();
    const ArchivedAutomation first{AutomationId("aut_1"), "Welcome", "active", "{\"id\":\"aut_1\"}", at(1)};
    ArchivedAutomation second{AutomationId("aut_2"), "Häppchen", "paused", "", at(2)};
    QVERIFY(archive->putAutomations({{second, first}}));
    second.name = "Later";
    QVERIFY(archive->putAutomations({{second}}));
    QVERIFY(*archive->read().automations() == (std::vector<ArchivedAutomation>{first, second}));
}

void TestArchive::isReadWhileItIsWritten()
{
    const Place place;
    const auto archive = place.archive();
    std::barrier together(2);
    bool wellRead = true;
    std::jthread reading([&] {
        const auto reader = ArchiveReader::open(place.path());
        together.arrive_and_wait();
        for (int i = 0; reader && i < 30; ++i) {
            // Transactions are whole: ten runs each, and the names that came with them.
            const auto rows = allOf(**reader);
            wellRead = wellRead && rows.size() % 10 == 0;
            for (const ArchivedRow& row : rows)
                wellRead = wellRead && !row.summary.automationId.empty();
        }
        wellRead = wellRead && reader.has_value();
    });
    together.arrive_and_wait();
    for (int i = 0; i < 30; ++i) {
        std::vector<ArchivedRun> runs;
        for (int k = 0; k < 10; ++k) {
            runs.push_back({.summary = summary("run_" + std::to_string(i * 10 + k)), .fetched = at(i)});
            runs.back().summary.automationId = AutomationId("aut_" + std::to_string(i));
        }
        QVERIFY(archive->put(runs));
    }
    reading.join();
    QVERIFY(wellRead);
    QCOMPARE(allOf(archive->read()).size(), 300U);
}

void TestArchive::loadsMany()
{
    const Place place;
    const auto archive = place.archive();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 10'000; ++i)
        runs.push_back({.summary = summary("run_" + std::to_string(i)), .fetched = at(i)});
    QVERIFY(archive->put(runs));
    std::vector<std::size_t> batches;
    QVERIFY(archive->read().load([&](std::span<ArchivedRow> rows) { batches.push_back(rows.size()); }));
    QVERIFY(batches.front() < 1000);
    QCOMPARE(std::accumulate(batches.begin(), batches.end(), std::size_t{0}), 10'000U);
    std::stop_source stop;
    std::size_t seen = 0;
    const auto stopped = archive->read().load(
        [&](std::span<ArchivedRow> rows) {
            seen += rows.size();
            stop.request_stop();
        },
        stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(int(stopped.error().code), int(ErrorCode::cancelled));
    QCOMPARE(seen, batches.front());
}

void TestArchive::isCopied()
{
    const Place place;
    const auto archive = place.archive();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 1200; ++i)
        runs.push_back(
            detailOf(runWith("run_" + std::to_string(i), "a@b.c", object("number", Value(std::int64_t{i})))));
    QVERIFY(archive->put(runs));
    QVERIFY(archive->putAutomations({{ArchivedAutomation{AutomationId("aut_1"), "Welcome", "active", "{}", at(1)}}}));
    const std::string to = place.path("copy.runlens");
    std::uint64_t told = 0;
    QVERIFY(copyArchive(place.path(), to, facts, std::nullopt, [&](std::uint64_t done, std::uint64_t all) {
        QCOMPARE(all, 1200U);
        told = done;
    }));
    QCOMPARE(told, 1200U);
    const auto copy = ArchiveReader::open(to);
    QVERIFY(copy);
    const auto rows = allOf(**copy);
    const auto before = allOf(archive->read());
    QVERIFY(std::ranges::equal(rows, before, {}, &ArchivedRow::summary, &ArchivedRow::summary));
    QCOMPARE((*(*copy)->detail(RunId("run_7")))->bytes, runs[7].detail);
    QCOMPARE((*copy)->automations()->size(), 1U);
    ArchiveSearch search(to, std::make_shared<ArchiveRows>());
    search.prefer(ArchiveSearch::Way::index);
    QCOMPARE(*search.numbersContaining("run_1199", {}), (std::vector<ArchiveNumber>{1200}));
    QVERIFY(!bytesOf(to).empty() && bytesOf(to + "-wal").empty());
    QVERIFY(indexFits(to));
    // It can be gone on with.
    QVERIFY(Archive::open(to, facts));
    QCOMPARE(int(copyArchive(to, to, facts).error().code), int(ErrorCode::usage));
}

void TestArchive::aCopyHasNothingOfOthers()
{
    const Place place;
    const auto archive = place.archive();
    Run hers = runWith("run_1", "olivia@example.com", {});
    hers.lastError = Failure{"550", "no mailbox for olivia", {}, {}, {}};
    Run his = runWith("run_2", "noah@example.com", {});
    his.lastError = Failure{"451", "later, noah", {}, {}, {}};
    QVERIFY(archive->put({{detailOf(hers), detailOf(his)}}));
    const std::string to = place.path("copy.runlens");
    QVERIFY(copyArchive(place.path(), to, facts, std::vector<ArchiveNumber>{2}));
    QVERIFY(bytesOf(to).contains("noah@example.com"));
    QVERIFY(!bytesOf(to).contains("olivia"));
    QCOMPARE(allOf(**ArchiveReader::open(to)).size(), 1U);
}

void TestArchive::aStoppedCopyLeavesNothing()
{
    const Place place;
    const auto archive = place.archive();
    std::vector<ArchivedRun> runs;
    for (int i = 0; i < 2000; ++i)
        runs.push_back({.summary = summary("run_" + std::to_string(i))});
    QVERIFY(archive->put(runs));
    const std::string to = place.path("copy.runlens");
    writeBytes(to, "before");
    std::stop_source stop;
    const auto stopped = copyArchive(
        place.path(), to, facts, std::nullopt, [&](std::uint64_t, std::uint64_t) { stop.request_stop(); },
        stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(int(stopped.error().code), int(ErrorCode::cancelled));
    QCOMPARE(bytesOf(to), "before");
    QVERIFY(!QFile::exists(QString::fromStdString(to + ".part")));
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
