// SPDX-License-Identifier: GPL-3.0-or-later
// A hundred thousand runs of the real server, as a client lists, finds, follows and fetches them.
#include "engine/base/result.h" // before ids: moc cannot begin with <compare>
#include "engine/query/match.h"
#include "engine/query/query.h"
#include "engine/source/open_source.h"
#include "engine/store/numbers.h"
#include "tests/engine/client/fast_clock.h"
#include "tests/served/filled_store.h"
#include "tests/served/server_process.h"
#include "ui/models/run_finder.h"

#include <QMutex>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <set>

using namespace runlens;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t allRuns = 100'000;
constexpr int longEnough = 60'000; ///< milliseconds; for what takes a few seconds

/// What was asked, all of it: the log itself forgets.
class Requests {
public:
    Requests()
    {
        QObject::connect(
            log.get(), &client::RequestLog::logged, log.get(),
            [this](const client::LoggedRequest& request) {
                const QMutexLocker lock(&m_mutex);
                m_all.push_back(request);
            },
            Qt::DirectConnection);
    }
    std::vector<client::LoggedRequest> all() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_all;
    }
    std::size_t pages() const { return count("/runs?"); }
    std::size_t details() const { return count("/automation-runs/"); }
    /// But what was well answered.
    std::size_t refused() const
    {
        const auto requests = all();
        return static_cast<std::size_t>(
            std::ranges::count_if(requests, [](const auto& request) { return request.status != 200; }));
    }

    const std::shared_ptr<client::RequestLog> log = std::make_shared<client::RequestLog>();

private:
    std::size_t count(const char* part) const
    {
        const auto requests = all();
        return static_cast<std::size_t>(std::ranges::count_if(
            requests, [part](const auto& request) { return request.path.contains(QLatin1String(part)); }));
    }

    mutable QMutex m_mutex;
    std::vector<client::LoggedRequest> m_all;
};

/// All rows without anybody asking, and looks that disturb nothing.
FollowPolicy wholePolicy()
{
    FollowPolicy policy;
    policy.rowsAtFirst = std::numeric_limits<std::size_t>::max();
    policy.publish = 50ms;
    return policy;
}

std::size_t rows(const RunSource& source) { return source.snapshot()->table.living(); }
bool isWhole(const RunSource& source)
{
    const SourceState& state = source.snapshot()->state;
    return state.refreshed && !state.coverage.hasMore && !state.coverage.fetching;
}

std::vector<std::string> idsOf(const RunTable& table, std::span<const RowNumber> rows)
{
    std::vector<std::string> ids;
    for (const RowNumber row : rows)
        ids.emplace_back(table.id(row));
    return ids;
}

/// The ids of the runs from number 1 on.
std::set<std::string> firstIds(std::size_t count)
{
    std::set<std::string> ids;
    for (std::size_t number = 1; number <= count; ++number)
        ids.insert(store::idOf(store::RunNumber{number}).text());
    return ids;
}

std::set<std::string> idsOf(const RunTable& table)
{
    std::set<std::string> ids;
    for (RowNumber row = 0; row < table.size(); ++row)
        ids.emplace(table.id(row));
    return ids;
}

std::int64_t startOf(const RunTable& table, RowNumber row) { return table.chunkOf(row).started[RunTable::within(row)]; }

/// The runs that a list shows of all that a source tells, as the window finds them.
class List {
public:
    explicit List(RunSource& source)
    {
        QObject::connect(&m_finder, &RunFinder::found, &m_finder,
                         [this](const std::shared_ptr<const FoundRuns>& runs) { found = runs; });
        QObject::connect(&source, &RunSource::changed, &m_finder, [this, &source] {
            for (const RowNumber row : source.snapshot()->added)
                twice += static_cast<std::size_t>(!m_seen.insert(row).second);
            m_finder.update(source.snapshot(), now());
        });
        m_finder.begin();
        find(source, {});
    }
    void find(const RunSource& source, const QString& query)
    {
        found.reset();
        FindRequest request;
        request.snapshot = source.snapshot();
        request.search = source.search();
        request.now = now();
        const auto parsed = std::make_shared<const Query>(parseQuery(query.toStdString(), {now(), {}, {}}).value());
        request.matches = [parsed, search = source.search()](const RunTable& table,
                                                             std::optional<std::span<const RowNumber>> only,
                                                             const std::stop_token& stop) {
            return matchRows(table, *parsed, search.get(), now(), only, stop);
        };
        m_finder.find(std::move(request));
    }
    [[nodiscard]] bool isDone() const { return found && !m_finder.isBusy(); }
    /// The runs in their order.
    [[nodiscard]] std::vector<std::string> ids() const { return idsOf(found->snapshot->table, found->order->rows); }
    static Instant now()
    {
        static const Instant once = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        return once;
    }

