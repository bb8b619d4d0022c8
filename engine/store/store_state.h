// SPDX-License-Identifier: GPL-3.0-or-later
// What a store and its one transaction share. Private to store.
#pragma once

#include "engine/store/execution_lock.h"
#include "engine/store/statements.h"

#include <memory>
#include <utility>

namespace runlens::store {

struct StoreState {
    StoreState(std::unique_ptr<ExecutionLock> heldLock, std::unique_ptr<Connection> open, Epoch counted)
        : lock(std::move(heldLock)), connection(std::move(open)), epoch(counted)
    {
    }

    std::unique_ptr<ExecutionLock> lock; ///< let go of last
    std::unique_ptr<Connection> connection;
    Statements sql{*connection};
    Epoch epoch{};
    bool inTransaction = false;
    bool broken = false;      ///< a commit failed: what this knows of the file may be wrong
    RunNumber retainedUpTo{}; ///< where retention looks next: runs up to here were kept, or are gone
};

} // namespace runlens::store
