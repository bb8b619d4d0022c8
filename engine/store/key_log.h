// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that were seen, in a file of their own: what a provider that drops repetitions remembers.
#pragma once

#include "engine/base/result.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::store {

/// One thread at a time.
class KeyLog {
public:
    KeyLog() = default;
    KeyLog(const KeyLog&) = delete;
    KeyLog& operator=(const KeyLog&) = delete;
    virtual ~KeyLog() = default;

    /// Notes the keys, all or none, and returns once they would survive a loss of power: of each, whether it is new.
    [[nodiscard]] virtual Result<std::vector<bool>> note(std::span<const std::string_view> keys) = 0;
};

/// Made where it is not there; `vfs` as in SqliteOptions. Errors: those of openStore.
[[nodiscard]] Result<std::unique_ptr<KeyLog>> openKeyLog(const std::string& path, const std::string& vfs = {});

} // namespace runlens::store
