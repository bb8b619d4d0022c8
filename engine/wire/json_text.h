// SPDX-License-Identifier: GPL-3.0-or-later
// Walks over the text of well-formed JSON without reading its values. Of text that is no JSON it makes something, and
// never looks beyond its end. Private to wire.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace runlens {

class JsonText {
public:
    explicit JsonText(std::string_view json) : m_json(json), m_at(json.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

    /// The first byte of the next token, colons and commas included; 0 at the end.
    [[nodiscard]] char peek() noexcept
    {
        m_at = std::min(m_json.find_first_not_of(" \t\r\n", m_at), m_json.size());
        return m_at < m_json.size() ? m_json[m_at] : '\0';
    }
    /// The token at hand: a text with its quotes, a number or literal, or one of []{},:. Empty at the end.
    std::string_view take() noexcept
    {
        const char first = peek();
        const auto start = m_at;
        if (first == '"')
            skipText();
        else if (std::string_view("[]{},:").find(first) != std::string_view::npos && first != '\0')
            ++m_at;
        else
            m_at = std::min(m_json.find_first_of(" \t\r\n,:[]{}\"", m_at), m_json.size());
        return m_json.substr(start, m_at - start);
    }
    /// Goes past the value at hand.
    void skipValue() noexcept
    {
        std::size_t depth = 0;
        do {
            const auto token = take();
            if (token.empty())
                return;
            if (token == "[" || token == "{")
                ++depth;
            else if (token == "]" || token == "}")
                depth -= depth > 0 ? 1U : 0U;
        } while (depth > 0);
    }
    [[nodiscard]] std::size_t at() const noexcept { return m_at; }
    void goTo(std::size_t at) noexcept { m_at = at; }

private:
    void skipText() noexcept
    {
        for (++m_at; m_at < m_json.size() && m_json[m_at] != '"'; ++m_at)
            m_at += m_json[m_at] == '\\' ? 1U : 0U;
        m_at = std::min(m_at + 1, m_json.size());
    }

    std::string_view m_json;
    std::size_t m_at;
};

/// What a JSON text with its quotes says.
[[nodiscard]] std::string unquoted(std::string_view token);

} // namespace runlens
