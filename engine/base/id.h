// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace runlens {

/// An identifier of one kind of thing: opaque text, compared byte by byte. An empty one means "not given".
/// Ids of different kinds do not convert into each other.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : m_text(std::move(text)) {}

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }
    [[nodiscard]] bool empty() const noexcept { return m_text.empty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string m_text;
};

} // namespace runlens

template <class Tag>
struct std::hash<runlens::Id<Tag>> {
    std::size_t operator()(const runlens::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};
