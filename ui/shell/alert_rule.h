// SPDX-License-Identifier: GPL-3.0-or-later
// When people want to be told of failures, and whether it is time to. No desktop, no clock: times are given.
#pragma once

#include "engine/base/result.h" // first: moc cannot begin with <compare>
#include "engine/domain/ids.h"
#include "engine/domain/time.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

class QSettings;

namespace runlens::shell {

/// "3 or more runs that match this query within 10 minutes."
struct AlertRule {
    static constexpr int mostThreshold = 1000;
    static constexpr int mostMinutes = 24 * 60;

    QString id;        ///< of our own; never empty
    QString name;      ///< for people
    QString query;     ///< in the language of the query bar
    int threshold = 1; ///< runs, from 1
    int minutes = 10;  ///< from 1
    bool on = true;

    friend bool operator==(const AlertRule&, const AlertRule&) = default;
};

/// Whose runs they are.
struct AlertPlace {
    QString key;  ///< the same for all windows that look at it
    QString name; ///< for people; may be empty

    friend bool operator==(const AlertPlace&, const AlertPlace&) = default;
};

/// What was found of a rule.
struct Alert {
    AlertRule rule;
    AlertPlace place;
    std::vector<RunId> runs; ///< in the order they came
};

/// Counts matches by rule and place. A run counts once within the rule's minutes, however often it is told of.
class AlertWatch {
public:
    /// Between two alerts of one rule.
    static constexpr std::chrono::minutes quiet{10};
    /// Runs remembered of a rule; older ones give way.
    static constexpr std::size_t most = 10'000;

    /// New matches came. The alert where they make it due: the threshold is reached within the minutes, and the rule
    /// was quiet for `quiet`. What was told of is not counted again. Nothing of a rule that is off. Matches during the
    /// quiet count on: if they are still young enough, whoever asks after it, be it without new ones, is told of them
    /// too.
    [[nodiscard]] std::optional<Alert> take(const AlertRule& rule, const AlertPlace& place,
                                            const std::vector<RunId>& matches, Instant now);
    void forget(const QString& ruleId);

private:
    struct Match {
        RunId run;
        Instant at;
    };
    struct Seen {
        std::vector<Match> matches; ///< by time
        std::vector<Match> told;    ///< told of, not to be counted again within the minutes
        std::optional<Instant> alerted;
    };

    std::map<std::pair<QString, QString>, Seen> m_seen; ///< by rule and place
};

/// The rules of a settings file, in their order. What is missing or out of range takes its default; a rule without
/// query or id is left out; at most `mostRules`.
inline constexpr int mostRules = 50;
[[nodiscard]] std::vector<AlertRule> readAlertRules(QSettings& settings);
void writeAlertRules(QSettings& settings, const std::vector<AlertRule>& rules);

} // namespace runlens::shell

Q_DECLARE_METATYPE(runlens::shell::AlertRule)
Q_DECLARE_METATYPE(runlens::shell::AlertPlace)
