// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace runlens {

/// A word of the wire contract. A word we do not know is kept as it came and shown by its own name; `E::unknown` with
/// an empty original means that the field was absent. `wireName(E)` gives the contract's word for a known value.
template <class E>
struct Named {
    E value = E::unknown;
    std::string original; ///< set only where `value` is unknown

    Named() = default;
    Named(E known) : value(known) {} // NOLINT(google-explicit-constructor): a known word is one
    [[nodiscard]] static Named unknownWord(std::string word)
    {
        Named named;
        named.original = std::move(word);
        return named;
    }

    [[nodiscard]] bool known() const noexcept { return value != E::unknown; }
    [[nodiscard]] bool present() const noexcept { return known() || !original.empty(); }
    [[nodiscard]] std::string_view name() const noexcept
    {
        return known() ? wireName(value) : std::string_view(original);
    }

    friend bool operator==(const Named&, const Named&) = default;
    friend bool operator==(const Named& named, E word) { return named.value == word; }
};

} // namespace runlens
