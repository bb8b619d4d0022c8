// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <string>

namespace runlens {

/// The inspection of one run as JSON, indented, with a newline at its end. Times are `{"at", "origin", "from"}`: `at`
/// is null where unknown, `from` names the field it was read or concluded from. Codes are those of code_names.h;
/// `text`, `title` and `detail` are for people, in the language of `words`. Fields of the document that we do not know
/// are under `other`.
[[nodiscard]] std::string jsonReport(const Inspection& inspection, const Words& words);

} // namespace runlens
