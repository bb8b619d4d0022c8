// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace runlens {

/// A document in memory, handed to the JSON library without what the library is slow at and need not see:
/// - a text of nothing but plain characters, most of a document, is handed over as an empty one ("" for "abc"); the
/// handler
///   takes it from plain() instead. Such a text has no escape and no byte that could be wrong.
/// - blanks that begin a line are left out. A line never breaks within a text.
/// Well-formed documents remain so, and the others remain what they are; only the places of errors are others.
/// Private to wire.
class PlainTexts {
public:
    explicit PlainTexts(std::string_view json)
        : m_at(json.data()), m_end(json.data() + json.size()), m_closed(json.data())
    {
    }

    [[nodiscard]] bool atEnd() const noexcept { return m_at == m_end; }
    [[nodiscard]] char current() const noexcept { return *m_at; }
    void advance() noexcept
    {
        const char passed = *m_at++;
        if (passed == '"')
            passQuote();
        else if (passed == '\n')
            while (m_at != m_end && *m_at == ' ')
                ++m_at;
    }
    /// The text last handed over, where that was a plain one: a view into the document.
    [[nodiscard]] std::string_view plain() const noexcept { return m_plain; }

private:
    static constexpr auto plainBytes = [] {
        std::array<bool, 256> table{};
        for (std::size_t byte = 0x20; byte < 0x80; ++byte)
            table[byte] = byte != '"' && byte != '\\';
        return table;
    }();

    void passQuote() noexcept
    {
        if (m_at <= m_closed) // within a text that is not plain, or at the end of one
            return;
        const char* at = m_at;
        while (at != m_end && plainBytes[static_cast<unsigned char>(*at)])
            ++at;
        if (at != m_end && *at == '"') {
            m_plain = {m_at, at};
            m_at = at;
        } else {
            m_plain = {};
            while (at != m_end && *at != '"')
                at += *at == '\\' && at + 1 != m_end ? 2 : 1;
        }
        m_closed = at == m_end ? m_end : at + 1;
    }

    const char* m_at;
    const char* m_end;
    const char* m_closed; ///< behind the quote that ends the last text
    std::string_view m_plain;
};

/// Iterates over a source that is shared by all copies: one that has atEnd(), current() and advance().
template <class Source>
class SourceIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    SourceIterator() = default; ///< the end
    explicit SourceIterator(Source& source) : m_source(&source) {}

    char operator*() const { return m_source->current(); }
    SourceIterator& operator++()
    {
        m_source->advance();
        return *this;
    }
    /// Only ever asked with the end on the right.
    friend bool operator==(const SourceIterator& left, const SourceIterator& /*end*/)
    {
        return left.m_source == nullptr || left.m_source->atEnd();
    }
    friend bool operator!=(const SourceIterator& left, const SourceIterator& end) { return !(left == end); }

private:
    Source* m_source = nullptr;
};

} // namespace runlens
