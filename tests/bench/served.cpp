// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/served.h"

#include "engine/wire/json_writer.h"
#include "engine/wire/value_reader.h"
#include "tests/bench/side.h"
#include "tests/bench/workload.h"

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>
#include <unistd.h>

namespace runlens::bench {
namespace {

Value read(const std::string& json)
{
    auto value = readValue(json);
    if (!value)
        throw Failed("an answer that is no JSON: " + json);
    return *std::move(value);
}

std::string textAt(const Value& value, std::initializer_list<const char*> path)
{
    const Value* at = &value;
    for (const char* name : path)
        if (at != nullptr)
            at = at->find(name);
    const auto* text = at == nullptr ? nullptr : at->as<std::string>();
    return text == nullptr ? std::string() : *text;
}

Program serveProgram(const WorkFolder& folder, const std::string& key, const std::string& table)
{
    Program program{
        "runlens-cli",
        {builtBeside("runlens-cli"), "serve", "--listen", "127.0.0.1:0", "--store", "sqlite:" + folder / "served.db"},
        {"RUNLENS_API_KEY=" + key}};
    return table.empty() ? program : counting(std::move(program), table);
}

/// Each connection starts a run, ends its wait, and goes on to the next.
class WorkScript final : public Script {
public:
    WorkScript(std::uint64_t first, std::size_t runs, std::size_t connections, const std::string& key,
               std::size_t further)
        : m_next(first),
          m_end(first + runs),
          m_key(key),
          m_contact(connections, none),
          m_further(further > 0 ? R"(,"note":")" + std::string(further, 'n') + '"' : "")
    {
    }
    bool next(std::size_t connection, std::string& request) override
    {
        const bool starts = m_contact[connection] == none;
        if (starts && m_next == m_end)
            return false;
        const std::uint64_t contact = starts ? m_next++ : m_contact[connection];
        m_contact[connection] = starts ? contact : none;
        const std::string number = std::to_string(contact);
        request =
            requestOf("POST", "/events", m_key,
                      R"({"event":")" + std::string(starts ? "work.start" : "work.go") + R"(","external_id":"customer-)"
                          + number + R"(","payload":{"order_id":"order-)" + number + '"' + m_further + "}}");
        return true;
    }
    void answered(std::size_t, int status, std::string_view body) override
    {
        if (status != 202)
            throw Failed("an event was answered " + std::to_string(status) + ": " + std::string(body));
    }

private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};
    std::uint64_t m_next;
    std::uint64_t m_end;
    const std::string& m_key;
    std::vector<std::uint64_t> m_contact; ///< whose run waits, by connection
    std::string m_further;                ///< of each payload
};

class FetchScript final : public Script {
public:
    FetchScript(const std::vector<std::string>& requests, std::size_t count) : m_requests(requests), m_left(count) {}
    bool next(std::size_t, std::string& request) override
    {
        if (m_left == 0)
            return false;
        request = m_requests[--m_left % m_requests.size()];
        return true;
    }
    void answered(std::size_t, int status, std::string_view body) override
    {
        if (status != 200)
            throw Failed("answered " + std::to_string(status) + ": " + std::string(body));
    }

private:
    const std::vector<std::string>& m_requests;
    std::size_t m_left;
};

} // namespace

Served::Served(const WorkFolder& folder, const std::string& table)
    : m_key("bench-bench-bench-bench"), m_process(serveProgram(folder, m_key, table), folder)
{
    const std::string url = m_process.readLine(60);
    const auto colon = url.rfind(':');
    if (colon == std::string::npos
        || std::from_chars(url.data() + colon + 1, url.data() + url.size(), m_port).ec != std::errc{})
        m_process.fail("its first line is no address: " + url);
    const Value made = read(askOnce(
        m_port, requestOf("POST", "/automations", m_key, R"({"name":"W","definition":)" + workDefinition() + '}')));
    m_automation = textAt(made, {"data", "id"});
    (void)askOnce(m_port, requestOf("POST", "/automations/" + m_automation + "/publish", m_key));
}

