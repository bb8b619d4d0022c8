// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 answers, read as they come and never beyond their bounds. Private to client.
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <optional>

namespace runlens::client {

class ResponseParser {
public:
    static constexpr qsizetype mostHeadBytes = qsizetype{64} * 1024;

    /// Takes more of the answer. To be asked no more once it is finished.
    void feed(const QByteArray& bytes);
    /// The connection has ended.
    void end();

    /// All of it is here, or it has failed.
    [[nodiscard]] bool finished() const noexcept { return m_state == State::done || m_error.has_value(); }
    /// brokenAnswer, tooLarge; unreachable where it ended before its first byte. `where` is empty.
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return m_error; }
    [[nodiscard]] bool begun() const noexcept { return m_begun; }

    [[nodiscard]] int status() const noexcept { return m_status; }
    /// Of several of one name, the first. `name` is in lower case.
    [[nodiscard]] QByteArray header(const QByteArray& name) const { return m_headers.value(name); }
    [[nodiscard]] const QByteArray& body() const noexcept { return m_body; } ///< unpacked
    /// Whether another request may go over this connection.
    [[nodiscard]] bool keepsAlive() const noexcept { return m_keepsAlive; }

private:
    enum class State : std::uint8_t { head, sized, untilEnd, chunkSize, chunk, chunkEnd, trailer, done };

    bool step();
    bool readHead();
    bool readStatusLine(const QByteArray& line);
    void chooseBody();
    bool readSized();
    bool readChunkSize();
    bool readChunk();
    bool readTrailer();
    [[nodiscard]] std::optional<QByteArray> takeLine(qsizetype most);
    void take(qsizetype count);
    void finish();
    bool fail(ErrorCode code, const char* message);

    State m_state = State::head;
    QByteArray m_in;
    qsizetype m_at = 0; ///< what lies before in m_in has been read
    qint64 m_left = 0;  ///< bytes of the body, or of the chunk
    qsizetype m_trailer = 0;
    int m_status = 0;
    QHash<QByteArray, QByteArray> m_headers;
    QByteArray m_body;
    std::optional<Error> m_error;
    bool m_begun = false;
    bool m_keepsAlive = true;
};

} // namespace runlens::client
