// SPDX-License-Identifier: GPL-3.0-or-later
// The words for the core's enums: written into runs, logs and tests.
#include "engine/journey/action.h"
#include "engine/journey/admission.h"
#include "engine/journey/input.h"
#include "engine/journey/machine.h"
#include "engine/journey/run_state.h"

namespace runlens::journey {

RunStatus statusOf(Phase phase) noexcept
{
    switch (phase) {
    case Phase::queued: return RunStatus::queued;
    case Phase::performing: return RunStatus::running;
    case Phase::waitingEvent:
    case Phase::waitingDelay:
    case Phase::waitingBackOff:
    case Phase::waitingDeferral: return RunStatus::waiting;
    case Phase::completed: return RunStatus::completed;
    case Phase::failed: return RunStatus::failed;
    case Phase::cancelled: return RunStatus::cancelled;
    }
    return RunStatus::unknown;
}

std::string_view nameOf(Phase phase) noexcept
{
    switch (phase) {
    case Phase::queued: return "queued";
    case Phase::performing: return "performing";
    case Phase::waitingEvent: return "waiting_event";
    case Phase::waitingDelay: return "waiting_delay";
    case Phase::waitingBackOff: return "waiting_back_off";
    case Phase::waitingDeferral: return "waiting_deferral";
    case Phase::completed: return "completed";
    case Phase::failed: return "failed";
    case Phase::cancelled: return "cancelled";
    }
    return "";
}

std::string_view nameOf(FailureCode code) noexcept
{
    switch (code) {
    case FailureCode::permanent: return "permanent_failure";
    case FailureCode::exhausted: return "attempts_exhausted";
    case FailureCode::unknown: return "send_unknown";
    case FailureCode::projectSendCap: return "project_send_cap";
    case FailureCode::projectWaitCap: return "project_wait_cap";
    }
    return "";
}

std::string_view nameOf(InputKind kind) noexcept
{
    switch (kind) {
    case InputKind::trigger: return "trigger";
    case InputKind::done: return "done";
    case InputKind::failedTransiently: return "failed_transiently";
    case InputKind::failedForGood: return "failed_for_good";
    case InputKind::unknown: return "unknown";
    case InputKind::event: return "event";
    case InputKind::timer: return "timer";
    case InputKind::cancel: return "cancel";
    case InputKind::retry: return "retry";
    case InputKind::recover: return "recover";
    }
    return "";
}

std::string_view nameOf(RefusalCode code) noexcept
{
    switch (code) {
    case RefusalCode::illegal: return "illegal";
    case RefusalCode::stale: return "stale";
    case RefusalCode::timeRanBack: return "time_ran_back";
    case RefusalCode::otherContact: return "other_contact";
    case RefusalCode::staleTimer: return "stale_timer";
    case RefusalCode::timerNotDue: return "timer_not_due";
    case RefusalCode::staleResult: return "stale_result";
    }
    return "";
}

std::string_view nameOf(SystemEvent event) noexcept
{
    switch (event) {
    case SystemEvent::mailSend: return "sendrealm.mail.send";
    case SystemEvent::pushSend: return "sendrealm.push.send";
    case SystemEvent::contactUpdated: return "sendrealm.contact.updated";
    case SystemEvent::audienceEntered: return "sendrealm.audience.entered";
    case SystemEvent::topicSubscribed: return "sendrealm.topic.subscribed";
    case SystemEvent::topicUnsubscribed: return "sendrealm.topic.unsubscribed";
    }
    return "";
}

std::string_view nameOf(Admission admission) noexcept
{
    switch (admission) {
    case Admission::start: return "start";
    case Admission::otherEvent: return "other_event";
    case Admission::filtered: return "filtered";
    case Admission::alreadyBeen: return "already_been";
    case Admission::alreadyInside: return "already_inside";
    case Admission::causationTooDeep: return "causation_too_deep";
    case Admission::startsCap: return "starts_cap";
    }
    return "";
}

} // namespace runlens::journey
