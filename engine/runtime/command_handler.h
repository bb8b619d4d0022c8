// SPDX-License-Identifier: GPL-3.0-or-later
// Private to runtime.
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/session.h"

namespace runlens::runtime {

/// Carries out one command; what follows from it waits in the session. A command that is refused has changed nothing.
/// Where the store failed the reply means nothing: see Session::failure.
[[nodiscard]] Result<Reply> handle(Session& session, const Command& command);

/// Who is meant, found or made.
struct Resolved {
    ContactWork* contact = nullptr;
    IdentityType type = IdentityType::unknown;
    std::string value; ///< as events show it
    bool created = false;
};
/// Errors: notFound (no contact of that contact id), unprocessable.
[[nodiscard]] Result<Resolved> resolve(Session& session, const Identity& identity);

/// Notes what somebody did by hand, with the rest of the transaction.
void audit(Session& session, std::string action, std::string object, const std::string& who, const std::string& reason);

// By what they are about (command_*.cpp).
[[nodiscard]] Result<Reply> carryOut(Session& session, const IngestEvent& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const PutContact& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const ReportMessage& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const CreateAutomation& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const ChangeAutomation& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const PublishAutomation& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const PauseAutomation& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const ResumeAutomation& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const PutAsset& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const CancelRun& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const RetryRun& command);
[[nodiscard]] Result<Reply> carryOut(Session& session, const ReplayDeadLetter& command);

[[nodiscard]] inline std::unexpected<Error> refused(ErrorCode code, std::string message, std::string where = {})
{
    return std::unexpected(Error{code, std::move(message), std::move(where)});
}

} // namespace runlens::runtime
