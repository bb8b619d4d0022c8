// SPDX-License-Identifier: GPL-3.0-or-later
// The key that clients must show. It is never logged, and stands in no argument and no URL.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <utility>

namespace runlens::server {

class ApiKey {
public:
    /// Not empty.
    explicit ApiKey(std::string text) : m_text(std::move(text)) {}

    /// In a time that does not tell how much of it is right.
    [[nodiscard]] bool equals(std::string_view shown) const noexcept;
    /// For whoever writes it to a file or hands it to a client.
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

private:
    std::string m_text;
};

struct KeyFound {
    ApiKey key;
    bool made = false; ///< was not there, and is in the file now
};

/// The key: of `file` where it was named; else what the environment's RUNLENS_API_KEY says, if anything; else that of
/// `file`. Where the file that counts does not exist, a new key of 256 random bits is stored in it, readable by its
/// owner alone, its folder made if need be. Errors, the file in `where`: invalidDocument for a file that others than
/// its owner may read or write, or that holds no key (16 to 512 visible characters in one line); unreadable;
/// writeFailed.
[[nodiscard]] Result<KeyFound> findKey(const std::string& file, bool fileWasNamed);

} // namespace runlens::server
