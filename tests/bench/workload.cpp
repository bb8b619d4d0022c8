// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workload.h"

#include "engine/runtime/sandbox_sender.h"
#include "engine/store/sqlite_store.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <utility>

namespace runlens::bench {
namespace {

using Clock = std::chrono::steady_clock;

template <class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "workload: %s %s\n", result.error().message.c_str(), result.error().where.c_str());
        std::exit(1);
    }
    return *std::move(result);
}

double seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

} // namespace

std::string workDefinition(std::int64_t timeoutSeconds)
{
    return R"({"trigger": {"event_name": "work.start"},
  "steps": [
    {"key": "a", "type": "contact_update", "config": {"fields": {"stage": "a"}}},
    {"key": "wait", "type": "wait_for_event", "config": {"event_name": "work.go", "timeout_seconds": )"
           + std::to_string(timeoutSeconds) + R"(}},
    {"key": "b", "type": "contact_update", "config": {"fields": {"stage": "b"}}}],
  "connections": [
    {"from": "trigger", "to": "a", "branch": "next"},
    {"from": "a", "to": "wait", "branch": "next"},
    {"from": "wait", "to": "b", "branch": "received"},
    {"from": "wait", "to": "b", "branch": "timeout"}]})";
}

runtime::Command workEvent(const char* event, std::uint64_t contact)
{
    runtime::IngestEvent ingest;
    ingest.name = event;
    ingest.identity.externalId = "customer-" + std::to_string(contact);
    ingest.payload = Value(Value::Object{{"order_id", Value("order-" + std::to_string(contact))}});
    return ingest;
}

Workload::Workload(const std::string& folder, std::size_t batch)
    : m_sender(must(runtime::openSandboxSender(folder + "/sent.db")))
{
    runtime::RuntimeOptions options;
    options.batch = batch;
    options.queue = 10'000'000;
    m_runtime =
        must(runtime::Runtime::start([folder] { return store::openStore(folder + "/store.db"); }, options, *m_sender));
    const auto made =
        std::get<runtime::AutomationReceipt>(ask(runtime::CreateAutomation{"W", "", workDefinition(), "", {}}));
    ask(runtime::PublishAutomation{store::idOf(made.automation.number), "bench", ""});
}

Workload::~Workload() = default;

runtime::Reply Workload::ask(runtime::Command command)
{
    std::promise<runtime::Reply> reply;
    m_runtime->submit(std::move(command),
                      [&](Result<runtime::Reply> answer) { reply.set_value(must(std::move(answer))); });
    return reply.get_future().get();
}

double Workload::run(std::size_t runs, std::size_t concurrency)
{
    const std::uint64_t first = m_contacts;
    m_contacts += runs;
    std::atomic<std::uint64_t> next{first};
    std::atomic<std::size_t> left{std::min(runs, concurrency)};
    std::promise<void> done;
    // Each lane starts a run, resumes it, and goes on to the next.
    std::function<void()> start = [&] {
        const std::uint64_t contact = next.fetch_add(1);
        if (contact >= first + runs) {
            if (left.fetch_sub(1) == 1)
                done.set_value();
            return;
        }
        m_runtime->submit(workEvent("work.start", contact), [&, contact](Result<runtime::Reply> started) {
            must(std::move(started));
            m_runtime->submit(workEvent("work.go", contact), [&](Result<runtime::Reply> resumed) {
                must(std::move(resumed));
                start();
            });
        });
    };
    const auto since = Clock::now();
    const std::size_t lanes = left;
    for (std::size_t i = 0; i < lanes; ++i)
        start();
    done.get_future().wait();
    return seconds(since);
}

std::vector<double> Workload::latencies(std::size_t runs)
{
    std::vector<double> each;
    for (std::size_t i = 0; i < runs; ++i) {
        const std::uint64_t contact = m_contacts++;
        const auto since = Clock::now();
        ask(workEvent("work.start", contact));
        ask(workEvent("work.go", contact));
        each.push_back(seconds(since));
    }
    std::ranges::sort(each);
    return each;
}

} // namespace runlens::bench
