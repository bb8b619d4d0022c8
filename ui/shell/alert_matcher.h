// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/query/match_watch.h"
#include "engine/source/run_source.h"
#include "ui/shell/alert_rule.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens::shell {

/// Matches what one source tells against rules, on whichever thread; one call at a time. It begins with a snapshot that
/// has caught up, and then has to be given all that follow.
class AlertMatcher {
public:
    struct Work {
        std::vector<std::shared_ptr<const SourceSnapshot>> snapshots; ///< in their order; at least one at first
        std::shared_ptr<const RunSearch> search;                      ///< may be null
        std::vector<AlertRule> rules; ///< all that count now; those whose query cannot be read are passed over
        Instant now{};
        bool timePassed = false; ///< rules that move with time look at all rows
    };
    struct Match {
        RunId run;
        std::string state; ///< differs where the same run matches because it has failed again
    };
    struct Found {
        QString rule; ///< its id
        std::vector<Match> matches;
    };
    struct Outcome {
        std::vector<Found> found;      ///< rules with runs that begin to match
        std::vector<RowNumber> wanted; ///< rows whose details would decide; ascending
        std::optional<Error> error;    ///< the first; what it concerns is looked at again next time
    };

    /// Blocks. What was not done when `stop` was stopped is lost: no further call may follow.
    [[nodiscard]] Outcome look(const Work& work, const std::stop_token& stop);

private:
    struct Watched {
        QString text; ///< of the query
        MatchWatch watch;
        RowNews news; ///< not looked at yet
    };

    void takeRules(const std::vector<AlertRule>& rules, Instant now);
    [[nodiscard]] Result<std::vector<RowNumber>> lookAt(Watched& watched, const Work& work,
                                                        const std::stop_token& stop) const;

    std::shared_ptr<const SourceSnapshot> m_last;
    std::map<QString, Watched> m_watched; ///< by the rule's id
};

} // namespace runlens::shell
