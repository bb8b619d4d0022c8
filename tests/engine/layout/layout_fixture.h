// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and words to lay out in tests: no font, no language, no file.
#pragma once

#include "engine/analysis/evidence.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/layout/timeline_layout.h"

#include <string>
#include <string_view>
#include <vector>

namespace runlens::layout {

/// Every character is seven pixels wide and every line fourteen high.
class FixedMetrics final : public TextMetrics {
public:
    [[nodiscard]] double width(std::string_view utf8, TextRole) const override
    {
        return 7.0 * static_cast<double>(utf8.size());
    }
    [[nodiscard]] double lineHeight(TextRole) const override { return 14; }
    [[nodiscard]] std::string elided(std::string_view utf8, TextRole role, double room) const override
    {
        if (width(utf8, role) <= room)
            return std::string(utf8);
        const auto kept = static_cast<std::size_t>(room / 7);
        return kept == 0 ? std::string() : std::string(utf8.substr(0, kept - 1)) + "~";
    }
};

/// Says a caption as its number and its arguments: `17:sendrealm.mail.open`.
class PlainCaptions final : public Captions {
public:
    [[nodiscard]] std::string text(CaptionCode code, const Arguments& arguments) const override
    {
        std::string text = std::to_string(static_cast<int>(code));
        for (const Argument& argument : arguments)
            text += ":" + said(argument);
        return text;
    }
    [[nodiscard]] std::string tick(Instant at, std::optional<Instant>, Duration) const override
    {
        return formatInstant(at).substr(11, 8);
    }
    [[nodiscard]] Duration zoneOffset(Instant) const override { return Duration{0}; }

    [[nodiscard]] static std::string said(const Argument& argument)
    {
        if (const auto* text = std::get_if<std::string>(&argument))
            return *text;
        if (const auto* moment = std::get_if<Moment>(&argument))
            return formatInstant(moment->at);
        if (const auto* duration = std::get_if<Duration>(&argument))
            return std::to_string(duration->count() / 1000) + "ms";
        return std::to_string(std::get<std::int64_t>(argument));
    }
};

[[nodiscard]] inline Instant at(const char* clock) { return *parseInstant("2026-06-" + std::string(clock) + "Z"); }

/// The run of the drawn sheet: a retried send, a wait that timed out late, a late open, a delay still open, a step to
/// come.
struct SheetRun {
    Run run;
    Definition definition;
    Instant now = at("08T16:15:00");

    SheetRun()
    {
        run.id = RunId("run_7f3a");
        run.status = RunStatus::waiting;
        run.triggerEvent = Event{EventId("evt_1"), "order.completed", {}, at("07T14:15:00"), {}, {}};
        Step& send = addStep("send_receipt", StepType::sendEmailTemplate, StepStatus::completed);
        send.startedAt = at("07T14:15:00.400");
        send.completedAt = at("07T14:15:03.400");
        send.attempts.push_back(
            {1, at("07T14:15:00.400"), at("07T14:15:00.900"), Failure{"503", "unavailable", {}, {}, {}}, {}});
        send.attempts.push_back({2, at("07T14:15:02.400"), at("07T14:15:03.400"), {}, {}});
        send.messages = {0};
        Message mail;
        mail.id = MessageId("email_1");
        mail.title = "Your receipt";
        mail.step = 0;
        mail.status = MessageStatus::delivered;
        mail.events = {{"sent", at("07T14:15:03"), {}}, {"delivery", at("07T14:15:05"), {}}};
        run.messages.push_back(mail);
        Step& wait = addStep("wait_for_open", StepType::waitForEvent, StepStatus::completed);
        wait.branchTaken = Branch::timeout;
        wait.waits = {0};
        Wait open;
        open.id = WaitId("wait_1");
        open.step = 1;
        open.eventName = "sendrealm.mail.open";
        open.status = WaitStatus::timedOut;
        open.timeoutAt = at("08T14:15:04");
        open.timedOutAt = at("08T14:15:42");
        open.outcomeBranch = Branch::timeout;
        open.lateEvents.push_back({EventId("evt_2"), "sendrealm.mail.open", {}, at("08T15:50:00"), {}, {}});
        run.waits.push_back(open);
        addStep("add_to_follow_up", StepType::addToAudience, StepStatus::completed).completedAt = at("08T14:15:43");
        addStep("delay_2d", StepType::delay, StepStatus::waiting);
        addStep("send_reminder", StepType::sendEmailTemplate, StepStatus::pending);

        for (const char* key :
             {"send_receipt", "wait_for_open", "send_push_follow_up", "add_to_follow_up", "delay_2d", "send_reminder"})
            definition.steps.push_back({StepKey(key), StepType::sendEmailTemplate, {}, {}, {}, {}, {}});
        definition.steps[1].timeout = std::chrono::hours{24};
        definition.steps[4].delay = std::chrono::hours{48};
        definition.connections = {{"trigger", "send_receipt", Branch::next},
                                  {"send_receipt", "wait_for_open", Branch::next},
                                  {"wait_for_open", "send_push_follow_up", Branch::received},
                                  {"wait_for_open", "add_to_follow_up", Branch::timeout},
                                  {"add_to_follow_up", "delay_2d", Branch::next},
                                  {"delay_2d", "send_reminder", Branch::next}};
    }

    Step& addStep(const char* key, StepType type, StepStatus status)
    {
        Step step;
        step.id = StepId("step_" + std::to_string(run.steps.size()));
        step.key = StepKey(key);
        step.type = type;
        step.status = status;
        run.steps.push_back(step);
        return run.steps.back();
    }

    [[nodiscard]] Timeline timeline(bool withDefinition = true) const
    {
        const Definition* known = withDefinition ? &definition : nullptr;
        return buildTimeline(run, collectEvidence(run, known), known, now);
    }
};

/// A run of `count` steps, one after another: sends of a second, waits of hours, a failure in each hundred.
[[nodiscard]] inline Run longRun(std::size_t count)
{
    Run run;
    run.id = RunId("run_long");
    run.status = RunStatus::completed;
    Instant clock = at("01T00:00:00");
    run.triggerEvent = Event{EventId("evt_1"), "order.completed", {}, clock, {}, {}};
    run.steps.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Step step;
        step.id = StepId("step_" + std::to_string(i));
        step.key = StepKey("key_" + std::to_string(i));
        const bool pause = i % 8 == 7;
        step.type = pause ? StepType::delay : StepType::sendEmailTemplate;
        step.status = i % 100 == 50 ? StepStatus::failed : StepStatus::completed;
        step.startedAt = clock;
        clock += pause ? Duration{std::chrono::hours{5}} : Duration{std::chrono::seconds{1}};
        step.completedAt = clock;
        run.steps.push_back(std::move(step));
    }
    return run;
}

} // namespace runlens::layout
