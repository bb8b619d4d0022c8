// SPDX-License-Identifier: GPL-3.0-or-later
// A process that executes a store is killed at any moment, over and over: what it acknowledged to somebody outside is
// there when the next one opens the store, whole and once.
//
// Each life is a child process that checks what the one before it promised, then commits entries and tells the parent
// of each by a pipe; the parent reads some, and kills it. RUNLENS_KILL_CYCLES says how many lives there are. The file
// lies in memory where there is such a place: what a loss of power takes is tst_power_loss's to find.
#include "engine/store/connection.h"
#include "tests/engine/store/ledger.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

using namespace runlens;
using namespace runlens::store;

namespace {

constexpr int defaultCycles = 20'000;

/// What a child tells: the entry that it has committed, or, with `fault` set, what it found.
struct Message {
    std::uint64_t entry = 0;
    char fault[120] = {};
};

struct Told {
    std::uint64_t found = 0; ///< entries that were there when it began
    bool opened = false;
    std::uint64_t acknowledged = 0;
    std::string fault;
};

void tell(int pipe, std::uint64_t entry, const std::string& fault = {})
{
    Message message;
    message.entry = entry;
    std::strncpy(message.fault, fault.c_str(), sizeof message.fault - 1);
    // Shorter than a pipe's atomic write: it is there, or not.
    if (::write(pipe, &message, sizeof message) != sizeof message)
        ::_exit(3);
}

/// The child: looks at what must be there, then commits until it is killed.
[[noreturn]] void live(const std::string& path, int pipe, std::uint64_t promised)
{
    SqliteOptions options;
    options.cacheBytes = 1U << 20U;
    options.logPages = 200;
    auto store = openStore(path, options);
    if (!store) {
        tell(pipe, 0, "open: " + store.error().message);
        ::_exit(2);
    }
    const std::uint64_t found = (*store)->clock().value_or(StoreClock{}).runs;
    const auto faults = ledger::faultsOfTail(**store, promised, found);
    tell(pipe, found, faults);
    if (!faults.empty())
        ::_exit(2);
    for (std::uint64_t entry = found + 1;; ++entry) {
        if (const auto done = ledger::commitEntry(**store, entry); !done) {
            tell(pipe, 0, "commit: " + done.error().message);
            ::_exit(2);
        }
        tell(pipe, entry);
    }
}

class Lives {
public:
    explicit Lives(std::string path) : m_path(std::move(path)) {}

    /// One life, of about `entries` entries and a little.
    Told live(std::uint64_t promised, std::uint64_t entries, std::uint64_t spin)
    {
        int ends[2] = {-1, -1};
        Told told{.found = 0, .opened = false, .acknowledged = promised, .fault = {}};
        if (::pipe(ends) != 0) {
            told.fault = "no pipe";
            return told;
        }
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            ::live(m_path, ends[1], promised);
        }
        ::close(ends[1]);
        bool more = true;
        for (std::uint64_t read = 0; more && read < entries; ++read)
            more = take(ends[0], told);
        for (volatile std::uint64_t i = 0; i < spin;)
            i = i + 1;
        ::kill(child, SIGKILL);
        // What it told before it died is told.
        while (more)
            more = take(ends[0], told);
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!WIFSIGNALED(status) && told.fault.empty())
            told.fault = "the process ended by itself: " + std::to_string(status);
        return told;
    }

private:
    static bool take(int pipe, Told& told)
    {
        Message message;
        if (::read(pipe, &message, sizeof message) != sizeof message)
            return false;
        if (message.fault[0] != '\0') {
            told.fault = message.fault;
        } else if (!told.opened) {
            told.opened = true;
            told.found = message.entry;
        }
        told.acknowledged = std::max(told.acknowledged, message.entry);
        return true;
    }

    std::string m_path;
};

QString placeOfFiles()
{
    const QString inMemory = QStringLiteral("/dev/shm");
    return std::filesystem::exists("/dev/shm") ? inMemory + QStringLiteral("/runlens-killed-XXXXXX")
                                               : QStringLiteral("runlens-killed-XXXXXX");
}

} // namespace

class TestKilledStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcknowledgedIsThere()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("RUNLENS_KILL_CYCLES", &given);
        const int cycles = given ? wanted : defaultCycles;
        QTemporaryDir folder(placeOfFiles());
        std::uint64_t dice = 1;
        std::uint64_t promised = 0;
        std::uint64_t all = 0;
        std::uint64_t unopened = 0;
        std::uint64_t unpromised = 0;
        std::string path;
        for (int cycle = 0; cycle < cycles; ++cycle) {
            // A new store now and then, so that the making of one is cut off too, and none grows without end.
            if (cycle % 500 == 0) {
                path = folder.filePath(QStringLiteral("store-%1.db").arg(cycle)).toStdString();
                promised = 0;
            }
            dice = dice * 6364136223846793005U + 1442695040888963407U;
            // The first message is that it has opened.
            const std::uint64_t entries = (dice >> 33U) % 5;
            const auto told = Lives(path).live(promised, entries, (dice >> 40U) % 400'000);
            QVERIFY2(told.fault.empty(),
                     qPrintable(QStringLiteral("cycle %1: %2").arg(cycle).arg(QString::fromStdString(told.fault))));
            unopened += told.opened ? 0 : 1;
            unpromised += told.opened && told.found > promised ? 1 : 0;
            all += told.acknowledged - promised;
            promised = told.acknowledged;
            if (cycle % 500 == 499) {
                std::uint64_t there = 0;
                const auto faults = ledger::faultsOf(path, {}, promised, there);
                QVERIFY2(faults.empty(), faults.c_str());
            }
        }
        qInfo(
            "%d lives; %d entries acknowledged; %d lives ended before the store was open; %d times an entry was there "
            "that nobody had been told of",
            cycles, int(all), int(unopened), int(unpromised));
        // The kills must have hit openings, commits and the moment between a commit and its acknowledgement.
        QVERIFY(all > static_cast<std::uint64_t>(cycles));
        QVERIFY(cycles < 1000 || unopened > 0);
        QVERIFY(cycles < 1000 || unpromised > 0);
    }
};

QTEST_APPLESS_MAIN(TestKilledStore)
#include "tst_killed_store.moc"
