// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/story.h"

#include "engine/analysis/beat.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

namespace runlens {
namespace {

using story::Beat;
using story::Reader;
using story::Teller;
using story::Weight;

constexpr std::size_t sentencesOfStory = 12;
constexpr std::size_t sentencesOfAnswer = 6;

Sentence beginning(const Teller& teller)
{
    const Run& run = teller.run;
    const Moment& trigger = teller.evidence.trigger;
    const std::string& event =
        run.triggerEvent && !run.triggerEvent->name.empty() ? run.triggerEvent->name : run.triggerEventName;
    if (!event.empty() && !run.identityValue.empty() && teller.reader == Reader::operatorOfTheRun)
        return {Situation::triggeredFor, {event, run.identityValue, trigger}};
    if (!event.empty())
        return {Situation::triggered, {event, trigger}};
    if (teller.evidence.run.start.known())
        return {Situation::started, {teller.evidence.run.start}};
    return {Situation::beginningUntold, {}};
}

Sentence ending(const Teller& teller)
{
    const Run& run = teller.run;
    const Moment& end = teller.evidence.run.end;
    switch (run.status.value) {
    case RunStatus::completed: return {Situation::runCompleted, {end}};
    case RunStatus::cancelled: return {Situation::runCancelled, {end}};
    case RunStatus::waiting: return {Situation::runWaiting, {}};
    case RunStatus::running: return {Situation::runRunning, {}};
    case RunStatus::queued: return {Situation::runQueued, {}};
    case RunStatus::unknown: return {Situation::runOther, {run.status.original}};
    case RunStatus::failed: break;
    }
    const std::string error =
        run.lastError && teller.reader == Reader::operatorOfTheRun ? teller.errorText(*run.lastError) : std::string();
    if (error.empty())
        return {Situation::runFailedUntold, {end}};
    return {Situation::runFailed, {end, error}};
}

bool isOngoing(const Run& run) noexcept { return run.status == RunStatus::waiting || run.status == RunStatus::running; }

std::vector<Beat> tellSteps(const Teller& teller)
{
    std::vector<Beat> beats;
    for (const std::size_t step : teller.evidence.order)
        if (Beat beat = teller.tell(step); !beat.sentences.empty())
            beats.push_back(std::move(beat));
    return beats;
}

/// Of a run told without its steps, its waits in the order in which they began, else ended.
std::vector<Beat> tellWaits(const Teller& teller)
{
    std::vector<std::size_t> order(teller.run.waits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t wait) {
        const Span& span = teller.evidence.waits[wait];
        return span.start.known() ? span.start.at : span.end.known() ? span.end.at : Instant::max();
    });
    std::vector<Beat> beats;
    beats.reserve(order.size());
    for (const std::size_t wait : order)
        beats.push_back(teller.tellWaitWithoutStep(wait));
    return beats;
}

std::vector<Beat> tellAll(const Teller& teller)
{
    return teller.run.steps.empty() ? tellWaits(teller) : tellSteps(teller);
}

/// The sentences at the end: where an open wait or delay has just told how the run stands, only what comes next.
std::vector<Sentence> closing(const Teller& teller, const std::vector<Beat>& beats)
{
    const bool presentTold = !beats.empty() && beats.back().weight == Weight::present;
    if (!presentTold || !isOngoing(teller.run))
        return {ending(teller)};
    const auto next = std::ranges::find_if(
        teller.evidence.order, [&](std::size_t step) { return teller.run.steps[step].status == StepStatus::pending; });
    if (next == teller.evidence.order.end() || teller.reader == Reader::customer)
        return {};
    return {{Situation::nextIs, {teller.labelOf(*next)}}};
}

/// Which beats to tell, so that they and one sentence for each stretch left out stay within `room`. The weightiest come
/// first, of equal weight the earlier.
std::vector<bool> choose(const std::vector<Beat>& beats, std::size_t room)
{
    std::vector<bool> told(beats.size(), false);
    std::vector<std::size_t> byWeight(beats.size());
    std::iota(byWeight.begin(), byWeight.end(), std::size_t{0});
    std::ranges::stable_sort(byWeight, std::ranges::greater(), [&](std::size_t i) { return beats[i].weight; });
    std::size_t used = beats.empty() ? 0 : 1; // one stretch, of everything
    const auto leftOut = [&](std::size_t i) { return i < beats.size() && !told[i]; };
    for (const std::size_t i : byWeight) {
        // Telling a beat splits its stretch in as many as lie beside it.
        const std::size_t stretches = (i > 0 && leftOut(i - 1) ? 1u : 0u) + (leftOut(i + 1) ? 1u : 0u);
        const std::size_t then = used - 1 + stretches + beats[i].sentences.size();
        if (then > room)
            continue;
        told[i] = true;
        used = then;
    }
    return told;
}

/// What happened in the beats that are not told, a sentence for each kind.
std::vector<Sentence> hidden(const std::vector<Beat>& beats, const std::vector<bool>& told)
{
    constexpr Situation situations[] = {Situation::furtherFailed, Situation::furtherTimedOut,
                                        Situation::furtherUndelivered, Situation::furtherRetried,
                                        Situation::furtherSkipped};
    static_assert(std::size(situations) == story::incidentCount);
    story::Incidents sums{};
    for (std::size_t i = 0; i < beats.size(); ++i)
        if (!told[i])
            std::ranges::transform(sums, beats[i].incidents, sums.begin(), std::plus());
    std::vector<Sentence> sentences;
    for (std::size_t kind = 0; kind < sums.size(); ++kind)
        if (sums.at(kind) > 0)
            sentences.push_back({situations[kind], {sums.at(kind)}});
    return sentences;
}

/// Which beats to tell within `room`, what the others hide included.
std::vector<bool> chooseOpenly(const std::vector<Beat>& beats, std::size_t room)
{
    std::size_t whole = 0;
    for (const Beat& beat : beats)
        whole += beat.sentences.size();
    if (whole <= room)
        return std::vector<bool>(beats.size(), true);
    for (std::size_t reserved = 0; reserved < story::incidentCount; ++reserved)
        if (std::vector<bool> told = choose(beats, room - reserved); hidden(beats, told).size() <= reserved)
            return told;
    return choose(beats, room - story::incidentCount);
}

std::vector<Sentence> fitted(const std::vector<Beat>& beats, bool areSteps, std::size_t room)
{
    const std::vector<bool> told = chooseOpenly(beats, room);
    std::vector<Sentence> sentences;
    std::int64_t leftOut = 0;
    bool allCompleted = true;
    const auto tellLeftOut = [&] {
        if (leftOut > 0)
            sentences.push_back({!areSteps      ? Situation::furtherWaits
                                 : allCompleted ? Situation::furtherStepsCompleted
                                                : Situation::furtherSteps,
                                 {leftOut}});
        leftOut = 0;
        allCompleted = true;
    };
    for (std::size_t i = 0; i < beats.size(); ++i) {
        if (!told[i]) {
            ++leftOut;
            allCompleted = allCompleted && beats[i].completed;
            continue;
        }
        tellLeftOut();
        std::ranges::copy(beats[i].sentences, std::back_inserter(sentences));
    }
    tellLeftOut();
    std::ranges::copy(hidden(beats, told), std::back_inserter(sentences));
    return sentences;
}

/// The weightiest beats that `wanted` takes, at most `count`, in the order of the story.
template <class Wanted>
void keep(const std::vector<Beat>& beats, std::vector<bool>& kept, std::size_t count, Wanted wanted)
{
    for (; count > 0; --count) {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < beats.size(); ++i)
            if (!kept[i] && wanted(beats[i]) && (!best || beats[i].weight >= beats[*best].weight))
                best = i;
        if (!best)
            return;
        kept[*best] = true;
    }
}

} // namespace

