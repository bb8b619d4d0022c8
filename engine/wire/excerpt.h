// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a document as it came, for the raw view, and where the parts of a run stand in it.
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

// Both take as long as reading `json` does: longer documents are not for the window's thread. Free of state.

/// The value at `pointer` (RFC 6901; empty is the whole document), fields on lines of their own and indented by two
/// blanks. The order of fields, and every number and text, are those of the document, letter for letter. Of a field
/// that stands twice, the one that readers take: the first that is not null.
///
/// `json` is one that a reader took; of another the text is that of its pieces, or there is an error. Errors: usage
/// where there is no such place, with the pointer in `where`; malformedJson; tooDeep; tooLarge where the indented text
/// is over maxBodyBytes.
[[nodiscard]] Result<std::string> excerpt(std::string_view json, std::string_view pointer);

/// JSON pointers into a document.
struct RunPlaces {
    std::string run; ///< empty where the run is the whole document
    std::vector<std::string>
        steps; ///< by index into Run::steps, Run::waits and Run::messages. What is listed twice has
    std::vector<std::string> waits; ///< the place within its step
    std::vector<std::string> messages;

    friend bool operator==(const RunPlaces&, const RunPlaces&) = default;
};

/// Where the run of that number stands, from 0: counted as the readers do, so that what is no run has no number. Rows
/// of one id count each. A run detail has one. Errors: those of readRun and readRunList; usage where there are fewer
/// runs.
[[nodiscard]] Result<RunPlaces> placesOfRun(std::string_view json, std::size_t run);

/// RunPlaces::run alone.
[[nodiscard]] Result<std::string> pointerToRun(std::string_view json, std::size_t run);

} // namespace runlens
