// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/response_parser.h"

#include "engine/client/unpack.h"
#include "engine/wire/limits.h"

#include <algorithm>
#include <utility>

namespace runlens::client {
namespace {

constexpr auto mostBytes = static_cast<qint64>(maxBodyBytes);

/// JSON that begins a list, an object or a text, and does not end it. Judges nothing else.
bool isCutOff(const QByteArray& json)
{
    std::int64_t depth = 0;
    bool inText = false;
    bool escaped = false;
    for (const char c : json) {
        if (inText) {
            inText = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return inText || depth > 0 || json.isEmpty();
}

/// Digits alone: no sign, no blank.
std::optional<qint64> number(const QByteArray& text, int base)
{
    const bool plain = !text.isEmpty() && text.size() <= 16 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    bool good = false;
    const qint64 value = plain ? text.toLongLong(&good, base) : 0;
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

bool ResponseParser::fail(ErrorCode code, const char* message)
{
    m_error = Error{code, message, {}};
    m_keepsAlive = false;
    m_body.clear();
    return false;
}

void ResponseParser::feed(const QByteArray& bytes)
{
    m_begun = m_begun || !bytes.isEmpty();
    m_in.remove(0, std::exchange(m_at, 0));
    m_in += bytes;
    while (!finished() && step()) {
    }
    if (m_state == State::done && m_at < m_in.size())
        m_keepsAlive = false; // more than was announced
}

/// False: more bytes are needed, or it has failed.
bool ResponseParser::step()
{
    switch (m_state) {
    case State::head: return readHead();
    case State::sized: return readSized();
    case State::untilEnd:
        if (m_body.size() + (m_in.size() - m_at) > mostBytes)
            return fail(ErrorCode::tooLarge, "the body of an answer");
        take(m_in.size() - m_at);
        return false;
    case State::chunkSize: return readChunkSize();
    case State::chunk: return readChunk();
    case State::chunkEnd: {
        const auto line = takeLine(2);
        if (line && !line->isEmpty())
            return fail(ErrorCode::brokenAnswer, "a chunk is longer than it says");
        if (line)
            m_state = State::chunkSize;
        return line.has_value();
    }
    case State::trailer: return readTrailer();
    case State::done: break;
    }
    return false;
}

/// Nothing where it is not all here; fails where it is longer than `most`.
std::optional<QByteArray> ResponseParser::takeLine(qsizetype most)
{
    const qsizetype end = m_in.indexOf("\r\n", m_at);
    if (end < 0 ? m_in.size() - m_at > most : end - m_at > most) {
        fail(ErrorCode::brokenAnswer, "a line is too long");
        return std::nullopt;
    }
    if (end < 0)
        return std::nullopt;
    return m_in.mid(std::exchange(m_at, end + 2), end - m_at);
}

void ResponseParser::take(qsizetype count)
{
    m_body.append(m_in.constData() + m_at, count);
    m_at += count;
}

bool ResponseParser::readHead()
{
    const qsizetype end = m_in.indexOf("\r\n\r\n", m_at);
    if (end < 0 ? m_in.size() - m_at > mostHeadBytes : end - m_at > mostHeadBytes)
        return fail(ErrorCode::brokenAnswer, "the head of the answer has more than 64 KiB");
    if (end < 0)
        return false;
    QList<QByteArray> lines = m_in.mid(m_at, end - m_at).split('\n');
    m_at = end + 4;
    if (!readStatusLine(lines.takeFirst().trimmed()))
        return fail(ErrorCode::brokenAnswer, "no answer of HTTP");
    m_headers.clear();
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(std::max<qsizetype>(colon, 0)).toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "content-length" && m_headers.value(name, value) != value)
            return fail(ErrorCode::brokenAnswer, "two lengths of one body");
        if (!name.isEmpty() && !m_headers.contains(name))
            m_headers.insert(name, value);
    }
    chooseBody();
    return !m_error;
}

bool ResponseParser::readStatusLine(const QByteArray& line)
{
    if (!line.startsWith("HTTP/1.") || line.size() < 12 || line.at(8) != ' ')
        return false;
    m_keepsAlive = line.at(7) != '0';
    m_status = static_cast<int>(number(line.mid(9, 3), 10).value_or(0));
    return m_status >= 100 && m_status <= 599;
}

void ResponseParser::chooseBody()
{
    if (m_status < 200 && m_status != 101) // the answer itself is to come
        return;
    if (header("connection").toLower().contains("close"))
        m_keepsAlive = false;
    const QByteArray coding = header("transfer-encoding").toLower();
    const auto length = number(header("content-length"), 10);
    if (m_status == 204 || m_status == 304) {
        finish();
    } else if (coding == "chunked") {
        m_state = State::chunkSize;
    } else if (!coding.isEmpty() || (m_headers.contains("content-length") && !length) || m_status == 101) {
        fail(ErrorCode::brokenAnswer, "the length of the body cannot be told");
    } else if (length && *length > mostBytes) {
        fail(ErrorCode::tooLarge, "the body of an answer");
    } else if (length) {
        m_left = *length;
        m_state = State::sized;
    } else {
        m_keepsAlive = false;
        m_state = State::untilEnd;
    }
}

bool ResponseParser::readSized()
{
    const auto count = std::min<qint64>(m_left, m_in.size() - m_at);
    take(count);
    m_left -= count;
    if (m_left == 0)
        finish();
    return false;
}

bool ResponseParser::readChunkSize()
{
    const auto line = takeLine(1024);
    if (!line)
        return false;
    const auto size = number(line->split(';').front().trimmed(), 16);
    if (!size)
        return fail(ErrorCode::brokenAnswer, "the size of a chunk cannot be told");
    if (*size > mostBytes - m_body.size())
        return fail(ErrorCode::tooLarge, "the body of an answer");
    m_left = *size;
    m_state = *size == 0 ? State::trailer : State::chunk;
    return true;
}

bool ResponseParser::readChunk()
{
    const auto count = std::min<qint64>(m_left, m_in.size() - m_at);
    take(count);
    m_left -= count;
    if (m_left > 0)
        return false;
    m_state = State::chunkEnd;
    return true;
}

bool ResponseParser::readTrailer()
{
    const auto line = takeLine(mostHeadBytes);
    if (!line)
        return false;
    m_trailer += line->size() + 2;
    if (m_trailer > mostHeadBytes)
        return fail(ErrorCode::brokenAnswer, "a trailer of more than 64 KiB");
    if (line->isEmpty())
        finish();
    return true;
}

void ResponseParser::finish()
{
    m_state = State::done;
    const QByteArray coding = header("content-encoding").toLower();
    if (coding.isEmpty() || coding == "identity" || m_body.isEmpty())
        return;
    if (coding != "gzip" && coding != "deflate" && coding != "x-gzip") {
        fail(ErrorCode::brokenAnswer, "the body is packed in a way that was not asked for");
        return;
    }
    auto body = unpacked(m_body, mostBytes);
    if (body)
        m_body = std::move(*body);
    else
        fail(body.error().code, body.error().message.c_str());
}

void ResponseParser::end()
{
    if (finished())
        return;
    if (!m_begun) {
        fail(ErrorCode::unreachable, "the connection ended before an answer");
        return;
    }
    // Without a length, what it must end with is in the JSON alone.
    const bool whole = m_state == State::untilEnd
                       && (header("content-encoding").size() > 0 || !header("content-type").toLower().contains("json")
                           || !isCutOff(m_body));
    if (whole)
        finish();
    else
        fail(ErrorCode::brokenAnswer, "the answer ends before its end");
}

} // namespace runlens::client
