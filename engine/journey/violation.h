// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a definition, as data. `engine/words` holds one sentence per code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::journey {

/// With the arguments, in order. A "step" is a step's key, else "#3" for the third.
enum class ViolationCode : std::uint8_t {
    triggerMissing,        ///< none
    triggerRepeated,       ///< step: a step that would be a second trigger
    eventNameMalformed,    ///< name
    systemEventUnknown,    ///< name: begins with "sendrealm.", and the platform emits no such event. A warning
    stepKeyMissing,        ///< none
    stepKeyRepeated,       ///< key, pointer of the first that has it
    stepKeyReserved,       ///< key
    stepTypeMissing,       ///< step
    stepTypeUnknown,       ///< step, type
    configMissing,         ///< step, type
    configFieldMissing,    ///< step, field
    configFieldWrongType,  ///< step, field, in detail: "expected a text, found a number"
    configFieldUnknown,    ///< step, field: it does nothing. A warning
    durationNotPositive,   ///< step, field
    durationTooLong,       ///< step, field, the longest in days
    durationMalformed,     ///< step, field, text
    connectionIncomplete,  ///< "from" or "to"
    connectionFromUnknown, ///< node
    connectionToUnknown,   ///< node
    connectionToTrigger,   ///< node it comes from
    branchUnknown,         ///< node, branch
    branchDoesNotFit,      ///< node, branch, the branches that fit ("true, false")
    branchRepeated,        ///< node, branch, pointer of the first
    cycle,                 ///< the keys along it, the first again at the end
    stepUnreachable,       ///< step
    outcomeUnconnected,    ///< step or "trigger", branch: it completes the run. A warning
    templateUnknown,       ///< step, template version
    templateNotPublished,  ///< step, template version
    templateWrongChannel,  ///< step, template version
    audienceUnknown,       ///< step, audience
    topicUnknown,          ///< step, topic
    domainUnknown,         ///< step, domain
    pushAppUnknown,        ///< step, push app
    conditionTypeUnknown,  ///< step, type
    conditionEmpty,        ///< step: "and" or "or" of no rules
    conditionFieldUnknown, ///< step, field: it begins with neither "event." nor "contact."
    operatorUnknown,       ///< step, operator
    operandMissing,        ///< step, operator
    operandDoesNotFit,     ///< step, operator, in detail
    filterFieldEmpty,      ///< step or "trigger", the filter's key
    filterDoesNotFit,      ///< step or "trigger", the filter's key, in detail
};
inline constexpr std::size_t violationCodeCount = static_cast<std::size_t>(ViolationCode::filterDoesNotFit) + 1;

enum class Gravity : std::uint8_t {
    error,   ///< the definition cannot be published
    warning, ///< it can, and may not do what was meant
};

struct Violation {
    ViolationCode code = ViolationCode::triggerMissing;
    std::string pointer; ///< JSON pointer (RFC 6901) from the definition: "/steps/2/config/timeout_seconds"
    std::vector<std::string> arguments;

    friend bool operator==(const Violation&, const Violation&) = default;
};

[[nodiscard]] Gravity gravityOf(ViolationCode code) noexcept;
/// Where the definition stands in a document ("/data/definition"): makes pointers from it, arguments included, pointers
/// from the document.
void movePointers(std::vector<Violation>& violations, std::string_view root);
/// A stable name for JSON and for tests: "step_key_repeated".
[[nodiscard]] std::string_view nameOf(ViolationCode code) noexcept;

} // namespace runlens::journey
