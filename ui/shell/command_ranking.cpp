// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_ranking.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

namespace runlens::shell {
namespace {

constexpr int none = std::numeric_limits<int>::min() / 2;
constexpr int perLetter = 10;
constexpr int atWordStart = 12;
constexpr int sideBySide = 9;
constexpr int perSkipped = 1;
constexpr int mostSkipped = 8;      // a long name is not a worse one
constexpr int foundInGroup = -1000; // below whatever a name can reach
constexpr int cannotBeRun = -15;
constexpr qsizetype longest = 200; // letters of a name that are looked at

bool startsWord(QStringView text, qsizetype i)
{
    return i == 0 || !text[i - 1].isLetterOrNumber() || (text[i].isUpper() && text[i - 1].isLower());
}

bool same(QChar a, QChar b) { return a.toCaseFolded() == b.toCaseFolded(); }

/// best[p][t]: the score of the pattern's first p + 1 letters with the last of them at t.
struct Table {
    qsizetype width;
    std::vector<int> best;
    std::vector<qsizetype> from;

    Table(qsizetype rows, qsizetype columns)
        : width(columns),
          best(static_cast<std::size_t>(rows * columns), none),
          from(static_cast<std::size_t>(rows * columns), -1)
    {
    }
    [[nodiscard]] std::size_t at(qsizetype p, qsizetype t) const { return static_cast<std::size_t>(p * width + t); }
};

void place(Table& table, qsizetype p, qsizetype t, int own)
{
    int& best = table.best[table.at(p, t)];
    if (p == 0) {
        best = own - perSkipped * static_cast<int>(std::min<qsizetype>(t, mostSkipped));
        return;
    }
    for (qsizetype before = 0; before < t; ++before) {
        const int head = table.best[table.at(p - 1, before)];
        if (head == none)
            continue;
        const auto skipped = static_cast<int>(std::min<qsizetype>(t - before - 1, mostSkipped));
        const int score = head + own + (skipped == 0 ? sideBySide : -perSkipped * skipped);
        if (score > best) {
            best = score;
            table.from[table.at(p, t)] = before;
        }
    }
}

struct Score {
    int value = 0;
    std::vector<qsizetype> letters;
};

std::optional<Score> scoreOf(const Command& command, const QStringList& words)
{
    Score total;
    for (const QString& word : words) {
        if (const auto inName = fuzzyMatch(word, command.name)) {
            total.value += inName->score;
            std::ranges::copy(inName->letters, std::back_inserter(total.letters));
        } else if (command.group.contains(word, Qt::CaseInsensitive)) {
            total.value += foundInGroup;
        } else {
            return std::nullopt;
        }
    }
    std::ranges::sort(total.letters);
    const auto twice = std::ranges::unique(total.letters);
    total.letters.erase(twice.begin(), twice.end());
    if (!command.enabled && !words.isEmpty())
        total.value += cannotBeRun;
    return total;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    text = text.left(longest);
    if (pattern.isEmpty())
        return FuzzyMatch{};
    if (pattern.size() > text.size())
        return std::nullopt;
    Table table(pattern.size(), text.size());
    for (qsizetype p = 0; p < pattern.size(); ++p)
        for (qsizetype t = p; t < text.size(); ++t)
            if (same(pattern[p], text[t]))
                place(table, p, t, perLetter + (startsWord(text, t) ? atWordStart : 0));

    const qsizetype last = pattern.size() - 1;
    qsizetype end = 0;
    for (qsizetype t = 1; t < text.size(); ++t)
        if (table.best[table.at(last, t)] > table.best[table.at(last, end)])
            end = t;
    FuzzyMatch match{table.best[table.at(last, end)], {}};
    if (match.score == none)
        return std::nullopt;
    match.letters.resize(static_cast<std::size_t>(pattern.size()));
    for (qsizetype p = last, t = end; p >= 0; t = table.from[table.at(p, t)], --p)
        match.letters[static_cast<std::size_t>(p)] = t;
    return match;
}

std::vector<RankedCommand> rankCommands(const std::vector<Command>& commands, const QString& query,
                                        const QStringList& recent)
{
    struct Candidate {
        RankedCommand command;
        int score;
        qsizetype age; // how many others were used since
        bool enabled;
    };
    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (auto score = scoreOf(commands[i], words)) {
            const qsizetype used = recent.indexOf(commands[i].id);
            candidates.push_back({{i, std::move(score->letters)},
                                  score->value,
                                  used < 0 ? std::numeric_limits<qsizetype>::max() : used,
                                  commands[i].enabled});
        }
    }
    std::ranges::stable_sort(candidates, {},
                             [](const Candidate& c) { return std::tuple(-c.score, c.age, !c.enabled); });
    std::vector<RankedCommand> ranked;
    ranked.reserve(candidates.size());
    for (Candidate& candidate : candidates)
        ranked.push_back(std::move(candidate.command));
    return ranked;
}

} // namespace runlens::shell
