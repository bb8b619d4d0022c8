// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_ranking.h"

#include <QTest>

using namespace runlens::shell;

namespace {

const std::vector<Command> commands{
    {QStringLiteral("open"), QStringLiteral("Open a run …"), QStringLiteral("File"), {}, {}, true},
    {QStringLiteral("export"), QStringLiteral("Export picture …"), QStringLiteral("File"), {}, {}, true},
    {QStringLiteral("copy"), QStringLiteral("Copy answer"), QStringLiteral("Run"), {}, {}, true},
    {QStringLiteral("folded"), QStringLiteral("Folded axis"), QStringLiteral("View"), {}, {}, true},
    {QStringLiteral("fit"), QStringLiteral("Fit the whole run"), QStringLiteral("View"), {}, {}, false},
    {QStringLiteral("theme"), QStringLiteral("Dark theme"), QStringLiteral("View"), {}, {}, true},
};

QStringList ranked(const QString& query, const QStringList& recent = {})
{
    QStringList ids;
    for (const RankedCommand& one : rankCommands(commands, query, recent))
        ids << commands[one.index].id;
    return ids;
}

/// The name with the found letters in brackets.
QString shown(const QString& pattern, const QString& text)
{
    const auto match = fuzzyMatch(pattern, text);
    if (!match)
        return QStringLiteral("no");
    QString marked;
    std::size_t next = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool found = next < match->letters.size() && match->letters[next] == i;
        next += found ? 1 : 0;
        marked += found ? QStringLiteral("[%1]").arg(text[i]) : QString(text[i]);
    }
    return marked;
}

} // namespace

class TestCommandRanking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLettersFoundAreTheMeantOnes()
    {
        QCOMPARE(shown(QStringLiteral("ca"), QStringLiteral("Copy answer")), QStringLiteral("[C]opy [a]nswer"));
        QCOMPARE(shown(QStringLiteral("ans"), QStringLiteral("Copy a an answer")),
                 QStringLiteral("Copy a an [a][n][s]wer"));
        QCOMPARE(shown(QStringLiteral("OPEN"), QStringLiteral("Reopen open")), QStringLiteral("Reopen [o][p][e][n]"));
        QCOMPARE(shown(QStringLiteral("ne"), QStringLiteral("en")), QStringLiteral("no"));
        QCOMPARE(shown(QStringLiteral("long"), QStringLiteral("lo")), QStringLiteral("no"));
        QCOMPARE(shown(QString(), QStringLiteral("any")), QStringLiteral("any"));
        QCOMPARE(shown(QStringLiteral("ä"), QStringLiteral("Ärger")), QStringLiteral("[Ä]rger"));
    }

    void beginningsOfWordsComeFirst()
    {
        QCOMPARE(ranked(QStringLiteral("e")).first(), QStringLiteral("export"));
        QCOMPARE(ranked(QStringLiteral("fit")), QStringList{QStringLiteral("fit")});
        QCOMPARE(ranked(QStringLiteral("f")).first(), QStringLiteral("folded")); // what cannot be run stands behind
    }

    void wordsMayComeInAnyOrder()
    {
        QCOMPARE(ranked(QStringLiteral("  theme   dark ")), QStringList{QStringLiteral("theme")});
        QCOMPARE(ranked(QStringLiteral("picture exp")), QStringList{QStringLiteral("export")});
    }

    void aGroupIsFoundBehindAllNames()
    {
        QCOMPARE(ranked(QStringLiteral("file")),
                 (QStringList{QStringLiteral("fit"), QStringLiteral("open"), QStringLiteral("export")}));
        const QStringList run = ranked(QStringLiteral("run"));
        QCOMPARE(run, (QStringList{QStringLiteral("open"), QStringLiteral("fit"), QStringLiteral("copy")}));
        QVERIFY(rankCommands(commands, QStringLiteral("file"), {})[1].letters.empty());
    }

    void lettersOfSeveralWordsRiseAndAreUnique()
    {
        const auto found = rankCommands(commands, QStringLiteral("answer copy c"), {});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].letters, (std::vector<qsizetype>{0, 1, 2, 3, 5, 6, 7, 8, 9, 10}));
    }

    void withoutAQueryTheLatestComeFirst()
    {
        QCOMPARE(ranked({}, {QStringLiteral("theme"), QStringLiteral("gone"), QStringLiteral("copy")}),
                 (QStringList{QStringLiteral("theme"), QStringLiteral("copy"), QStringLiteral("open"),
                              QStringLiteral("export"), QStringLiteral("folded"), QStringLiteral("fit")}));
    }

    void useDecidesBetweenEqualsOnly()
    {
        const std::vector<Command> two{{QStringLiteral("a"), QStringLiteral("Zoom in"), {}, {}, {}, true},
                                       {QStringLiteral("b"), QStringLiteral("Zoom on"), {}, {}, {}, true}};
        QCOMPARE(rankCommands(two, QStringLiteral("zoom"), {QStringLiteral("b")})[0].index, std::size_t(1));
        QCOMPARE(rankCommands(two, QStringLiteral("zoom"), {})[0].index, std::size_t(0));
        QCOMPARE(rankCommands(two, QStringLiteral("zoom i"), {QStringLiteral("b")})[0].index, std::size_t(0));
    }

    void nothingIsFoundForNonsense() { QVERIFY(ranked(QStringLiteral("xyzzy")).isEmpty()); }

    void aVeryLongNameIsNoTrouble()
    {
        const QString name(100'000, QLatin1Char('a'));
        const auto match = fuzzyMatch(QStringLiteral("aaaa"), name);
        QVERIFY(match);
        QCOMPARE(match->letters, (std::vector<qsizetype>{0, 1, 2, 3}));
    }
};

QTEST_APPLESS_MAIN(TestCommandRanking)
#include "tst_command_ranking.moc"
