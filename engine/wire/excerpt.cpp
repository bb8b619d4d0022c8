// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/excerpt.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/json_text.h"
#include "engine/wire/limits.h"

#include <charconv>
#include <optional>

namespace runlens {
namespace {

/// Cuts the first token off a pointer that begins with "/"; nothing where it breaks the rules.
std::optional<std::string> takeToken(std::string_view& pointer)
{
    if (!pointer.starts_with('/'))
        return std::nullopt;
    pointer.remove_prefix(1);
    const auto raw = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(raw.size());
    std::string token;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '~') {
            token += raw[i];
            continue;
        }
        ++i;
        if (i == raw.size() || (raw[i] != '0' && raw[i] != '1'))
            return std::nullopt;
        token += raw[i] == '0' ? '~' : '/';
    }
    return token;
}

/// From the start of an object to that of the value of its field; false where there is none.
bool enterField(JsonText& text, std::string_view name)
{
    text.take();
    std::optional<std::size_t> found;
    while (text.peek() == '"') {
        const auto key = text.take();
        if (text.peek() != ':')
            return false;
        text.take();
        const char first = text.peek();
        if (key.size() == name.size() + 2 ? key.substr(1, name.size()) == name : unquoted(key) == name) {
            if (first != 'n') {
                found = text.at();
                break;
            }
            found = found.value_or(text.at());
        }
        text.skipValue();
        if (text.peek() == ',')
            text.take();
    }
    if (found)
        text.goTo(*found);
    return found.has_value();
}

/// From the start of a list to that of an item.
bool enterItem(JsonText& text, std::string_view token)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool isIndex = error == std::errc() && end == token.data() + token.size();
    if (!isIndex || (token.size() > 1 && token.front() == '0'))
        return false;
    text.take();
    for (; index > 0 && text.peek() != ']' && text.peek() != '\0'; --index) {
        text.skipValue();
        if (text.peek() == ',')
            text.take();
    }
    return index == 0 && text.peek() != ']' && text.peek() != '\0';
}

bool enter(JsonText& text, std::string_view pointer)
{
    while (!pointer.empty()) {
        const auto token = takeToken(pointer);
        if (!token)
            return false;
        const char first = text.peek();
        if (first != '{' && first != '[')
            return false;
        if (!(first == '{' ? enterField(text, *token) : enterItem(text, *token)))
            return false;
    }
    return true;
}

/// Copies the value at hand token by token.
class Indenter {
public:
    explicit Indenter(JsonText& text) : m_text(text) {}

    Result<std::string> copy()
    {
        do {
            if (const auto fault = step())
                return std::unexpected(Error{*fault, {}, {}});
        } while (m_depth > 0);
        return std::move(m_out);
    }

private:
    std::optional<ErrorCode> step()
    {
        const auto token = m_text.take();
        if (token.empty())
            return ErrorCode::malformedJson;
        if (m_out.size() + token.size() + 2 * m_depth > maxBodyBytes)
            return ErrorCode::tooLarge;
        if (token == "{" || token == "[") {
            if (++m_depth > maxNesting)
                return ErrorCode::tooDeep;
            m_out += token;
            if (m_text.peek() != '}' && m_text.peek() != ']')
                startLine();
            else
                close(m_text.take());
        } else if (token == "}" || token == "]") {
            close(token);
        } else {
            m_out += token;
            if (token == ",")
                startLine();
            else if (token == ":")
                m_out += ' ';
        }
        return std::nullopt;
    }
    void close(std::string_view token)
    {
        m_depth -= m_depth > 0 ? 1U : 0U;
        if (!m_out.ends_with('{') && !m_out.ends_with('['))
            startLine();
        m_out += token;
    }
    void startLine() { m_out.append("\n").append(2 * m_depth, ' '); }

    JsonText& m_text;
    std::string m_out;
    std::size_t m_depth = 0;
};

} // namespace

Result<std::string> excerpt(std::string_view json, std::string_view pointer)
{
    noteWork(Work::parse, json.size());
    JsonText text(json);
    const auto fail = [&](ErrorCode code, std::string message) {
        return std::unexpected(Error{code, std::move(message), std::string(pointer)});
    };
    if (!enter(text, pointer))
        return fail(ErrorCode::usage, "the document has no such place");
    auto copied = Indenter(text).copy();
    if (!copied)
        return fail(copied.error().code, "the text cannot be laid out");
    return copied;
}

} // namespace runlens
