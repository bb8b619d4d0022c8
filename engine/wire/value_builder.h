// SPDX-License-Identifier: GPL-3.0-or-later
// Builds one object or list of any JSON from the reader's events. Private to wire.
#pragma once

#include "engine/domain/value.h"
#include "engine/wire/limits.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runlens {

class ValueBuilder {
public:
    [[nodiscard]] bool active() const noexcept { return !m_open.empty(); }

    /// Opens the outermost container, which is built in `root`; `root` must stay where it is until the builder rests.
    void begin(Value& root, Value container)
    {
        root = std::move(container);
        push(root);
    }
    void key(std::string_view name) { m_open.back().object->push_back({std::string(name), {}}); }
    /// False: the list has as many items as a list may have.
    [[nodiscard]] bool add(Value value)
    {
        Value* slot = next();
        if (slot != nullptr)
            *slot = std::move(value);
        return slot != nullptr;
    }
    [[nodiscard]] bool open(Value container)
    {
        Value* slot = next();
        if (slot == nullptr)
            return false;
        *slot = std::move(container);
        push(*slot);
        return true;
    }
    void close() { m_open.pop_back(); }

private:
    /// One of the two.
    struct Open {
        Value::Object* object = nullptr;
        Value::Array* list = nullptr;
    };

    void push(Value& container) { m_open.push_back({container.as<Value::Object>(), container.as<Value::Array>()}); }
    // A container grows only while nothing nested in it is open: the pointers in m_open hold.
    Value* next()
    {
        const Open& open = m_open.back();
        if (open.object != nullptr)
            return &open.object->back().value;
        return open.list->size() < maxListItems ? &open.list->emplace_back() : nullptr;
    }

    std::vector<Open> m_open;
};

} // namespace runlens
