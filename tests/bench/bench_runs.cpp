// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_runs.h"

#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace runlens::bench {

RunSummary benchRow(std::size_t number)
{
    static constexpr std::array steps{"wait_for_open", "send_welcome", "check_plan", "send_offer", "two_days"};
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "run_%08zx%08zx", number * 2'654'435'761U % 0xFFFFFFFFU, number);
    RunSummary run;
    run.id = RunId(id.data());
    run.automationId = AutomationId("aut_01hx7q5w3k9d2m4n");
    run.versionId = VersionId("ver_01hx7q5w3k9d2m4p");
    run.status = static_cast<RunStatus>(1 + number * 7 % 6);
    run.identityType = IdentityType::email;
    run.identity = "customer" + std::to_string(number * 7919 % 900'001) + "@example.org";
    run.atStep = StepKey(steps[number % steps.size()]);
    run.started = Instant(std::chrono::seconds(1'780'000'000 + number * 48'271 % 5'000'000));
    if (run.status == RunStatus::failed)
        run.error = "550: mailbox full";
    run.open = run.status == RunStatus::waiting;
    if (!run.open)
        run.ended = *run.started + std::chrono::seconds(number % 9000);
    run.sent = static_cast<std::int64_t>(number % 4);
    for (std::size_t i = 0; i < 2 + number % 4; ++i)
        run.shape.segments.push_back({layout::State::completed, 1, i % 2 == 1});
    return run;
}

Run benchDetail(std::size_t number)
{
    const RunSummary row = benchRow(number);
    Run run;
    run.id = row.id;
    run.automationId = row.automationId;
    run.status = row.status;
    run.identityValue = row.identity;
    run.startedAt = row.started;
    run.triggerEvent.emplace();
    run.triggerEvent->id = EventId("evt_" + row.id.text());
    run.triggerEvent->name = "order.placed";
    run.triggerEvent->payload = Value(Value::Object{{"order_id", Value("A-" + std::to_string(number * 31))},
                                                    {"amount", Value(static_cast<double>(number % 1000) + 0.5)},
                                                    {"plan", Value(std::string("professional"))}});
    for (std::size_t i = 0; i < 8; ++i) {
        Step step;
        step.id = StepId("step_" + std::to_string(number) + "_" + std::to_string(i));
        step.key = StepKey("step_" + std::to_string(i));
        step.type = StepType::sendEmailTemplate;
        step.status = StepStatus::completed;
        step.startedAt = *row.started + std::chrono::seconds(i * 60);
        step.completedAt = *row.started + std::chrono::seconds(i * 60 + 20);
        step.attempts.push_back({1, step.startedAt, step.completedAt, {}, {}});
        run.steps.push_back(std::move(step));
    }
    return run;
}

} // namespace runlens::bench
