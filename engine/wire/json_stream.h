// SPDX-License-Identifier: GPL-3.0-or-later
// JSON written piece by piece at the end of a string, without a tree. Whoever writes keeps the grammar: a key before
// each value of an object, an end for each beginning.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace runlens {

class JsonStream {
public:
    /// `indent` is the blanks per level; 0 writes one line without blanks. `out` must live longer.
    explicit JsonStream(std::string& out, int indent = 0) : m_out(out), m_indent(indent > 0 ? indent : 0) {}

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginList() { begin('['); }
    void endList() { end(']'); }
    void key(std::string_view name);

    void text(std::string_view text);
    void number(std::int64_t number);
    void number(std::uint64_t number);
    void number(double number); ///< infinite and NaN: null
    void boolean(bool flag);
    void null();
    void time(Instant time);
    void value(const Value& root);   ///< any depth
    void raw(std::string_view json); ///< JSON already, which is written as it is

private:
    void separate();
    void newLine();
    void begin(char bracket);
    void end(char bracket);

    std::string& m_out;
    int m_indent;
    std::size_t m_depth = 0;
    bool m_comma = false;    ///< something stands before, on this level
    bool m_afterKey = false; ///< its value comes next
};

} // namespace runlens
