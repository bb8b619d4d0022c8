// SPDX-License-Identifier: GPL-3.0-or-later
// What free text is searched for in: one function for archives and for runs in memory.
//
// A run's searchable text is its texts, folded, one a line, each once: ids (run, automation, version, events, steps,
// waits, messages, templates, contacts), identities, names and payloads of events (names of fields, texts, numbers and
// truths), subjects and titles, keys of steps, and errors ("code: message").
#pragma once

#include "engine/domain/run.h"
#include "engine/table/run_summary.h"

#include <string>
#include <string_view>

namespace runlens {

/// Takes the case from a text, by the simple case folding of Unicode: a character for a character ("Ä" and "ä" are
/// alike, "ß" and "ss" are not, and accents count). Control characters become blanks, what is not UTF-8 U+FFFD.
[[nodiscard]] std::string foldedText(std::string_view text);

[[nodiscard]] std::string searchableText(const Run& run);
/// Contained in that of the run which it sums up.
[[nodiscard]] std::string searchableText(const RunSummary& run);
/// The lines of both, each once.
[[nodiscard]] std::string joinedTexts(std::string_view first, std::string_view second);

/// Does it stand within one of its texts? `folded` is a folded text.
[[nodiscard]] bool containsText(std::string_view searchable, std::string_view folded) noexcept;

} // namespace runlens
