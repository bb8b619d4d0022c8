// SPDX-License-Identifier: GPL-3.0-or-later
// What kind of document this is, judged by its first fields. For wire and source alone.
#pragma once

#include <cstdint>
#include <string_view>

namespace runlens {

enum class DocumentKind : std::uint8_t {
    anyObject, ///< an object with nothing of what we know, or no JSON at all
    run,
    runList,
    otherList, ///< its first item is no object
    automation,
    definition,
    errorBody,
    notAnObject, ///< a text, a number, true, false or null; also as `data`
};

struct Sniffed {
    DocumentKind kind = DocumentKind::anyObject;
    bool inData = false; ///< it stands in the field `data`
};

/// Reads no further than it must, and judges no syntax: of what is no JSON it says anything.
[[nodiscard]] Sniffed sniff(std::string_view json) noexcept;

/// "a run", "a list of runs", …
[[nodiscard]] std::string_view nameOf(DocumentKind kind) noexcept;

} // namespace runlens