    std::shared_ptr<const FoundRuns> found;
    std::size_t twice = 0; ///< rows that were told to be new again

private:
    RunFinder m_finder;
    std::set<RowNumber> m_seen;
};

} // namespace

class TestManyRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void listsEachRunOnceInOrder();
    void findsWhatTheCommandLineFinds_data();
    void findsWhatTheCommandLineFinds();
    void keepsAllInTheArchive();
    void stopsInTheMiddleAndGoesOn();
    void losesNoneThatComeWhileItLists();
    void fetchesDetailsWithinTheBudget();

private:
    std::unique_ptr<RunSource> sourceOf(const QString& archive, const FollowPolicy& policy,
                                        Requests* requests = nullptr, double requestsPerSecond = 1'000,
                                        std::shared_ptr<client::Clock> clock = nullptr);
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    FilledStore m_filled;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<RunSource> m_source; ///< the whole list
    std::unique_ptr<List> m_list;
    Requests m_requests;
    std::size_t m_runs = allRuns; ///< there are
};

std::unique_ptr<RunSource> TestManyRuns::sourceOf(const QString& archive, const FollowPolicy& policy,
                                                  Requests* requests, double requestsPerSecond,
                                                  std::shared_ptr<client::Clock> clock)
{
    ServerSourceOptions options;
    options.profile.url = m_server->url();
    options.profile.requestsPerSecond = requestsPerSecond;
    options.key = m_server->key().toStdString();
    options.archive = archive;
    options.policy = policy;
    options.http.clock = std::move(clock);
    if (requests != nullptr)
        options.log = requests->log;
    return openServerSource(std::move(options));
}

void TestManyRuns::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.path(), "key-of-many-runs-0123456789");
    m_filled = fillStore(m_server->store().toStdString(), allRuns, List::now());
    QCOMPARE(m_filled.completed + m_filled.cancelled + m_filled.waiting, allRuns);
    QVERIFY(m_server->start());
}

