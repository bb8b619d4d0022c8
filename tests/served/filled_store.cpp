// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/served/filled_store.h"

#include "engine/runtime/executor.h"
#include "engine/store/numbers.h"
#include "engine/store/sqlite_store.h"

#include <QtGlobal>

#include <chrono>
#include <memory>
#include <utility>

namespace runlens::test {
namespace {

using runtime::Command;

constexpr std::size_t automationCount = 3;
constexpr std::size_t atOnce = 500; ///< runs that start in one transaction, and so at the same time

template <class T, class E>
T must(std::expected<T, E> result)
{
    if (result)
        return *std::move(result);
    if constexpr (std::is_same_v<E, runtime::BatchError>)
        qFatal("%s %s", result.error().error.message.c_str(), result.error().error.where.c_str());
    else
        qFatal("%s %s", result.error().message.c_str(), result.error().where.c_str());
}

/// A step, a wait of thirty days for the event that ends it, another step.
std::string definition(std::size_t automation)
{
    return R"({"trigger": {"event_name": ")" + startEvent(automation) + R"("},
      "steps": [
        {"key": "first", "type": "contact_update", "config": {"fields": {"stage": "first"}}},
        {"key": "wait", "type": "wait_for_event", "config": {"event_name": "work.go", "timeout_seconds": 2592000}},
        {"key": "last", "type": "contact_update", "config": {"fields": {"stage": "last"}}}],
      "connections": [
        {"from": "trigger", "to": "first", "branch": "next"},
        {"from": "first", "to": "wait", "branch": "next"},
        {"from": "wait", "to": "last", "branch": "received"},
        {"from": "wait", "to": "last", "branch": "timeout"}]})";
}

std::size_t automationOf(std::size_t run)
{
    const std::size_t of10 = run % 10;
    return of10 < 6 ? 0 : of10 < 9 ? 1 : 2;
}

Command event(const std::string& name, std::size_t run)
{
    runtime::IngestEvent ingest;
    ingest.name = name;
    ingest.identity.externalId = "customer-" + std::to_string(run);
    ingest.payload = Value(Value::Object{{"order_id", Value("order-" + std::to_string(run))},
                                         {"plan", Value(std::string(run % 3 == 0 ? "gold" : "free"))}});
    return ingest;
}

} // namespace

std::string startEvent(std::size_t automation) { return "work.start." + std::to_string(automation); }

FilledStore fillStore(const std::string& path, std::size_t runs, Instant now)
{
    store::SqliteOptions options;
    options.syncEveryCommit = false; // nobody pulls a plug
    const auto store = must(store::openStore(path, options));
    const auto executor = must(runtime::Executor::open(*store, {}));
    const auto run = [&](Instant wall, const std::vector<Command>& commands) {
        std::vector<runtime::Reply> replies;
        for (auto& reply : must(executor->run({wall, {}, commands})).replies)
            replies.push_back(must(std::move(reply)));
        return replies;
    };
    const Instant begin = now - std::chrono::days(2);
    const Duration step = Duration(std::chrono::hours(47)) / static_cast<std::int64_t>(runs / atOnce + 1);

    FilledStore filled;
    for (std::size_t i = 0; i < automationCount; ++i) {
        const auto made =
            run(begin, {runtime::CreateAutomation{"Automation " + std::to_string(i), "", definition(i), "", {}}});
        filled.automations.push_back(store::idOf(std::get<runtime::AutomationReceipt>(made.at(0)).automation.number));
        (void)run(begin, {runtime::PublishAutomation{filled.automations.back(), "test", ""}});
    }
    // Each transaction starts some, and ends most of those that the one before it started.
    Instant wall = begin;
    for (std::size_t first = 0; first < runs + atOnce; first += atOnce, wall += step) {
        std::vector<Command> commands;
        for (std::size_t i = first; i < std::min(first + atOnce, runs); ++i)
            commands.push_back(event(startEvent(automationOf(i)), i));
        for (std::size_t i = first - std::min(first, atOnce); i < std::min(first, runs); ++i) {
            const std::size_t of20 = i / 10 % 20;
            if (of20 == 0) {
                commands.emplace_back(
                    runtime::CancelRun{store::idOf(store::RunNumber{i + 1}), "test", "not wanted any more"});
                ++filled.cancelled;
            } else if (of20 < 15) {
                commands.push_back(event(endEvent, i));
                ++filled.completed;
            } else {
                ++filled.waiting;
            }
        }
        (void)run(wall, commands);
    }
    return filled;
}

} // namespace runlens::test
