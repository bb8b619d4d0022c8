// SPDX-License-Identifier: GPL-3.0-or-later
// The queue against std::priority_queue as oracle: random pushes and takes, over every scale of time.
#include "engine/simulation/event_queue.h"

#include <QTest>
#include <queue>
#include <rapidcheck.h>

#include <tuple>
#include <vector>

using namespace runlens;
using runlens::simulation::EventQueue;

namespace {

struct Expected {
    std::int64_t at = 0;
    std::uint64_t order = 0;
    int what = 0;

    friend bool operator<(const Expected& left, const Expected& right)
    {
        return std::tie(left.at, left.order) > std::tie(right.at, right.order);
    }
};

/// Does the same to both, and compares what comes out.
class Pair {
public:
    void push(std::int64_t at, int what)
    {
        m_queue.push(Instant(Duration(at)), what);
        m_oracle.push({at, m_pushed++, what});
    }
    void take()
    {
        const Expected expected = m_oracle.top();
        m_oracle.pop();
        const auto taken = m_queue.take();
        m_same = m_same && taken.at == Instant(Duration(expected.at)) && taken.order == expected.order
                 && taken.what == expected.what && m_queue.size() == m_oracle.size();
        m_now = expected.at;
    }
    void look()
    {
        const auto& next = m_queue.next();
        m_same = m_same && next.at == Instant(Duration(m_oracle.top().at)) && next.order == m_oracle.top().order;
    }
    void takeAll()
    {
        while (!m_oracle.empty())
            take();
        m_same = m_same && m_queue.empty();
    }
    [[nodiscard]] bool same() const { return m_same; }
    [[nodiscard]] bool empty() const { return m_oracle.empty(); }
    [[nodiscard]] std::int64_t now() const { return m_now; }

private:
    EventQueue<int> m_queue;
    std::priority_queue<Expected> m_oracle;
    std::uint64_t m_pushed = 0;
    std::int64_t m_now = std::numeric_limits<std::int64_t>::min();
    bool m_same = true;
};

} // namespace

class TestEventQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesInTheOrderOfAPriorityQueue();
    void takesManyOfOneTimeInTheOrderOfPushing();
    void takesWhatIsPushedBeforeWhatWasLookedAt();
    void reachesOverAllOfTime();
    void aCopyIsASnapshot();
    void returnsMemoryToItself();
};

void TestEventQueue::takesInTheOrderOfAPriorityQueue()
{
    QVERIFY(rc::check("any pushes and takes", [] {
        Pair pair;
        std::int64_t start = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 2'000'000'000'000'000);
        const int operations = *rc::gen::inRange(1, 3000);
        for (int i = 0; i < operations; ++i) {
            const int kind = *rc::gen::resize(1000, rc::gen::inRange(0, 10));
            if (kind < 5 || pair.empty()) {
                // Bits first, so that every level of the wheel is used, and equal times are frequent.
                const int bits = *rc::gen::inRange(0, 45);
                const std::int64_t ahead = *rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << bits);
                pair.push(std::max(start, pair.now()) + ahead, i);
            } else if (kind < 9) {
                pair.take();
            } else {
                pair.look();
            }
        }
        pair.takeAll();
        RC_ASSERT(pair.same());
    }));
}

void TestEventQueue::takesManyOfOneTimeInTheOrderOfPushing()
{
    Pair pair;
    for (int i = 0; i < 5000; ++i)
        pair.push(i % 3 == 0 ? 70'000 : 70'000 + i % 700, i);
    for (int i = 0; i < 4000; ++i) {
        pair.take();
        pair.push(pair.now() + i % 2, i);
    }
    pair.takeAll();
    QVERIFY(pair.same());
}

void TestEventQueue::takesWhatIsPushedBeforeWhatWasLookedAt()
{
    Pair pair;
    for (int i = 0; i < 1000; ++i)
        pair.push(1'000'000'000 + i / 10, i);
    pair.look();
    for (int i = 0; i < 1000; ++i)
        pair.push(1'000'000'000 - (i * 7919) % 5000, i);
    pair.takeAll();
    QVERIFY(pair.same());
}

void TestEventQueue::reachesOverAllOfTime()
{
    Pair pair;
    pair.push(std::numeric_limits<std::int64_t>::max(), 1);
    pair.push(std::numeric_limits<std::int64_t>::min(), 2);
    pair.push(0, 3);
    for (int i = 0; i < 200; ++i)
        pair.push(std::numeric_limits<std::int64_t>::max() - i, i);
    pair.takeAll();
    QVERIFY(pair.same());
}

void TestEventQueue::aCopyIsASnapshot()
{
    EventQueue<int> queue;
    for (int i = 0; i < 1000; ++i)
        queue.push(Instant(Duration(i * 7919 % 100'000)), i);
    for (int i = 0; i < 300; ++i)
        queue.take();
    EventQueue<int> snapshot = queue;
    std::vector<int> first;
    while (!queue.empty())
        first.push_back(queue.take().what);
    std::vector<int> second;
    while (!snapshot.empty())
        second.push_back(snapshot.take().what);
    QCOMPARE(second, first);
    QCOMPARE(first.size(), std::size_t{700});
}

void TestEventQueue::returnsMemoryToItself()
{
    EventQueue<int> queue;
    for (int i = 0; i < 10'000; ++i)
        queue.push(Instant(Duration(i)), i);
    for (int i = 0; i < 20'000; ++i)
        queue.push(queue.take().at + Duration(100'000), i);
    const auto settled = queue.memory();
    for (int i = 0; i < 500'000; ++i)
        queue.push(queue.take().at + Duration(100'000 + i % 1000), i);
    QVERIFY2(queue.memory() <= settled + settled / 2, "entries that were taken leave their memory to those that come");
}

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_event_queue.moc"