std::vector<Sentence> tellStory(const Run& run, const Evidence& evidence, const Audit& audit,
                                const Definition* definition, Instant now)
{
    const DefinitionIndex definitions(definition);
    const Teller teller(run, evidence, audit, definitions, now, Reader::operatorOfTheRun);
    const std::vector<Beat> beats = tellAll(teller);
    std::vector<Sentence> sentences = {beginning(teller)};
    if (run.steps.empty())
        sentences.push_back({Situation::stepsUntold, {}});
    std::vector<Sentence> end = closing(teller, beats);
    if (!run.contradictions.empty())
        end.insert(end.begin(),
                   {Situation::listingsContradict, {static_cast<std::int64_t>(run.contradictions.size())}});
    const std::size_t room = sentencesOfStory - sentences.size() - end.size();
    std::ranges::copy(fitted(beats, !run.steps.empty(), room), std::back_inserter(sentences));
    std::ranges::copy(end, std::back_inserter(sentences));
    return sentences;
}

std::vector<Sentence> copyAnswer(const Run& run, const Evidence& evidence, const Audit& audit,
                                 const Definition* definition, Instant now)
{
    const DefinitionIndex definitions(definition);
    const Teller teller(run, evidence, audit, definitions, now, Reader::customer);
    const std::vector<Beat> beats = tellAll(teller);
    std::vector<bool> kept(beats.size(), false);
    // The last present one tells how the run stands; then what was sent, and what was waited for.
    keep(beats, kept, 1, [](const Beat& beat) { return beat.weight == Weight::present; });
    keep(beats, kept, 2, [](const Beat& beat) { return beat.isSend; });
    keep(beats, kept, 1, [](const Beat& beat) { return beat.isWait && beat.weight != Weight::present; });

    const std::vector<Sentence> end = closing(teller, beats);
    std::vector<Sentence> sentences = {beginning(teller)};
    if (run.steps.empty())
        sentences.push_back({Situation::stepsUntold, {}});
    for (std::size_t i = 0; i < beats.size(); ++i)
        if (kept[i])
            std::ranges::copy(beats[i].sentences, std::back_inserter(sentences));
    if (sentences.size() > sentencesOfAnswer - end.size())
        sentences.resize(sentencesOfAnswer - end.size());
    std::ranges::copy(end, std::back_inserter(sentences));
    return sentences;
}

} // namespace runlens
