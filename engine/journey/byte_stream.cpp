// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/byte_stream.h"

#include <bit>

namespace runlens::journey {

void ByteWriter::bits(double value)
{
    auto left = std::bit_cast<std::uint64_t>(value);
    for (int i = 0; i < 8; ++i, left >>= 8U)
        m_out += static_cast<char>(left & 0xFFU);
}

std::uint64_t ByteReader::take() noexcept
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < m_rest.size() && i < 10; ++i) {
        const auto byte = static_cast<unsigned char>(m_rest[i]);
        if (i == 9 && byte > 1) // beyond 64 bits
            break;
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7U * i);
        if (byte < 0x80U) {
            m_rest.remove_prefix(i + 1);
            return value;
        }
    }
    fail();
    return 0;
}

void ByteReader::text(std::string& value)
{
    const std::uint64_t size = take();
    if (size > m_rest.size())
        return fail();
    value.assign(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
}

void ByteReader::bits(double& value)
{
    if (m_rest.size() < 8)
        return fail();
    std::uint64_t read = 0;
    for (std::size_t i = 8; i-- > 0;)
        read = (read << 8U) | static_cast<unsigned char>(m_rest[i]);
    m_rest.remove_prefix(8);
    value = std::bit_cast<double>(read);
}

void ByteReader::event(EventRef& value)
{
    const std::uint64_t sequence = take();
    value = sequence == 0 ? nullptr : m_events(Sequence{sequence});
    if (value == nullptr && sequence != 0)
        fail();
}

std::size_t ByteReader::count()
{
    const std::uint64_t read = take();
    if (read > m_rest.size())
        fail();
    return m_ok ? static_cast<std::size_t>(read) : 0;
}

} // namespace runlens::journey
