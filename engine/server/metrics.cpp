// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/metrics.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace runlens::server {
namespace {

class Exposition {
public:
    using Labelled = std::pair<std::string_view, std::uint64_t>;

    void gauge(std::string_view name, std::string_view help, std::uint64_t value)
    {
        head(name, help, "gauge");
        sample(name, {}, std::to_string(value));
    }
    void counter(std::string_view name, std::string_view help, std::uint64_t value)
    {
        head(name, help, "counter");
        sample(name, {}, std::to_string(value));
    }
    void seconds(std::string_view name, std::string_view help, Duration value)
    {
        std::array<char, 32> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(),
                                       std::chrono::duration<double>(value).count(), std::chars_format::fixed, 6);
        head(name, help, "gauge");
        sample(name, {}, {text.data(), end.ptr});
    }
    template <class Values>
    void labelled(std::string_view name, std::string_view help, std::string_view type, std::string_view label,
                  const Values& values)
    {
        head(name, help, type);
        for (const Labelled& one : values)
            sample(name, std::string(label).append("=\"").append(one.first).append("\""), std::to_string(one.second));
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    void head(std::string_view name, std::string_view help, std::string_view type)
    {
        m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
        m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }
    void sample(std::string_view name, std::string_view labels, std::string_view value)
    {
        m_text.append(name);
        if (!labels.empty())
            m_text.append("{").append(labels).append("}");
        m_text.append(" ").append(value).append("\n");
    }

    std::string m_text;
};

} // namespace

std::string metricsText(const MetricsFacts& facts)
{
    using Labelled = Exposition::Labelled;
    Exposition out;
    out.gauge("runlens_up", "1 while commands are carried out", facts.healthy ? 1 : 0);
    out.labelled("runlens_runs", "Runs by status", "gauge", "status",
                 std::array{Labelled("queued", facts.runs.queued), Labelled("running", facts.runs.running),
                            Labelled("waiting", facts.runs.waiting), Labelled("completed", facts.runs.completed),
                            Labelled("failed", facts.runs.failed), Labelled("cancelled", facts.runs.cancelled)});
    out.gauge("runlens_work_due", "Timers set, due now or later", facts.work.due);
    out.gauge("runlens_work_overdue", "Timers that should have fired", facts.work.overdue);
    out.gauge("runlens_outbox_depth", "Messages the sender has not answered for good", facts.work.outbox);
    out.seconds("runlens_scheduler_lag_seconds", "How late the last timers fired", facts.runtime.schedulerLag);
    out.seconds("runlens_scheduler_lag_longest_seconds", "The same, longest since the start", facts.runtime.longestLag);
    out.gauge("runlens_commands_queued", "Commands taken on and not answered", facts.runtime.queued);
    out.counter("runlens_commands_total", "Commands carried out", facts.runtime.commands);
    out.counter("runlens_commits_total", "Transactions", facts.runtime.commits);
    out.counter("runlens_inputs_total", "Inputs given to runs", facts.runtime.inputs);
    out.counter("runlens_timers_fired_total", "Timers fired", facts.runtime.timersFired);
    out.counter("runlens_sends_total", "Messages handed to the sender, every attempt", facts.runtime.sends);
    out.labelled("runlens_http_requests_total", "Requests answered, by class of status", "counter", "code",
                 std::array{Labelled("2xx", facts.http.answers[2]), Labelled("3xx", facts.http.answers[3]),
                            Labelled("4xx", facts.http.answers[4]), Labelled("5xx", facts.http.answers[5])});
    out.gauge("runlens_http_connections", "Connections open", facts.http.connections);
    out.counter("runlens_http_connections_refused_total", "Connections refused for being too many",
                facts.http.connectionsRefused);
    return out.take();
}

} // namespace runlens::server
