// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of our own formats: numbers as base-128 varints (signed ones zigzag, as Protocol Buffers write them), texts by
// their length. Writer and reader have the same calls, so that one function per type serves both ways. Private to
// journey.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/journey/event.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace runlens::journey {

class ByteWriter {
public:
    static constexpr bool reads = false;

    explicit ByteWriter(std::string& out) : m_out(out) {}

    void number(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7U)
            m_out += static_cast<char>(value | 0x80U);
        m_out += static_cast<char>(value);
    }
    void integer(std::int64_t value)
    {
        number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
    }
    void flag(bool value) { m_out += value ? '\1' : '\0'; }
    void text(std::string_view value)
    {
        number(value.size());
        m_out += value;
    }
    void bits(double value);
    template <class Enum>
    void word(Enum value)
    {
        number(static_cast<std::uint64_t>(value));
    }
    void event(const EventRef& value) { number(value == nullptr ? 0 : static_cast<std::uint64_t>(value->sequence)); }

private:
    std::string& m_out;
};

/// Whatever the bytes are, nothing beyond their end is read; once they do not fit, `ok` is false for good and every
/// value is a default.
class ByteReader {
public:
    static constexpr bool reads = true;

    ByteReader(std::string_view bytes, const EventSource& events) : m_rest(bytes), m_events(events) {}

    [[nodiscard]] bool ok() const noexcept { return m_ok; }
    [[nodiscard]] bool atEnd() const noexcept { return m_rest.empty(); }
    void fail() noexcept
    {
        m_ok = false;
        m_rest = {};
    }

    template <class Number>
    void number(Number& value)
    {
        const std::uint64_t read = take();
        value = static_cast<Number>(read);
        if (static_cast<std::uint64_t>(value) != read)
            fail();
    }
    void integer(std::int64_t& value)
    {
        const std::uint64_t read = take();
        value = static_cast<std::int64_t>(read >> 1U) ^ -static_cast<std::int64_t>(read & 1U);
    }
    void flag(bool& value)
    {
        const std::uint64_t read = take();
        value = read == 1;
        if (read > 1)
            fail();
    }
    void text(std::string& value);
    void bits(double& value);
    /// `last` is the enum's last value.
    template <class Enum>
    void word(Enum& value, Enum last)
    {
        const std::uint64_t read = take();
        if (read > static_cast<std::uint64_t>(last))
            return fail();
        value = static_cast<Enum>(read);
    }
    /// An event that the source does not have is a failure.
    void event(EventRef& value);
    /// How many items follow; each takes a byte at least.
    [[nodiscard]] std::size_t count();

private:
    std::uint64_t take() noexcept;

    std::string_view m_rest;
    const EventSource& m_events;
    bool m_ok = true;
};

} // namespace runlens::journey
