// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/quoted.h"
#include "engine/wire/scenario_parts.h"

#include <algorithm>
#include <array>

namespace runlens {
namespace {

constexpr std::int64_t mostCounted = 1'000'000'000;
constexpr std::size_t mostShown = 60;

/// "22:00", up to "24:00" where that is allowed.
bool clockTime(StrictObject& object, std::string_view name, std::chrono::minutes& out, bool mayEndTheDay)
{
    std::string text;
    if (!object.text(name, text, Need::required))
        return false;
    const auto digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    const auto number = [&text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) && number(3) < 60) {
        const std::chrono::minutes time = std::chrono::hours(number(0)) + std::chrono::minutes(number(3));
        if (time < std::chrono::hours(24) || (mayEndTheDay && time == std::chrono::hours(24))) {
            out = time;
            return true;
        }
    }
    object.wrong(name, "expected a time of day such as 22:00, found " + quoted(text, mostShown));
    return false;
}

void readQuietHours(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::Policies& policies)
{
    StrictObject object(value, pointer, problems);
    auto& hours = policies.quietHours.emplace_back();
    clockTime(object, "from", hours.from, false);
    clockTime(object, "to", hours.to, false);
    object.close();
}

void readSendWindow(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::Policies& policies)
{
    StrictObject object(value, pointer, problems);
    auto& window = policies.sendWindows.emplace_back();
    constexpr std::array<std::string_view, 7> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    std::vector<std::string> days;
    if (object.texts("days", days))
        window.weekdays = 0;
    for (const auto& day : days) {
        const auto found = std::ranges::find(names, day);
        if (found == names.end())
            object.wrong("days", "expected sun, mon, tue, wed, thu, fri or sat, found " + quoted(day, mostShown));
        else
            window.weekdays |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(found - names.begin()));
    }
    if (clockTime(object, "from", window.from, false) && clockTime(object, "to", window.to, true)
        && window.to <= window.from)
        object.wrong("to", "expected a time of day behind “from”");
    object.close();
}

void readFrequencyCap(const Value& value, const std::string& pointer, Diagnostics& problems,
                      scenario::Policies& policies)
{
    StrictObject object(value, pointer, problems);
    auto& cap = policies.frequencyCaps.emplace_back();
    object.integer("count", cap.count, 0, mostCounted, Need::required);
    object.length("per", cap.per, Need::required);
    constexpr std::array<std::string_view, 2> words{"email", "push"};
    std::size_t word = 0;
    if (object.choice("channel", words, word))
        cap.channel = static_cast<Channel>(word);
    object.close();
}

void readProjectCaps(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::ProjectCaps& caps)
{
    StrictObject object(value, pointer, problems);
    const auto cap = [&object](std::string_view name, std::optional<std::int64_t>& out) {
        std::int64_t most = 0;
        if (object.integer(name, most, 0, mostCounted))
            out = most;
    };
    cap("events_per_minute", caps.events);
    cap("starts_per_minute", caps.starts);
    cap("sends_per_minute", caps.sends);
    cap("open_waits", caps.waits);
    object.close();
}

void readRetry(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::RetryPolicy& retry)
{
    StrictObject object(value, pointer, problems);
    object.length("first", retry.first);
    object.length("longest", retry.longest);
    object.integer("attempts", retry.attempts, 1, 1000);
    object.close();
}

} // namespace

void readPolicies(const Value& value, const std::string& pointer, Diagnostics& problems, scenario::Policies& policies)
{
    StrictObject object(value, pointer, problems);
    object.list("quiet_hours",
                [&](const Value& item, const std::string& at) { readQuietHours(item, at, problems, policies); });
    object.list("send_windows",
                [&](const Value& item, const std::string& at) { readSendWindow(item, at, problems, policies); });
    object.list("frequency_caps",
                [&](const Value& item, const std::string& at) { readFrequencyCap(item, at, problems, policies); });
    if (const Value* caps = object.any("project_caps"))
        readProjectCaps(*caps, object.pointerTo("project_caps"), problems, policies.project);
    if (const Value* retry = object.any("retry"))
        readRetry(*retry, object.pointerTo("retry"), problems, policies.retry);
    object.boolean("sender_deduplicates", policies.senderDeduplicates);
    object.length("send_takes", policies.sendTakes);
    object.close();
}

} // namespace runlens
