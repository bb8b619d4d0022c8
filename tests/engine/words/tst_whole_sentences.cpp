// SPDX-License-Identifier: GPL-3.0-or-later
// Every text comes whole from the translator: a language may put its words in any order.
#include "engine/words/words.h"

#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace runlens;

namespace {

constexpr QChar opening(u'⟦');
constexpr QChar closing(u'⟧');

/// Puts every text it is asked for between marks.
class Marker : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override
    {
        return qstrcmp(context, "Words") == 0 ? opening + QString::fromUtf8(source) + closing : QString();
    }
};

/// One pair of marks around all of it; what stands in further marks within is an argument.
bool isWhole(const QString& text)
{
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        depth += text[i] == opening ? 1 : text[i] == closing ? -1 : 0;
        if (depth == 0 && i + 1 < text.size())
            return false;
    }
    return depth == 0 && text.startsWith(opening) && text.size() > 2;
}

/// Whether every place of a text was filled.
bool isFilled(const QString& text)
{
    for (int place = 1; place <= 9; ++place)
        if (text.contains(QLatin1Char('%') + QString::number(place)))
            return false;
    return !text.contains(QStringLiteral("%n"));
}

/// Arguments that fit wherever any are wanted: by the documented kinds of each code they are made in the tables below.
using Kinds = std::string_view; // t text, m Moment, d Duration, n count

Arguments argumentsOf(Kinds kinds)
{
    Arguments arguments;
    for (const char kind : kinds) {
        if (kind == 't')
            arguments.emplace_back(std::string("text"));
        else if (kind == 'm')
            arguments.emplace_back(Moment{Origin::inferred, Instant(std::chrono::seconds(1'780'000'000)), {}});
        else if (kind == 'd')
            arguments.emplace_back(Duration(std::chrono::seconds(90)));
        else
            arguments.emplace_back(std::int64_t{3});
    }
    return arguments;
}

// In the order of the enum, as `story.h` documents them.
constexpr Kinds kindsOfSituations[] = {
    "tm",  "ttm",  "m",   "",     "",                                                                   // beginning
    "t",   "tm",   "tmm", "tmm",  "tmm", "tm",   "tm",  "tm",  "t",   "t",  "t",  "tt",  "ttm", "ttmm", // messages
    "tt",  "tnt",  "t",   "t",                                                                          // tries
    "tmd", "tmd",  "tm",  "tmd",  "tmd", "tm",                                                          // received
    "tmm", "tmmd", "tdm", "tdmd", "tm",  "tmmd", "tm",  "tmd", "tm",  "tm", "tt",                       // waits
    "tm",  "tnm",  "tm",  "tm",                                                                         // late events
    "t",   "t",    "tt",  "td",   "td",  "t",    "tmd", "tm",  "tmd", // conditions, delays
    "t",   "t",    "t",   "t",    "tt",  "t",    "tt",  "tnt", "t",   "tt", "t",  "ttm", "tm",  "t",    "tt", // steps
    "n",   "n",    "n",   "n",    "n",   "n",    "n",   "n",   "n",   "t", // further steps
    "m",   "mt",   "m",   "m",    "",    "",     "",    "t",               // end
};
static_assert(std::size(kindsOfSituations) == situationCount);

// In the order of the enum, as `audit.h` documents them.
constexpr Kinds kindsOfFindings[] = {
    "tt",  "tt",   "t",    "tnt",  "tt",   "t",    "tn",    "tt",    // the run, its steps, its sends
    "tmm", "tm",   "tmm",  "tdmm", "tdmm", "tdmm", "tdm",            // when waits resolved
    "ttt", "ttt",  "ttmm", "ttmm", "t",    "ttnm", "ttnmm", "ttnmt", // events
    "ttt", "ttt",  "ttt",  "tn",   "tnn",  "tn",   "tn",             // branches, repetitions
    "tt",  "tt",   "",     "t",    "t",    "tttt",                   // what agrees
    "tmm", "tmtm", "tmm",  "tmm",  "tmm",                            // times
    "tt",  "ttm",  "tt",                                             // guardrails, words
};
static_assert(std::size(kindsOfFindings) == findingCodeCount);

} // namespace

#define VERIFY_WHOLE(text) QVERIFY2(isWhole(text) && isFilled(text), qPrintable(text))

class WholeSentencesTest : public QObject {
    Q_OBJECT

    Marker m_marker;
    Words m_words;

private Q_SLOTS:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_marker)); }
    void situations();
    void situationsWithoutAWord();
    void findings();
    void findingsWithoutAReason();
    void checksAndResults();
    void violations();
    void errors();
    void diagnostics();
    void sources();
    void names();
    void times();
    void noTwoSituationsSayTheSame();
};

