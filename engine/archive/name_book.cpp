// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/name_book.h"

#include "engine/store/statement.h"

namespace runlens {

using store::Statement;

Result<void> NameBook::load(store::Connection& connection)
{
    m_texts.assign(1, std::string());
    m_numbers.clear();
    Statement all(connection, "SELECT number, text FROM names ORDER BY number");
    auto names = all.with();
    while (names.next()) {
        const auto number = names.as<std::size_t>(0);
        if (number < m_texts.size() || number > most)
            return std::unexpected(Error{ErrorCode::storeCorrupt, "a name has no number", connection.path()});
        m_texts.resize(number + 1); // those that nobody uses any more are gone
        m_texts[number] = names.text(1);
        m_numbers.emplace(m_texts[number], number);
    }
    m_saved = m_texts.size();
    if (names.failed())
        return std::unexpected(names.error());
    return {};
}

std::uint64_t NameBook::number(std::string_view text)
{
    if (text.empty())
        return 0;
    if (const auto known = m_numbers.find(text); known != m_numbers.end())
        return known->second;
    m_texts.emplace_back(text);
    m_numbers.emplace(text, m_texts.size() - 1);
    return m_texts.size() - 1;
}

Result<void> NameBook::save(store::Connection& connection)
{
    if (m_saved == m_texts.size())
        return {};
    Statement insert(connection, "INSERT INTO names (number, text) VALUES (?1, ?2)");
    for (std::size_t number = m_saved; number < m_texts.size(); ++number)
        if (const auto saved = insert.with(static_cast<std::int64_t>(number), m_texts[number]).run(); !saved)
            return saved;
    m_saved = m_texts.size();
    return {};
}

} // namespace runlens
