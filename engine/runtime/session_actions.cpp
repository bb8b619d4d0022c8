// SPDX-License-Identifier: GPL-3.0-or-later
// What the core asks for, done in the transaction at hand.
#include "engine/journey/history.h"
#include "engine/journey/run_codec.h"
#include "engine/runtime/session.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {
namespace {

const journey::SendStep* sendOf(const journey::Plan& plan, journey::StepIndex step)
{
    return std::get_if<journey::SendStep>(&plan.steps[step].what);
}

} // namespace

void Session::carryOut(RunWork& run, const journey::Actions& actions)
{
    for (const journey::Action& action : actions)
        std::visit([&](const auto& what) { on(run, what); }, action);
    for (const journey::Action& action : actions) { // once all of them are done
        const auto* perform = std::get_if<journey::PerformStep>(&action);
        if (perform == nullptr)
            continue;
        if (sendOf(*run.plan, perform->step) != nullptr) {
            send(run, *perform);
            continue;
        }
        const auto& step = run.plan->steps[perform->step];
        ContactWork* who = contact(run.row.contact);
        const auto& change = std::get<journey::ContactStep>(step.what).change;
        const bool changed = who != nullptr && applyChange(who->row.contact, change);
        if (changed)
            who->changed = true;
        m_inbox.push_back(
            {nextSequence(), run.row.number, journey::StepDone{perform->step, perform->attempt, changed}});
    }
}

void Session::on(RunWork& run, const journey::PerformStep& perform)
{
    if (!perform.takesSlot)
        return;
    const auto* send = sendOf(*run.plan, perform.step);
    if (send == nullptr)
        return;
    take(m_transaction.addSlot({run.row.contact, run.row.number, perform.step, m_now, send->channel}));
    if (ContactWork* who = contact(run.row.contact); who != nullptr && who->slotsKnown)
        who->slots.push_back({m_now, send->channel});
    if (m_options.policy.caps.sends)
        m_memory.usage.slotTaken(m_now);
}

void Session::on(RunWork& run, const journey::WithdrawSend&) { take(m_transaction.removeOutbox(run.row.number)); }

void Session::on(RunWork& run, const journey::ReturnSlot& slot)
{
    if (m_options.policy.caps.sends)
        for (const auto& taken : take(m_transaction.slots(run.row.contact, Instant::min())))
            if (taken.run == run.row.number && taken.step == slot.step)
                m_memory.usage.slotReturned(taken.takenAt);
    take(m_transaction.removeSlot(run.row.number, slot.step));
    if (ContactWork* who = contact(run.row.contact)) { // the store says which are left
        who->slots.clear();
        who->slotsKnown = false;
    }
}

void Session::on(RunWork& run, const journey::SetTimer& timer)
{
    run.row.due = timer.due;
    run.row.timer = timer.kind;
}

void Session::on(RunWork& run, const journey::ClearTimer&) { run.row.due.reset(); }

void Session::on(RunWork& run, const journey::OpenWait&)
{
    if (!std::exchange(run.row.waits, true))
        m_memory.usage.waitOpened();
}

void Session::on(RunWork& run, const journey::CloseWait&)
{
    if (std::exchange(run.row.waits, false))
        m_memory.usage.waitClosed();
}

void Session::on(RunWork& run, const journey::EmitEvent& emit)
{
    const ContactWork* who = contact(run.row.contact);
    if (who == nullptr)
        return;
    Value payload = journey::payloadOf(*run.plan, emit);
    auto* fields = payload.as<Value::Object>();
    if (fields != nullptr && sendOf(*run.plan, emit.step) != nullptr)
        fields->push_back(
            {"message_id",
             Value(journey::messageIdOf(store::idOf(run.row.number), run.plan->steps[emit.step].key).text())});
    ingest(*who, {.name = std::string(nameOf(emit.event)),
                  .payload = std::move(payload),
                  .occurredAt = m_now,
                  .depth = emit.depth});
}

