// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/harness.h"

#include "engine/wire/json_writer.h"

#include <nlohmann/detail/abi_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

namespace runlens::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// Two sides take turns in slices of this length, long for the clock and short for what else the machine does.
constexpr std::chrono::milliseconds sliceLength{5};
constexpr std::size_t slicesPerRound = 12;

double secondsOf(const std::function<void()>& run, std::size_t calls)
{
    const auto start = Clock::now();
    for (std::size_t i = 0; i < calls; ++i)
        run();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// How many calls make a slice; warms up on the way.
std::size_t callsPerSlice(const std::function<void()>& run)
{
    const double wanted = std::chrono::duration<double>(sliceLength).count();
    std::size_t calls = 1;
    for (;;) {
        const double seconds = secondsOf(run, calls);
        if (seconds >= wanted)
            return calls;
        const double factor = seconds > 0 ? std::min(10.0, 1.2 * wanted / seconds) : 10.0;
        calls = std::max(calls + 1, static_cast<std::size_t>(static_cast<double>(calls) * factor));
    }
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// "17.3 us"
std::string timeText(double seconds)
{
    struct Unit {
        double length;
        const char* name;
    };
    static constexpr Unit units[] = {{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}};
    const auto* unit = std::ranges::find_if(units, [seconds](const Unit& one) { return seconds >= one.length; });
    if (unit == std::end(units))
        --unit;
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(
        std::snprintf(text.data(), text.size(), "%.3g %s", seconds / unit->length, unit->name)));
    return text;
}

std::string rateText(double amount, const std::string& unit, double seconds)
{
    std::string text(64, '\0');
    const double rate = amount / seconds;
    const bool isBytes = unit == "bytes";
    text.resize(static_cast<std::size_t>(
        std::snprintf(text.data(), text.size(), isBytes ? "%.1f MB/s" : "%.4g /s", isBytes ? rate / 1e6 : rate)));
    return isBytes ? text : text.insert(text.size() - 2, unit);
}

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown";
}

/// Of the last minute: what else the machine does, where the benches have not begun.
double loadAverage()
{
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : 0;
}

Value listOf(const std::vector<double>& numbers)
{
    Value::Array list;
    for (const double number : numbers)
        list.emplace_back(number);
    return Value(std::move(list));
}

Value textOf(std::string text) { return Value(std::move(text)); }

} // namespace

Bench::Bench(Options options) : m_options(std::move(options)), m_filter(m_options.filter)
{
    m_options.rounds = std::max<std::size_t>(m_options.rounds, 5);
    m_load = loadAverage();
    if (m_load > 0.5)
        std::fprintf(stderr, "this machine has other work (load %.1f): times are long, and ratios less sure\n", m_load);
}

bool Bench::wanted(const std::string& name) const { return std::regex_search(name, m_filter); }

bool Bench::wants(const std::string& beginning) const
{
    return wanted(beginning + ", ns-3") || wanted(beginning + ", bare heap")
           || m_options.filter.find(beginning) != std::string::npos;
}

void Bench::compare(const std::string& name, const Side& ours, const Side& peer, const Work& work)
{
    if (!wanted(name))
        return;
    Result result{name, work.unit, work.amount, {{ours.label, {}}, {peer.label, {}}}, {}, {}};
    const auto oursCalls = callsPerSlice(ours.run);
    const auto peerCalls = callsPerSlice(peer.run);
    for (std::size_t round = 0; round < m_options.rounds; ++round) {
        double oursSeconds = 0;
        double peerSeconds = 0;
        for (std::size_t slice = 0; slice < slicesPerRound; ++slice) {
            oursSeconds += secondsOf(ours.run, oursCalls);
            peerSeconds += secondsOf(peer.run, peerCalls);
        }
        result.series[0].seconds.push_back(oursSeconds / static_cast<double>(oursCalls * slicesPerRound));
        result.series[1].seconds.push_back(peerSeconds / static_cast<double>(peerCalls * slicesPerRound));
        result.ratios.push_back(result.series[1].seconds.back() / result.series[0].seconds.back());
    }
    tell(result);
    m_results.push_back(std::move(result));
}

void Bench::turns(const std::string& name, const Measured& ours, const Measured& peer, const Work& work,
                  const Facts& facts, std::size_t slices)
{
    if (!wanted(name))
        return;
    Result result{name, work.unit, work.amount, {{ours.label, {}}, {peer.label, {}}}, {}, facts.values};
    ours.secondsPerItem();
    peer.secondsPerItem();
    for (std::size_t round = 0; round < m_options.rounds; ++round) {
        double oursSeconds = 0;
        double peerSeconds = 0;
        for (std::size_t slice = 0; slice < slices; ++slice) {
            oursSeconds += ours.secondsPerItem();
            peerSeconds += peer.secondsPerItem();
        }
        result.series[0].seconds.push_back(oursSeconds / static_cast<double>(slices));
        result.series[1].seconds.push_back(peerSeconds / static_cast<double>(slices));
        result.ratios.push_back(result.series[1].seconds.back() / result.series[0].seconds.back());
    }
    tell(result);
    for (const auto& line : facts.lines)
        std::printf("    %s\n", line.c_str());
    std::fflush(stdout);
    m_results.push_back(std::move(result));
}

