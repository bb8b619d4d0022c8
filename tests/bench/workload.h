// SPDX-License-Identifier: GPL-3.0-or-later
// W, the common workload of rows 1 to 5: start, step A, wait for an event or 30 s, step B, finish; every transition
// durable. Steps change their contact, and each change is an event of its own.
#pragma once

#include "engine/runtime/runtime.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace runlens::bench {

/// W's definition, as JSON.
[[nodiscard]] std::string workDefinition(std::int64_t timeoutSeconds = 30);
/// "work.start" and "work.go" of one of any number of contacts.
[[nodiscard]] runtime::Command workEvent(const char* event, std::uint64_t contact);

/// A runtime over a new store in `folder`, with W published.
class Workload {
public:
    explicit Workload(const std::string& folder, std::size_t batch = 1000);
    ~Workload();
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;

    /// So many whole runs, of as many new contacts, at most `concurrency` under way. Seconds.
    double run(std::size_t runs, std::size_t concurrency);
    /// One at a time: the time of each, in seconds, in order of size.
    std::vector<double> latencies(std::size_t runs);
    [[nodiscard]] runtime::RuntimeStats stats() const { return m_runtime->stats(); }

private:
    /// Waits for the answer.
    runtime::Reply ask(runtime::Command command);

    std::unique_ptr<runtime::Sender> m_sender;
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::uint64_t m_contacts = 0;
};

} // namespace runlens::bench
