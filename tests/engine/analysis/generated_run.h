// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as RapidCheck makes them up: any types and statuses, each time given or not, told in order or against all order.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <rapidcheck.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace runlens::testing {

enum class Clock : std::uint8_t {
    steady, ///< each time at or after the one generated before it, as an honest server tells them
    wild,   ///< any times, the list shuffled by them
};

/// To be called inside a property.
class RunGenerator {
public:
    explicit RunGenerator(Clock clock) : m_clock(clock) {}

    Run run()
    {
        Run run;
        run.id = RunId("run_1");
        run.status = pick<RunStatus>(6);
        if (chance()) {
            run.triggerEvent = event("trigger_1");
            run.triggerEvent->occurredAt = maybe();
        }
        run.createdAt = maybe();
        run.startedAt = maybe();
        for (int i = *rc::gen::inRange(0, 7); i > 0; --i)
            addStep(run);
        run.completedAt = maybe();
        if (chance())
            run.lastError = Failure{"500", "no", run.steps.empty() ? StepKey() : run.steps.back().key, maybe(), {}};
        return run;
    }

    static Definition definitionOf(const Run& run)
    {
        Definition definition;
        for (const Step& step : run.steps) {
            StepDefinition& it = definition.steps.emplace_back();
            it.key = step.key;
            it.type = step.type;
            if (chance())
                (step.waits.empty() ? it.delay : it.timeout) = std::chrono::seconds(*rc::gen::inRange(0, 60));
        }
        return definition;
    }

private:
    static bool chance() { return *rc::gen::arbitrary<bool>(); }

    template <class E>
    static E pick(int last)
    {
        return static_cast<E>(*rc::gen::inRange(0, last + 1));
    }

    std::optional<Instant> maybe()
    {
        if (!chance())
            return {};
        m_seconds = m_clock == Clock::steady ? m_seconds + *rc::gen::inRange(0, 4) : *rc::gen::inRange(0, 30);
        return Instant(std::chrono::seconds(1'780'000'000 + m_seconds));
    }

    Event event(std::string id)
    {
        Event event;
        event.id = EventId(std::move(id));
        event.receivedAt = maybe();
        return event;
    }

    void addStep(Run& run)
    {
        const std::string number = std::to_string(run.steps.size() + 1);
        Step step;
        step.id = StepId("step_" + number);
        step.key = StepKey("key_" + number);
        step.type = pick<StepType>(9);
        step.status = pick<StepStatus>(8);
        step.startedAt = maybe();
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            const auto from = maybe();
            step.attempts.push_back({static_cast<std::int64_t>(step.attempts.size()) + 1, from, maybe(), {}, {}});
        }
        if (step.type == StepType::waitForEvent)
            addWait(run, step);
        if (isSend(step.type.value) && chance()) {
            Message& message = run.messages.emplace_back();
            message.id = MessageId("message_" + number);
            message.createdAt = maybe();
            message.step = run.steps.size();
            step.messages.push_back(run.messages.size() - 1);
        }
        if (step.status == StepStatus::failed && chance())
            step.error = Failure{"500", "no", {}, maybe(), {}};
        step.completedAt = maybe();
        run.steps.push_back(std::move(step));
    }

    void addWait(Run& run, Step& step)
    {
        Wait& wait = run.waits.emplace_back();
        wait.id = WaitId("wait_" + std::to_string(run.waits.size()));
        wait.status = pick<WaitStatus>(4);
        wait.openedAt = maybe();
        wait.timeoutAt = maybe();
        if (chance())
            wait.resumedBy = event("event_" + std::to_string(run.waits.size()));
        if (wait.status == WaitStatus::timedOut || m_clock == Clock::wild)
            wait.timedOutAt = maybe();
        if (wait.status == WaitStatus::received || m_clock == Clock::wild)
            wait.resumedAt = maybe();
        wait.step = run.steps.size();
        step.waits.push_back(run.waits.size() - 1);
    }

    Clock m_clock;
    int m_seconds = 0;
};

} // namespace runlens::testing
