// SPDX-License-Identifier: GPL-3.0-or-later
// What did not fit while a document was read, and cost no more than itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace runlens {

enum class DiagnosticCode : std::uint8_t {
    wrongType,         ///< another kind of JSON value than the contract says; kept in the object's `other`
    badTime,           ///< a text that is no time we read, or one out of range; kept in the object's `other`
    badDuration,       ///< a length of time that is none; the definition's raw config keeps it
    repeatedField,     ///< the same field again in one object; the first counts, this one is kept in `other`
    missingId,         ///< an object that others refer to by id has none
    repeatedId,        ///< the same id again; rows of a list are merged, steps, waits and messages are all kept
    danglingReference, ///< an id or key of a step that this run does not have
    stepsOutOfOrder,   ///< a step that started before one listed ahead of it
    contradiction,     ///< two listings of one wait or message say different things; see Run::contradictions
    // Of our own formats, which are read strictly: a document with one of these is not used.
    unknownField, ///< nothing of that name is known here
    missingField, ///< it must be there
    badValue,     ///< of the wrong type, out of its range, or it does not fit what stands elsewhere
    // Of several documents.
    repeatedCursor, ///< a page whose next one came before: the list ends here
};

struct Diagnostic {
    DiagnosticCode code = DiagnosticCode::wrongType;
    std::string pointer; ///< where in the document: a JSON pointer (RFC 6901); empty is the whole document
    std::string detail;  ///< technical, in English: "expected a time, found a number"

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// The first thousand diagnostics of a document, in the order of reading, and how many more there were.
struct Diagnostics {
    static constexpr std::size_t limit = 1000;

    std::vector<Diagnostic> items;
    std::size_t suppressed = 0;

    [[nodiscard]] bool empty() const noexcept { return items.empty(); }
    /// Is the next one kept? Where it is not, its text need not be made.
    [[nodiscard]] bool hasRoom() const noexcept { return items.size() < limit; }
    void add(DiagnosticCode code, std::string pointer, std::string detail)
    {
        if (hasRoom())
            items.push_back({code, std::move(pointer), std::move(detail)});
        else
            ++suppressed;
    }

    friend bool operator==(const Diagnostics&, const Diagnostics&) = default;
};

/// A value that was read, and what did not fit.
template <class T>
struct Parsed {
    T value;
    Diagnostics diagnostics;
};

} // namespace runlens