void Session::on(RunWork& run, const journey::Finish& finish)
{
    run.row.finishedAt = finish.at;
    run.row.due.reset();
    if (finish.status != RunStatus::failed)
        return;
    store::DeadLetterRow letter;
    letter.number = store::DeadLetterNumber{++m_memory.clock.deadLetters};
    letter.run = run.row.number;
    letter.event = run.row.trigger;
    letter.automation = run.row.automation;
    letter.failedAt = finish.at;
    if (const auto& error = run.state.lastError) {
        letter.stepKey = run.plan->steps[error->step].key.text();
        letter.code = error->senderCode.empty() ? std::string(nameOf(error->code)) : error->senderCode;
        letter.message = error->message;
    }
    take(m_transaction.putDeadLetter(letter));
}

void Session::on(RunWork& run, const journey::Record& record)
{
    if (std::holds_alternative<journey::Retried>(record))
        run.row.finishedAt.reset();
}

bool Session::change(ContactWork& contact, const journey::ContactChange& change)
{
    if (!applyChange(contact.row.contact, change))
        return false;
    contact.changed = true;
    if (const auto event = eventOf(change))
        ingest(contact,
               {.name = std::string(nameOf(*event)), .payload = journey::payloadOf(change), .occurredAt = m_now});
    return true;
}

journey::OutboxRow Session::outboxOf(const RunWork& run)
{
    if (const auto row = take(m_transaction.outbox(run.row.number)))
        return row->claimedBy ? journey::OutboxRow::claimed : journey::OutboxRow::unclaimed;
    const bool withheld =
        run.state.messageMade
        && (run.state.phase == journey::Phase::waitingBackOff || run.state.phase == journey::Phase::waitingDeferral);
    return withheld ? journey::OutboxRow::unclaimed : journey::OutboxRow::none;
}

void Session::send(RunWork& run, const journey::PerformStep& perform)
{
    store::OutboxRow row;
    if (auto old = take(m_transaction.outbox(run.row.number))) // performed again, after a recovery
        row = *std::move(old);
    else
        row.createdAt = m_now;
    row.run = run.row.number;
    row.contact = run.row.contact;
    row.step = perform.step;
    row.attempt = perform.attempt;
    row.claimedBy.reset();
    handOver(run, std::move(row));
}

/// Claims the row if there is room, and leaves it to `claim` of a later session if there is none.
void Session::handOver(RunWork& run, store::OutboxRow row)
{
    const journey::SendStep* send = sendOf(*run.plan, row.step);
    const ContactWork* who = contact(run.row.contact);
    if (send == nullptr || who == nullptr || m_failure)
        return;
    row.fence = store::Fence{static_cast<std::uint64_t>(row.fence) + 1};
    if (m_memory.inFlight.size() < m_options.mostInFlight) {
        m_memory.inFlight.insert_or_assign(row.run, row.fence);
        row.claimedBy = m_options.worker;
        row.epoch = m_options.epoch;
        row.leaseUntil = m_now + m_options.lease;
        const auto& step = run.plan->steps[row.step];
        SendRequest request;
        request.key = journey::idempotencyKey(store::idOf(row.run), step);
        request.message = journey::messageIdOf(store::idOf(row.run), step.key);
        request.channel = send->channel;
        request.to = send->channel == Channel::email && !who->row.email.empty() ? who->row.email
                                                                                : store::idOf(who->row.number).text();
        request.templateVersion = send->templateVersionId;
        request.sender = send->sender;
        request.attempt = row.attempt;
        m_handovers.push_back({{row.run, row.step, row.attempt, row.fence}, std::move(request)});
    }
    take(m_transaction.putOutbox(row));
}

void Session::claim()
{
    // Those that were claimed come first: they are asked for even where there is no room, for it may be they who take it.
    for (store::OutboxRow& row : take(m_transaction.claimable(m_now, m_options.mostInFlight))) {
        RunWork* work = run(row.run);
        if (work == nullptr)
            return;
        if (!row.claimedBy) {
            if (m_memory.inFlight.size() >= m_options.mostInFlight)
                return;
            handOver(*work, std::move(row));
            continue;
        }
        // Somebody took it and was not heard of again: the core decides.
        m_memory.inFlight.erase(row.run); // its answer, if it still comes, is not taken
        if (give(*work, journey::Recover{journey::OutboxRow::claimed})
            || work->state.phase != journey::Phase::performing)
            take(m_transaction.removeOutbox(row.run));
        settle();
    }
}

} // namespace runlens::runtime
