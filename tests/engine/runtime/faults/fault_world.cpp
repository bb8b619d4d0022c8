// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault_world.h"

#include "engine/analysis/audit_of_set.h"
#include "engine/analysis/finding_names.h"
#include "engine/runtime/run_teller.h"
#include "engine/wire/run_writer.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>
#include <utility>

namespace runlens::testing {
namespace {

using namespace std::chrono_literals;
using namespace runtime;

constexpr const char* path = "store.db";

/// A send that a wait follows at once; both ways on; a delay and a condition.
constexpr std::string_view journeyOfOrders = R"({"trigger": {"event_name": "order.completed"},
  "steps": [
    {"key": "receipt", "type": "send_email_template", "config": {"template_version_id": "t1", "domain_id": "d"}},
    {"key": "wait", "type": "wait_for_event", "config": {"event_name": "order.paid", "timeout_seconds": 60}},
    {"key": "thanks", "type": "send_push_template", "config": {"template_version_id": "t2"}},
    {"key": "pause", "type": "delay", "config": {"duration_seconds": 30}},
    {"key": "mark", "type": "contact_update", "config": {"fields": {"stage": "reminded"}}},
    {"key": "reminder", "type": "send_email_template", "config": {"template_version_id": "t3", "domain_id": "d"}}],
  "connections": [
    {"from": "trigger", "to": "receipt", "branch": "next"}, {"from": "receipt", "to": "wait", "branch": "next"},
    {"from": "wait", "to": "thanks", "branch": "received"}, {"from": "wait", "to": "pause", "branch": "timeout"},
    {"from": "pause", "to": "mark", "branch": "next"}, {"from": "mark", "to": "reminder", "branch": "next"}]})";

/// Started by what the other one does to a contact, and by customers too.
constexpr std::string_view journeyOfPayments = R"({"trigger": {"event_name": "order.paid"},
  "steps": [
    {"key": "known", "type": "condition",
     "config": {"type": "rule", "field": "contact.stage", "operator": "eq", "value": "reminded"}},
    {"key": "paid", "type": "contact_update", "config": {"fields": {"stage": "paid"}}},
    {"key": "joins", "type": "add_to_audience", "config": {"audience_id": "payers"}},
    {"key": "leaves", "type": "remove_from_audience", "config": {"audience_id": "payers"}},
    {"key": "topic", "type": "set_topic_subscription", "config": {"topic_id": "news", "is_subscribed": true}},
    {"key": "wait", "type": "wait_for_event", "config": {"event_name": "order.completed", "timeout_seconds": 90}},
    {"key": "note", "type": "send_push_template", "config": {"template_version_id": "t4"}}],
  "connections": [
    {"from": "trigger", "to": "known", "branch": "next"}, {"from": "known", "to": "paid", "branch": "true"},
    {"from": "known", "to": "joins", "branch": "false"}, {"from": "joins", "to": "wait", "branch": "next"},
    {"from": "wait", "to": "leaves", "branch": "timeout"}, {"from": "leaves", "to": "topic", "branch": "next"},
    {"from": "wait", "to": "note", "branch": "received"}]})";

/// Did a wait time out although this event came to its person while it was open?
bool missed(const Run& run, const store::EventRow& event)
{
    return event.identityValue == run.identityValue && std::ranges::any_of(run.waits, [&](const Wait& wait) {
               return wait.status == WaitStatus::timedOut && wait.eventName == event.name
                      && event.receivedAt > *wait.openedAt && event.receivedAt < *wait.timedOutAt;
           });
}

} // namespace

void Tally::add(const Tally& other)
{
    const auto merge = [](auto& into, const auto& from) {
        for (const auto& [name, count] : from)
            into[name] += count;
    };
    merge(faults, other.faults);
    merge(commits, other.commits);
    merge(transitions, other.transitions);
    asked += other.asked;
    committed += other.committed;
    runs += other.runs;
}

FaultWorld::FaultWorld(std::uint64_t seed, bool deduplicates, Tally& tally, bool syncs)
    : m_seed(seed),
      m_tally(tally),
      m_storeFaults(std::make_shared<store::StoreFaults>()),
      m_provider(deduplicates),
      m_now(*parseInstant("2026-06-08T14:15:00.250Z")),
      m_syncs(syncs)
{
    boot();
    publish();
    m_batches = 0;
}

void FaultWorld::dieAt(std::uint64_t batch, Boundary boundary, Death how)
{
    m_deaths.push_back({batch, boundary, how});
}

