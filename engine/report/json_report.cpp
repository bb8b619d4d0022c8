// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/json_report.h"

#include "engine/report/code_names.h"
#include "engine/wire/json_writer.h"

#include <QString>

#include <string_view>
#include <utility>

namespace runlens {
namespace {

Value text(std::string_view text) { return Value(std::string(text)); }
Value spoken(const QString& words) { return Value(words.toStdString()); }
Value orNull(std::string_view given) { return given.empty() ? Value() : text(given); }
Value orNull(const std::optional<Instant>& at) { return at ? text(formatInstant(*at)) : Value(); }

/// An object in the making.
class Fields {
public:
    Fields& add(std::string name, Value value)
    {
        m_fields.push_back({std::move(name), std::move(value)});
        return *this;
    }
    Fields& others(const OtherFields& other) { return other.empty() ? *this : add("other", Value(other)); }
    [[nodiscard]] Value done() { return Value(std::move(m_fields)); }

private:
    Value::Object m_fields;
};

template <class Range, class Make>
Value list(const Range& range, Make make)
{
    Value::Array items;
    for (const auto& item : range)
        items.push_back(make(item));
    return Value(std::move(items));
}

Value of(const FieldRef& ref)
{
    return Fields()
        .add("object", text(codeName(ref.object)))
        .add("id", orNull(ref.id))
        .add("field", text(ref.field))
        .done();
}

Value of(const Moment& moment)
{
    if (!moment.known())
        return Fields().add("at", Value()).add("origin", text(codeName(moment.origin))).done();
    return Fields()
        .add("at", text(formatInstant(moment.at)))
        .add("origin", text(codeName(moment.origin)))
        .add("from", of(moment.source))
        .done();
}

Value of(const Event& event)
{
    return Fields()
        .add("id", orNull(event.id.text()))
        .add("event_name", orNull(event.name))
        .add("payload", event.payload)
        .add("occurred_at", orNull(event.occurredAt))
        .add("received_at", orNull(event.receivedAt))
        .others(event.other)
        .done();
}

Value of(const std::optional<Event>& event) { return event ? of(*event) : Value(); }

Value of(const std::optional<Failure>& failure)
{
    if (!failure)
        return {};
    return Fields()
        .add("code", orNull(failure->code))
        .add("message", orNull(failure->message))
        .add("step_key", orNull(failure->stepKey.text()))
        .add("occurred_at", orNull(failure->occurredAt))
        .others(failure->other)
        .done();
}

Value of(const Attempt& attempt)
{
    return Fields()
        .add("number", attempt.number ? Value(*attempt.number) : Value())
        .add("started_at", orNull(attempt.startedAt))
        .add("ended_at", orNull(attempt.endedAt))
        .add("error", of(attempt.error))
        .others(attempt.other)
        .done();
}

Value of(const Deferral& deferral)
{
    return Fields()
        .add("until", orNull(deferral.until))
        .add("reason", orNull(deferral.reason))
        .others(deferral.other)
        .done();
}

Value of(const MessageEvent& event)
{
    return Fields()
        .add("type", orNull(event.type))
        .add("occurred_at", orNull(event.occurredAt))
        .others(event.other)
        .done();
}

Value listed(const Listed& listed)
{
    return text(listed.inStep && listed.inRun ? "step_and_run" : listed.inStep ? "step" : "run");
}

Value stepKeyOf(const Run& run, const std::optional<std::size_t>& step)
{
    return step ? orNull(run.steps[*step].key.text()) : Value();
}

Value stepOf(const Inspection& inspection, std::size_t index)
{
    const Run& run = inspection.run;
    const Step& step = run.steps[index];
    const Span& span = inspection.evidence.steps[index];
    return Fields()
        .add("id", orNull(step.id.text()))
        .add("step_key", orNull(step.key.text()))
        .add("step_type", orNull(step.type.name()))
        .add("status", orNull(step.status.name()))
        .add("branch_taken", orNull(step.branchTaken.name()))
        .add("started", of(span.start))
        .add("ended", of(span.end))
        .add("open", Value(span.open))
        .add("attempts", list(step.attempts, [](const Attempt& attempt) { return of(attempt); }))
        .add("deferrals", list(step.deferrals, [](const Deferral& deferral) { return of(deferral); }))
        .add("skip_reason", orNull(step.skipReason))
        .add("error", of(step.error))
        .add("condition", step.condition)
        .add("waits", list(step.waits, [&run](std::size_t wait) { return orNull(run.waits[wait].id.text()); }))
        .add("messages",
             list(step.messages, [&run](std::size_t message) { return orNull(run.messages[message].id.text()); }))
        .others(step.other)
        .done();
}

Value waitOf(const Inspection& inspection, std::size_t index)
{
    const Wait& wait = inspection.run.waits[index];
    const Span& span = inspection.evidence.waits[index];
    return Fields()
        .add("id", orNull(wait.id.text()))
        .add("step_key", stepKeyOf(inspection.run, wait.step))
        .add("waiting_for_event_name", orNull(wait.eventName))
        .add("status", orNull(wait.status.name()))
        .add("resolved_identity_value", orNull(wait.identityValue))
        .add("started", of(span.start))
        .add("ended", of(span.end))
        .add("open", Value(span.open))
        .add("timeout_at", orNull(wait.timeoutAt))
        .add("resumed_at", orNull(wait.resumedAt))
        .add("timed_out_at", orNull(wait.timedOutAt))
        .add("outcome_branch", orNull(wait.outcomeBranch.name()))
        .add("resumed_by_event", of(wait.resumedBy))
        .add("late_events", list(wait.lateEvents, [](const Event& event) { return of(event); }))
        .add("listed_in", listed(wait.listed))
        .others(wait.other)
        .done();
}

Value messageOf(const Run& run, const Message& message)
{
    return Fields()
        .add("id", orNull(message.id.text()))
        .add("channel", text(message.channel == Channel::email ? "email" : "push"))
        .add("title", orNull(message.title))
        .add("status", orNull(message.status.name()))
        .add("last_event", orNull(message.lastEvent))
        .add("step_key", stepKeyOf(run, message.step))
        .add("template_version_id", orNull(message.templateVersionId.text()))
        .add("contact_id", orNull(message.contactId.text()))
        .add("created_at", orNull(message.createdAt))
        .add("events", list(message.events, [](const MessageEvent& event) { return of(event); }))
        .add("listed_in", listed(message.listed))
        .others(message.other)
        .done();
}

Value runOf(const Inspection& inspection)
{
    const Run& run = inspection.run;
    return Fields()
        .add("id", orNull(run.id.text()))
        .add("automation_id", orNull(run.automationId.text()))
        .add("automation_version_id", orNull(run.automationVersionId.text()))
        .add("status", orNull(run.status.name()))
        .add("resolved_identity_type", orNull(run.identityType.name()))
        .add("resolved_identity_value", orNull(run.identityValue))
        .add("trigger_event_name", orNull(run.triggerEventName))
        .add("trigger_event", of(run.triggerEvent))
        .add("triggered", of(inspection.evidence.trigger))
        .add("created_at", orNull(run.createdAt))
        .add("started", of(inspection.evidence.run.start))
        .add("ended", of(inspection.evidence.run.end))
        .add("open", Value(inspection.evidence.run.open))
        .add("current_step_key", orNull(run.currentStepKey.text()))
        .add("last_error", of(run.lastError))
        .others(run.other)
        .done();
}

Value findingOf(const Finding& finding, const Inspection& inspection, const Words& words)
{
    return Fields()
        .add("code", text(codeName(finding.code)))
        .add("severity", text(codeName(finding.severity)))
        .add("check", text(codeName(finding.check)))
        .add("step_key", stepKeyOf(inspection.run, finding.step))
        .add("title", spoken(words.findingTitle(finding)))
        .add("detail", spoken(words.findingDetail(finding)))
        .add("evidence", list(finding.evidence,
                              [](const EvidenceItem& item) {
                                  return Fields().add("of", of(item.ref)).add("value", orNull(item.value)).done();
                              }))
        .done();
}

template <class Make>
Value numbered(std::size_t count, Make make)
{
    Value::Array items;
    for (std::size_t i = 0; i < count; ++i)
        items.push_back(make(i));
    return Value(std::move(items));
}

} // namespace

std::string jsonReport(const Inspection& inspection, const Words& words)
{
    const Run& run = inspection.run;
    const auto& order = inspection.evidence.order;
    const Value report =
        Fields()
            .add("inspected_at", text(formatInstant(inspection.now)))
            .add("run", runOf(inspection))
            .add("steps", list(order, [&](std::size_t step) { return stepOf(inspection, step); }))
            .add("waits", numbered(run.waits.size(), [&](std::size_t i) { return waitOf(inspection, i); }))
            .add("messages", list(run.messages, [&](const Message& message) { return messageOf(run, message); }))
            .add("story",
                 list(words.sentences(inspection.story), [](const QString& sentence) { return spoken(sentence); }))
            .add("findings", list(inspection.audit.findings,
                                  [&](const Finding& finding) { return findingOf(finding, inspection, words); }))
            .add("checks", list(inspection.audit.checks,
                                [](const CheckOutcome& outcome) {
                                    return Fields()
                                        .add("check", text(codeName(outcome.check)))
                                        .add("result", text(codeName(outcome.result)))
                                        .done();
                                }))
            .add("diagnostics", list(inspection.diagnostics.items,
                                     [](const Diagnostic& diagnostic) {
                                         return Fields()
                                             .add("code", text(codeName(diagnostic.code)))
                                             .add("pointer", text(diagnostic.pointer))
                                             .add("detail", text(diagnostic.detail))
                                             .done();
                                     }))
            .add("diagnostics_left_out", Value(static_cast<std::uint64_t>(inspection.diagnostics.suppressed)))
            .done();
    return toJson(report, 2) + '\n';
}

} // namespace runlens
