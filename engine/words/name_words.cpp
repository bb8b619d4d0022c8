// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the wire contract in words of ours.
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

namespace runlens {
namespace {

const char* textOf(StepType type) noexcept
{
    switch (type) {
    case StepType::delay: return QT_TRANSLATE_NOOP("Words", "delay");
    case StepType::condition: return QT_TRANSLATE_NOOP("Words", "condition");
    case StepType::waitForEvent: return QT_TRANSLATE_NOOP("Words", "wait for event");
    case StepType::sendEmailTemplate: return QT_TRANSLATE_NOOP("Words", "send email");
    case StepType::sendPushTemplate: return QT_TRANSLATE_NOOP("Words", "send push");
    case StepType::contactUpdate: return QT_TRANSLATE_NOOP("Words", "update contact");
    case StepType::addToAudience: return QT_TRANSLATE_NOOP("Words", "add to audience");
    case StepType::removeFromAudience: return QT_TRANSLATE_NOOP("Words", "remove from audience");
    case StepType::setTopicSubscription: return QT_TRANSLATE_NOOP("Words", "set topic subscription");
    case StepType::unknown: break;
    }
    return nullptr;
}

const char* textOf(RunStatus status) noexcept
{
    switch (status) {
    case RunStatus::queued: return QT_TRANSLATE_NOOP("Words", "queued");
    case RunStatus::running: return QT_TRANSLATE_NOOP("Words", "running");
    case RunStatus::waiting: return QT_TRANSLATE_NOOP("Words", "waiting");
    case RunStatus::completed: return QT_TRANSLATE_NOOP("Words", "completed");
    case RunStatus::failed: return QT_TRANSLATE_NOOP("Words", "failed");
    case RunStatus::cancelled: return QT_TRANSLATE_NOOP("Words", "cancelled");
    case RunStatus::unknown: break;
    }
    return nullptr;
}

const char* textOf(StepStatus status) noexcept
{
    switch (status) {
    case StepStatus::pending: return QT_TRANSLATE_NOOP("Words", "pending");
    case StepStatus::queued: return QT_TRANSLATE_NOOP("Words", "queued");
    case StepStatus::running: return QT_TRANSLATE_NOOP("Words", "running");
    case StepStatus::waiting: return QT_TRANSLATE_NOOP("Words", "waiting");
    case StepStatus::completed: return QT_TRANSLATE_NOOP("Words", "completed");
    case StepStatus::failed: return QT_TRANSLATE_NOOP("Words", "failed");
    case StepStatus::cancelled: return QT_TRANSLATE_NOOP("Words", "cancelled");
    case StepStatus::skipped: return QT_TRANSLATE_NOOP("Words", "skipped");
    case StepStatus::unknown: break;
    }
    return nullptr;
}

const char* textOf(WaitStatus status) noexcept
{
    switch (status) {
    case WaitStatus::waiting: return QT_TRANSLATE_NOOP("Words", "waiting");
    case WaitStatus::received: return QT_TRANSLATE_NOOP("Words", "received");
    case WaitStatus::timedOut: return QT_TRANSLATE_NOOP("Words", "timed out");
    case WaitStatus::cancelled: return QT_TRANSLATE_NOOP("Words", "cancelled");
    case WaitStatus::unknown: break;
    }
    return nullptr;
}

const char* textOf(MessageStatus status) noexcept
{
    switch (status) {
    case MessageStatus::queued: return QT_TRANSLATE_NOOP("Words", "queued");
    case MessageStatus::sent: return QT_TRANSLATE_NOOP("Words", "sent");
    case MessageStatus::delivered: return QT_TRANSLATE_NOOP("Words", "delivered");
    case MessageStatus::opened: return QT_TRANSLATE_NOOP("Words", "opened");
    case MessageStatus::clicked: return QT_TRANSLATE_NOOP("Words", "clicked");
    case MessageStatus::deferred: return QT_TRANSLATE_NOOP("Words", "put off");
    case MessageStatus::bounced: return QT_TRANSLATE_NOOP("Words", "bounced");
    case MessageStatus::complained: return QT_TRANSLATE_NOOP("Words", "reported as spam");
    case MessageStatus::failed: return QT_TRANSLATE_NOOP("Words", "failed");
    case MessageStatus::suppressed: return QT_TRANSLATE_NOOP("Words", "suppressed");
    case MessageStatus::unknown: break;
    }
    return nullptr;
}

const char* textOf(Branch branch) noexcept
{
    switch (branch) {
    case Branch::next: return QT_TRANSLATE_NOOP("Words", "next");
    case Branch::received: return QT_TRANSLATE_NOOP("Words", "received");
    case Branch::timeout: return QT_TRANSLATE_NOOP("Words", "timeout");
    case Branch::isTrue: return QT_TRANSLATE_NOOP("Words", "true");
    case Branch::isFalse: return QT_TRANSLATE_NOOP("Words", "false");
    case Branch::unknown: break;
    }
    return nullptr;
}

const char* textOf(IdentityType type) noexcept
{
    switch (type) {
    case IdentityType::contactId: return QT_TRANSLATE_NOOP("Words", "contact id");
    case IdentityType::externalId: return QT_TRANSLATE_NOOP("Words", "external id");
    case IdentityType::email: return QT_TRANSLATE_NOOP("Words", "email");
    case IdentityType::unknown: break;
    }
    return nullptr;
}

template <class E>
QString nameOf(const Named<E>& word)
{
    if (const char* text = textOf(word.value); text != nullptr)
        return translated(text);
    return word.present() ? safeText(word.original) : translated(QT_TRANSLATE_NOOP("Words", "not told"));
}

} // namespace

QString Words::stepType(const Named<StepType>& type) const { return nameOf(type); }
QString Words::runStatus(const Named<RunStatus>& status) const { return nameOf(status); }
QString Words::stepStatus(const Named<StepStatus>& status) const { return nameOf(status); }
QString Words::waitStatus(const Named<WaitStatus>& status) const { return nameOf(status); }
QString Words::messageStatus(const Named<MessageStatus>& status) const { return nameOf(status); }
QString Words::branch(const Named<Branch>& branch) const { return nameOf(branch); }
QString Words::identityType(const Named<IdentityType>& type) const { return nameOf(type); }

} // namespace runlens