void FaultWorld::publish()
{
    for (const std::string_view definition : {journeyOfOrders, journeyOfPayments}) {
        std::vector<Result<Reply>> replies;
        commit({}, {CreateAutomation{"a", "", std::string(definition), "", {}}}, &replies);
        const auto id = store::idOf(std::get<AutomationReceipt>(replies.at(0).value()).automation.number);
        commit({}, {PublishAutomation{id, "test", ""}}, &replies);
        if (!std::holds_alternative<AutomationReceipt>(replies.at(0).value()))
            throw std::logic_error("a definition of the test cannot be published");
    }
}

void FaultWorld::boot()
{
    for (int attempt = 0; m_executor == nullptr; ++attempt) {
        if (attempt == 3) { // whatever keeps it from starting has an end
            m_vfs.heal();
            m_storeFaults->heal();
        }
        if (attempt == 10)
            throw std::runtime_error("the store does not open any more");
        ExecutorOptions options;
        options.policy.senderDeduplicates = m_provider.deduplicates();
        options.policy.retry.attempts = 3;
        options.mostInFlight = 3;
        options.mostTimers = 4;
        options.seed = m_seed;
        options.observe = [this](journey::Phase from, journey::InputKind input, journey::Phase to) {
            m_pending.push_back(std::string(nameOf(from)) + " + " + std::string(nameOf(input)) + " -> "
                                + std::string(nameOf(to)));
        };
        auto opened = store::openStore(path, m_vfs.options(m_syncs));
        if (!opened)
            continue;
        m_store = store::withFaults(std::move(*opened), m_storeFaults);
        auto executor = Executor::open(*m_store, options);
        if (executor)
            m_executor = std::move(*executor);
        else
            m_store.reset();
    }
}

void FaultWorld::die(Death how)
{
    ++m_crashes;
    for (const Handover& handover : m_handed) // some had reached the provider
        if ((m_seed + m_crashes + handover.request.key.size()) % 2 == 0)
            m_provider.take(handover.request.key);
    m_handed.clear();
    m_unsaid.clear();
    if (how == Death::power)
        m_vfs.crash(m_seed * 1000 + m_crashes);
    else
        m_vfs.kill();
    m_executor.reset();
    m_store.reset();
    m_vfs.heal();
}

bool FaultWorld::commit(std::vector<SendAnswer> answers, std::vector<Command> commands,
                        std::vector<Result<Reply>>* replies)
{
    boot();
    ++m_batches;
    const auto death = std::ranges::find(m_deaths, m_batches, &PlannedDeath::batch);
    if (death != m_deaths.end()) {
        note(std::string(death->how == Death::power ? "power lost " : "process killed ")
             + (death->boundary == Boundary::before ? "before a commit" : "after a commit"));
        if (death->boundary == Boundary::after) [[maybe_unused]]
            const auto untold = m_executor->run({m_now, answers, commands});
        die(death->how);
        return false;
    }
    ++m_tally.asked;
    m_pending.clear();
    answers.insert(answers.begin(), m_unsaid.begin(), m_unsaid.end());
    m_unsaid.clear();
    auto done = m_executor->run({m_now, answers, commands});
    if (!done) {
        m_unsaid = std::move(answers);
        if (done.error().mayBeWritten) {
            m_executor.reset();
            m_store.reset();
        }
        return false;
    }
    ++m_commits;
    ++m_tally.committed;
    ++m_tally.commits[m_lastFault];
    for (const std::string& transition : m_pending)
        ++m_tally.transitions[transition];
    std::ranges::move(done->handovers, std::back_inserter(m_handed));
    m_next = done->next;
    if (replies != nullptr)
        *replies = std::move(done->replies);
    return true;
}

std::size_t FaultWorld::ask(const std::string& event, const std::string& email, bool keyed)
{
    Asked asked;
    asked.event.name = event;
    asked.event.identity.email = email;
    const std::size_t number = m_requests.size() + m_once.size() + 1;
    asked.event.payload = Value(Value::Object{{"number", Value(std::int64_t(number))}});
    if (keyed) {
        asked.event.idempotencyKey = "key-" + std::to_string(number);
        m_requests.push_back(std::move(asked));
        askAgain(m_requests.size() - 1);
        return m_requests.size() - 1;
    }
    std::vector<Result<Reply>> replies;
    if (commit({}, {asked.event}, &replies)) {
        asked.answered = std::get<EventReceipt>(replies.at(0).value()).id;
        m_once.push_back(std::move(asked));
    }
    return m_requests.size();
}

