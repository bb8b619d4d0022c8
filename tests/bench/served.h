// SPDX-License-Identifier: GPL-3.0-or-later
// The servers that are asked: `runlens-cli serve` with W published, and nginx with one file.
#pragma once

#include "tests/bench/driver.h"
#include "tests/bench/load_client.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace runlens::bench {

/// Methods throw Failed.
class Served {
public:
    /// `table`: count its syncs there; empty: do not.
    explicit Served(const WorkFolder& folder, const std::string& table = {});

    /// Whole runs of W over so many connections: the event that starts a run, and once that is answered the one that
    /// ends its wait. Seconds for each; all of them completed. `further`: bytes more in each payload.
    double work(std::size_t runs, std::size_t connections, std::size_t further = 0);
    /// The ids of the runs there are.
    [[nodiscard]] std::vector<std::string> runs() const;
    void end();

    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] const std::string& key() const noexcept { return m_key; }

private:
    [[nodiscard]] std::uint64_t completed() const;

    std::string m_key;
    Process m_process;
    std::uint16_t m_port = 0;
    std::string m_automation;
    std::uint64_t m_contacts = 0;
};

/// Serves one file of so many bytes as /file, from as many processes as there are cores, without a log.
class Nginx {
public:
    Nginx(const WorkFolder& folder, std::size_t bytes);
    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] static std::string version();

private:
    std::uint16_t m_port;
    Process m_process;
};

/// Asks for these, each request again and again in turn, `count` times altogether. Seconds for each.
double fetch(std::uint16_t port, const std::vector<std::string>& requests, std::size_t count, std::size_t connections,
             std::size_t depth);

} // namespace runlens::bench
