// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/sax.h"

#include "engine/wire/limits.h"
#include "engine/wire/plain_texts.h"
#include "engine/wire/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace runlens {
namespace {

using Json = nlohmann::json;

struct SyntaxError {
    ErrorCode code = ErrorCode::malformedJson;
    std::size_t offset = 0; ///< of the first byte that does not fit
    std::string message;
};

/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - invalid
/// literal; last read: 'x'" becomes "invalid literal".
std::string shortened(std::string_view what)
{
    if (const auto start = what.find(" - "); start != std::string_view::npos)
        what.remove_prefix(start + 3);
    what = what.substr(0, what.find("; last read:"));
    return std::string(what);
}

/// How much before the place that the library names the error begins: a literal in the wrong place has been read whole,
/// everything else is one byte.
std::size_t lengthOf(std::string_view message, std::string_view token)
{
    if (message.starts_with("unexpected string") || message.starts_with("unexpected number"))
        return token.size();
    // The library's token goes further back than these.
    if (message.starts_with("unexpected true") || message.starts_with("unexpected null"))
        return 4;
    return message.starts_with("unexpected false") ? 5 : 1;
}

/// The library's handler: passes every event on.
class Handler {
public:
    /// `plainTexts` may be null: then every text is the library's own.
    explicit Handler(Decoder* decoder, const PlainTexts* plainTexts = nullptr)
        : m_decoder(decoder), m_plainTexts(plainTexts)
    {
    }

    bool null() { return count() && (m_decoder == nullptr || m_decoder->null()); }
    bool boolean(bool value) { return count() && (m_decoder == nullptr || m_decoder->boolean(value)); }
    bool number_integer(std::int64_t value) { return count() && (m_decoder == nullptr || m_decoder->integer(value)); }
    bool number_unsigned(std::uint64_t value)
    {
        count();
        if (m_decoder == nullptr)
            return true;
        return std::in_range<std::int64_t>(value) ? m_decoder->integer(static_cast<std::int64_t>(value))
                                                  : m_decoder->bigInteger(value);
    }
    bool number_float(double value, const std::string& /*text*/)
    {
        return count() && (m_decoder == nullptr || m_decoder->real(value));
    }
    bool string(const std::string& text) { return count() && (m_decoder == nullptr || m_decoder->text(whole(text))); }
    bool binary(Json::binary_t& /*bytes*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open() && (m_decoder == nullptr || m_decoder->startObject()); }
    bool key(const std::string& text) { return count() && (m_decoder == nullptr || m_decoder->key(whole(text))); }
    bool end_object() { return close() && (m_decoder == nullptr || m_decoder->endObject()); }
    bool start_array(std::size_t /*size*/) { return open() && (m_decoder == nullptr || m_decoder->startArray()); }
    bool end_array() { return close() && (m_decoder == nullptr || m_decoder->endArray()); }
    bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error)
    {
        m_error.message = shortened(error.what());
        const bool isRange = error.id == 406;
        m_error.offset = position - std::min(position, isRange ? token.size() : lengthOf(m_error.message, token));
        if (isRange) {
            m_error.code = ErrorCode::numberOutOfRange;
            m_error.message = "a number that is out of range";
        } else if (m_error.message.find("ill-formed UTF-8") != std::string::npos) {
            m_error.code = ErrorCode::invalidUtf8;
            m_error.message = "not UTF-8";
        } else if (m_depth == 0 && m_events > 0) {
            m_error.message = "more text behind the end of the document";
        }
        return false;
    }

    [[nodiscard]] SyntaxError& error() noexcept { return m_error; }
    /// Events so far, the one that was refused included.
    [[nodiscard]] std::size_t events() const noexcept { return m_events; }
    [[nodiscard]] std::optional<ErrorCode> limit() const noexcept
    {
        return m_decoder != nullptr   ? m_decoder->why()
               : m_depth > maxNesting ? std::optional(ErrorCode::tooDeep)
                                      : std::nullopt;
    }

private:
    [[nodiscard]] std::string_view whole(std::string_view text) const noexcept
    {
        return text.empty() && m_plainTexts != nullptr ? m_plainTexts->plain() : text;
    }
    bool count() noexcept
    {
        ++m_events;
        return true;
    }
    bool open() noexcept
    {
        ++m_events;
        return ++m_depth <= maxNesting || m_decoder != nullptr;
    }
    bool close() noexcept
    {
        ++m_events;
        --m_depth;
        return true;
    }

    Decoder* m_decoder;
    const PlainTexts* m_plainTexts;
    SyntaxError m_error;
    std::size_t m_events = 0;
    std::size_t m_depth = 0;
};