void FaultWorld::askAgain(std::size_t request)
{
    std::vector<Result<Reply>> replies;
    if (!commit({}, {m_requests[request].event}, &replies))
        return;
    Asked& asked = m_requests[request];
    const auto& receipt = std::get<EventReceipt>(replies.at(0).value());
    if (asked.answered && *asked.answered != receipt.id)
        throw std::runtime_error("one key, two events");
    asked.answered = receipt.id;
}

bool FaultWorld::command(Command command)
{
    std::vector<Result<Reply>> replies;
    m_paused |= std::holds_alternative<PauseAutomation>(command);
    const auto* retry = std::get_if<RetryRun>(&command);
    const std::string retried = retry != nullptr ? retry->id.text() : std::string();
    if (!retried.empty())
        ++m_retries[retried]; // whether it is answered or not
    return commit({}, {std::move(command)}, &replies) && replies.at(0).has_value();
}

bool FaultWorld::tick() { return commit({}, {}); }

void FaultWorld::passToNext()
{
    if (m_next && *m_next > m_now)
        m_now = *m_next;
    else
        m_now += 1s;
}

void FaultWorld::deliver(std::size_t index, const SendResult& result, bool answers)
{
    const Handover handover = m_handed.at(index);
    m_handed.erase(m_handed.begin() + static_cast<std::ptrdiff_t>(index));
    if (result.kind == SendResult::Kind::done)
        m_provider.take(handover.request.key);
    if (answers)
        commit({{handover.claim, result}}, {});
}

void FaultWorld::deliverAll()
{
    while (!m_handed.empty())
        deliver(0, {}, true);
}

void FaultWorld::deliverUntilQuiet()
{
    for (int i = 0; i < 20; ++i) {
        const bool ticked = tick();
        deliverAll();
        boot();
        const auto work = m_store->openWork();
        if (ticked && work && work->outbox == 0 && m_unsaid.empty())
            return;
    }
    m_vfs.heal();
    m_storeFaults->heal();
    boot();
    tick();
    deliverAll();
}

std::vector<Run> FaultWorld::runs(std::string& failure)
{
    std::vector<Run> told;
    const auto reader = store::openReader(path, m_vfs.options());
    if (!reader) {
        failure = "the store cannot be read: " + reader.error().message;
        return told;
    }
    RunTeller teller(**reader);
    for (std::uint64_t number = 1;; ++number) {
        auto run = teller.tell(store::RunNumber{number});
        if (!run) {
            failure = "a run cannot be told: " + run.error().message;
            return told;
        }
        if (!*run)
            return told;
        told.push_back(**std::move(run));
    }
}

std::uint64_t FaultWorld::runCount()
{
    std::string failure;
    return runs(failure).size();
}

std::string FaultWorld::look()
{
    boot();
    std::string failure;
    auto all = runs(failure);
    if (!failure.empty()) { // a fault of the disk was waiting for whoever came first
        failure.clear();
        all = runs(failure);
    }
    for (Run& run : all) {
        const auto seen = m_seen.find(run.id.text());
        if (seen != m_seen.end()) {
            const auto changes = auditChange(seen->second, run);
            // A retry by hand may open again what had failed.
            if (!changes.empty() && !m_retries.contains(run.id.text()))
                return run.id.text() + ": what was final has changed ("
                       + std::to_string(static_cast<int>(changes[0].code)) + ")";
        }
        m_seen.insert_or_assign(run.id.text(), std::move(run));
    }
    if (failure.empty() && all.size() < m_seen.size())
        return "a run was there, and is gone";
    return failure;
}

std::string FaultWorld::settle()
{
    m_vfs.heal();
    m_storeFaults->heal();
    m_lastFault = "settling";
    boot();
    for (std::size_t i = 0; i < m_requests.size(); ++i)
        askAgain(i);
    command(ResumeAutomation{AutomationId("aut_1"), "test", ""});
    for (int round = 0; round < 400; ++round) {
        deliverAll();
        if (!tick())
            return "a commit fails though nothing is wrong any more";
        const auto work = m_store->openWork();
        if (!work)
            return "the store cannot be read: " + work.error().message;
        if (m_handed.empty() && work->queued + work->running + work->waiting + work->outbox == 0) {
            m_tally.runs += runCount();
            const std::string changed = look();
            return changed.empty() ? judge() : changed;
        }
        m_now += 20s;
    }
    const auto work = m_store->openWork();
    return "runs do not come to an end: " + std::to_string(work->queued) + " queued, " + std::to_string(work->running)
           + " running, " + std::to_string(work->waiting) + " waiting, " + std::to_string(work->outbox)
           + " in the outbox, " + std::to_string(m_handed.size()) + " handed over\n" + outcome();
}

