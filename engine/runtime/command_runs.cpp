// SPDX-License-Identifier: GPL-3.0-or-later
// Commands about runs and dead letters.
#include "engine/runtime/command_handler.h"

#include <utility>

namespace runlens::runtime {
namespace {

RunReceipt receiptOf(const RunWork& run) { return {store::idOf(run.row.number), statusOf(run.state.phase)}; }

Result<RunWork*> runOf(Session& session, const RunId& id)
{
    const auto number = store::runNumberOf(id.text());
    RunWork* run = number ? session.run(*number) : nullptr;
    if (run == nullptr)
        return refused(ErrorCode::notFound, "there is no such run", id.text());
    return run;
}

/// At the failed step, with its key and fresh attempts; its dead letter is replayed with that.
Result<Reply> retry(Session& session, RunWork& run)
{
    if (session.give(run, journey::Retry{}))
        return refused(ErrorCode::conflict, "only a failed run can be retried", store::idOf(run.row.number).text());
    if (auto letter = session.take(session.transaction().openDeadLetterOf(run.row.number))) {
        letter->replayedAt = session.now();
        session.take(session.transaction().putDeadLetter(*letter));
    }
    session.settle();
    return receiptOf(run);
}

} // namespace

Result<Reply> carryOut(Session& session, const CancelRun& command)
{
    const auto run = runOf(session, command.id);
    if (!run)
        return std::unexpected(run.error());
    if (session.give(**run, journey::Cancel{session.outboxOf(**run)}))
        return refused(ErrorCode::conflict, "the run is over", command.id.text());
    audit(session, "run.cancel", command.id.text(), command.who, command.reason);
    return receiptOf(**run);
}

Result<Reply> carryOut(Session& session, const RetryRun& command)
{
    const auto run = runOf(session, command.id);
    if (!run)
        return std::unexpected(run.error());
    auto reply = retry(session, **run);
    if (reply)
        audit(session, "run.retry", command.id.text(), command.who, command.reason);
    return reply;
}

Result<Reply> carryOut(Session& session, const ReplayDeadLetter& command)
{
    const auto number = store::deadLetterNumberOf(command.id);
    const auto letter = number ? session.take(session.transaction().deadLetter(*number)) : std::nullopt;
    if (!letter)
        return refused(ErrorCode::notFound, "there is no such dead letter", command.id);
    if (letter->replayedAt)
        return refused(ErrorCode::conflict, "this dead letter was replayed already", command.id);
    const auto run = runOf(session, store::idOf(letter->run));
    if (!run)
        return std::unexpected(run.error());
    auto reply = retry(session, **run);
    if (reply)
        audit(session, "dead_letter.replay", command.id, command.who, command.reason);
    return reply;
}

} // namespace runlens::runtime
