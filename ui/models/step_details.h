// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector says of a run and of its parts, as rows of a form. Everything that was told is there, and what was
// concluded; what is absent has no row.
#pragma once

#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runlens {

/// What colour a value has; it never says anything that its text does not.
enum class DetailTone : std::uint8_t { ink, muted, active, completed, timedOut, failed };

struct DetailRow {
    QString label;
    QString value;     ///< one line, safe to show
    QString note;      ///< how it is known, and what else there is to say of it; may be empty
    bool mono = false; ///< written by a machine: an id, a key, a time
    DetailTone tone = DetailTone::ink;

    friend bool operator==(const DetailRow&, const DetailRow&) = default;
};
using DetailRows = std::vector<DetailRow>;

// Indices are of Inspection::run, and must be in range. Linear in what is shown; any thread.

[[nodiscard]] DetailRows detailsOfRun(const Inspection& inspection, const Words& words);
/// Empty where the run has neither a trigger event nor the name of one.
[[nodiscard]] DetailRows detailsOfTrigger(const Inspection& inspection, const Words& words);
/// A step with its waits: of a wait step these come first.
[[nodiscard]] DetailRows detailsOfStep(const Inspection& inspection, std::size_t step, const Words& words);
[[nodiscard]] DetailRows detailsOfWait(const Inspection& inspection, std::size_t wait, const Words& words);
[[nodiscard]] DetailRows detailsOfMessage(const Inspection& inspection, std::size_t index, const Words& words);

/// What "Copy answer" puts on the clipboard: up to six whole sentences, fit to be sent to a customer; no ids, no
/// identity and no error texts but short codes. Fewer only where there is less to say.
[[nodiscard]] QString answerOf(const Inspection& inspection, const Words& words);

} // namespace runlens
