// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/answer_writer.h"

#include "engine/wire/resend_writer.h"
#include "engine/wire/run_writer.h"

namespace runlens {
namespace {

void writeDetail(JsonStream& out, const ErrorDetail& detail)
{
    out.beginObject();
    out.key("pointer");
    out.text(detail.pointer);
    out.key("message");
    out.text(detail.message);
    if (!detail.code.empty()) {
        out.key("code");
        out.text(detail.code);
        out.key("severity");
        out.text(detail.warning ? "warning" : "error");
    }
    out.endObject();
}

void writeVersion(JsonStream& out, const std::optional<PublishedVersion>& version)
{
    out.key("current_published_version");
    if (!version) {
        out.null();
        return;
    }
    out.beginObject();
    out.key("id");
    out.text(version->id.text());
    if (version->number) {
        out.key("version_number");
        out.number(*version->number);
    }
    out.key("state");
    out.text(version->state);
    out.endObject();
}

/// All but definition and layout.
void writeHead(JsonStream& out, const AutomationAnswer& automation)
{
    out.key("id");
    out.text(automation.id.text());
    out.key("name");
    out.text(automation.name);
    out.key("description");
    out.text(automation.description);
    out.key("status");
    out.text(automation.status);
    out.key("reentry");
    out.text(automation.reentry);
    writeVersion(out, automation.version);
    out.key("created_at");
    out.time(automation.createdAt);
    out.key("updated_at");
    out.time(automation.updatedAt);
}

} // namespace

std::string errorAnswer(const ErrorAnswer& error, Dialect dialect)
{
    std::string text;
    JsonStream out(text);
    out.beginObject();
    out.key("status");
    out.number(std::int64_t{error.status});
    out.key("error");
    out.beginObject();
    out.key("code");
    out.text(error.code);
    out.key("message");
    out.text(error.message);
    out.key("details");
    if (error.details.empty()) {
        out.null();
    } else {
        out.beginList();
        for (const ErrorDetail& detail : error.details)
            writeDetail(out, detail);
        out.endList();
    }
    out.endObject();
    if (dialect == Dialect::resend) {
        out.key("name");
        out.text(error.code);
        out.key("message");
        out.text(error.message);
        out.key("statusCode");
        out.number(std::int64_t{error.status});
    }
    out.endObject();
    return text;
}

void beginListAnswer(JsonStream& out)
{
    out.beginObject();
    out.key("object");
    out.text("list");
    out.key("data");
    out.beginList();
}

void endListAnswer(JsonStream& out, std::string_view nextCursor)
{
    out.endList();
    out.key("has_more");
    out.boolean(!nextCursor.empty());
    out.key("next_cursor");
    if (nextCursor.empty())
        out.null();
    else
        out.text(nextCursor);
    out.endObject();
}

std::string runAnswer(const Run& run, Dialect dialect)
{
    std::string text;
    JsonStream out(text);
    if (dialect == Dialect::resend) {
        appendResendRun(out, run);
        return text;
    }
    out.beginObject();
    out.key("data");
    appendRun(out, run);
    out.endObject();
    return text;
}

std::string runPageAnswer(std::span<const Run> rows, std::string_view nextCursor, Dialect dialect)
{
    return listAnswer(rows, nextCursor, [dialect](JsonStream& out, const Run& run) {
        if (dialect == Dialect::resend)
            appendResendRunRow(out, run);
        else
            appendRun(out, run);
    });
}

std::string automationAnswer(const AutomationAnswer& automation, Dialect dialect)
{
    if (dialect == Dialect::resend)
        return resendAutomationAnswer(automation);
    return dataAnswer([&automation](JsonStream& out) {
        writeHead(out, automation);
        out.key("definition");
        out.raw(automation.definition);
        if (!automation.editorLayout.empty()) {
            out.key("editor_layout");
            out.raw(automation.editorLayout);
        }
    });
}

std::string automationStateAnswer(const AutomationAnswer& automation)
{
    return dataAnswer([&automation](JsonStream& out) {
        out.key("id");
        out.text(automation.id.text());
        out.key("status");
        out.text(automation.status);
        writeVersion(out, automation.version);
    });
}

std::string automationPageAnswer(std::span<const AutomationAnswer> rows, std::string_view nextCursor, Dialect dialect)
{
    return listAnswer(rows, nextCursor, [dialect](JsonStream& out, const AutomationAnswer& automation) {
        out.beginObject();
        if (dialect == Dialect::resend)
            writeResendAutomationHead(out, automation);
        else
            writeHead(out, automation);
        out.endObject();
    });
}

} // namespace runlens
