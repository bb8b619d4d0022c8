// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/session.h"

#include "engine/journey/admission.h"
#include "engine/journey/run_codec.h"
#include "engine/runtime/event_record.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {
namespace {

constexpr store::RunNumber noRun{};

/// By the best identity it has, as runs and events show it.
std::pair<IdentityType, std::string> identityOf(const store::ContactRow& contact)
{
    if (!contact.email.empty())
        return {IdentityType::email, contact.email};
    if (!contact.externalId.empty())
        return {IdentityType::externalId, contact.externalId};
    return {IdentityType::contactId, store::idOf(contact.number).text()};
}

} // namespace

std::string normalisedEmail(std::string_view email)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = std::min(email.find_first_not_of(blanks), email.size());
    const auto last = email.find_last_not_of(blanks);
    std::string normalised(email.substr(first, last == std::string_view::npos ? 0 : last + 1 - first));
    for (char& letter : normalised)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return normalised;
}

void Session::fail(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

journey::Sequence Session::nextSequence() { return m_memory.clock.sequence = journey::after(m_memory.clock.sequence); }

ContactWork* Session::loaded(std::optional<store::ContactRow> row)
{
    if (!row)
        return nullptr;
    auto& work = m_contacts[row->number];
    if (work == nullptr) {
        work = std::make_unique<ContactWork>();
        work->row = std::move(*row);
    }
    return work.get();
}

ContactWork* Session::contact(journey::ContactNumber number)
{
    if (const auto found = m_contacts.find(number); found != m_contacts.end())
        return found->second.get();
    return loaded(take(m_transaction.contact(number)));
}

ContactWork* Session::contactByExternalId(const std::string& id)
{
    if (const auto found = m_newByExternalId.find(id); found != m_newByExternalId.end())
        return found->second;
    return loaded(take(m_transaction.contactByExternalId(id)));
}

ContactWork* Session::contactByEmail(const std::string& normalised)
{
    if (const auto found = m_newByEmail.find(normalised); found != m_newByEmail.end())
        return found->second;
    return loaded(take(m_transaction.contactByEmail(normalised)));
}

ContactWork& Session::addContact(const std::string& externalId, const std::string& email)
{
    const journey::ContactNumber number{++m_memory.clock.contacts};
    auto& work = m_contacts[number];
    work = std::make_unique<ContactWork>();
    work->row.number = number;
    work->row.createdAt = m_now;
    work->row.updatedAt = m_now;
    work->isNew = true;
    work->runsKnown = true;
    work->slotsKnown = true;
    identify(*work, externalId, email);
    Value::Object payload{{"contact_id", Value(store::idOf(number).text())}};
    ingest(*work, {.name = "sendrealm.contact.created", .payload = Value(std::move(payload)), .occurredAt = m_now});
    return *work;
}

void Session::identify(ContactWork& contact, const std::string& externalId, const std::string& email)
{
    if (contact.row.externalId.empty() && !externalId.empty()) {
        contact.row.externalId = externalId;
        contact.changed = true;
        m_newByExternalId.emplace(externalId, &contact);
    }
    if (contact.row.email.empty() && !email.empty()) {
        contact.row.email = email;
        contact.changed = true;
        m_newByEmail.emplace(email, &contact);
    }
}

RunWork* Session::run(store::RunNumber number)
{
    if (const auto found = m_runs.find(number); found != m_runs.end())
        return found->second.get();
    auto row = take(m_transaction.run(number));
    if (!row)
        return nullptr;
    auto work = std::make_unique<RunWork>();
    work->plan = m_memory.catalog.plan(row->version);
    const journey::EventSource events = [this](journey::Sequence sequence) {
        journey::EventRef event = m_memory.events.find(sequence);
        if (event == nullptr) {
            if (auto found = take(m_transaction.event(sequence))) {
                event = eventOf(*std::move(found));
                m_memory.events.put(event);
            }
        }
        return event;
    };
    std::optional<journey::RunState> state;
    if (work->plan != nullptr)
        state = journey::decodeState(row->state, *work->plan, events);
    if (!state) {
        fail({ErrorCode::storeCorrupt, "the state of a run cannot be read", store::idOf(number).text()});
        return nullptr;
    }
    work->state = std::move(*state);
    work->row = std::move(*row);
    return (m_runs[number] = std::move(work)).get();
}

const std::vector<store::RunNumber>& Session::listeningRuns(ContactWork& contact)
{
    if (!std::exchange(contact.runsKnown, true))
        contact.listening = take(m_transaction.listeningRuns(contact.row.number));
    return contact.listening;
}

const std::vector<journey::CapSlot>& Session::slotsOf(ContactWork& contact)
{
    const auto& caps = m_options.policy.frequencyCaps;
    if (!caps.empty() && !std::exchange(contact.slotsKnown, true)) {
        const Duration longest = std::ranges::max(caps, {}, &journey::FrequencyCap::window).window;
        for (const auto& slot : take(m_transaction.slots(contact.row.number, m_now - longest)))
            contact.slots.push_back({slot.takenAt, slot.channel});
    }
    return contact.slots;
}

journey::EventRef Session::ingest(const ContactWork& contact, Ingest what)
{
    store::EventRow row;
    row.sequence = nextSequence();
    row.contact = contact.row.number;
    row.name = std::move(what.name);
    row.payload = std::move(what.payload);
    row.occurredAt = what.occurredAt;
    row.receivedAt = m_now;
    row.depth = what.depth;
    row.idempotencyKey = std::move(what.idempotencyKey);
    row.identityType = what.identityType;
    row.identityValue = std::move(what.identityValue);
    if (row.identityType == IdentityType::unknown)
        std::tie(row.identityType, row.identityValue) = identityOf(contact.row);
    take(m_transaction.addEvent(row));
    journey::EventRef event = eventOf(std::move(row));
    m_memory.events.put(event);
    if (m_options.policy.caps.ingest)
        m_memory.usage.ingested(m_now);
    m_inbox.push_back({event->sequence, noRun, journey::ContactEvent{event}});
    return event;
}

std::optional<journey::Refusal> Session::give(RunWork& run, journey::InputBody what)
{
    return apply(run, nextSequence(), std::move(what));
}

void Session::settle()
{
    while (!m_inbox.empty() && !m_failure) {
        Pending pending = std::move(m_inbox.front());
        m_inbox.pop_front();
        if (pending.run == noRun)
            dispatch(std::get<journey::ContactEvent>(pending.what).event);
        else if (RunWork* work = run(pending.run))
            apply(*work, pending.sequence, std::move(pending.what));
    }
}

/// An event goes to each run it may concern, then to each active automation; what that leads to comes after.
void Session::dispatch(const journey::EventRef& event)
{
    ContactWork* found = contact(event->contact);
    if (found == nullptr)
        return;
    std::vector<Pending> inputs;
    for (const store::RunNumber number : listeningRuns(*found)) {
        const RunWork* work = run(number);
        if (work != nullptr && journey::mayConcern(*work->plan, work->state, *event))
            inputs.push_back({event->sequence, number, journey::ContactEvent{event}});
    }
    const auto& policy = m_options.policy;
    for (const Catalog::Active& automation : m_memory.catalog.startedBy(event->name)) {
        journey::ContactHistory history;
        if (automation.reentry != journey::Reentry::everyTime) {
            flush(); // so that the store counts what this session started
            history = take(m_transaction.historyOf(found->row.number, automation.automation));
        }
        const auto admission = journey::admit(*automation.plan, *event, automation.reentry, history, policy.caps,
                                              m_memory.usage.at(m_now));
        if (admission == journey::Admission::start)
            inputs.push_back({event->sequence, start(automation, *found, event), journey::Trigger{event}});
        else if (admission != journey::Admission::otherEvent)
            take(m_transaction.addRefusal({event->sequence, automation.automation, admission, m_now}));
    }
    m_inbox.insert(m_inbox.begin(), inputs.begin(), inputs.end());
}

store::RunNumber Session::start(const Catalog::Active& automation, ContactWork& contact, const journey::EventRef& event)
{
    const store::RunNumber number{++m_memory.clock.runs};
    auto work = std::make_unique<RunWork>();
    work->isNew = true;
    work->changed = true;
    work->plan = automation.plan;
    work->row.number = number;
    work->row.automation = automation.automation;
    work->row.version = automation.version;
    work->row.contact = contact.row.number;
    work->row.trigger = event->sequence;
    work->row.createdAt = m_now;
    work->state.contact = contact.row.number;
    m_runs[number] = std::move(work);
    listeningRuns(contact); // those before it stand before it
    contact.listening.push_back(number);
    if (m_options.policy.caps.starts)
        m_memory.usage.started(m_now);
    return number;
}

std::optional<journey::Refusal> Session::apply(RunWork& run, journey::Sequence sequence, journey::InputBody what)
{
    ContactWork* who = contact(run.row.contact);
    if (who == nullptr) {
        fail({ErrorCode::storeCorrupt, "a run has no contact", store::idOf(run.row.number).text()});
        return std::nullopt;
    }
    const journey::Facts facts{who->row.contact, m_options.policy, m_memory.zones.at(who->row.contact.zone, m_now),
                               slotsOf(*who), m_memory.usage.at(m_now)};
    ++m_inputCount;
    journey::Actions actions;
    const journey::Phase from = run.state.phase;
    const auto kind = static_cast<journey::InputKind>(what.index());
    const auto applied = journey::apply(*run.plan, run.state, {sequence, m_now, std::move(what)}, facts, actions);
    if (!applied)
        return applied.error();
    if (m_options.observe)
        m_options.observe(from, kind, run.state.phase);
    journey::appendActions(run.row.history, actions, m_now);
    run.changed = true;
    carryOut(run, actions);
    return std::nullopt;
}

void Session::flush()
{
    for (const auto& [number, work] : m_contacts) {
        if (!work->isNew && !work->changed)
            continue;
        work->row.updatedAt = m_now;
        take(work->isNew ? m_transaction.addContact(work->row) : m_transaction.changeContact(work->row));
        work->isNew = work->changed = false;
    }
    m_newByEmail.clear();
    m_newByExternalId.clear();
    for (const auto& [number, work] : m_runs) {
        if (!std::exchange(work->changed, false))
            continue;
        store::RunRow& row = work->row;
        row.status = statusOf(work->state.phase);
        const bool within = work->state.step != journey::noStep && row.status != RunStatus::completed;
        row.currentStep = within ? work->plan->steps[work->state.step].key.text() : std::string();
        if (row.status != RunStatus::queued)
            row.startedAt = work->state.startedAt;
        row.listens = !isOver(work->state.phase) || !work->state.resolvedWaits.empty();
        row.state = journey::encodeState(work->state);
        row.changes += work->isNew ? 0U : 1U;
        take(std::exchange(work->isNew, false) ? m_transaction.addRun(row) : m_transaction.changeRun(row));
    }
}

} // namespace runlens::runtime