void WholeSentencesTest::situations()
{
    for (std::size_t i = 0; i < situationCount; ++i) {
        Sentence sentence{static_cast<Situation>(i), argumentsOf(kindsOfSituations[i])};
        VERIFY_WHOLE(m_words.sentence(sentence));
        VERIFY_WHOLE(m_words.sentences({sentence}).front());
        if (!sentence.arguments.empty() && std::holds_alternative<std::string>(sentence.arguments.front())) {
            sentence.arguments.front() = std::string("sendrealm.mail.open");
            VERIFY_WHOLE(m_words.sentence(sentence));
        }
    }
}

void WholeSentencesTest::situationsWithoutAWord()
{
    for (const Situation situation : {Situation::waitOther, Situation::stepOther, Situation::runOther}) {
        Sentence sentence{situation, argumentsOf(kindsOfSituations[static_cast<std::size_t>(situation)])};
        const QString with = m_words.sentence(sentence);
        sentence.arguments.back() = std::string();
        VERIFY_WHOLE(m_words.sentence(sentence));
        QVERIFY(m_words.sentence(sentence) != with);
        QVERIFY(!m_words.sentence(sentence).contains(QStringLiteral("“”")));
    }
}

void WholeSentencesTest::findings()
{
    for (std::size_t i = 0; i < findingCodeCount; ++i) {
        Finding finding;
        finding.code = static_cast<FindingCode>(i);
        finding.arguments = argumentsOf(kindsOfFindings[i]);
        VERIFY_WHOLE(m_words.findingTitle(finding));
        VERIFY_WHOLE(m_words.findingDetail(finding));
        QVERIFY(m_words.findingDetail(finding).endsWith(QStringLiteral(".⟧")));
        QVERIFY(!m_words.findingTitle(finding).endsWith(QStringLiteral(".⟧")));
    }
    for (const char* status : {"failed", "bounced", "complained", "suppressed"}) {
        const Finding finding{
            FindingCode::messageFailed, {}, {}, {std::string("text"), std::string(status)}, {}, {}, {}};
        VERIFY_WHOLE(m_words.findingTitle(finding));
    }
}

void WholeSentencesTest::findingsWithoutAReason()
{
    for (std::size_t i = 0; i < findingCodeCount; ++i) {
        Finding finding;
        finding.code = static_cast<FindingCode>(i);
        finding.arguments = argumentsOf(kindsOfFindings[i]);
        const bool hasReason = finding.code == FindingCode::runFailed || finding.code == FindingCode::stepFailed
                               || finding.code == FindingCode::stepSkipped || finding.code == FindingCode::stepDeferred
                               || finding.code == FindingCode::sendRetried;
        if (!hasReason)
            continue;
        const QString with = m_words.findingDetail(finding);
        finding.arguments[finding.code == FindingCode::sendRetried ? 2 : 1] = std::string();
        VERIFY_WHOLE(m_words.findingDetail(finding));
        QVERIFY(m_words.findingDetail(finding) != with);
        if (finding.code != FindingCode::runFailed)
            continue;
        finding.arguments[0] = std::string();
        VERIFY_WHOLE(m_words.findingDetail(finding));
        finding.arguments[1] = std::string("550");
        VERIFY_WHOLE(m_words.findingDetail(finding));
        QVERIFY(m_words.findingDetail(finding).contains(QStringLiteral("550")));
    }
}

void WholeSentencesTest::checksAndResults()
{
    QSet<QString> seen;
    for (std::size_t i = 0; i < checkCount; ++i) {
        VERIFY_WHOLE(m_words.check(static_cast<CheckId>(i)));
        seen += m_words.check(static_cast<CheckId>(i));
    }
    QCOMPARE(seen.size(), static_cast<qsizetype>(checkCount));
    for (const CheckResult result :
         {CheckResult::passed, CheckResult::found, CheckResult::notApplicable, CheckResult::cannotTell})
        VERIFY_WHOLE(m_words.checkResult(result));
    for (const Severity severity : {Severity::error, Severity::warning, Severity::notice})
        VERIFY_WHOLE(m_words.severity(severity));
    VERIFY_WHOLE(m_words.checksPassed(3));
}

void WholeSentencesTest::violations()
{
    QSet<QString> texts;
    for (std::size_t i = 0; i < journey::violationCodeCount; ++i) {
        const auto code = static_cast<journey::ViolationCode>(i);
        const QString text = m_words.violation({code, "/steps/0", {"one", "two", "three"}});
        VERIFY_WHOLE(text);
        texts.insert(text);
    }
    QCOMPARE(texts.size(), static_cast<qsizetype>(journey::violationCodeCount));
    for (const auto gravity : {journey::Gravity::error, journey::Gravity::warning})
        VERIFY_WHOLE(m_words.gravity(gravity));
    // A circle is named as far as a reader follows it, and where it began.
    const std::vector<std::string> keys(30, "step");
    const QString circle = m_words.violation({journey::ViolationCode::cycle, {}, keys});
    VERIFY_WHOLE(circle);
    QCOMPARE(circle.count(QStringLiteral("step →")), qsizetype{12});
}

