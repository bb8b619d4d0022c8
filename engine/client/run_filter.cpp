// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/run_filter.h"

#include <algorithm>
#include <string_view>

namespace runlens::client {
namespace {

std::string_view wordOf(RunStatus status, Dialect dialect)
{
    return wireName(dialect == Dialect::resend && isUnderWay(status) ? RunStatus::running : status);
}

void add(std::string& parameters, std::string_view name, std::string_view value)
{
    if (!value.empty())
        parameters.append("&").append(name).append("=").append(percentEncoded(value));
}

void add(std::string& parameters, std::string_view name, const std::optional<Instant>& time)
{
    if (time)
        add(parameters, name, formatInstant(*time));
}

} // namespace

SplitFilter splitFilter(const RunFilter& filter, Dialect dialect)
{
    SplitFilter split;
    split.server = filter;
    if (dialect == Dialect::sendrealm)
        return split;
    split.here = filter;
    split.here.statuses.clear();
    split.server = {};
    split.server.statuses = filter.statuses;
    return split;
}

FilterReach filterReachOf(Dialect dialect)
{
    return dialect == Dialect::sendrealm ? FilterReach::all : FilterReach::statuses;
}

std::string parametersOf(const RunFilter& filter, Dialect dialect)
{
    std::vector<std::string_view> words;
    for (const RunStatus status : filter.statuses) {
        const std::string_view word = wordOf(status, dialect);
        if (!word.empty() && std::ranges::find(words, word) == words.end())
            words.push_back(word);
    }
    std::string statuses;
    for (const std::string_view word : words)
        statuses.append(statuses.empty() ? "" : ",").append(word);
    std::string parameters;
    if (!statuses.empty()) // its commas part it, and are not escaped
        parameters.append("&status=").append(statuses);
    add(parameters, "identity", filter.identity);
    add(parameters, "step", filter.step);
    add(parameters, "started_since", filter.startedSince);
    add(parameters, "started_until", filter.startedUntil);
    add(parameters, "active_since", filter.activeSince);
    return parameters;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            encoded += c;
        else
            (encoded += '%').append({digits[byte >> 4U], digits[byte & 15U]});
    }
    return encoded;
}

} // namespace runlens::client
