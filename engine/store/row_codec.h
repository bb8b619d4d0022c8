// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the tables as the structs of rows.h. The columns of each in the order in which its reader takes them. Private
// to store.
#pragma once

#include "engine/store/rows.h"
#include "engine/store/statement.h"

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace runlens::store {

namespace columns {
inline const std::string automations =
    "number, name, description, status, reentry, definition, editor_layout, current, created_at, updated_at";
inline const std::string versions = "number, automation, ordinal, definition, published_at";
inline const std::string assets = "kind, id, name, status, channel, title, created_at";
inline const std::string contacts =
    "number, external_id, email, flags, zone, attributes, audiences, topics, created_at, updated_at";
inline const std::string events = "sequence, contact, received_at, occurred_at, depth, identity_type, name, "
                                  "identity_value, idempotency_key, payload";
inline const std::string refusals = "event, automation, why, at";
inline const std::string runs = "number, automation, version, contact, trigger, status, created_at, started_at, "
                                "finished_at, due, timer, waits, listens, changes, current_step, state, history";
inline constexpr int ofRuns = 17; ///< how many
inline const std::string outbox = "run, contact, step, attempt, created_at, claimed_by, epoch, fence, lease_until";
inline const std::string slots = "contact, run, step, taken_at, channel";
inline const std::string deadLetters =
    "number, run, event, automation, step_key, code, message, failed_at, replayed_at";
inline const std::string audit = "at, who, action, object, reason";
} // namespace columns

// Each reads the row at hand, from the column `first` on.
[[nodiscard]] AutomationRow readAutomationRow(const Use& row);
[[nodiscard]] VersionRow readVersionRow(const Use& row);
[[nodiscard]] AssetRow readAssetRow(const Use& row);
[[nodiscard]] RefusalRow readRefusalRow(const Use& row);
[[nodiscard]] RunRow readRunRow(const Use& row);
[[nodiscard]] OutboxRow readOutboxRow(const Use& row);
[[nodiscard]] SlotRow readSlotRow(const Use& row);
[[nodiscard]] DeadLetterRow readDeadLetterRow(const Use& row);
[[nodiscard]] AuditRow readAuditRow(const Use& row);
// What holds JSON may hold none: storeCorrupt.
[[nodiscard]] Result<ContactRow> readContactRow(const Use& row);
[[nodiscard]] Result<EventRow> readEventRow(const Use& row, int first = 0);

/// What of a contact stands as JSON and flags.
struct ContactColumns {
    explicit ContactColumns(const journey::Contact& contact);

    std::int64_t flags = 0;
    std::string attributes;
    std::string audiences;
    std::string topics;
};

/// JSON of a payload; empty for null.
[[nodiscard]] std::string payloadText(const Value& payload);

/// All rows of an execution, each read by `read`: a row, or a result of one.
template <class Row, class Read>
[[nodiscard]] Result<std::vector<Row>> allRows(Use& use, Read read)
{
    std::vector<Row> rows;
    while (use.next()) {
        if constexpr (std::same_as<std::invoke_result_t<Read, const Use&>, Row>) {
            rows.push_back(read(use));
        } else {
            auto row = read(use);
            if (!row)
                return std::unexpected(std::move(row.error()));
            rows.push_back(std::move(*row));
        }
    }
    if (use.failed())
        return std::unexpected(use.error());
    return rows;
}

/// The first row, or none.
template <class Row, class Read>
[[nodiscard]] Result<std::optional<Row>> oneRow(Use& use, Read read)
{
    if (use.next())
        return read(use);
    if (use.failed())
        return std::unexpected(use.error());
    return std::nullopt;
}

} // namespace runlens::store
