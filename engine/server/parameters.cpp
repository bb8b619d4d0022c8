// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/parameters.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace runlens::server {

Parameters::Parameters(std::string_view query)
{
    auto fields = queryFields(query);
    if (fields)
        m_fields = *std::move(fields);
    else
        m_error = Error{ErrorCode::usage, "an escape of the query string is broken", "?"};
}

void Parameters::wrong(std::string_view name, std::string message)
{
    if (!m_error)
        m_error = Error{ErrorCode::usage, std::move(message), "?" + std::string(name)};
}

std::string Parameters::text(std::string_view name)
{
    m_asked.push_back(name);
    const auto found = std::ranges::find(m_fields, name, &QueryFields::value_type::first);
    return found == m_fields.end() ? std::string() : found->second;
}

std::optional<Instant> Parameters::time(std::string_view name)
{
    const std::string value = text(name);
    const auto time = parseInstant(value);
    if (!value.empty() && !time)
        wrong(name, "expected a time such as 2026-06-08T14:15:00Z");
    return time;
}

std::vector<std::string> Parameters::words(std::string_view name)
{
    const std::string value = text(name);
    std::vector<std::string> words;
    std::string_view rest = value;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        if (end > 0)
            words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

std::size_t Parameters::limit()
{
    constexpr std::size_t most = 100;
    std::size_t limit = 50;
    const std::string value = text("limit");
    if (value.empty())
        return limit;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), limit);
    if (error != std::errc{} || rest != value.data() + value.size() || limit == 0 || limit > most)
        wrong("limit", "expected a whole number from 1 to 100");
    return limit;
}

Result<void> Parameters::end()
{
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const std::string& name = m_fields[i].first;
        const auto first = std::ranges::find(m_fields, name, &QueryFields::value_type::first);
        if (std::ranges::find(m_asked, name) == m_asked.end())
            wrong(name, "no such parameter is known here");
        else if (first != m_fields.begin() + static_cast<std::ptrdiff_t>(i))
            wrong(name, "the parameter stands twice");
    }
    if (m_error)
        return std::unexpected(*m_error);
    return {};
}

} // namespace runlens::server
