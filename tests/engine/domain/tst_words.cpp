// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/value.h"
#include "engine/domain/words.h"

#include <QTest>

using namespace runlens;

namespace {

/// Every known value of an enum whose last one is `last` has a word that reads back as that value.
template <class E, class Read>
bool allReadBack(E last, Read read)
{
    for (unsigned i = 1; i <= static_cast<unsigned>(last); ++i) {
        const auto value = static_cast<E>(i);
        if (wireName(value).empty() || !(read(wireName(value)) == value))
            return false;
    }
    return wireName(E::unknown).empty();
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownWordsReadBack();
    void everySpellingOfABranch();
    void unknownWordsKeepTheirName();
    void theLastFieldOfANameCounts();
    void bigIntegersStayExact();
};

void TestWords::knownWordsReadBack()
{
    QVERIFY(allReadBack(RunStatus::cancelled, runStatusOf));
    QVERIFY(allReadBack(StepStatus::skipped, stepStatusOf));
    QVERIFY(allReadBack(WaitStatus::cancelled, waitStatusOf));
    QVERIFY(allReadBack(StepType::setTopicSubscription, stepTypeOf));
    QVERIFY(allReadBack(Branch::isFalse, branchOf));
    QVERIFY(allReadBack(IdentityType::email, identityTypeOf));
    QVERIFY(allReadBack(MessageStatus::suppressed, messageStatusOf));
}

void TestWords::everySpellingOfABranch()
{
    for (const auto* word : {"received", "event_received"})
        QVERIFY(branchOf(word) == Branch::received);
    for (const auto* word : {"timeout", "timed_out"})
        QVERIFY(branchOf(word) == Branch::timeout);
    for (const auto* word : {"true", "yes", "condition_met"})
        QVERIFY(branchOf(word) == Branch::isTrue);
    for (const auto* word : {"false", "no", "condition_not_met"})
        QVERIFY(branchOf(word) == Branch::isFalse);
}

void TestWords::unknownWordsKeepTheirName()
{
    const auto type = stepTypeOf("ai_decision");
    QVERIFY(!type.known());
    QVERIFY(type.present());
    QVERIFY(type.name() == "ai_decision");
    // A word in other letters is another word.
    QVERIFY(!runStatusOf("Completed").known());
    QVERIFY(!Named<RunStatus>().present());
}

void TestWords::theLastFieldOfANameCounts()
{
    const Value object(Value::Object{{"a", Value(std::int64_t{1})}, {"b", Value()}, {"a", Value(std::int64_t{2})}});
    QVERIFY(object.find("a") != nullptr);
    QCOMPARE(*object.find("a")->as<std::int64_t>(), std::int64_t{2});
    QVERIFY(object.find("c") == nullptr);
    QVERIFY(Value(true).find("a") == nullptr);
}

void TestWords::bigIntegersStayExact()
{
    QVERIFY(Value(std::uint64_t{7}).as<std::int64_t>() != nullptr);
    QCOMPARE(*Value(UINT64_MAX).as<std::uint64_t>(), UINT64_MAX);
}

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
