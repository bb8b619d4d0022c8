// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace runlens {

struct Field;

/// A tree of JSON values that keeps what it was given: the order of fields, repeated fields, and integers exactly.
/// Depth is bounded where trees are read (`wire`), so recursion over one is safe.
class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::vector<Field>;

    Value();
    Value(std::nullptr_t); // NOLINT(google-explicit-constructor): null is a value
    explicit Value(bool value);
    explicit Value(std::int64_t value);
    explicit Value(std::uint64_t value);
    explicit Value(double value);
    explicit Value(std::string value);
    explicit Value(Array value);
    explicit Value(Object value);
    Value(const Value&);
    Value(Value&&) noexcept;
    Value& operator=(const Value&);
    Value& operator=(Value&&) noexcept;
    ~Value();

    [[nodiscard]] bool isNull() const noexcept;
    /// The alternative held, or null. An integer above INT64_MAX is a uint64_t, every other one an int64_t.
    template <class T>
    [[nodiscard]] const T* as() const noexcept
    {
        return std::get_if<T>(&m_data);
    }
    template <class T>
    [[nodiscard]] T* as() noexcept
    {
        return std::get_if<T>(&m_data);
    }
    /// The last field of that name of an object; null where there is none, or this is no object.
    [[nodiscard]] const Value* find(std::string_view name) const noexcept;

    friend bool operator==(const Value&, const Value&);

private:
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object> m_data;
};

/// One field of an object.
struct Field {
    std::string name;
    Value value;

    friend bool operator==(const Field&, const Field&) = default;
};

} // namespace runlens