void TestManyRuns::listsEachRunOnceInOrder()
{
    m_source = sourceOf(path("kept.runlens"), wholePolicy(), &m_requests);
    m_list = std::make_unique<List>(*m_source);
    m_source->open();
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*m_source), longEnough);
    QTRY_VERIFY(m_list->isDone() && m_list->found->order->rows.size() == allRuns);

    const RunTable& table = m_source->snapshot()->table;
    QCOMPARE(table.living(), allRuns);
    QCOMPARE(table.size(), allRuns);
    QCOMPARE(m_list->twice, 0U);
    QVERIFY(idsOf(table) == firstIds(allRuns));
    // Each automation's runs came from the newest on, and a list shows all of them so.
    std::map<std::string, std::uint64_t> last;
    for (RowNumber row = 0; row < table.size(); ++row) {
        const RunSummary run = table.summary(row);
        const auto number = static_cast<std::uint64_t>(*store::runNumberOf(run.id.text()));
        const auto known = last.find(run.automationId.text());
        QVERIFY(known == last.end() || number < known->second);
        last[run.automationId.text()] = number;
    }
    QVERIFY(std::ranges::is_sorted(m_list->found->order->rows, [&](RowNumber left, RowNumber right) {
        return startOf(table, left) > startOf(table, right);
    }));
    // It says so, too.
    QCOMPARE(m_source->snapshot()->automations.size(), 3U);
    for (const AutomationRow& automation : m_source->snapshot()->automations) {
        const std::size_t place = static_cast<std::size_t>(
            std::ranges::find(m_filled.automations, automation.automation.id) - m_filled.automations.begin());
        QCOMPARE(automation.runs, std::vector<std::size_t>({60'000, 30'000, 10'000}).at(place));
        QVERIFY(!automation.atLeast);
    }
    QVERIFY(m_source->snapshot()->diagnostics.empty());
    QCOMPARE(m_requests.refused(), 0U);
    // A page of a hundred each, one for the head of each list at a look or two, and no page twice.
    QVERIFY2(m_requests.pages() < allRuns / 100 * 11 / 10, QByteArray::number(m_requests.pages()));
}

void TestManyRuns::findsWhatTheCommandLineFinds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("count"); // 0: not known beforehand
    QTest::newRow("all") << QString() << static_cast<int>(allRuns);
    QTest::newRow("a status") << QStringLiteral("status:cancelled") << static_cast<int>(m_filled.cancelled);
    QTest::newRow("one person") << QStringLiteral("identity=customer-4242") << 1;
    QTest::newRow("persons and a status") << QStringLiteral("identity:customer-42 status:waiting") << 0;
    QTest::newRow("but a status, lately") << QStringLiteral("-status:completed started:5h") << 0;
    QTest::newRow("free text") << QStringLiteral("identity:customer-777 order-7775") << 11;
    QTest::newRow("what details tell") << QStringLiteral("identity:customer-777 payload.plan=gold") << 39;
}

void TestManyRuns::findsWhatTheCommandLineFinds()
{
    QFETCH(QString, query);
    QFETCH(int, count);
    m_list->find(*m_source, query);
    QTRY_VERIFY(m_list->isDone());
    while (!m_list->found->undecided.empty()) { // as the window wants what it sees
        m_source->want({}, m_list->found->undecided);
        QSignalSpy changed(m_source.get(), &RunSource::changed);
        QVERIFY(changed.wait(longEnough));
        QTRY_VERIFY(m_list->isDone());
    }
    std::vector<std::string> ours = m_list->ids();
    QVERIFY2(count == 0 ? !ours.empty() && ours.size() < allRuns : ours.size() == static_cast<std::size_t>(count),
             QByteArray::number(static_cast<qulonglong>(ours.size())));

    const QByteArray printed = outputOfCli({QStringLiteral("runs"), m_server->url(), QStringLiteral("--query"), query,
                                            QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--now"),
                                            QString::fromStdString(formatInstant(List::now())),
                                            QStringLiteral("--key-file"), m_server->keyFile()});
    QList<QByteArray> lines = printed.split('\n');
    QVERIFY(lines.takeFirst().startsWith("id,automation_id,"));
    QVERIFY(lines.takeLast().isEmpty());
    std::vector<std::string> theirs;
    QByteArray before;
    for (const QByteArray& line : lines) {
        const QByteArrayList cells = line.split(',');
        theirs.push_back(cells[0].toStdString());
        QVERIFY(before.isEmpty() || cells[7] <= before); // the newest first
        before = cells[7];
    }
    // Those that started at the same moment may stand either way.
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    QVERIFY(ours == theirs);
}

void TestManyRuns::keepsAllInTheArchive()
{
    QVERIFY(saveArchive(path("kept.runlens"), path("saved.runlens"), [](auto, auto) {}, {}).has_value());
    const auto saved = openFileSource(path("saved.runlens"));
    saved->open();
    QTRY_VERIFY_WITH_TIMEOUT(saved->snapshot()->state.opened, longEnough);
    QCOMPARE(rows(*saved), allRuns);
    QVERIFY(idsOf(saved->snapshot()->table) == firstIds(allRuns));
    m_list.reset();
    m_source.reset();
}

void TestManyRuns::stopsInTheMiddleAndGoesOn()
{
    Requests requests;
    const auto source = sourceOf(path("cancelled.runlens"), wholePolicy(), &requests);
    const List list(*source);
    bool asked = false;
    connect(source.get(), &RunSource::changed, this, [&] {
        if (!std::exchange(asked, asked || rows(*source) > 5'000) && asked)
            source->cancel();
    });
    source->open();
    QTRY_COMPARE_WITH_TIMEOUT(source->snapshot()->state.link, Link::paused, longEnough);
    // Answers to what was asked before may come yet. What is asked by hand is answered after them.
    const auto askByHand = [&] {
        QSignalSpy told(source.get(), &RunSource::detailReady);
        for (RowNumber row = 0; row < 20; ++row) {
            source->fetchDetail(row);
            if (!told.wait(longEnough))
                return false;
        }
        return true;
    };
    QVERIFY(askByHand());
    const std::size_t pages = requests.pages();
    QVERIFY(askByHand());
    QCOMPARE(requests.pages(), pages);
    const std::size_t known = rows(*source);
    QVERIFY(known > 5'000 && known < allRuns);
    QVERIFY(source->snapshot()->state.coverage.hasMore);

    source->setFollowing(true);
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*source), longEnough);
    QCOMPARE(rows(*source), allRuns);
    QVERIFY(idsOf(source->snapshot()->table) == firstIds(allRuns));
    QTRY_VERIFY(list.isDone() && list.found->order->rows.size() == allRuns);
    QCOMPARE(list.twice, 0U);
    QVERIFY2(requests.pages() < allRuns / 100 * 11 / 10, QByteArray::number(requests.pages()));
    QCOMPARE(requests.refused(), 0U);
}

void TestManyRuns::losesNoneThatComeWhileItLists()
{
    constexpr std::size_t news = 800; // more than the pages of one look
    FollowPolicy policy = wholePolicy();
    policy.shortest = 1h; // looks are asked for
    policy.longest = 1h;
    const auto source = sourceOf(path("growing.runlens"), policy);
    const List list(*source);
    source->open();
    QTRY_VERIFY_WITH_TIMEOUT(rows(*source) > 5'000, longEnough);
    for (std::size_t i = 0; i < news; ++i) {
        const QString who = QStringLiteral("late-%1").arg(i);
        m_server->post(QStringLiteral("/events"), {{QLatin1String("event"), QString::fromStdString(startEvent(0))},
                                                   {QLatin1String("external_id"), who}});
        if (i % 2 == 0) // and is over before anybody looks
            m_server->post(QStringLiteral("/events"),
                           {{QLatin1String("event"), QLatin1String(endEvent)}, {QLatin1String("external_id"), who}});
    }
    m_runs += news;
    source->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*source) && rows(*source) >= m_runs, longEnough);
    QCOMPARE(rows(*source), m_runs);
    QVERIFY(idsOf(source->snapshot()->table) == firstIds(m_runs));
    QTRY_VERIFY(list.isDone() && list.found->order->rows.size() == m_runs);
    QCOMPARE(list.twice, 0U);
}

void TestManyRuns::fetchesDetailsWithinTheBudget()
{
    constexpr double perSecond = 20;
    constexpr double burst = 2 * perSecond;
    constexpr std::size_t wanted = 1'000;
    Requests requests;
    const auto clock = std::make_shared<FastClock>(); // its waits take no time
    FollowPolicy policy;
    policy.rowsAtFirst = wanted;
    policy.shortest = 1h;
    policy.longest = 1h;
    const auto source = sourceOf(path("hydrated.runlens"), policy, &requests, perSecond, clock);
    source->open();
    QTRY_VERIFY_WITH_TIMEOUT(source->snapshot()->state.refreshed && !source->snapshot()->state.coverage.fetching,
                             longEnough);
    QCOMPARE(requests.details(), 0U); // nobody asked for any
    std::vector<RowNumber> matching(wanted);
    std::ranges::generate(matching, [row = RowNumber{0}]() mutable { return row++; });
    source->want({matching.back()}, matching);
    QTRY_VERIFY_WITH_TIMEOUT(source->snapshot()->table.detailed() == wanted, longEnough);
    QCOMPARE(requests.refused(), 0U);
    QCOMPARE(requests.details(), wanted); // each once

    auto all = requests.all();
    std::ranges::stable_sort(all, {}, &client::LoggedRequest::when);
    const Instant first = all.front().when;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double passed = std::chrono::duration<double>(all[i].when - first).count();
        QVERIFY2(static_cast<double>(i + 1) <= burst + perSecond * passed + 1, QByteArray::number(i));
    }
    // It makes use of it, too.
    const double took = std::chrono::duration<double>(all.back().when - first).count();
    QVERIFY2(static_cast<double>(all.size()) >= 0.9 * perSecond * took, QByteArray::number(took));
}

QTEST_GUILESS_MAIN(TestManyRuns)
#include "tst_many_runs.moc"
