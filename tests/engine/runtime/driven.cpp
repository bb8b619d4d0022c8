// SPDX-License-Identifier: GPL-3.0-or-later
#include "driven.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

using namespace runlens;
using namespace runlens::runtime;

namespace {

/// A test cannot go on without it.
template <class T, class E>
T must(std::expected<T, E> result)
{
    if (result)
        return *std::move(result);
    if constexpr (std::is_same_v<E, BatchError>)
        throw std::runtime_error(result.error().error.message + " " + result.error().error.where);
    else
        throw std::runtime_error(result.error().message + " " + result.error().where);
}

} // namespace

std::string_view documentedDefinition()
{
    return R"({"trigger": {"event_name": "order.completed"},
      "steps": [
        {"key": "send_receipt", "type": "send_email_template",
         "config": {"template_version_id": "tmplver_email_123", "domain_id": "dom_1"}},
        {"key": "wait_for_open", "type": "wait_for_event",
         "config": {"event_name": "sendrealm.mail.open", "timeout_seconds": 1800}},
        {"key": "send_push_follow_up", "type": "send_push_template",
         "config": {"template_version_id": "tmplver_push_123"}},
        {"key": "send_reminder", "type": "send_email_template",
         "config": {"template_version_id": "tmplver_email_124", "domain_id": "dom_1"}}],
      "connections": [
        {"from": "trigger", "to": "send_receipt", "branch": "next"},
        {"from": "send_receipt", "to": "wait_for_open", "branch": "next"},
        {"from": "wait_for_open", "to": "send_push_follow_up", "branch": "received"},
        {"from": "wait_for_open", "to": "send_reminder", "branch": "timeout"}]})";
}

std::string_view workloadDefinition()
{
    return R"({"trigger": {"event_name": "work.start"},
      "steps": [
        {"key": "a", "type": "contact_update", "config": {"fields": {"stage": "a"}}},
        {"key": "wait", "type": "wait_for_event", "config": {"event_name": "work.go", "timeout_seconds": 30}},
        {"key": "b", "type": "contact_update", "config": {"fields": {"stage": "b"}}}],
      "connections": [
        {"from": "trigger", "to": "a", "branch": "next"},
        {"from": "a", "to": "wait", "branch": "next"},
        {"from": "wait", "to": "b", "branch": "received"},
        {"from": "wait", "to": "b", "branch": "timeout"}]})";
}

Driven::Driven(std::string path, ExecutorOptions options, store::SqliteOptions storeOptions)
    : sender([](const SendRequest&) { return SendResult(); }),
      m_path(std::move(path)),
      m_options(std::move(options)),
      m_storeOptions(std::move(storeOptions))
{
    restart();
}

void Driven::restart()
{
    m_executor.reset();
    m_store.reset();
    handed.clear();
    m_store = must(store::openStore(m_path, m_storeOptions));
    m_executor = must(Executor::open(*m_store, m_options));
}

Done Driven::give(std::vector<SendAnswer> answers, std::vector<Command> commands)
{
    Done done = must(m_executor->run({now, answers, commands}));
    std::ranges::move(done.handovers, std::back_inserter(handed));
    last = done;
    return done;
}

Result<Reply> Driven::ask(Command command)
{
    std::vector<Command> commands;
    commands.push_back(std::move(command));
    return std::move(give({}, std::move(commands)).replies.at(0));
}

void Driven::tick() { give({}, {}); }

void Driven::deliver()
{
    while (!handed.empty()) {
        std::vector<SendAnswer> answers;
        for (const Handover& handover : std::exchange(handed, {})) {
            answers.push_back({handover.claim, sender(handover.request)});
            if (answers.back().result.kind == SendResult::Kind::done
                && std::ranges::find(delivered, handover.request.key) == delivered.end())
                delivered.push_back(handover.request.key);
        }
        give(std::move(answers), {});
    }
}

AutomationId Driven::publish(std::string_view definition)
{
    const auto created =
        std::get<AutomationReceipt>(must(ask(CreateAutomation{"a", "", std::string(definition), "", {}})));
    const auto id = store::idOf(created.automation.number);
    const auto published = must(ask(PublishAutomation{id, "test", ""}));
    if (!std::holds_alternative<AutomationReceipt>(published))
        throw std::runtime_error("the definition cannot be published");
    return id;
}

EventId Driven::post(const char* event, const char* email, const char* key)
{
    IngestEvent command;
    command.name = event;
    command.identity.email = email;
    command.payload = Value(Value::Object{{"order_id", Value(std::string("ord_123"))}});
    command.idempotencyKey = key;
    return std::get<EventReceipt>(must(ask(std::move(command)))).id;
}

std::vector<Run> Driven::runs()
{
    const auto reader = must(store::openReader(m_path, m_storeOptions));
    RunTeller teller(*reader);
    std::vector<Run> runs;
    for (const auto& row : must(reader->runs({})))
        if (auto told = must(teller.tell(row.run.number)))
            runs.push_back(*std::move(told));
    return runs;
}

Run Driven::run(std::uint64_t number)
{
    const auto reader = must(store::openReader(m_path, m_storeOptions));
    RunTeller teller(*reader);
    auto told = must(teller.tell(store::RunNumber{number}));
    if (!told)
        throw std::runtime_error("there is no such run");
    return *std::move(told);
}
