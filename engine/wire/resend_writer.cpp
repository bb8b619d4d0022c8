// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/resend_writer.h"

#include "engine/wire/reader.h"

namespace runlens {
namespace {

void textField(JsonStream& out, std::string_view name, std::string_view text)
{
    out.key(name);
    out.text(text);
}

void timeField(JsonStream& out, std::string_view name, const std::optional<Instant>& time)
{
    out.key(name);
    if (time)
        out.time(*time);
    else
        out.null();
}

std::string_view runWord(const Named<RunStatus>& status)
{
    const bool goesOn = status == RunStatus::queued || status == RunStatus::waiting;
    return goesOn ? wireName(RunStatus::running) : status.name();
}

std::string_view stepWord(const Named<StepStatus>& status)
{
    if (status == StepStatus::queued)
        return wireName(StepStatus::pending);
    if (status == StepStatus::cancelled)
        return wireName(StepStatus::skipped);
    return status.name();
}

std::string_view typeWord(const Named<StepType>& type)
{
    switch (type.value) {
    case StepType::sendEmailTemplate: return "send_email";
    case StepType::addToAudience: return "add_to_segment";
    default: return type.name();
    }
}

std::string_view edgeWord(const Named<Branch>& branch)
{
    switch (branch.value) {
    case Branch::next: return "default";
    case Branch::isTrue: return "condition_met";
    case Branch::isFalse: return "condition_not_met";
    case Branch::received: return "event_received";
    case Branch::timeout: return "timeout";
    case Branch::unknown: break;
    }
    return branch.name();
}

void writeOutput(JsonStream& out, const Step& step)
{
    out.key("output");
    if (!step.branchTaken.present() && step.condition.isNull()) {
        out.null();
        return;
    }
    out.beginObject();
    if (step.branchTaken.present())
        textField(out, "branch", edgeWord(step.branchTaken));
    if (!step.condition.isNull()) {
        out.key("condition");
        out.value(step.condition);
    }
    out.endObject();
}

void writeError(JsonStream& out, const std::optional<Failure>& error)
{
    out.key("error");
    if (!error) {
        out.null();
        return;
    }
    out.beginObject();
    textField(out, "code", error->code);
    textField(out, "message", error->message);
    out.endObject();
}

void writeStep(JsonStream& out, const Run& run, const Step& step)
{
    out.beginObject();
    textField(out, "key", step.key.text());
    textField(out, "type", typeWord(step.type));
    textField(out, "status", stepWord(step.status));
    writeOutput(out, step);
    writeError(out, step.error);
    timeField(out, "started_at", step.startedAt);
    timeField(out, "completed_at", step.completedAt);
    timeField(out, "created_at", step.startedAt ? step.startedAt : run.createdAt);
    out.endObject();
}

void writeRunHead(JsonStream& out, const Run& run)
{
    textField(out, "id", run.id.text());
    textField(out, "status", runWord(run.status));
    timeField(out, "started_at", run.startedAt);
    timeField(out, "completed_at", run.completedAt);
    timeField(out, "created_at", run.createdAt);
}

void writeSteps(JsonStream& out, const Definition& definition)
{
    out.key("steps");
    out.beginList();
    out.beginObject();
    textField(out, "key", "trigger");
    textField(out, "type", "trigger");
    out.key("config");
    out.beginObject();
    textField(out, "event_name", definition.triggerEventName);
    out.endObject();
    out.endObject();
    for (const StepDefinition& step : definition.steps) {
        out.beginObject();
        textField(out, "key", step.key.text());
        textField(out, "type", typeWord(step.type));
        out.key("config");
        if (step.config.as<Value::Object>() != nullptr)
            out.value(step.config);
        else
            out.raw("{}");
        out.endObject();
    }
    out.endList();
}

void writeConnections(JsonStream& out, const Definition& definition)
{
    out.key("connections");
    out.beginList();
    for (const Connection& connection : definition.connections) {
        out.beginObject();
        textField(out, "from", connection.from);
        textField(out, "to", connection.to);
        textField(out, "type", edgeWord(connection.branch));
        out.endObject();
    }
    out.endList();
}

} // namespace

void appendResendRun(JsonStream& out, const Run& run)
{
    out.beginObject();
    textField(out, "object", "automation_run");
    writeRunHead(out, run);
    out.key("steps");
    out.beginList();
    for (const Step& step : run.steps)
        writeStep(out, run, step);
    out.endList();
    out.endObject();
}

void appendResendRunRow(JsonStream& out, const Run& run)
{
    out.beginObject();
    writeRunHead(out, run);
    out.endObject();
}

void writeResendAutomationHead(JsonStream& out, const AutomationAnswer& automation)
{
    textField(out, "id", automation.id.text());
    textField(out, "name", automation.name);
    textField(out, "status", automation.status == "active" ? "enabled" : "disabled");
    timeField(out, "created_at", automation.createdAt);
    timeField(out, "updated_at", automation.updatedAt);
}

std::string resendAutomationAnswer(const AutomationAnswer& automation)
{
    const auto read = readAutomation(automation.definition);
    const Definition definition = read ? read->value.definition : Definition{}; // it was read when it was stored
    std::string text;
    JsonStream out(text);
    out.beginObject();
    textField(out, "object", "automation");
    writeResendAutomationHead(out, automation);
    writeSteps(out, definition);
    writeConnections(out, definition);
    out.endObject();
    return text;
}

} // namespace runlens
