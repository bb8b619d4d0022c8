// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/wire/reader.h"
#include "engine/wire/run_stream.h"

#include <QTest>

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace runlens;

namespace {

/// What `work` adds to the counts on a thread of its own.
WorkCounts counted(bool watched, const std::function<void()>& work)
{
    const WorkCounts before = workCounts();
    std::thread([&] {
        if (watched)
            watchThisThread();
        work();
    }).join();
    const WorkCounts after = workCounts();
    const auto less = [](const WorkCount& left, const WorkCount& right) {
        return WorkCount{left.calls - right.calls, left.violations - right.violations};
    };
    return {less(after.file, before.file), less(after.parse, before.parse), less(after.sql, before.sql)};
}

/// A run of exactly that many bytes.
std::string runOf(std::size_t bytes)
{
    std::string json = R"({"id": "a", "status": "waiting", "trigger_event_name": ")";
    return json + std::string(bytes - json.size() - 2, 'x') + "\"}";
}

} // namespace

class ThreadWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAndStatementsCountOnTheWindowsThread();
    void otherThreadsMayDoAnything();
    void aThreadStartedByTheWindowsIsNotWatched();
    void shortDocumentsMayBeParsed();
    void everyReaderTells();
    void nothingIsLost();
};

void ThreadWatchTest::filesAndStatementsCountOnTheWindowsThread()
{
    const auto counts = counted(true, [] {
        noteWork(Work::file, 0);
        noteWork(Work::sql, 0);
        noteWork(Work::sql, 10);
    });
    QVERIFY((counts == WorkCounts{.file = {1, 1}, .parse = {}, .sql = {2, 2}}));
}

void ThreadWatchTest::otherThreadsMayDoAnything()
{
    const auto counts = counted(false, [] {
        noteWork(Work::file, 0);
        noteWork(Work::parse, SIZE_MAX);
        noteWork(Work::sql, 0);
    });
    QVERIFY((counts == WorkCounts{.file = {1, 0}, .parse = {1, 0}, .sql = {1, 0}}));
}

void ThreadWatchTest::aThreadStartedByTheWindowsIsNotWatched()
{
    const auto counts = counted(true, [] { std::thread([] { noteWork(Work::file, 0); }).join(); });
    QVERIFY((counts.file == WorkCount{1, 0}));
}

void ThreadWatchTest::shortDocumentsMayBeParsed()
{
    const auto counts = counted(true, [] {
        noteWork(Work::parse, mostParsedByWindow);
        noteWork(Work::parse, mostParsedByWindow + 1);
    });
    QVERIFY((counts.parse == WorkCount{2, 1}));
}

void ThreadWatchTest::everyReaderTells()
{
    const std::string longRun = runOf(mostParsedByWindow + 1);
    const auto violations = [](const std::function<void()>& work) { return counted(true, work).parse.violations; };
    QCOMPARE(violations([] { QVERIFY(readRun(runOf(mostParsedByWindow)).has_value()); }), std::uint64_t{0});
    QCOMPARE(violations([&] { QVERIFY(readRun(longRun).has_value()); }), std::uint64_t{1});
    QCOMPARE(violations([&] { QVERIFY(readRunList("[" + longRun + "]").has_value()); }), std::uint64_t{1});
    QCOMPARE(violations([&] { QVERIFY(readAutomation("{\"name\": " + longRun + "}").has_value()); }), std::uint64_t{1});
    QCOMPARE(violations([&] { QVERIFY(readErrorBody("{\"error\": " + longRun + "}").has_value()); }), std::uint64_t{1});
    // How long a stream is nobody knows: none is for the window's thread.
    QCOMPARE(violations([] {
                 const auto list = streamRunList([] { return std::span<const char>(); },
                                                 [](const Run&, const Diagnostics&) { return true; });
                 QVERIFY(!list);
             }),
             std::uint64_t{1});
}

void ThreadWatchTest::nothingIsLost()
{
    const auto counts = counted(false, [] {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                watchThisThread();
                for (int call = 0; call < 10'000; ++call)
                    noteWork(Work::file, 0);
            });
    });
    QVERIFY((counts.file == WorkCount{40'000, 40'000}));
}

QTEST_APPLESS_MAIN(ThreadWatchTest)
#include "tst_thread_watch.moc"
