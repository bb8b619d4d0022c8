// SPDX-License-Identifier: GPL-3.0-or-later
// Does a time-out, or an event that ends a wait, cost more where many runs wait? The executor over a real store, synced
// at every commit, in an engine time of ours; 500 runs share a transaction.
#include "engine/runtime/executor.h"
#include "engine/store/sqlite_store.h"
#include "tests/bench/driver.h"
#include "tests/bench/durable_benches.h"
#include "tests/bench/side.h"
#include "tests/bench/workload.h"

#include <chrono>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

namespace runlens::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t group = 500;
constexpr std::size_t groupsPerTurn = 8;
constexpr std::chrono::seconds patience = std::chrono::days(30); ///< how long runs wait

template <class T, class E>
T must(std::expected<T, E> result, const Error& (*errorOf)(const E&))
{
    if (!result)
        throw Failed(errorOf(result.error()).message + ' ' + errorOf(result.error()).where);
    return *std::move(result);
}

const Error& same(const Error& error) { return error; }
const Error& within(const runtime::BatchError& error) { return error.error; }

/// Bytes of this process in memory.
double residentBytes()
{
    std::ifstream file("/proc/self/statm");
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

class OpenWaits {
public:
    explicit OpenWaits(std::size_t count) : m_wall(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))
    {
        m_store = must(store::openStore(m_folder / "store.db"), same);
        m_executor = must(runtime::Executor::open(*m_store, {}), same);
        const auto made = give({runtime::CreateAutomation{"W", "", workDefinition(patience.count()), "", {}}});
        const auto number = std::get<runtime::AutomationReceipt>(made.front()).automation.number;
        give({runtime::PublishAutomation{store::idOf(number), "bench", ""}});
        const double before = residentBytes();
        while (m_open < count)
            openLater();
        m_memory = residentBytes() - before;
    }

    /// Ends waits by events: of those that wait longest, or of any among all. Seconds each.
    double match(bool anywhere)
    {
        double seconds = 0;
        for (std::size_t turn = 0; turn < groupsPerTurn; ++turn) {
            std::vector<runtime::Command> events;
            while (events.size() < group)
                events.push_back(workEvent("work.go", anywhere ? takeAny() : takeFirst()));
            const auto since = Clock::now();
            give(std::move(events));
            seconds += std::chrono::duration<double>(Clock::now() - since).count();
            openLater();
        }
        return seconds / static_cast<double>(group * groupsPerTurn);
    }

    /// Lets the longest waits time out. Seconds each.
    double timeOut()
    {
        double seconds = 0;
        std::uint64_t fired = 0;
        for (std::size_t turn = 0; turn < groupsPerTurn; ++turn) {
            while (m_groups.front().contacts.empty())
                m_groups.pop_front();
            const auto expected = m_groups.front().contacts.size();
            m_wall = std::max(m_wall, m_groups.front().opened + patience + std::chrono::seconds(1));
            m_groups.pop_front();
            m_open -= expected;
            const auto since = Clock::now();
            const auto done = must(m_executor->run({m_wall, {}, {}, true}), within);
            seconds += std::chrono::duration<double>(Clock::now() - since).count();
            if (done.timers != expected)
                throw Failed(std::to_string(done.timers) + " timers fired in place of " + std::to_string(expected));
            fired += done.timers;
            open(); // at this time: a later one would let further waits time out
        }
        return seconds / static_cast<double>(fired);
    }

    /// What was opened and ended so far does not count any more: all waits begin anew, in groups that are full.
    void renew()
    {
        const auto count = m_open;
        while (!m_groups.empty()) {
            m_wall = std::max(m_wall, m_groups.front().opened + patience + std::chrono::seconds(1));
            must(m_executor->run({m_wall, {}, {}, true}), within);
            m_groups.pop_front();
        }
        m_open = 0;
        while (m_open < count)
            openLater();
    }

    [[nodiscard]] double memory() const { return m_memory; }
    [[nodiscard]] double disk() const
    {
        double bytes = 0;
        for (const auto& file : std::filesystem::directory_iterator(m_folder.path()))
            bytes += static_cast<double>(file.file_size());
        return bytes;
    }

private:
    struct Group {
        Instant opened;
        std::vector<std::uint64_t> contacts; ///< whose runs wait
    };

    std::vector<runtime::Reply> give(std::vector<runtime::Command> commands)
    {
        auto done = must(m_executor->run({m_wall, {}, commands, true}), within);
        std::vector<runtime::Reply> replies;
        for (auto& reply : done.replies)
            replies.push_back(must(std::move(reply), same));
        return replies;
    }

    /// Of each group that is opened later the waits end later, by more than a tick.
    void openLater()
    {
        m_wall += std::chrono::seconds(2);
        open();
    }

    void open()
    {
        Group opened{m_wall, {}};
        std::vector<runtime::Command> events;
        for (std::size_t i = 0; i < group; ++i) {
            opened.contacts.push_back(m_contacts);
            events.push_back(workEvent("work.start", m_contacts++));
        }
        give(std::move(events));
        m_open += group;
        m_groups.push_back(std::move(opened));
    }

    std::uint64_t takeFirst()
    {
        while (m_groups.front().contacts.empty())
            m_groups.pop_front();
        auto& contacts = m_groups.front().contacts;
        const auto contact = contacts.back();
        contacts.pop_back();
        --m_open;
        return contact;
    }

    std::uint64_t takeAny()
    {
        for (;;) {
            auto& contacts = m_groups[m_random() % m_groups.size()].contacts;
            if (contacts.empty())
                continue;
            std::swap(contacts[m_random() % contacts.size()], contacts.back());
            const auto contact = contacts.back();
            contacts.pop_back();
            --m_open;
            return contact;
        }
    }

    WorkFolder m_folder;
    Instant m_wall;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<runtime::Executor> m_executor;
    std::deque<Group> m_groups; ///< by time
    std::mt19937_64 m_random{1};
    std::uint64_t m_contacts = 1;
    std::size_t m_open = 0;
    double m_memory = 0;
};

} // namespace

