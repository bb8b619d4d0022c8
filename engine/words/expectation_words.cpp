// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario expects, why that is not so, and promises that only a set of runs can break.
#include "engine/words/safe_text.h"
#include "engine/words/sentence_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <array>

namespace runlens {
namespace {

// In the order of the enum.
constexpr std::array<SentenceText, unmetCodeCount> unmetTexts{{
    {QT_TRANSLATE_NOOP("Words", "no run is the one meant")},
    {QT_TRANSLATE_NOOP("Words", "the number of runs is %1")},
    {QT_TRANSLATE_NOOP("Words", "%1 never reached the step")},
    {QT_TRANSLATE_NOOP("Words", "%1 reached the step, which is “%2”")},
    {QT_TRANSLATE_NOOP("Words", "%1 left the step by “%2”")},
    {QT_TRANSLATE_NOOP("Words", "%1 has this many: %2")},
    {QT_TRANSLATE_NOOP("Words", "%1 is “%2”")},
    {QT_TRANSLATE_NOOP("Words", "the step of %1 is “%2”")},
    {QT_TRANSLATE_NOOP("Words", "the step of %1 completed at %2 already")},
    {QT_TRANSLATE_NOOP("Words", "the step of %1 completed at %2 only")},
    {QT_TRANSLATE_NOOP("Words", "the step of %1 has not completed")},
    {QT_TRANSLATE_NOOP("Words", "%1 does not have it")},
    {QT_TRANSLATE_NOOP("Words", "%1 has it")},
}};
constexpr SentenceText notLeft{QT_TRANSLATE_NOOP("Words", "%1 has not left the step")};

// In the order of the enum.
constexpr std::array<SentenceText, setFindingCodeCount> setFindingTexts{{
    {QT_TRANSLATE_NOOP("Words", "The id %1 is that of several runs: %2")},
    {QT_TRANSLATE_NOOP("Words", "The event %1 started several runs of %2: %3")},
    {QT_TRANSLATE_NOOP("Words", "The message %1 belongs to several runs: %2")},
    {QT_TRANSLATE_NOOP("Words", "The event %1 started no run of %2, and no reason is recorded")},
    {QT_TRANSLATE_NOOP("Words", "The event %1 is said to have started a run of %2, and there is none")},
    {QT_TRANSLATE_NOOP("Words", "The run %1 was started by the event %2, which should not have done so")},
    {QT_TRANSLATE_NOOP("Words", "The event %1 was refused by %2 for a reason that is not so: %3")},
    {QT_TRANSLATE_NOOP("Words", "The automation %1 does not allow the run %2 beside or after another")},
    {QT_TRANSLATE_NOOP("Words", "The message of %1 was delivered several times: %2")},
    {QT_TRANSLATE_NOOP("Words", "The run %1 has sent “%2”, and the sender knows nothing of it")},
    {QT_TRANSLATE_NOOP("Words", "The run %1 is “%2”, and nothing will ever go on with it")},
    {QT_TRANSLATE_NOOP("Words", "In the run %1 the wait %2 changed after it was resolved: %3")},
    {QT_TRANSLATE_NOOP("Words", "In the run %1 the step “%2” had completed, and is told otherwise now")},
    {QT_TRANSLATE_NOOP("Words", "The run %1 went from “%2” to “%3”, which no run may")},
}};

class ExpectationText {
public:
    explicit ExpectationText(const Words& words) : m_words(words) {}

    QString operator()(const scenario::ExpectBranch& expected) const
    {
        return filled(translated(QT_TRANSLATE_NOOP("Words", "“%1” is left by “%2”")),
                      {name(expected.step), safeText(wireName(expected.branch))});
    }
    QString operator()(const scenario::ExpectMessages& expected) const
    {
        return filled(translated(QT_TRANSLATE_NOOP("Words", "messages of “%1”: %2")),
                      {name(expected.step), QString::number(expected.count)});
    }
    QString operator()(const scenario::ExpectStatus& expected) const
    {
        const QString status = safeText(wireName(expected.status));
        if (!expected.by)
            return filled(translated(QT_TRANSLATE_NOOP("Words", "the run ends as “%1”")), {status});
        return filled(translated(QT_TRANSLATE_NOOP("Words", "the run is “%1” after %2")),
                      {status, m_words.duration(*expected.by)});
    }
    QString operator()(const scenario::ExpectStep& expected) const
    {
        const QString status = safeText(wireName(expected.status));
        if (expected.status == StepStatus::unknown)
            return filled(translated(QT_TRANSLATE_NOOP("Words", "“%1” is not reached")), {name(expected.step)});
        if (expected.notBefore && expected.notAfter)
            return filled(
                translated(QT_TRANSLATE_NOOP("Words", "“%1” is “%2” from %3 to %4")),
                {name(expected.step), status, m_words.time(*expected.notBefore), m_words.time(*expected.notAfter)});
        if (expected.notBefore)
            return filled(translated(QT_TRANSLATE_NOOP("Words", "“%1” is “%2”, not before %3")),
                          {name(expected.step), status, m_words.time(*expected.notBefore)});
        if (expected.notAfter)
            return filled(translated(QT_TRANSLATE_NOOP("Words", "“%1” is “%2”, not after %3")),
                          {name(expected.step), status, m_words.time(*expected.notAfter)});
        return filled(translated(QT_TRANSLATE_NOOP("Words", "“%1” is “%2”")), {name(expected.step), status});
    }
    QString operator()(const scenario::ExpectFinding& expected) const
    {
        return filled(translated(expected.present ? QT_TRANSLATE_NOOP("Words", "there is a finding “%1”")
                                                  : QT_TRANSLATE_NOOP("Words", "there is no finding “%1”")),
                      {safeText(expected.code)});
    }
    QString operator()(const scenario::ExpectRuns& expected) const
    {
        return filled(translated(QT_TRANSLATE_NOOP("Words", "number of runs: %1")), {QString::number(expected.count)});
    }

private:
    static QString name(const StepKey& key) { return safeText(key.text()); }

    const Words& m_words;
};

} // namespace

QString Words::expectation(const scenario::Expectation& expectation) const
{
    QString text = std::visit(ExpectationText(*this), expectation.what);
    if (!expectation.runs.automation.empty())
        text = filled(translated(QT_TRANSLATE_NOOP("Words", "%1: %2")),
                      {safeText(expectation.runs.automation.text()), text});
    if (expectation.note.empty())
        return text;
    return filled(translated(QT_TRANSLATE_NOOP("Words", "%1 (%2)")), {text, safeText(expectation.note)});
}

QString Words::unmet(const Unmet& unmet) const
{
    TimeWriter times(m_style, TimeForm::table, false);
    const bool left = unmet.code != UnmetCode::otherBranch || unmet.arguments.size() < 2
                      || unmet.arguments[1] != Argument(std::string());
    return spoken(left ? unmetTexts.at(static_cast<std::size_t>(unmet.code)) : notLeft, unmet.arguments, times);
}

QString Words::setFinding(const SetFinding& finding) const
{
    TimeWriter times(m_style, TimeForm::table, false);
    return spoken(setFindingTexts.at(static_cast<std::size_t>(finding.code)), finding.arguments, times);
}

} // namespace runlens
