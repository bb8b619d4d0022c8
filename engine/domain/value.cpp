// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/value.h"

#include <utility>

namespace runlens {

Value::Value() = default;
Value::Value(std::nullptr_t) {}
Value::Value(bool value) : m_data(value) {}
Value::Value(std::int64_t value) : m_data(value) {}
Value::Value(std::uint64_t value)
{
    if (std::in_range<std::int64_t>(value))
        m_data = static_cast<std::int64_t>(value);
    else
        m_data = value;
}
Value::Value(double value) : m_data(value) {}
Value::Value(std::string value) : m_data(std::move(value)) {}
Value::Value(Array value) : m_data(std::move(value)) {}
Value::Value(Object value) : m_data(std::move(value)) {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

bool Value::isNull() const noexcept { return std::holds_alternative<std::monostate>(m_data); }

const Value* Value::find(std::string_view name) const noexcept
{
    const auto* object = as<Object>();
    if (object == nullptr)
        return nullptr;
    for (auto field = object->rbegin(); field != object->rend(); ++field)
        if (field->name == name)
            return &field->value;
    return nullptr;
}

bool operator==(const Value& left, const Value& right) { return left.m_data == right.m_data; }

} // namespace runlens
