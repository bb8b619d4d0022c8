// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <string>

namespace runlens {

/// The inspection of one run as Markdown (CommonMark with tables), UTF-8. The run's own texts are escaped: they are
/// shown as they are, and neither format nor link.
[[nodiscard]] std::string markdownReport(const Inspection& inspection, const Words& words);

} // namespace runlens
