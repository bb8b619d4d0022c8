// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/json_stream.h"

#include "engine/wire/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace runlens {
namespace {

template <class Number>
void appendNumber(std::string& out, Number number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

/// A container that is being written: one of the two.
struct Level {
    const Value::Object* object = nullptr;
    const Value::Array* list = nullptr;
    std::size_t next = 0;
};

} // namespace

void JsonStream::newLine()
{
    if (m_indent > 0)
        m_out.append(1, '\n').append(m_depth * static_cast<std::size_t>(m_indent), ' ');
}

void JsonStream::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_comma)
        m_out += ',';
    if (m_depth > 0)
        newLine();
}

void JsonStream::begin(char bracket)
{
    separate();
    m_out += bracket;
    ++m_depth;
    m_comma = false;
}

void JsonStream::end(char bracket)
{
    --m_depth;
    if (m_comma)
        newLine();
    m_out += bracket;
    m_comma = true;
}

void JsonStream::key(std::string_view name)
{
    separate();
    appendJsonString(m_out, name);
    m_out += m_indent > 0 ? ": " : ":";
    m_afterKey = true;
}

void JsonStream::text(std::string_view text)
{
    separate();
    appendJsonString(m_out, text);
    m_comma = true;
}

void JsonStream::number(std::int64_t number)
{
    separate();
    appendNumber(m_out, number);
    m_comma = true;
}

void JsonStream::number(std::uint64_t number)
{
    separate();
    appendNumber(m_out, number);
    m_comma = true;
}

void JsonStream::number(double number)
{
    if (!std::isfinite(number)) {
        null();
        return;
    }
    separate();
    const auto start = m_out.size();
    appendNumber(m_out, number);
    // Without a point or an exponent it would read back as an integer.
    if (m_out.find_first_of(".e", start) == std::string::npos)
        m_out += ".0";
    m_comma = true;
}

void JsonStream::boolean(bool flag) { raw(flag ? "true" : "false"); }

void JsonStream::null() { raw("null"); }

void JsonStream::time(Instant time)
{
    separate();
    m_out.append(1, '"').append(formatInstant(time)).append(1, '"');
    m_comma = true;
}

void JsonStream::raw(std::string_view json)
{
    separate();
    m_out += json;
    m_comma = true;
}

/// Without recursion: values may come from anywhere, however deep.
void JsonStream::value(const Value& root)
{
    std::vector<Level> open;
    const auto write = [this, &open](const Value& value) {
        if (const auto* text = value.as<std::string>()) {
            this->text(*text);
        } else if (const auto* object = value.as<Value::Object>()) {
            beginObject();
            open.push_back({.object = object, .list = nullptr, .next = 0});
        } else if (const auto* list = value.as<Value::Array>()) {
            beginList();
            open.push_back({.object = nullptr, .list = list, .next = 0});
        } else if (const auto* integer = value.as<std::int64_t>()) {
            number(*integer);
        } else if (const auto* big = value.as<std::uint64_t>()) {
            number(*big);
        } else if (const auto* real = value.as<double>()) {
            number(*real);
        } else if (const auto* flag = value.as<bool>()) {
            boolean(*flag);
        } else {
            null();
        }
    };
    write(root);
    while (!open.empty()) {
        Level& level = open.back();
        if (level.next == (level.object != nullptr ? level.object->size() : level.list->size())) {
            end(level.object != nullptr ? '}' : ']');
            open.pop_back();
            continue;
        }
        const auto index = level.next++;
        if (level.object != nullptr) {
            key((*level.object)[index].name);
            write((*level.object)[index].value);
        } else {
            write((*level.list)[index]);
        }
    }
}

} // namespace runlens
