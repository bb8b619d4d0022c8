// SPDX-License-Identifier: GPL-3.0-or-later
// Reading our own formats: whatever is missing, unknown or of another type than it should be is a diagnostic with its
// place, and whoever reads takes nothing of a document that has any. Private to wire.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/wire/diagnostic.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// A length of time: whole seconds as a number, or a text: "3 days", "1 d 2 h 30 s", "400 ms". Not negative, and at
/// most maxDuration.
[[nodiscard]] std::optional<Duration> lengthOf(const Value& value);

enum class Need : std::uint8_t { optional, required };

/// One object. Each field is asked for by its name; what nobody asked for is unknown. Null and absent are the same.
class StrictObject {
public:
    /// Of a `value` that is no object that is all that is said. It must stay where it is.
    StrictObject(const Value& value, std::string pointer, Diagnostics& problems);
    /// Says which fields nobody asked for, and which stand twice.
    void close();

    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const std::string& pointer() const noexcept { return m_pointer; }
    [[nodiscard]] std::string pointerTo(std::string_view name) const;

    /// The field's value; null where it is absent, which is a problem if it is needed.
    const Value* any(std::string_view name, Need need = Need::optional);

    // Each leaves `out` as it was where the field is absent or wrong. True where it was set.
    bool text(std::string_view name, std::string& out, Need need = Need::optional);
    bool boolean(std::string_view name, bool& out);
    bool integer(std::string_view name, std::int64_t& out, std::int64_t least, std::int64_t most,
                 Need need = Need::optional);
    bool length(std::string_view name, Duration& out, Need need = Need::optional);
    bool time(std::string_view name, Instant& out, Need need = Need::optional);
    bool texts(std::string_view name, std::vector<std::string>& out);
    bool object(std::string_view name, Value::Object& out);
    /// Which of `words` the field says; `out` is an index.
    bool choice(std::string_view name, std::span<const std::string_view> words, std::size_t& out,
                Need need = Need::optional);

    /// Calls `item(value, pointer)` for each item of a list.
    template <class Item>
    void list(std::string_view name, Item item, Need need = Need::optional)
    {
        const Value* value = any(name, need);
        if (value == nullptr)
            return;
        const auto* items = value->as<Value::Array>();
        if (items == nullptr) {
            mistyped(name, "a list", *value);
            return;
        }
        for (std::size_t i = 0; i < items->size(); ++i)
            item((*items)[i], pointerTo(name) + '/' + std::to_string(i));
    }

    /// A problem of the field, or of the object itself where `name` is empty.
    void wrong(std::string_view name, std::string detail);

private:
    void mistyped(std::string_view name, std::string_view expected, const Value& found);

    const Value::Object* m_object;
    std::string m_pointer;
    Diagnostics& m_problems;
    std::vector<std::string_view> m_asked;
};

} // namespace runlens
