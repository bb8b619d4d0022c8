// SPDX-License-Identifier: GPL-3.0-or-later
// A run of a store, told as the contract's run detail.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/run.h"
#include "engine/journey/plan.h"
#include "engine/store/reader.h"

#include <memory>
#include <optional>
#include <string>

namespace runlens::runtime {

/// One thread at a time, as the reader it reads from, which must live longer.
class RunTeller {
public:
    explicit RunTeller(store::Reader& reader);
    RunTeller(const RunTeller&) = delete;
    RunTeller& operator=(const RunTeller&) = delete;
    ~RunTeller();

    /// The whole run; none where there is none of that number.
    [[nodiscard]] Result<std::optional<Run>> tell(store::RunNumber number);
    /// A run that was read already, as a row of a list: without steps, waits and messages, with `shape` and
    /// `sentCount`.
    [[nodiscard]] Result<Run> tellRow(const store::RunPageRow& row);

private:
    struct Plans;

    [[nodiscard]] Result<Run> tellWhole(const store::RunRow& row, const store::EventRow& trigger);
    [[nodiscard]] Result<std::shared_ptr<const journey::Plan>> planOf(store::VersionNumber number);
    [[nodiscard]] std::string titleOf(const TemplateVersionId& id);

    store::Reader& m_reader;
    std::unique_ptr<Plans> m_plans;
};

} // namespace runlens::runtime
