// SPDX-License-Identifier: GPL-3.0-or-later
// The samples, and ways to look at what was read from them. For tests.
#pragma once

#include "engine/wire/diagnostic.h"
#include "engine/wire/reader.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <string>
#include <string_view>

namespace runlens {

/// The bytes of resources/samples/NAME.json; ends the test run where there is no such file.
inline std::string sample(const std::string& name)
{
    QFile file(QString::fromStdString(RUNLENS_SOURCE_DIR "/resources/samples/" + name + ".json"));
    std::string bytes = file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    if (bytes.empty())
        qFatal("no sample %s", name.c_str());
    return bytes;
}

/// `text` with the first occurrence of `from` after `after` replaced; ends the test run where there is none.
inline std::string replaced(std::string text, std::string_view from, std::string_view to, std::string_view after = {})
{
    const auto start = text.find(after);
    const auto at = start == std::string::npos ? start : text.find(from, start + after.size());
    if (at == std::string::npos)
        qFatal("nothing to replace: %s", std::string(from).c_str());
    return text.replace(at, from.size(), to);
}

inline bool has(const Diagnostics& diagnostics, DiagnosticCode code, std::string_view pointer)
{
    return std::ranges::any_of(diagnostics.items, [&](const Diagnostic& diagnostic) {
        return diagnostic.code == code && diagnostic.pointer == pointer;
    });
}

/// All of them in one text, for the message of a test that fails.
inline std::string shown(const Diagnostics& diagnostics)
{
    std::string text;
    for (const auto& one : diagnostics.items)
        text += std::to_string(static_cast<int>(one.code)) + " " + one.pointer + ": " + one.detail + "\n";
    return text;
}

inline const Value* otherField(const Value::Object& other, std::string_view name)
{
    const auto found = std::ranges::find(other, name, &Field::name);
    return found == other.end() ? nullptr : &found->value;
}

inline Instant instant(std::string_view text) { return parseInstant(text).value(); }

} // namespace runlens

namespace QTest {
template <>
inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}
} // namespace QTest
