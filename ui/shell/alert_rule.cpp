// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alert_rule.h"

#include <QSettings>

#include <algorithm>

namespace runlens::shell {
namespace {

const QString arrayKey = QStringLiteral("alerts");
constexpr qsizetype mostText = 1000;

int within(const QVariant& value, int most, int otherwise)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number >= 1 && number <= most ? number : otherwise;
}

} // namespace

std::optional<Alert> AlertWatch::take(const AlertRule& rule, const AlertPlace& place, const std::vector<RunId>& matches,
                                      Instant now)
{
    if (!rule.on)
        return std::nullopt;
    Seen& seen = m_seen[{rule.id, place.key}];
    const Instant oldest = now - std::chrono::minutes(rule.minutes);
    const auto old = [oldest](const Match& match) { return match.at <= oldest; };
    std::erase_if(seen.matches, old);
    std::erase_if(seen.told, old);
    for (const RunId& run : matches) {
        if (std::ranges::find(seen.matches, run, &Match::run) == seen.matches.end()
            && std::ranges::find(seen.told, run, &Match::run) == seen.told.end())
            seen.matches.push_back({run, now});
    }
    if (seen.matches.size() > most)
        seen.matches.erase(seen.matches.begin(), seen.matches.end() - static_cast<std::ptrdiff_t>(most));
    const bool quietYet = seen.alerted && now - *seen.alerted < quiet;
    if (quietYet || seen.matches.empty() || seen.matches.size() < static_cast<std::size_t>(std::max(rule.threshold, 1)))
        return std::nullopt;
    Alert alert{rule, place, {}};
    for (const Match& match : seen.matches)
        alert.runs.push_back(match.run);
    seen.told.insert(seen.told.end(), seen.matches.begin(), seen.matches.end());
    seen.matches.clear();
    seen.alerted = now;
    return alert;
}

void AlertWatch::forget(const QString& ruleId)
{
    std::erase_if(m_seen, [&ruleId](const auto& entry) { return entry.first.first == ruleId; });
}

std::vector<AlertRule> readAlertRules(QSettings& settings)
{
    std::vector<AlertRule> rules;
    const int count = std::min(settings.beginReadArray(arrayKey), mostRules);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        AlertRule rule;
        rule.id = settings.value(QStringLiteral("id")).toString().left(mostText);
        rule.name = settings.value(QStringLiteral("name")).toString().left(mostText);
        rule.query = settings.value(QStringLiteral("query")).toString().left(mostText);
        rule.threshold =
            within(settings.value(QStringLiteral("threshold")), AlertRule::mostThreshold, AlertRule().threshold);
        rule.minutes = within(settings.value(QStringLiteral("minutes")), AlertRule::mostMinutes, AlertRule().minutes);
        rule.on = settings.value(QStringLiteral("on"), true).toBool();
        const bool known = std::ranges::find(rules, rule.id, &AlertRule::id) != rules.end();
        if (!rule.id.isEmpty() && !rule.query.isEmpty() && !known)
            rules.push_back(rule);
    }
    settings.endArray();
    return rules;
}

void writeAlertRules(QSettings& settings, const std::vector<AlertRule>& rules)
{
    settings.remove(arrayKey); // else a shorter list leaves its old end behind
    settings.beginWriteArray(arrayKey, static_cast<int>(rules.size()));
    int i = 0;
    for (const AlertRule& rule : rules) {
        settings.setArrayIndex(i++);
        settings.setValue(QStringLiteral("id"), rule.id);
        settings.setValue(QStringLiteral("name"), rule.name);
        settings.setValue(QStringLiteral("query"), rule.query);
        settings.setValue(QStringLiteral("threshold"), rule.threshold);
        settings.setValue(QStringLiteral("minutes"), rule.minutes);
        settings.setValue(QStringLiteral("on"), rule.on);
    }
    settings.endArray();
}

} // namespace runlens::shell
