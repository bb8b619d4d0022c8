// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/server/served.h"

#include "engine/store/sqlite_store.h"
#include "engine/wire/excerpt.h"

#include <QTest>

#include <chrono>
#include <thread>

using namespace runlens;

namespace {

const std::string authorization = "Authorization: Bearer " + std::string(Served::key) + "\r\n";

constexpr std::string_view documentedJourney =
    R"({"name":"Receipt","description":"as documented","definition":{"trigger":{"event_name":"order.completed",)"
    R"("filters":{"amount_gte":10}},"steps":[)"
    R"({"key":"send_receipt","type":"send_email_template","config":{"template_version_id":"tv_mail","domain_id":"dom"}},)"
    R"({"key":"wait_for_open","type":"wait_for_event","config":{"event_name":"sendrealm.mail.open","timeout_seconds":1800}},)"
    R"({"key":"push","type":"send_push_template","config":{"template_version_id":"tv_push"}}],"connections":[)"
    R"({"from":"trigger","to":"send_receipt","branch":"next"},)"
    R"({"from":"send_receipt","to":"wait_for_open","branch":"next"},)"
    R"({"from":"wait_for_open","to":"push","branch":"received"}]},"editor_layout":{"nodes":[]}})";

} // namespace

std::vector<runtime::SendResult> ObligingSender::send(std::span<const runtime::SendRequest> requests)
{
    std::vector<runtime::SendResult> results;
    for (const runtime::SendRequest& request : requests) {
        const bool refused = request.to.starts_with("refused@");
        results.push_back({refused ? runtime::SendResult::Kind::permanent : runtime::SendResult::Kind::done,
                           refused ? "550" : "", refused ? "no such mailbox" : ""});
    }
    return results;
}

Served::Served(const server::HttpServerOptions& http)
{
    const std::string path = m_folder.filePath(QStringLiteral("store.db")).toStdString();
    auto runtime = runtime::Runtime::start([path] { return store::openStore(path); }, {}, m_sender);
    if (!runtime)
        qFatal("no runtime: %s", runtime.error().message.c_str());
    m_runtime = *std::move(runtime);
    server::ServiceOptions options;
    options.http = http;
    auto service = server::Service::start(options, server::ApiKey(std::string(key)), *m_runtime,
                                          [path] { return store::openReader(path); });
    if (!service)
        qFatal("no service: %s", service.error().message.c_str());
    m_service = *std::move(service);
    m_client = std::make_unique<SocketClient>(port());
}

Served::~Served()
{
    m_service->stop(std::chrono::seconds(10));
    m_runtime->stop();
}

Answer Served::get(std::string_view path, std::string_view headers)
{
    return m_client->ask(::get(path, authorization + std::string(headers)));
}

Answer Served::post(std::string_view path, std::string_view body, std::string_view headers)
{
    return m_client->ask(::post(path, body, authorization + std::string(headers)));
}

Answer Served::patch(std::string_view path, std::string_view body)
{
    std::string text = ::post(path, body, authorization);
    return m_client->ask(text.replace(0, 4, "PATCH"));
}

Answer Served::until(std::string_view path, const std::function<bool(const Answer&)>& good)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    Answer answer = get(path);
    while (!good(answer) && std::chrono::steady_clock::now() < end) {
        std::this_thread::yield();
        answer = get(path);
    }
    return answer;
}

std::string Served::publishJourney()
{
    static_cast<void>(post("/templates", R"({"id":"tv_mail","channel":"email","subject":"Your receipt"})"));
    static_cast<void>(post("/templates", R"({"id":"tv_push","channel":"push","title":"Anything else?"})"));
    static_cast<void>(post("/domains", R"({"id":"dom","name":"example.com"})"));
    const std::string id = at(post("/automations", documentedJourney).body, "/data/id");
    static_cast<void>(post("/automations/" + id + "/publish"));
    return id;
}

std::string Served::startRun(std::string_view email)
{
    const std::string before = at(get("/automations/aut_1/runs?limit=1").body, "/data/0/id");
    static_cast<void>(post("/events", R"({"event":"order.completed","payload":{"amount":12},"email":")"
                                          + std::string(email) + "\"}"));
    const Answer runs = until("/automations/aut_1/runs?limit=1", [&before](const Answer& answer) {
        const std::string status = at(answer.body, "/data/0/status");
        return at(answer.body, "/data/0/id") != before && (status == "waiting" || status == "failed");
    });
    return at(runs.body, "/data/0/id");
}

std::string at(const std::string& json, std::string_view pointer)
{
    const auto piece = excerpt(json, pointer);
    if (!piece)
        return {};
    return piece->starts_with('"') ? piece->substr(1, piece->size() - 2) : *piece;
}