std::string placeIn(std::string_view json, std::size_t offset)
{
    const auto before = json.substr(0, offset);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto column = std::ranges::count_if(before.substr(before.rfind('\n') + 1),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    return "byte " + std::to_string(offset) + " (line " + std::to_string(line) + ", column "
           + std::to_string(column + 1) + ")";
}

/// Where the token of the n-th event begins, from 1. The text is known to be well-formed up to there.
std::size_t offsetOfEvent(std::string_view json, std::size_t n)
{
    std::size_t at = json.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (;;) {
        at = json.find_first_not_of(" \t\r\n,:", at);
        if (at == std::string_view::npos)
            return json.size();
        if (--n == 0)
            return at;
        if (json[at] == '"') {
            for (++at; at < json.size() && json[at] != '"'; ++at)
                at += json[at] == '\\' ? 1U : 0U;
            ++at;
        } else if (std::string_view("{}[]").find(json[at]) != std::string_view::npos) {
            ++at;
        } else {
            at = std::min(json.find_first_of(" \t\r\n,:]}", at), json.size());
        }
    }
}

std::string limitText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::tooDeep: return "nested deeper than " + std::to_string(maxNesting) + " levels";
    case ErrorCode::tooManyItems: return "more than " + std::to_string(maxListItems) + " items";
    default: return "larger than " + std::to_string(maxBodyBytes / (1024 * 1024)) + " MiB";
    }
}

Error errorAt(ErrorCode code, std::string message, std::string_view json, std::size_t offset)
{
    return {code, std::move(message), placeIn(json, std::min(offset, json.size()))};
}

} // namespace

std::optional<Error> readJson(std::string_view json, Decoder* decoder)
{
    if (json.size() > maxBodyBytes)
        return errorAt(ErrorCode::tooLarge, limitText(ErrorCode::tooLarge), json, maxBodyBytes);
    if (json.find_first_not_of(" \t\r\n", json.starts_with("\xEF\xBB\xBF") ? 3 : 0) == std::string_view::npos)
        return errorAt(ErrorCode::empty, "nothing to read", json, json.size());

    // The library takes a zero byte for the end of the input.
    const auto text = json.substr(0, json.find('\0'));
    PlainTexts source(text);
    Handler handler(decoder, &source);
    const bool ok = Json::sax_parse(SourceIterator(source), SourceIterator<PlainTexts>(), &handler);
    if (const auto limit = handler.limit())
        return errorAt(*limit, limitText(*limit), json, offsetOfEvent(json, handler.events()));
    if (!ok && handler.error().message.empty())
        return std::nullopt;
    // The place of what is wrong, which that reading does not know.
    Handler finder(nullptr);
    if (!ok)
        Json::sax_parse(text.begin(), text.end(), &finder);
    auto& error = finder.error();
    if (ok && text.size() == json.size())
        return std::nullopt;
    if (ok || (text.size() < json.size() && error.offset >= text.size()))
        return errorAt(ErrorCode::malformedJson, "a zero byte", json, text.size());
    const auto badByte = utf8Prefix(json.substr(0, std::min(json.size(), error.offset + 4)));
    if (badByte <= error.offset && badByte < json.size() && utf8Length(json.substr(badByte)) == 0)
        return errorAt(ErrorCode::invalidUtf8, "not UTF-8", json, badByte);
    return errorAt(error.code, std::move(error.message), json, error.offset);
}

void ChunkedJson::fetch()
{
    if (m_ended)
        return;
    m_before += static_cast<std::size_t>(m_end - m_begin);
    const auto chunk = m_read();
    m_begin = m_next = chunk.data();
    m_end = m_begin + chunk.size();
    m_ended = chunk.empty();
    if (const void* zero = m_ended ? nullptr : std::memchr(m_begin, 0, chunk.size())) {
        m_end = static_cast<const char*>(zero);
        m_cut = Cut::zeroByte;
        m_ended = true;
    }
    if (m_before - m_restartedAt > maxBodyBytes) {
        m_end = m_begin;
        m_ended = true;
        m_cut = Cut::tooLarge;
    }
}

std::optional<Error> ChunkedJson::parse(Decoder& decoder)
{
    const auto at = [](std::size_t offset) { return "byte " + std::to_string(offset); };
    while (const char* next = peek()) {
        if (std::strchr(" \t\r\n", *next) == nullptr)
            break;
        advance();
    }
    if (peek() == nullptr && m_cut == Cut::no)
        return Error{ErrorCode::empty, "nothing to read", at(offset())};

    const auto start = offset();
    Handler handler(&decoder);
    const bool ok = Json::sax_parse(SourceIterator(*this), SourceIterator<ChunkedJson>(), &handler);
    if (const auto limit = handler.limit())
        return Error{*limit, limitText(*limit), at(offset() - 1)};
    auto& error = handler.error();
    if (!ok && error.message.empty())
        return std::nullopt;
    if (m_cut == Cut::tooLarge)
        return Error{ErrorCode::tooLarge, limitText(ErrorCode::tooLarge), at(m_restartedAt)};
    if (m_cut == Cut::zeroByte && peek() == nullptr)
        return Error{ErrorCode::malformedJson, "a zero byte", at(offset())};
    if (ok)
        return std::nullopt;
    return Error{error.code, std::move(error.message), at(std::min(start + error.offset, offset()))};
}

} // namespace runlens
