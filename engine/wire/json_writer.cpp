// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/json_writer.h"

#include "engine/wire/utf8.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace runlens {
namespace {

void appendEscaped(std::string& out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
}

template <class Number>
void appendNumber(std::string& out, Number number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void appendDouble(std::string& out, double number)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    const auto start = out.size();
    appendNumber(out, number);
    // Without a point or an exponent it would read back as an integer.
    if (out.find_first_of(".e", start) == std::string::npos)
        out += ".0";
}

/// Walks a tree without recursion: values may come from anywhere, however deep.
class Writer {
public:
    explicit Writer(int indent) : m_indent(indent > 0 ? static_cast<std::size_t>(indent) : 0) {}

    std::string write(const Value& root)
    {
        begin(root);
        while (!m_open.empty()) {
            Level& level = m_open.back();
            const auto* object = level.object;
            const auto* list = level.list;
            if (level.next == (object != nullptr ? object->size() : list->size())) {
                end(level.next > 0, object != nullptr ? '}' : ']');
                continue;
            }
            if (level.next > 0)
                m_out += ',';
            const auto index = level.next++;
            newLine();
            if (object != nullptr) {
                appendJsonString(m_out, (*object)[index].name);
                m_out += m_indent > 0 ? ": " : ":";
            }
            begin(object != nullptr ? (*object)[index].value : (*list)[index]);
        }
        return std::move(m_out);
    }

private:
    /// A container that is being written: one of the two.
    struct Level {
        const Value::Object* object = nullptr;
        const Value::Array* list = nullptr;
        std::size_t next = 0;
    };

    void newLine()
    {
        if (m_indent > 0)
            m_out.append(1, '\n').append(m_open.size() * m_indent, ' ');
    }
    void end(bool hadItems, char bracket)
    {
        m_open.pop_back();
        if (hadItems)
            newLine();
        m_out += bracket;
    }
    void begin(const Value& value)
    {
        if (const auto* text = value.as<std::string>()) {
            appendJsonString(m_out, *text);
        } else if (const auto* object = value.as<Value::Object>()) {
            m_out += '{';
            m_open.push_back({.object = object, .list = nullptr, .next = 0});
        } else if (const auto* list = value.as<Value::Array>()) {
            m_out += '[';
            m_open.push_back({.object = nullptr, .list = list, .next = 0});
        } else if (const auto* integer = value.as<std::int64_t>()) {
            appendNumber(m_out, *integer);
        } else if (const auto* big = value.as<std::uint64_t>()) {
            appendNumber(m_out, *big);
        } else if (const auto* real = value.as<double>()) {
            appendDouble(m_out, *real);
        } else if (const auto* flag = value.as<bool>()) {
            m_out += *flag ? "true" : "false";
        } else {
            m_out += "null";
        }
    }

    std::string m_out;
    std::vector<Level> m_open;
    std::size_t m_indent;
};

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text.front());
        if (c < 0x80) {
            if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
                appendEscaped(out, text.front());
            else
                out += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto length = utf8Length(text);
        out += length > 0 ? text.substr(0, length) : "\xEF\xBF\xBD";
        text.remove_prefix(length > 0 ? length : 1);
    }
    out += '"';
}

std::string toJson(const Value& value, int indent) { return Writer(indent).write(value); }

} // namespace runlens