void Bench::failed(const std::string& name, const std::string& reason)
{
    std::fprintf(stderr, "%s: not measured: %s\n", name.c_str(), reason.c_str());
    m_failed = true;
}

void Bench::tell(const Result& result) const
{
    const auto [least, most] = std::ranges::minmax(result.ratios);
    std::printf("%s\n", result.name.c_str());
    for (const auto& series : result.series) {
        const double seconds = median(series.seconds);
        std::printf("    %-44s %10s  %14s\n", series.label.c_str(), timeText(seconds).c_str(),
                    rateText(result.amount, result.unit, seconds).c_str());
    }
    std::printf("    %-44s %9.2fx  (%.2f to %.2f in %zu rounds)\n", "ratio", median(result.ratios), least, most,
                result.ratios.size());
    std::fflush(stdout);
}

void Bench::scale(const std::string& name, std::span<const std::size_t> sizes,
                  const std::function<std::function<void()>(std::size_t)>& prepare)
{
    this->sizes(name, sizes, true, prepare);
}

void Bench::flat(const std::string& name, std::span<const std::size_t> sizes,
                 const std::function<std::function<void()>(std::size_t)>& prepare)
{
    this->sizes(name, sizes, false, prepare);
}

void Bench::sizes(const std::string& name, std::span<const std::size_t> sizes, bool perItem,
                  const std::function<std::function<void()>(std::size_t)>& prepare)
{
    if (!wanted(name) || sizes.empty())
        return;
    Result result{name, perItem ? "items" : "calls", 1, {}, {}, {}};
    std::vector<std::function<void()>> runs;
    std::vector<std::size_t> calls;
    for (const auto size : sizes) {
        result.series.push_back({std::to_string(size), {}});
        runs.push_back(prepare(size));
        calls.push_back(callsPerSlice(runs.back()));
    }
    for (std::size_t round = 0; round < m_options.rounds; ++round) {
        std::vector<double> seconds(sizes.size());
        for (std::size_t slice = 0; slice < slicesPerRound; ++slice)
            for (std::size_t i = 0; i < sizes.size(); ++i)
                seconds[i] += secondsOf(runs[i], calls[i]);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const auto items = static_cast<double>(calls[i]) * (perItem ? static_cast<double>(sizes[i]) : 1);
            result.series[i].seconds.push_back(seconds[i] / (items * static_cast<double>(slicesPerRound)));
        }
        result.ratios.push_back(result.series.back().seconds.back() / result.series.front().seconds.back());
    }
    const auto [least, most] = std::ranges::minmax(result.ratios);
    std::printf("%s\n", name.c_str());
    for (const auto& series : result.series)
        std::printf("    %-44s %10s  per %s\n", series.label.c_str(), timeText(median(series.seconds)).c_str(),
                    perItem ? "item" : "call");
    std::printf("    %-44s %9.2fx  (%.2f to %.2f in %zu rounds)\n", "last size to first", median(result.ratios), least,
                most, m_options.rounds);
    std::fflush(stdout);
    m_results.push_back(std::move(result));
}

std::string Bench::json() const
{
    Value::Array results;
    for (const auto& result : m_results) {
        Value::Array series;
        for (const auto& one : result.series)
            series.emplace_back(Value::Object{{"label", textOf(one.label)},
                                              {"median_seconds", Value(median(one.seconds))},
                                              {"seconds", listOf(one.seconds)}});
        const auto [least, most] = std::ranges::minmax(result.ratios);
        Value::Object object{{"name", textOf(result.name)},
                             {"amount", Value(result.amount)},
                             {"unit", textOf(result.unit)},
                             {"series", Value(std::move(series))},
                             {"median_ratio", Value(median(result.ratios))},
                             {"least_ratio", Value(least)},
                             {"most_ratio", Value(most)},
                             {"ratios", listOf(result.ratios)}};
        object.insert(object.end(), result.facts.begin(), result.facts.end());
        results.emplace_back(std::move(object));
    }
    std::ostringstream nlohmannVersion;
    nlohmannVersion << NLOHMANN_JSON_VERSION_MAJOR << '.' << NLOHMANN_JSON_VERSION_MINOR << '.'
                    << NLOHMANN_JSON_VERSION_PATCH;
    return toJson(Value(Value::Object{{"processor", textOf(processorName())},
                                      {"compiler", textOf("GCC " __VERSION__)},
                                      {"nlohmann_json", textOf(nlohmannVersion.str())},
                                      {"load_before", Value(m_load)},
                                      {"rounds", Value(static_cast<std::uint64_t>(m_options.rounds))},
                                      {"results", Value(std::move(results))}}),
                  2);
}

bool Bench::finish() const
{
    if (m_results.empty() && m_failed)
        return false;
    if (m_results.empty()) {
        std::fprintf(stderr, "nothing matches '%s'\n", m_options.filter.c_str());
        return false;
    }
    if (m_options.jsonPath.empty())
        return !m_failed;
    std::ofstream file(m_options.jsonPath, std::ios::binary);
    file << json() << '\n';
    file.flush();
    if (!file)
        std::fprintf(stderr, "cannot write %s\n", m_options.jsonPath.c_str());
    return file && !m_failed;
}

} // namespace runlens::bench
