// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/numbers.h"

#include <array>
#include <charconv>
#include <limits>

namespace runlens::store {
namespace {

constexpr std::string_view runPrefix = "run_";
constexpr std::string_view automationPrefix = "aut_";
constexpr std::string_view versionPrefix = "ver_";
constexpr std::string_view contactPrefix = "contact_";
constexpr std::string_view eventPrefix = "evt_";
constexpr std::string_view deadLetterPrefix = "dl_";

std::string textOf(std::string_view prefix, std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    std::string text(prefix);
    text.append(digits.data(), end);
    return text;
}

template <class Number>
std::optional<Number> numberOf(std::string_view prefix, std::string_view id)
{
    if (!id.starts_with(prefix))
        return std::nullopt;
    id.remove_prefix(prefix.size());
    if (id.empty() || id.front() == '0')
        return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (error != std::errc{} || end != id.data() + id.size() || number > most)
        return std::nullopt;
    return Number{number};
}

} // namespace

RunId idOf(RunNumber number) { return RunId(textOf(runPrefix, static_cast<std::uint64_t>(number))); }
AutomationId idOf(AutomationNumber number)
{
    return AutomationId(textOf(automationPrefix, static_cast<std::uint64_t>(number)));
}
VersionId idOf(VersionNumber number) { return VersionId(textOf(versionPrefix, static_cast<std::uint64_t>(number))); }
ContactId idOf(ContactNumber number) { return ContactId(textOf(contactPrefix, static_cast<std::uint64_t>(number))); }
EventId eventIdOf(Sequence number) { return EventId(textOf(eventPrefix, static_cast<std::uint64_t>(number))); }
std::string idOf(DeadLetterNumber number) { return textOf(deadLetterPrefix, static_cast<std::uint64_t>(number)); }

std::optional<RunNumber> runNumberOf(std::string_view id) { return numberOf<RunNumber>(runPrefix, id); }
std::optional<AutomationNumber> automationNumberOf(std::string_view id)
{
    return numberOf<AutomationNumber>(automationPrefix, id);
}
std::optional<ContactNumber> contactNumberOf(std::string_view id) { return numberOf<ContactNumber>(contactPrefix, id); }
std::optional<Sequence> eventNumberOf(std::string_view id) { return numberOf<Sequence>(eventPrefix, id); }
std::optional<DeadLetterNumber> deadLetterNumberOf(std::string_view id)
{
    return numberOf<DeadLetterNumber>(deadLetterPrefix, id);
}

} // namespace runlens::store
