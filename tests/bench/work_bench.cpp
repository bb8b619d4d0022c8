// SPDX-License-Identifier: GPL-3.0-or-later
// W in process. Each side is a process of its own, engine and client together, with a store of its own on the same
// disk.
#include "tests/bench/durable_benches.h"
#include "tests/bench/side.h"

namespace runlens::bench {
namespace {

constexpr std::size_t slices = 4; ///< of a round

/// Ours and a peer, by runs a second.
void compareThroughput(Bench& bench, const std::string& name, const Peers& peers, const std::string& peer,
                       const std::string& peerLabel, std::size_t peerRuns)
{
    constexpr std::size_t ourRuns = 20'000;
    constexpr std::size_t ourConcurrency = 2000;
    constexpr std::size_t peerConcurrency = 128;
    attempt(bench, name, [&] {
        Facts facts;
        addDisk(facts);
        addSyncs(facts, "ours", syncsPerRun(ourWork, ourRuns, ourConcurrency));
        addSyncs(facts, "peer", syncsPerRun(peerMaker(peers, peer), 400, peerConcurrency));
        WorkFolder folder;
        Driver ours(ourWork(folder), folder);
        Driver theirs(peerMaker(peers, peer)(folder), folder);
        addDriver(facts, "ours", ours.facts());
        addDriver(facts, "peer", theirs.facts());
        facts.lines.emplace_back("both in process; ours with 2000 runs under way, the peer with 128, on 32 workers");
        facts.lines.emplace_back("the peer's client shares its one thread of Node; ours has a thread that commits");
        bench.turns(name, {"ours, SQLite", [&] { return ours.throughput(ourRuns, ourConcurrency); }},
                    {peerLabel, [&] { return theirs.throughput(peerRuns, peerConcurrency); }}, {1, "runs"}, facts,
                    slices);
    });
}

void compareLatency(Bench& bench, const std::string& name, const Peers& peers, const std::string& peer,
                    const std::string& peerLabel)
{
    constexpr std::size_t runs = 40;
    constexpr std::size_t countedRuns = 200;
    attempt(bench, name, [&] {
        Facts facts;
        addDisk(facts);
        addSyncs(facts, "ours, alone", syncsPerRun(ourWork, countedRuns, 1));
        addSyncs(facts, "peer, alone", syncsPerRun(peerMaker(peers, peer), countedRuns, 1));
        WorkFolder folder;
        Driver ours(ourWork(folder), folder);
        Driver theirs(peerMaker(peers, peer)(folder), folder);
        addDriver(facts, "ours", ours.facts());
        addDriver(facts, "peer", theirs.facts());
        facts.lines.emplace_back("medians of 40 runs, one at a time; the peer's client shares its thread of Node, and");
        facts.lines.emplace_back("both cores with its server, to which it speaks over loopback; ours is in process");
        theirs.throughput(500, 32); // else its compiler is measured
        bench.turns(name, {"ours, SQLite", [&] { return ours.latency(runs); }},
                    {peerLabel, [&] { return theirs.latency(runs); }}, {1, "runs"}, facts, slices);
    });
}

} // namespace

void workBenches(Bench& bench, const Peers& peers)
{
    compareThroughput(bench, "row 1: W in process, OpenWorkflow", peers, "openworkflow", "OpenWorkflow, SQLite", 150);
    compareLatency(bench, "row 3: W one at a time, Restate", peers, "restate", "Restate");
    compareLatency(bench, "row 3: W one at a time, DBOS", peers, "dbos", "DBOS, PostgreSQL 15");
}

} // namespace runlens::bench