void waitBenches(Bench& bench)
{
    constexpr std::size_t few = 1'000;
    constexpr std::size_t many = 1'000'000;
    const std::string firstName = "a wait that an event ends, the longest waits, 1,000,000 open and 1,000";
    const std::string anyName = "a wait that an event ends, any of them, 1,000,000 open and 1,000";
    const std::string timeOutName = "a wait that times out, 1,000,000 open and 1,000";
    if (!bench.wanted(firstName) && !bench.wanted(anyName) && !bench.wanted(timeOutName))
        return;
    try {
        OpenWaits ofFew(few);
        OpenWaits ofMany(many);
        const double memory = ofMany.memory() / many;
        const double disk = ofMany.disk() / many;
        char line[160];
        std::snprintf(line, sizeof line, "one waiting run: %.0f bytes in memory (caches included), %.0f on disk",
                      memory, disk);
        Facts facts{{{"memory_bytes_per_waiting_run", Value(memory)}, {"disk_bytes_per_waiting_run", Value(disk)}},
                    {line}};
        addDisk(facts);
        bench.turns(firstName, {"1,000,000 open", [&] { return ofMany.match(false); }},
                    {"1,000 open", [&] { return ofFew.match(false); }}, {1, "waits"}, facts);
        bench.turns(anyName, {"1,000,000 open", [&] { return ofMany.match(true); }},
                    {"1,000 open", [&] { return ofFew.match(true); }}, {1, "waits"}, facts);
        ofFew.renew();
        bench.turns(timeOutName, {"1,000,000 open", [&] { return ofMany.timeOut(); }},
                    {"1,000 open", [&] { return ofFew.timeOut(); }}, {1, "waits"}, facts);
    } catch (const Failed& failure) {
        bench.failed("open waits", failure.what());
    }
}

} // namespace runlens::bench
