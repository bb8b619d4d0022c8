// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a run, of its trigger and of its messages.
#include "engine/analysis/field_ref.h"
#include "engine/table/run_facts.h"
#include "engine/words/safe_text.h"
#include "ui/models/detail_builder.h"
#include "ui/models/detail_texts.h"
#include "ui/models/value_text.h"

namespace runlens {
namespace {

using details::tr;

DetailTone toneOf(RunStatus status) noexcept
{
    switch (status) {
    case RunStatus::running:
    case RunStatus::waiting: return DetailTone::active;
    case RunStatus::completed: return DetailTone::completed;
    case RunStatus::failed: return DetailTone::failed;
    case RunStatus::cancelled:
    case RunStatus::queued: return DetailTone::muted;
    case RunStatus::unknown: break;
    }
    return DetailTone::ink;
}

const std::string& triggerName(const Run& run)
{
    return run.triggerEvent && !run.triggerEvent->name.empty() ? run.triggerEvent->name : run.triggerEventName;
}

void addTimes(DetailBuilder& rows)
{
    const Run& run = rows.run();
    const Span& span = rows.evidence().run;
    rows.addTime(tr("Created"), run.createdAt, refToRun(run, "created_at"));
    rows.addMoment(tr("Started"), span.start, Edge::start);
    rows.addMoment(tr("Ended"), span.end, Edge::end);
    rows.addLength(tr("Lasted"), span);
}

void addAutomation(DetailBuilder& rows)
{
    const Run& run = rows.run();
    const auto& automation = rows.inspection().automation;
    if (automation && !automation->name.empty())
        rows.add(tr("Automation"), safeStart(automation->name));
    rows.addMono(tr("Id of the automation"), run.automationId.text());
    const bool isPublished = automation && automation->publishedVersion && automation->publishedVersion->number
                             && automation->publishedVersion->id == run.automationVersionId;
    rows.addMono(tr("Version"), run.automationVersionId.text(),
                 isPublished ? filled(tr("number %1, the published one"),
                                      {QString::number(*automation->publishedVersion->number)})
                             : QString());
}

} // namespace

DetailRows detailsOfRun(const Inspection& inspection, const Words& words)
{
    DetailBuilder rows(inspection, words);
    const Run& run = inspection.run;
    if (run.status.present())
        rows.add(tr("Status"), words.runStatus(run.status), {}, toneOf(run.status.value));
    rows.addMono(tr("Person"), run.identityValue,
                 run.identityType.present() ? words.identityType(run.identityType) : QString());
    rows.addMono(tr("Trigger"), triggerName(run));
    addTimes(rows);
    rows.addMono(tr("At step"), run.currentStepKey.text());
    if (run.lastError)
        rows.addFailure(tr("Last error"), *run.lastError);
    if (const auto sent = factsOf(run).sent)
        rows.add(tr("Sent"), QString::number(*sent));
    if (inspection.evidence.reordered)
        rows.add(tr("Order"), tr("by the times"), tr("the list of steps has another order"), DetailTone::timedOut);
    rows.addMono(tr("Id"), run.id.text());
    addAutomation(rows);
    rows.addOther(run.other);
    return rows.take();
}

DetailRows detailsOfTrigger(const Inspection& inspection, const Words& words)
{
    DetailBuilder rows(inspection, words);
    const Run& run = inspection.run;
    rows.addMono(tr("Event"), triggerName(run));
    if (!run.triggerEvent) {
        if (!triggerName(run).empty())
            rows.addMoment(tr("Came"), inspection.evidence.trigger, Edge::start);
        return rows.take();
    }
    const Event& event = *run.triggerEvent;
    if (!event.occurredAt && !event.receivedAt)
        rows.addMoment(tr("Came"), inspection.evidence.trigger, Edge::start);
    if (event.occurredAt)
        rows.addLine(tr("Occurred"), words.time(*event.occurredAt), tr("by the sender's clock"));
    rows.addTime(tr("Received"), event.receivedAt, refToTrigger(run, "received_at"));
    if (!event.payload.isNull())
        rows.addLine(tr("Payload"), lineOf(event.payload));
    rows.addMono(tr("Id of the event"), event.id.text());
    rows.addOther(event.other);
    return rows.take();
}

DetailRows detailsOfMessage(const Inspection& inspection, std::size_t index, const Words& words)
{
    DetailBuilder rows(inspection, words);
    const Message& message = inspection.run.messages[index];
    rows.add(message.channel == Channel::email ? tr("Subject") : tr("Title"), safeStart(message.title));
    rows.add(tr("Kind"), message.channel == Channel::email ? tr("email") : tr("push"));
    if (message.status.present())
        rows.add(tr("Status"), words.messageStatus(message.status), {}, toneOf(message.status.value));
    rows.addTime(tr("Created"), message.createdAt, refToMessage(inspection.run, index, "created_at"));
    for (const MessageEvent& event : message.events) {
        const QString type = event.type.empty() ? tr("an event") : safeStart(event.type);
        rows.addLine(type, event.occurredAt ? words.time(*event.occurredAt) : tr("not told"));
        rows.addOther(event.other);
    }
    rows.addMono(tr("Last event"), message.lastEvent);
    const bool hasStep = message.step.has_value();
    rows.addMono(tr("Step"), hasStep ? inspection.run.steps[*message.step].key.text() : message.stepKey.text(),
                 hasStep ? QString() : tr("this run has no such step"));
    if (!hasStep && message.stepKey.empty())
        rows.add(tr("Step"), tr("not told"));
    rows.addMono(tr("Template version"), message.templateVersionId.text());
    rows.addMono(tr("Contact"), message.contactId.text());
    rows.addMono(tr("Id of the message"), message.id.text());
    rows.addContradictions(Contradiction::Object::message, index);
    rows.addOther(message.other);
    return rows.take();
}

} // namespace runlens
