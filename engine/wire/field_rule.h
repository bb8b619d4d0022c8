// SPDX-License-Identifier: GPL-3.0-or-later
// The tables by which objects are read: which fields a kind of object has, and what is done with each. The tables of a
// run stand in run_tables.cpp. Private to wire.
#pragma once

#include "engine/domain/value.h"
#include "engine/wire/diagnostic.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace runlens {

class Decoder;
struct ObjectType;

/// What came of bringing one field of two listings together.
enum class Merge : std::uint8_t { same, filled, differs };

/// One field of a kind of object. A null function means that such a JSON value does not fit here.
struct FieldRule {
    std::array<std::string_view, 3> names{};           ///< the first is the one we write; the others are accepted
    std::string_view expected;                         ///< as in "expected a time"
    DiagnosticCode misfit = DiagnosticCode::wrongType; ///< of a text that is refused
    bool (*text)(void* object, std::string_view text) = nullptr; ///< false: refused
    void (*integer)(void* object, std::int64_t value) = nullptr;
    void (*boolean)(void* object, bool value) = nullptr;
    Value* (*value)(void* object) = nullptr;                    ///< where any JSON goes
    void* (*child)(void* object, Decoder& decoder) = nullptr;   ///< makes the object nested here
    void* (*item)(void* object, Decoder& decoder) = nullptr;    ///< makes the next item of the list nested here
    bool (*itemDone)(void* object, Decoder& decoder) = nullptr; ///< false: reading ends here
    const ObjectType* childType = nullptr;
    const ObjectType* itemType = nullptr;

    Merge (*merge)(void* into, void* from) = nullptr;  ///< fills the field of `into` where only `from` has it
    void* (*peek)(void* object) = nullptr;             ///< the child, where there is one
    std::string (*show)(const void* object) = nullptr; ///< the field's value as text
};

/// Finds a field by its name with one comparison: a hash without collisions, sought at compile time.
class KeyTable {
public:
    constexpr explicit KeyTable(std::span<const FieldRule> rules)
    {
        for (std::size_t rule = 0; rule < rules.size(); ++rule)
            for (const auto name : rules[rule].names)
                if (!name.empty())
                    m_keys.at(m_count++) = {name, static_cast<std::uint8_t>(rule)};
        while (!spreads())
            m_factor += 2;
    }

    struct Key {
        std::string_view name; ///< a literal
        std::uint8_t rule = 0; ///< index
    };

    /// Null where no rule has that name.
    [[nodiscard]] const Key* find(std::string_view name) const noexcept
    {
        if (name.empty())
            return nullptr;
        const auto& key = m_keys[m_slots[slotOf(name)]];
        return key.name == name ? &key : nullptr;
    }

private:
    static constexpr std::size_t slotCount = 128;

    [[nodiscard]] constexpr std::size_t slotOf(std::string_view name) const noexcept
    {
        const auto at = [name](std::size_t i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(name[i]));
        };
        const auto size = name.size();
        const std::uint32_t mixed = (at(0) << 24U) ^ (at(size / 2) << 16U) ^ (at(size - 1) << 8U) ^ (at(size / 4) << 3U)
                                    ^ static_cast<std::uint32_t>(size);
        return (mixed * m_factor) >> 25U;
    }
    constexpr bool spreads()
    {
        m_slots.fill(emptySlot);
        for (std::size_t i = 0; i < m_count; ++i) {
            auto& slot = m_slots.at(slotOf(m_keys.at(i).name));
            if (slot != emptySlot)
                return false;
            slot = static_cast<std::uint8_t>(i);
        }
        return true;
    }

    static constexpr std::uint8_t emptySlot = 63; ///< a key without a name
    std::array<Key, emptySlot + 1> m_keys{};
    std::array<std::uint8_t, slotCount> m_slots{};
    std::size_t m_count = 0;
    std::uint32_t m_factor = 0x9E3779B1U;
};

struct ObjectType {
    std::span<const FieldRule> rules; ///< at most 63
    KeyTable keys;
    Value::Object* (*other)(void* object) = nullptr;          ///< where unknown fields go; null drops them
    void (*closed)(void* object, Decoder& decoder) = nullptr; ///< when its last field has been read

    constexpr explicit ObjectType(std::span<const FieldRule> fields, Value::Object* (*otherFields)(void*) = nullptr,
                                  void (*onClosed)(void*, Decoder&) = nullptr)
        : rules(fields), keys(fields), other(otherFields), closed(onClosed)
    {
    }
};

} // namespace runlens
