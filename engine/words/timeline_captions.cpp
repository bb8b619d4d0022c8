// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/timeline_captions.h"

#include "engine/words/sentence_text.h"
#include "engine/words/translate.h"

#include <chrono>

namespace runlens {
namespace {

using layout::CaptionCode;

/// The caption of each code; its places are the code's arguments.
SentenceText captionOf(CaptionCode code)
{
    switch (code) {
    case CaptionCode::attemptError:
    case CaptionCode::branch:
    case CaptionCode::elapsed:
    case CaptionCode::foldLength:
    case CaptionCode::lifecycle:
    case CaptionCode::name:
    case CaptionCode::received:
    case CaptionCode::runState:
    case CaptionCode::stepType: return {QT_TRANSLATE_NOOP("Words", "%1")};
    case CaptionCode::attemptCount: return {QT_TRANSLATE_N_NOOP("Words", "%1 · %n attempts")};
    case CaptionCode::deferred: return {QT_TRANSLATE_NOOP("Words", "put off until %1")};
    case CaptionCode::deferredBecause: return {QT_TRANSLATE_NOOP("Words", "put off until %2: %1")};
    case CaptionCode::foldLengths: return {QT_TRANSLATE_N_NOOP("Words", "%n stretches · %1")};
    case CaptionCode::lateEvent:
        return {QT_TRANSLATE_NOOP("Words", "%1, too late"), QT_TRANSLATE_NOOP("Words", "open, too late")};
    case CaptionCode::left: return {QT_TRANSLATE_NOOP("Words", "%1 left")};
    case CaptionCode::lifecycleAt: return {QT_TRANSLATE_NOOP("Words", "%1 %2")};
    case CaptionCode::loose: return {QT_TRANSLATE_NOOP("Words", "%1 · belongs to no step")};
    case CaptionCode::moreMessages: return {QT_TRANSLATE_N_NOOP("Words", "+%n more messages")};
    case CaptionCode::next: return {QT_TRANSLATE_NOOP("Words", "next")};
    case CaptionCode::noSteps: return {QT_TRANSLATE_NOOP("Words", "The run was told without steps.")};
    case CaptionCode::notTakenCount: return {QT_TRANSLATE_N_NOOP("Words", "%n steps not taken")};
    case CaptionCode::notTakenEnd: return {QT_TRANSLATE_NOOP("Words", "%1 → end of the run, not taken")};
    case CaptionCode::notTakenOne: return {QT_TRANSLATE_NOOP("Words", "%1 → %2, not taken")};
    case CaptionCode::notTakenSeveral: return {QT_TRANSLATE_N_NOOP("Words", "%1 → %2 and %n more, not taken")};
    case CaptionCode::notTakenUnknown: return {QT_TRANSLATE_NOOP("Words", "%1, not taken")};
    case CaptionCode::notTakenUntold: return {QT_TRANSLATE_NOOP("Words", "not taken")};
    case CaptionCode::now: return {QT_TRANSLATE_NOOP("Words", "now")};
    case CaptionCode::overdue: return {QT_TRANSLATE_NOOP("Words", "overdue")};
    case CaptionCode::overdueBy: return {QT_TRANSLATE_NOOP("Words", "%1 past its limit")};
    case CaptionCode::rowCount: return {QT_TRANSLATE_N_NOOP("Words", "%n rows, too low here to be named")};
    case CaptionCode::runLasted: return {QT_TRANSLATE_NOOP("Words", "lasted %1")};
    case CaptionCode::runLastedAbout: return {QT_TRANSLATE_NOOP("Words", "lasted ~%1")};
    case CaptionCode::runLastedSoFar: return {QT_TRANSLATE_NOOP("Words", "%1 so far")};
    case CaptionCode::runStarted: return {QT_TRANSLATE_NOOP("Words", "started %1")};
    case CaptionCode::skipped: return {QT_TRANSLATE_NOOP("Words", "skipped")};
    case CaptionCode::skippedBecause: return {QT_TRANSLATE_NOOP("Words", "skipped: %1")};
    case CaptionCode::stepTypeLength: return {QT_TRANSLATE_NOOP("Words", "%1 · %2")};
    case CaptionCode::timeUnknown: return {QT_TRANSLATE_NOOP("Words", "No time of this run is known.")};
    case CaptionCode::timedOut: return {QT_TRANSLATE_NOOP("Words", "timed out %1")};
    case CaptionCode::timedOutLate: return {QT_TRANSLATE_NOOP("Words", "%1 after its limit")};
    case CaptionCode::trigger: return {QT_TRANSLATE_NOOP("Words", "trigger")};
    case CaptionCode::unnamed: return {QT_TRANSLATE_NOOP("Words", "no name")};
    case CaptionCode::unnamedRun: return {QT_TRANSLATE_NOOP("Words", "run without an id")};
    case CaptionCode::untitledMessage: return {QT_TRANSLATE_NOOP("Words", "no title")};
    case CaptionCode::waitingFor: return {QT_TRANSLATE_NOOP("Words", "waiting for %1")};
    case CaptionCode::waitingForInferred: return {QT_TRANSLATE_NOOP("Words", "~ waiting for %1")};
    case CaptionCode::zoneNote:
        return {QT_TRANSLATE_NOOP(
            "Words", "%1 An end with a line is a reported time, a faded end an inferred one (~), a bracket "
                     "an unknown one.")};
    }
    return {};
}

QString padded(auto part, int digits = 2) { return QString::number(part).rightJustified(digits, QLatin1Char('0')); }

} // namespace

TimelineCaptions::TimelineCaptions(TimeStyle style, std::optional<Instant> runStart)
    : m_style(style), m_within(style), m_words(style)
{
    if (runStart)
        m_within.today = date::floor<date::days>(local(*runStart));
}

std::string TimelineCaptions::text(CaptionCode code, const Arguments& arguments) const
{
    TimeWriter times(code == CaptionCode::runStarted ? m_style : m_within, TimeForm::table, false);
    return spoken(captionOf(code), inWords(code, arguments), times).toStdString();
}

/// Words of the wire contract become ours; all else stays.
Arguments TimelineCaptions::inWords(CaptionCode code, Arguments arguments) const
{
    const auto replace = [&arguments](auto say) {
        if (!arguments.empty())
            if (auto* word = std::get_if<std::string>(&arguments.front()))
                *word = say(*word).toStdString();
    };
    switch (code) {
    case CaptionCode::attemptCount:
    case CaptionCode::loose:
    case CaptionCode::stepType:
    case CaptionCode::stepTypeLength:
        replace([this](const std::string& word) { return m_words.stepType(stepTypeOf(word)); });
        break;
    case CaptionCode::branch:
    case CaptionCode::notTakenEnd:
    case CaptionCode::notTakenOne:
    case CaptionCode::notTakenSeveral:
    case CaptionCode::notTakenUnknown:
        replace([this](const std::string& word) { return m_words.branch(branchOf(word)); });
        break;
    case CaptionCode::lifecycle:
    case CaptionCode::lifecycleAt:
        replace([this](const std::string& word) { return m_words.messageStatus(messageStatusOf(word)); });
        break;
    case CaptionCode::runState:
        replace([this](const std::string& word) { return m_words.runStatus(runStatusOf(word)); });
        break;
    case CaptionCode::zoneNote: arguments.emplace_back(m_words.zoneNote().toStdString()); break;
    default: break;
    }
    return arguments;
}

date::local_time<Duration> TimelineCaptions::local(Instant at) const
{
    return date::local_time<Duration>(at.time_since_epoch() + zoneOffset(at));
}

Duration TimelineCaptions::zoneOffset(Instant at) const
{
    return m_style.zone == nullptr ? Duration{0} : Duration{m_style.zone->get_info(at).offset};
}

std::string TimelineCaptions::tick(Instant at, std::optional<Instant> previous, Duration step) const
{
    const auto here = local(at);
    const auto day = date::floor<date::days>(here);
    const date::hh_mm_ss<Duration> clock(here - day);
    const bool newDay = !previous || date::floor<date::days>(local(*previous)) != day;
    const bool sameMinute =
        previous
        && std::chrono::floor<std::chrono::minutes>(local(*previous)) == std::chrono::floor<std::chrono::minutes>(here);
    const bool seconds =
        step < std::chrono::minutes{1} || clock.seconds().count() != 0 || clock.subseconds().count() != 0;

    QString time =
        sameMinute ? QString() : padded(clock.hours().count()) + QLatin1Char(':') + padded(clock.minutes().count());
    if (seconds || sameMinute)
        time += QLatin1Char(':') + padded(clock.seconds().count());
    if (clock.subseconds().count() != 0)
        time += QLatin1Char('.')
                + (clock.subseconds().count() % 1000 == 0 ? padded(clock.subseconds().count() / 1000, 3)
                                                          : padded(clock.subseconds().count(), 6));
    if (!newDay)
        return time.toStdString();
    TimeStyle dated = m_style;
    if (previous)
        dated.today = date::floor<date::days>(local(*previous)); // the year is written only where it changes
    const QString date = dateText(dated, day);
    if (step >= std::chrono::hours{24} && clock.to_duration().count() == 0)
        return date.toStdString();
    return (date + QLatin1Char(' ') + time).toStdString();
}

} // namespace runlens