std::string FaultWorld::judge()
{
    std::string failure;
    const auto all = runs(failure);
    if (!failure.empty())
        return failure;
    std::vector<const Run*> pointers;
    for (const Run& run : all) {
        pointers.push_back(&run);
        const Evidence evidence = collectEvidence(run, nullptr);
        for (const Finding& finding : audit(run, evidence, nullptr, m_now).findings)
            if (finding.severity == Severity::error && isPromise(finding.check))
                return run.id.text() + ": " + std::string(codeName(finding.code));
        for (const Message& message : run.messages) {
            const std::string key = run.id.text() + "/" + message.stepKey.text();
            const auto retries = m_retries.contains(run.id.text()) ? m_retries.at(run.id.text()) : 0;
            if (m_provider.deliveries(key) > 1 + (m_provider.deduplicates() ? 0 : retries))
                return key + ": the person got it " + std::to_string(m_provider.deliveries(key)) + " times";
            const auto step = std::ranges::find(run.steps, message.stepKey, &Step::key);
            if (step->status == StepStatus::completed && m_provider.deliveries(key) == 0)
                return key + ": completed, and nobody got it";
        }
    }
    for (const auto& [key, count] : m_provider.taken()) // nothing was sent that no run knows of
        if (std::ranges::none_of(all, [&](const Run& run) { return key.starts_with(run.id.text() + "/"); }))
            return key + ": sent, and there is no such run";
    const auto set = auditRuns(pointers);
    if (!set.empty())
        return "the set of runs: finding " + std::to_string(static_cast<int>(set[0].code));
    return judgeRequests(all);
}

/// What was acknowledged is there, whole and once, and started what it should, once.
std::string FaultWorld::judgeRequests(const std::vector<Run>& all)
{
    const auto reader = store::openReader(path, m_vfs.options());
    if (!reader)
        return "the store cannot be read";
    std::set<std::string> ids;
    for (const auto& asked : {std::cref(m_requests), std::cref(m_once)}) {
        for (const Asked& request : asked.get()) {
            if (!request.answered)
                return "a client is not answered";
            const auto number = store::eventNumberOf(request.answered->text());
            const auto row = (*reader)->event(*number);
            if (!row || !*row || (*row)->name != request.event.name || !((*row)->payload == request.event.payload))
                return request.answered->text() + ": acknowledged, and not there as it was sent";
            if (!ids.insert(request.answered->text()).second)
                return request.answered->text() + ": acknowledged for two requests";
            // No refusal but those of the automation that was paused.
            const auto started = std::ranges::count_if(
                all, [&](const Run& run) { return run.triggerEvent && run.triggerEvent->id == *request.answered; });
            if (started > 1)
                return request.answered->text() + ": started " + std::to_string(started) + " runs";
            const bool canBePaused = request.event.name == "order.completed" && m_paused;
            if (started == 0 && !canBePaused)
                return request.answered->text() + ": started nothing";
            for (const Run& run : all)
                if (missed(run, **row))
                    return request.answered->text() + ": came while " + run.id.text() + " waited for it";
        }
    }
    return {};
}

std::uint64_t FaultWorld::digest()
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325U;
    const auto add = [&hash](std::string_view bytes) { // FNV-1a
        for (const char c : bytes)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3U;
    };
    std::string failure;
    for (const Run& run : runs(failure))
        add(writeRun(run));
    for (const auto& [key, count] : m_provider.taken())
        add(key + std::to_string(count));
    add(failure);
    return hash;
}

std::string FaultWorld::outcome()
{
    std::string failure;
    std::string text;
    for (const Run& run : runs(failure)) {
        text += run.id.text() + ' ' + std::string(run.status.name());
        for (const Step& step : run.steps)
            text += ' ' + step.key.text() + '=' + std::string(step.status.name()) + '/'
                    + std::string(step.branchTaken.name());
        for (const Message& message : run.messages)
            text += ' ' + message.stepKey.text() + '*'
                    + std::to_string(m_provider.deliveries(run.id.text() + "/" + message.stepKey.text()));
        text += '\n';
    }
    return text + failure;
}

} // namespace runlens::testing
