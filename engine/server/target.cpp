// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/target.h"

#include "engine/wire/utf8.h"

#include <algorithm>

namespace runlens::server {
namespace {

int digitOf(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

std::optional<std::string> unescaped(std::string_view text, bool plusIsBlank)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i] == '+' && plusIsBlank ? ' ' : text[i];
            continue;
        }
        const int high = i + 1 < text.size() ? digitOf(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digitOf(text[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0)
            return std::nullopt;
        plain += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
        i += 2;
    }
    if (utf8Prefix(plain) != plain.size())
        return std::nullopt;
    return plain;
}

std::optional<QueryFields> queryFields(std::string_view query)
{
    QueryFields fields;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view field = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (field.empty())
            continue;
        const auto equals = std::min(field.find('='), field.size());
        auto name = unescaped(field.substr(0, equals), true);
        auto value = unescaped(field.substr(std::min(equals + 1, field.size())), true);
        if (!name || !value)
            return std::nullopt;
        fields.emplace_back(*std::move(name), *std::move(value));
    }
    return fields;
}

PathParts::PathParts(std::string_view path)
{
    if (!path.starts_with('/')) {
        m_valid = false;
        return;
    }
    const bool escapes = path.find('%') != std::string_view::npos;
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (m_size == most) {
            m_valid = false;
            return;
        }
        m_parts[m_size] = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (escapes) {
            auto plain = unescaped(m_parts[m_size], false);
            m_valid = m_valid && plain.has_value();
            m_unescaped[m_size] = std::move(plain).value_or("");
            m_parts[m_size] = m_unescaped[m_size];
        } else {
            m_valid = m_valid && utf8Prefix(m_parts[m_size]) == m_parts[m_size].size();
        }
        ++m_size;
    }
}

} // namespace runlens::server
