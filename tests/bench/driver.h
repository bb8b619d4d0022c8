// SPDX-License-Identifier: GPL-3.0-or-later
// Other processes that are measured: a driver, which answers lines with JSON (peers/lines.mjs), or a server. None is
// left running: each has a process group of its own, which is ended with the object, and is told when this process
// ends.
#pragma once

#include "engine/domain/value.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <vector>

namespace runlens::bench {

/// Why something could not be measured.
struct Failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A new folder on a disk (not in memory), which goes when this object does. Others may look into it.
class WorkFolder {
public:
    WorkFolder();
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] std::string path() const { return m_path.string(); }
    [[nodiscard]] std::string operator/(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// What to start, and with which further environment ("NAME=value").
struct Program {
    std::string name; ///< for messages, and for the file its errors go to
    std::vector<std::string> command;
    std::vector<std::string> environment;
};

class Process {
public:
    /// What it writes to standard error goes to a file in `folder`. Throws Failed.
    Process(const Program& program, const WorkFolder& folder);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void writeLine(const std::string& line);
    /// The next line of its output. Throws Failed, with the last of its errors, when it ends or is silent for so long.
    std::string readLine(int seconds = 120);
    /// Closes its input, asks it to end where `signal` is none of 0, and waits; kills it when that takes too long.
    void end(int signal);
    [[nodiscard]] bool running();
    [[nodiscard]] pid_t id() const noexcept { return m_id; }
    [[noreturn]] void fail(const std::string& what) const;

private:
    std::string m_name;
    std::string m_log;
    pid_t m_id = -1; ///< and its process group's
    int m_input = -1;
    int m_output = -1;
    std::string m_read;
};

/// A driver. Its methods throw Failed.
class Driver {
public:
    Driver(const Program& program, const WorkFolder& folder);

    /// Seconds per run.
    double throughput(std::size_t runs, std::size_t concurrency);
    /// Seconds, the median of runs one at a time.
    double latency(std::size_t runs);
    /// What it says of itself: versions, durability.
    [[nodiscard]] const Value& facts() const noexcept { return m_facts; }
    void end() { m_process.end(0); }

private:
    Value ask(const std::string& line);

    Process m_process;
    Value m_facts;
};

/// A number of an answer. Throws Failed where it is none.
[[nodiscard]] double numberOf(const Value& object, const char* name);

/// The program under strace, which counts its syncs and writes them to `table` when it ends.
[[nodiscard]] Program counting(Program program, const std::string& table);
/// fsync and fdatasync of such a table, together.
[[nodiscard]] std::uint64_t syncsOf(const std::string& table);

/// A port nobody has, for servers that must be told one.
[[nodiscard]] std::uint16_t freePort();

} // namespace runlens::bench
