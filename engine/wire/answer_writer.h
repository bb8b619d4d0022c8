// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a server, as its clients' readers (reader.h) take them: one line of JSON each. What readRun, readRunList,
// readAutomation and readErrorBody read back is what was written.
//
// Clients of Resend's dialect share the lists, whose fields are those of both; single things they expect without `data`
// around them, and in words of their own.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/wire/json_stream.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

enum class Dialect : std::uint8_t { sendrealm, resend };

/// One thing that is wrong with a request.
struct ErrorDetail {
    std::string pointer; ///< where in the body: a JSON pointer
    std::string message;
    std::string code; ///< a stable name; empty: none
    bool warning = false;

    friend bool operator==(const ErrorDetail&, const ErrorDetail&) = default;
};
struct ErrorAnswer {
    int status = 500;
    std::string_view code;
    std::string_view message;
    std::span<const ErrorDetail> details; ///< empty: null is written
};
/// `{"status", "error": {"code", "message", "details": [{"pointer", "message", "code"?, "severity"?}]}}`; for Resend's
/// clients with the fields that they look at beside.
[[nodiscard]] std::string errorAnswer(const ErrorAnswer& error, Dialect dialect = Dialect::sendrealm);

void beginListAnswer(JsonStream& out);
void endListAnswer(JsonStream& out, std::string_view nextCursor);
/// `{"object": "list", "data": […], "has_more", "next_cursor"}`. `row(out, item)` writes one; an empty `nextCursor`
/// says that this is the last page, and is written as null.
template <class Rows, class WriteRow>
[[nodiscard]] std::string listAnswer(const Rows& rows, std::string_view nextCursor, WriteRow row)
{
    std::string text;
    JsonStream out(text);
    beginListAnswer(out);
    for (const auto& item : rows)
        row(out, item);
    endListAnswer(out, nextCursor);
    return text;
}
/// `{"data": {…}}`; `fields(out)` writes what stands in it.
template <class WriteFields>
[[nodiscard]] std::string dataAnswer(WriteFields fields)
{
    std::string text;
    JsonStream out(text);
    out.beginObject();
    out.key("data");
    out.beginObject();
    fields(out);
    out.endObject();
    out.endObject();
    return text;
}

/// A run detail: `{"data": {…}}`; of Resend `{"object": "automation_run", …}`.
[[nodiscard]] std::string runAnswer(const Run& run, Dialect dialect);
/// A page of runs, as rows of their own.
[[nodiscard]] std::string runPageAnswer(std::span<const Run> rows, std::string_view nextCursor, Dialect dialect);

/// An automation as a server has it: texts of JSON as they were stored.
struct AutomationAnswer {
    AutomationId id;
    std::string name;
    std::string description;
    std::string status;  ///< "draft", "active" or "paused"
    std::string reentry; ///< "every_time", "once" or "one_at_a_time"
    std::string_view definition;
    std::string_view editorLayout; ///< may be empty
    std::optional<PublishedVersion> version;
    Instant createdAt{};
    Instant updatedAt{};
};
[[nodiscard]] std::string automationAnswer(const AutomationAnswer& automation, Dialect dialect);
/// What publish, pause and resume tell: `{"data": {"id", "status", "current_published_version"}}`.
[[nodiscard]] std::string automationStateAnswer(const AutomationAnswer& automation);
[[nodiscard]] std::string automationPageAnswer(std::span<const AutomationAnswer> rows, std::string_view nextCursor,
                                               Dialect dialect);

} // namespace runlens
