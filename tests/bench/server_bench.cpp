// SPDX-License-Identifier: GPL-3.0-or-later
// The server over loopback. Every server shares the two cores with the client that asks it.
#include "tests/bench/durable_benches.h"
#include "tests/bench/served.h"
#include "tests/bench/side.h"

#include <cstdio>

namespace runlens::bench {
namespace {

constexpr std::size_t concurrency = 128;

/// As syncsPerRun, of the server.
std::optional<double> syncsOfServer(std::size_t runs)
{
    const auto count = [](std::size_t some) {
        const WorkFolder folder;
        Served served(folder, folder / "syncs");
        if (some > 0)
            served.work(some, concurrency);
        served.end();
        return static_cast<double>(syncsOf(folder / "syncs"));
    };
    try {
        return (count(runs) - count(0)) / static_cast<double>(runs);
    } catch (const Failed& failure) {
        std::fprintf(stderr, "syncs were not counted: %s\n", failure.what());
        return std::nullopt;
    }
}

void compareWork(Bench& bench, const Peers& peers)
{
    const std::string name = "row 2: W over REST, Restate";
    attempt(bench, name, [&] {
        constexpr std::size_t ourRuns = 10'000;
        constexpr std::size_t peerRuns = 600;
        Facts facts;
        addDisk(facts);
        addSyncs(facts, "ours", syncsOfServer(ourRuns));
        addSyncs(facts, "peer", syncsPerRun(peerMaker(peers, "restate"), peerRuns, concurrency));
        WorkFolder folder;
        Served ours(folder);
        Driver theirs(peers.program("restate", folder.path()), folder);
        addDriver(facts, "peer", theirs.facts());
        facts.lines.emplace_back("128 runs under way; two requests a run to either");
        facts.lines.emplace_back(
            "our steps run in the server and our client is C++; the peer's steps run in Node, in the");
        facts.lines.emplace_back("process that is its client too, and share the two cores with its server");
        theirs.throughput(3'000, concurrency); // else its compiler is measured
        bench.turns(name, {"ours, runlens-cli serve", [&] { return ours.work(ourRuns, concurrency); }},
                    {"Restate", [&] { return theirs.throughput(peerRuns, concurrency); }}, {1, "runs"}, facts, 3);
    });
}

std::vector<std::string> requestsOf(const Served& served, const std::vector<std::string>& ids)
{
    std::vector<std::string> requests;
    requests.reserve(ids.size());
    for (const auto& id : ids)
        requests.push_back(requestOf("GET", "/automation-runs/" + id, served.key()));
    return requests;
}

/// What is asked of ours, of a server with many runs, and of nginx: a file as long as a run's detail.
void compareReads(Bench& bench)
{
    constexpr std::size_t runs = 10'000;
    constexpr std::size_t requests = 100'000;
    constexpr std::size_t further = 172; // in each of two payloads, so that a run's detail has 3 KB
    struct Case {
        const char* name;
        bool trivial;
        std::size_t depth;
    };
    constexpr Case cases[] = {{"row 13: a run's detail, nginx", false, 1},
                              {"row 13: a run's detail, pipelined by 8, nginx", false, 8},
                              {"row 13: a trivial route, nginx", true, 1},
                              {"row 13: a trivial route, pipelined by 8, nginx", true, 8}};
    bool wanted = false;
    for (const auto& one : cases)
        wanted = wanted || bench.wanted(one.name);
    if (!wanted)
        return;
    try {
        WorkFolder folder;
        Served served(folder);
        served.work(runs, concurrency, further);
        const auto details = requestsOf(served, served.runs());
        const std::vector<std::string> health{requestOf("GET", "/health", {})};
        const std::size_t bytes = askOnce(served.port(), details.front()).size();
        WorkFolder folderOfPeer;
        const Nginx nginx(folderOfPeer, bytes);
        const std::vector<std::string> file{requestOf("GET", "/file", {})};
        for (const auto& one : cases) {
            char line[160];
            std::snprintf(line, sizeof line,
                          "64 connections, %zu under way on each; %zu runs, %zu bytes of body (nginx)", one.depth,
                          details.size(), bytes);
            const Facts facts{{{"peer_version", Value(Nginx::version())}, {"body_bytes", Value(std::uint64_t{bytes})}},
                              {line, "one thread asks and takes part in the two cores, the same for both"}};
            attempt(bench, one.name, [&] {
                bench.turns(
                    one.name,
                    {one.trivial ? "ours, GET /health" : "ours, GET /automation-runs/{id}",
                     [&] { return fetch(served.port(), one.trivial ? health : details, requests, 64, one.depth); }},
                    {"nginx, a static file", [&] { return fetch(nginx.port(), file, requests, 64, one.depth); }},
                    {1, "requests"}, facts);
            });
        }
    } catch (const Failed& failure) {
        bench.failed("row 13", failure.what());
    }
}

} // namespace

void serverBenches(Bench& bench, const Peers& peers)
{
    compareWork(bench, peers);
    compareReads(bench);
}

} // namespace runlens::bench
