// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/sentence_text.h"

#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <string_view>

namespace runlens {
namespace {

/// "sendrealm.mail.open", "sendrealm.push.open", "email.opened": events that people know as "an open".
bool isOpen(const Argument& argument) noexcept
{
    constexpr std::string_view opens[] = {"mail.open",   "email.open",   "push.open",
                                          "mail.opened", "email.opened", "push.opened"};
    const auto* name = std::get_if<std::string>(&argument);
    return name != nullptr && std::ranges::any_of(opens, [name](std::string_view open) {
               return name->ends_with(open)
                      && (name->size() == open.size() || (*name)[name->size() - open.size() - 1] == '.');
           });
}

class ToText {
public:
    explicit ToText(TimeWriter& times) : m_times(times) {}

    QString operator()(const std::string& text) const { return safeText(text); }
    QString operator()(const Moment& moment) const { return m_times.moment(moment); }
    QString operator()(Duration duration) const { return durationText(duration); }
    QString operator()(std::int64_t count) const { return QString::number(count); }

private:
    TimeWriter& m_times;
};

int countOf(const Arguments& arguments) noexcept
{
    for (const Argument& argument : arguments)
        if (const auto* count = std::get_if<std::int64_t>(&argument))
            return static_cast<int>(std::clamp<std::int64_t>(*count, 0, std::numeric_limits<int>::max()));
    return -1;
}

} // namespace

QString spoken(const SentenceText& sentence, const Arguments& arguments, TimeWriter& times)
{
    const bool ofOpen = sentence.ofOpen != nullptr && !arguments.empty() && isOpen(arguments.front());
    QStringList texts;
    for (const Argument& argument : arguments)
        texts += std::visit(ToText(times), argument);
    return filled(translated(ofOpen ? sentence.ofOpen : sentence.text, countOf(arguments)), texts);
}

} // namespace runlens
