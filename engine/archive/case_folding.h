// SPDX-License-Identifier: GPL-3.0-or-later
// Private to archive.
#pragma once

namespace runlens {

/// A character without its case, by the simple case folding of Unicode 15.
[[nodiscard]] char32_t foldedCase(char32_t character) noexcept;

} // namespace runlens