void WholeSentencesTest::errors()
{
    QSet<QString> seen;
    constexpr auto last = static_cast<int>(ErrorCode::internal);
    for (int code = 0; code <= last; ++code)
        for (const char* where : {"", "byte 17"})
            for (const char* message : {"", "detail"}) {
                const QString text = m_words.error({static_cast<ErrorCode>(code), message, where});
                VERIFY_WHOLE(text);
                seen += text;
            }
    QCOMPARE(seen.size(), qsizetype{(last + 1) * 4});
}

void WholeSentencesTest::diagnostics()
{
    for (int code = 0; code <= static_cast<int>(DiagnosticCode::badValue); ++code)
        for (const char* pointer : {"", "/data/steps/0"}) {
            Diagnostic diagnostic;
            diagnostic.code = static_cast<DiagnosticCode>(code);
            diagnostic.pointer = pointer;
            diagnostic.detail = "detail";
            const QString text = m_words.diagnostic(diagnostic);
            VERIFY_WHOLE(text);
            // These two say everything by their code; what the reader adds would only repeat it.
            const bool saysAll =
                diagnostic.code == DiagnosticCode::missingId || diagnostic.code == DiagnosticCode::repeatedField;
            QCOMPARE(text.contains(QStringLiteral("detail")), !saysAll);
        }
}

void WholeSentencesTest::sources()
{
    for (int kind = 0; kind <= static_cast<int>(ObjectKind::definition); ++kind)
        for (const char* field : {"timeout_seconds", "timeout_at", "started_at", "completed_at", "error.occurred_at"})
            for (const Origin origin : {Origin::unknown, Origin::inferred, Origin::reported})
                for (const Edge edge : {Edge::start, Edge::end}) {
                    const FieldRef ref{static_cast<ObjectKind>(kind), "id", field};
                    VERIFY_WHOLE(m_words.source({origin, {}, ref}, edge));
                    VERIFY_WHOLE(m_words.evidence({ref, "value"}));
                    VERIFY_WHOLE(m_words.evidence({ref, ""}));
                }
}

void WholeSentencesTest::names()
{
    for (int i = 1; i <= static_cast<int>(StepType::setTopicSubscription); ++i)
        VERIFY_WHOLE(m_words.stepType(static_cast<StepType>(i)));
    for (int i = 1; i <= static_cast<int>(RunStatus::cancelled); ++i)
        VERIFY_WHOLE(m_words.runStatus(static_cast<RunStatus>(i)));
    for (int i = 1; i <= static_cast<int>(StepStatus::skipped); ++i)
        VERIFY_WHOLE(m_words.stepStatus(static_cast<StepStatus>(i)));
    for (int i = 1; i <= static_cast<int>(WaitStatus::cancelled); ++i)
        VERIFY_WHOLE(m_words.waitStatus(static_cast<WaitStatus>(i)));
    for (int i = 1; i <= static_cast<int>(MessageStatus::suppressed); ++i)
        VERIFY_WHOLE(m_words.messageStatus(static_cast<MessageStatus>(i)));
    for (int i = 1; i <= static_cast<int>(Branch::isFalse); ++i)
        VERIFY_WHOLE(m_words.branch(static_cast<Branch>(i)));
    for (int i = 1; i <= static_cast<int>(IdentityType::email); ++i)
        VERIFY_WHOLE(m_words.identityType(static_cast<IdentityType>(i)));
}

void WholeSentencesTest::times()
{
    using namespace std::chrono_literals;
    for (const Duration duration :
         {Duration(0s), Duration(1us), Duration(5ms), Duration(90s), Duration(26h), Duration(-90s)})
        VERIFY_WHOLE(m_words.duration(duration));
    VERIFY_WHOLE(m_words.time(Instant(1s)));
    VERIFY_WHOLE(m_words.moment({}));
    VERIFY_WHOLE(m_words.zoneNote());
}

void WholeSentencesTest::noTwoSituationsSayTheSame()
{
    QSet<QString> seen;
    for (std::size_t i = 0; i < situationCount; ++i)
        seen += m_words.sentence({static_cast<Situation>(i), argumentsOf(kindsOfSituations[i])});
    QCOMPARE(seen.size(), static_cast<qsizetype>(situationCount));
}

QTEST_GUILESS_MAIN(WholeSentencesTest)
#include "tst_whole_sentences.moc"
