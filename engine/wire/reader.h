// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the wire contract to domain values: tolerant of what it does not know, strict about what is not JSON.
//
// A field of the wrong type costs that field, with a diagnostic; its raw value goes to the object's `other`, as unknown
// fields do. An item of the wrong type costs that item; it goes to the owner's `other` under "field/index". Missing,
// null and absent are the same. Repeated fields: the first counts.
//
// Errors, all with the place in `where` ("byte 17 (line 2, column 3)"; bytes from 0, line and column from 1): empty,
// tooLarge, tooDeep, tooManyItems (see limits.h), invalidUtf8, malformedJson, numberOutOfRange; wrongDocument for
// well-formed JSON of another kind, serverRefused for an error body. A byte order mark at the start is skipped.
//
// Every function here is free of state: any thread may call it. A body of 64 MiB takes about half a second.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// One page of a list of runs. Rows of the same id are one: where both have a value, that of the later row counts.
struct RunPage {
    std::vector<Run> runs;
    bool hasMore = false;
    std::string nextCursor; ///< empty on the last page

    friend bool operator==(const RunPage&, const RunPage&) = default;
};

/// What a server says when it refuses.
struct ServerError {
    std::optional<std::int64_t> status; ///< of HTTP
    std::string code;
    std::string message;
    Value details; ///< null where none

    friend bool operator==(const ServerError&, const ServerError&) = default;
};

/// A run detail: `{"data": {…}}` or the bare object.
[[nodiscard]] Result<Parsed<Run>> readRun(std::string_view json);

/// `{"data": […], has_more, next_cursor}`, the same one level down in `data` (there also as `runs` or `items`), or the
/// bare list.
[[nodiscard]] Result<Parsed<RunPage>> readRunList(std::string_view json);

/// `{"data": {…}}`, the bare automation, or a definition alone (then everything but `definition` is empty).
[[nodiscard]] Result<Parsed<Automation>> readAutomation(std::string_view json);

/// `{"status": 404, "error": {"code", "message", "details"}}`; an `error` that is a text is the message.
[[nodiscard]] Result<ServerError> readErrorBody(std::string_view json);

} // namespace runlens
