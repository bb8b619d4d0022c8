// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/driver.h"

#include "engine/wire/value_reader.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <poll.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace runlens::bench {
namespace {

using namespace std::chrono_literals;

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environmentWith(const std::vector<std::string>& further)
{
    std::vector<std::string> all;
    for (char** one = environ; *one != nullptr; ++one)
        all.emplace_back(*one);
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

/// The last lines of a file.
std::string tailOf(const std::string& path)
{
    constexpr std::size_t most = 800;
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    std::string all = text.str();
    return all.size() > most ? all.substr(all.size() - most) : all;
}

} // namespace

WorkFolder::WorkFolder()
{
    std::string name = "/var/tmp/runlens-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw Failed("no folder could be made in /var/tmp");
    m_path = name;
    // Servers may run as users of their own.
    std::filesystem::permissions(m_path, std::filesystem::perms(0755));
}

WorkFolder::~WorkFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

Process::Process(const Program& program, const WorkFolder& folder)
    : m_name(program.name), m_log(folder / (program.name + ".log"))
{
    int input[2];
    int output[2];
    const int log = ::open(m_log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0 || ::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0)
        throw Failed(m_name + ": no pipe or file could be made");
    auto command = program.command;
    auto environment = environmentWith(program.environment);
    const auto arguments = pointersTo(command);
    const auto variables = pointersTo(environment);
    m_id = ::fork();
    if (m_id == 0) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        ::execvpe(arguments[0], arguments.data(), variables.data());
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    ::close(log);
    m_input = input[1];
    m_output = output[0];
    if (m_id < 0)
        throw Failed(m_name + ": no process could be made");
    ::setpgid(m_id, m_id);
}

Process::~Process()
{
    end(SIGTERM);
    ::close(m_output);
}

void Process::writeLine(const std::string& line)
{
    const std::string text = line + '\n';
    if (::write(m_input, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        fail("it does not listen");
}

std::string Process::readLine(int seconds)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (;;) {
        if (const auto end = m_read.find('\n'); end != std::string::npos) {
            std::string line = m_read.substr(0, end);
            m_read.erase(0, end + 1);
            return line;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{m_output, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0)
            fail("no answer within " + std::to_string(seconds) + " s");
        char part[4096];
        const auto count = ::read(m_output, part, sizeof part);
        if (count == 0)
            fail("it ended");
        if (count > 0)
            m_read.append(part, static_cast<std::size_t>(count));
    }
}

bool Process::running() { return m_id > 0 && ::waitpid(m_id, nullptr, WNOHANG) == 0; }

void Process::end(int signal)
{
    if (m_input >= 0)
        ::close(std::exchange(m_input, -1));
    if (m_id <= 0)
        return;
    if (signal != 0)
        ::kill(-m_id, signal);
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (::waitpid(m_id, nullptr, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > until) {
            ::kill(-m_id, SIGKILL);
            ::waitpid(m_id, nullptr, 0);
            break;
        }
        std::this_thread::sleep_for(5ms);
    }
    ::kill(-m_id, SIGKILL); // what it may have left behind
    m_id = -1;
}

void Process::fail(const std::string& what) const
{
    throw Failed(m_name + ": " + what + "; the last it said:\n" + tailOf(m_log));
}

double numberOf(const Value& object, const char* name)
{
    if (const Value* found = object.find(name)) {
        if (const auto* real = found->as<double>())
            return *real;
        if (const auto* whole = found->as<std::int64_t>())
            return static_cast<double>(*whole);
    }
    throw Failed(std::string("an answer without the number ") + name);
}

Driver::Driver(const Program& program, const WorkFolder& folder) : m_process(program, folder)
{
    auto facts = readValue(m_process.readLine());
    if (!facts || facts->find("ready") == nullptr)
        m_process.fail("its first line does not say that it is ready");
    m_facts = *std::move(facts);
}

Value Driver::ask(const std::string& line)
{
    m_process.writeLine(line);
    const std::string text = m_process.readLine(600);
    auto answer = readValue(text);
    if (!answer || answer->find("error") != nullptr)
        m_process.fail(line + ": " + text);
    return *std::move(answer);
}

double Driver::throughput(std::size_t runs, std::size_t concurrency)
{
    const Value answer = ask("throughput " + std::to_string(runs) + ' ' + std::to_string(concurrency));
    return numberOf(answer, "seconds") / static_cast<double>(runs);
}

double Driver::latency(std::size_t runs) { return numberOf(ask("latency " + std::to_string(runs)), "p50_seconds"); }

Program counting(Program program, const std::string& table)
{
    const std::vector<std::string> strace{"strace", "-f",  "-c", "--seccomp-bpf", "-e", "trace=fsync,fdatasync",
                                          "-o",     table, "--"};
    program.command.insert(program.command.begin(), strace.begin(), strace.end());
    program.name += "-counted";
    return program;
}

std::uint64_t syncsOf(const std::string& table)
{
    std::ifstream file(table);
    if (!file)
        throw Failed("strace left no table in " + table);
    std::uint64_t syncs = 0;
    for (std::string line; std::getline(file, line);) {
        // % time, seconds, usecs/call, calls, errors (may be empty), syscall
        std::istringstream words(line);
        std::string skipped;
        std::uint64_t calls = 0;
        if ((line.ends_with(" fsync") || line.ends_with(" fdatasync"))
            && words >> skipped >> skipped >> skipped >> calls)
            syncs += calls;
    }
    return syncs;
}

std::uint16_t freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0
                       && ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    if (!bound)
        throw Failed("no port of 127.0.0.1 is free");
    return ntohs(address.sin_port);
}

} // namespace runlens::bench