double Served::work(std::size_t runs, std::size_t connections, std::size_t further)
{
    LoadClient client(m_port, connections, 1);
    WorkScript script(m_contacts, runs, connections, m_key, further);
    const double seconds = client.play(script);
    m_contacts += runs;
    if (const auto count = completed(); count != m_contacts)
        throw Failed(std::to_string(count) + " runs are completed, and " + std::to_string(m_contacts) + " should be");
    return seconds / static_cast<double>(runs);
}

std::uint64_t Served::completed() const
{
    const std::string text = askOnce(m_port, requestOf("GET", "/metrics", m_key));
    constexpr std::string_view name = "runlens_runs{status=\"completed\"} ";
    const auto at = text.find(name);
    std::uint64_t count = 0;
    if (at != std::string::npos)
        std::from_chars(text.data() + at + name.size(), text.data() + text.size(), count);
    return count;
}

std::vector<std::string> Served::runs() const
{
    std::vector<std::string> ids;
    std::string after;
    do {
        const std::string path = "/automations/" + m_automation + "/runs?limit=100" + after;
        const Value page = read(askOnce(m_port, requestOf("GET", path, m_key)));
        const Value* list = page.find("data");
        const auto* rows = list == nullptr ? nullptr : list->as<Value::Array>();
        if (rows == nullptr)
            throw Failed("a page of runs without data");
        for (const auto& row : *rows)
            ids.push_back(textAt(row, {"id"}));
        after = textAt(page, {"next_cursor"});
        if (!after.empty())
            after.insert(0, "&after=");
    } while (!after.empty());
    return ids;
}

void Served::end() { m_process.end(SIGTERM); }

double fetch(std::uint16_t port, const std::vector<std::string>& requests, std::size_t count, std::size_t connections,
             std::size_t depth)
{
    LoadClient client(port, connections, depth);
    FetchScript script(requests, count);
    return client.play(script) / static_cast<double>(count);
}

namespace {

/// Writes the file and the configuration. For a file so small, sendfile makes nginx slower by a third: it would be a
/// call and a packet more.
Program nginxProgram(const WorkFolder& folder, std::uint16_t port, std::size_t bytes)
{
    std::ofstream(folder / "file") << std::string(bytes, 'x');
    std::ofstream configuration(folder / "nginx.conf");
    configuration << "daemon off;\nworker_processes auto;\npid " << folder / "nginx.pid" << ";\nerror_log stderr;\n"
                  << (::geteuid() == 0 ? "user root;\n" : "") << "events { worker_connections 1024; }\nhttp {\n"
                  << "  access_log off;\n  sendfile off;\n  tcp_nodelay on;\n  keepalive_requests 1000000000;\n"
                  << "  open_file_cache max=10;\n  default_type application/json;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        configuration << "  " << kind << "_temp_path " << folder / kind << ";\n";
    configuration << "  server { listen 127.0.0.1:" << port << "; root " << folder.path() << "; }\n}\n";
    return {"nginx", {"/usr/sbin/nginx", "-p", folder.path(), "-e", "stderr", "-c", folder / "nginx.conf"}, {}};
}

} // namespace

Nginx::Nginx(const WorkFolder& folder, std::size_t bytes)
    : m_port(freePort()), m_process(nginxProgram(folder, m_port, bytes), folder)
{
    for (int tries = 0;; ++tries) {
        try {
            (void)askOnce(m_port, requestOf("GET", "/file", {}));
            return;
        } catch (const Failed&) {
            if (tries > 200 || !m_process.running())
                m_process.fail("it does not answer on port " + std::to_string(m_port));
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
    }
}

std::string Nginx::version()
{
    std::array<char, 128> text{};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> said(::popen("/usr/sbin/nginx -v 2>&1", "r"), ::pclose);
    if (said == nullptr || std::fgets(text.data(), text.size(), said.get()) == nullptr)
        return "unknown";
    std::string version(text.data());
    while (!version.empty() && version.back() == '\n')
        version.pop_back();
    return version;
}

} // namespace runlens::bench
