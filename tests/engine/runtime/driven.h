// SPDX-License-Identifier: GPL-3.0-or-later
// An executor with a clock and a sender of the test's, over a real store.
#pragma once

#include "engine/base/result.h" // before ids: moc cannot begin with <compare>
#include "engine/domain/run.h"
#include "engine/runtime/executor.h"
#include "engine/runtime/run_teller.h"
#include "engine/store/sqlite_store.h"

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The journey of the documentation: a receipt, a wait of 30 minutes for its opening, and a push or a second mail.
std::string_view documentedDefinition();
/// W: step A, a wait of 30 s for "go", step B. Both steps change the contact.
std::string_view workloadDefinition();

class Driven {
public:
    explicit Driven(std::string path, runlens::runtime::ExecutorOptions options = {},
                    runlens::store::SqliteOptions storeOptions = {});

    /// Ends the process, so to speak, and starts the next one.
    void restart();

    [[nodiscard]] runlens::Result<runlens::runtime::Reply> ask(runlens::runtime::Command command);
    /// Nothing comes: timers, and what nobody claims.
    void tick();
    /// Gives the answers of all sends that were handed over, and of those that come of it.
    void deliver();
    void pass(runlens::Duration time) { now += time; }

    runlens::AutomationId publish(std::string_view definition);
    runlens::EventId post(const char* event, const char* email = "olivia@example.com", const char* key = "");
    /// The newest first.
    std::vector<runlens::Run> runs();
    runlens::Run run(std::uint64_t number = 1);

    runlens::Instant now = *runlens::parseInstant("2026-06-08T14:15:00Z");
    std::vector<runlens::runtime::Handover> handed; ///< and not answered
    std::vector<std::string> delivered;             ///< keys, in order; a sender that deduplicates
    std::function<runlens::runtime::SendResult(const runlens::runtime::SendRequest&)> sender;
    std::optional<runlens::runtime::Done> last;

private:
    runlens::runtime::Done give(std::vector<runlens::runtime::SendAnswer> answers,
                                std::vector<runlens::runtime::Command> commands);

    std::string m_path;
    runlens::runtime::ExecutorOptions m_options;
    runlens::store::SqliteOptions m_storeOptions;
    std::unique_ptr<runlens::store::Store> m_store;
    std::unique_ptr<runlens::runtime::Executor> m_executor;
};
