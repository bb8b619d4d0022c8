// SPDX-License-Identifier: GPL-3.0-or-later
// Which commands a few typed letters mean. Pure; free of widgets.
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <cstddef>
#include <optional>
#include <vector>

namespace runlens::shell {

struct Command {
    QString id;
    QString name;
    QString group;
    QString key;    ///< as it is shown; empty where there is none
    QString reason; ///< why it cannot be run now, if that is known
    bool enabled = true;
};

struct FuzzyMatch {
    int score = 0;                  ///< higher is better; comparable for one pattern only
    std::vector<qsizetype> letters; ///< places in the text, rising
};

/// The best way to find the letters of `pattern` in `text`, in this order, whatever lies between, in any case.
/// Beginnings of words and letters side by side count for more, gaps and a late start for less. An empty pattern
/// matches with nothing.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

struct RankedCommand {
    std::size_t index = 0;          ///< into the commands
    std::vector<qsizetype> letters; ///< of the name, to be highlighted
};

/// Every word of `query` must be found in the name, or else in the group. The best first; of equals those used lately
/// (`recent`, the latest first), then those that can be run, then in the order given. An empty query matches all.
[[nodiscard]] std::vector<RankedCommand> rankCommands(const std::vector<Command>& commands, const QString& query,
                                                      const QStringList& recent);

} // namespace runlens::shell
