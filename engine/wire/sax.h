// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes to events: the one place that knows the JSON library. Private to wire.
#pragma once

#include "engine/base/result.h"
#include "engine/wire/decoder.h"
#include "engine/wire/run_stream.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace runlens {

/// Reads a document that is in memory; the error where there is one. Null stands for checking alone. A reading that an
/// itemDone ended is no error.
[[nodiscard]] std::optional<Error> readJson(std::string_view json, Decoder* decoder);

/// Reads a document that comes in pieces, without a limit for all of them. Between two calls of restart() at most
/// maxBodyBytes may come.
class ChunkedJson {
public:
    explicit ChunkedJson(ReadChunk read) : m_read(std::move(read)) {}

    [[nodiscard]] std::optional<Error> parse(Decoder& decoder);
    void restart() noexcept { m_restartedAt = offset(); }

    /// The next byte, or null at the end. Fetches where need be.
    [[nodiscard]] const char* peek()
    {
        if (m_next == m_end)
            fetch();
        return m_next == m_end ? nullptr : m_next;
    }
    [[nodiscard]] bool atEnd() { return peek() == nullptr; }
    /// The byte that peek() or atEnd() has just found.
    [[nodiscard]] char current() const noexcept { return *m_next; }
    void advance() noexcept { ++m_next; }
    /// Bytes fetched and not yet taken.
    [[nodiscard]] std::string_view ahead() const noexcept { return {m_next, m_end}; }

private:
    enum class Cut : unsigned char { no, zeroByte, tooLarge };

    [[nodiscard]] std::size_t offset() const noexcept { return m_before + static_cast<std::size_t>(m_next - m_begin); }
    void fetch();
    [[nodiscard]] std::string placeOf(std::size_t at) const;

    ReadChunk m_read;
    const char* m_begin = nullptr;
    const char* m_next = nullptr;
    const char* m_end = nullptr;
    std::size_t m_before = 0; ///< bytes of earlier chunks
    std::size_t m_restartedAt = 0;
    bool m_ended = false;
    Cut m_cut = Cut::no;
};

} // namespace runlens
