// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to say of one step. Private to the story.
#pragma once

#include "engine/analysis/definition_index.h"
#include "engine/analysis/story.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace runlens::story {

/// How much a step is worth telling, the most last.
enum class Weight : std::uint8_t { ordinary, condition, guardrail, wait, send, message, trouble, present };

/// What must not be hidden in a count of steps, in the order of its situations from furtherFailed on.
enum class Incident : std::uint8_t { failed, timedOut, undelivered, retried, skipped };
inline constexpr std::size_t incidentCount = static_cast<std::size_t>(Incident::skipped) + 1;
/// How often each happened.
using Incidents = std::array<std::int64_t, incidentCount>;

struct Beat {
    std::vector<Sentence> sentences; ///< none: nothing to say
    Weight weight = Weight::ordinary;
    bool completed = false;
    bool isSend = false;
    bool isWait = false;
    Incidents incidents{};
};

/// Who will read: an operator, or a customer, who gets no error texts.
enum class Reader : std::uint8_t { operatorOfTheRun, customer };

class Teller {
public:
    const Run& run;
    const Evidence& evidence;
    const DefinitionIndex& definitions;
    const Instant now;
    const Reader reader;

    Teller(const Run& aRun, const Evidence& itsEvidence, const Audit& audit, const DefinitionIndex& itsDefinitions,
           Instant itsNow, Reader itsReader);

    [[nodiscard]] Beat tell(std::size_t index) const;
    /// Of a wait that belongs to no step that is told.
    [[nodiscard]] Beat tellWaitWithoutStep(std::size_t waitIndex) const;
    [[nodiscard]] std::string labelOf(std::size_t step) const;
    [[nodiscard]] std::string labelOfWait(std::size_t wait) const;
    [[nodiscard]] const StepDefinition* definitionOf(const Wait& wait) const;
    /// A short code; for an operator, where there is none, the message. May be empty.
    [[nodiscard]] std::string errorText(const Failure& failure) const;

private:
    void noteIncidents(std::size_t index, Beat& beat) const;
    void tellDeferrals(std::size_t index, Beat& beat) const;
    void tellSend(std::size_t index, Beat& beat) const;
    void tellWaits(const std::vector<std::size_t>& waits, Beat& beat) const;
    void tellWait(std::size_t waitIndex, Beat& beat) const;
    void tellLateEvents(std::size_t waitIndex, Beat& beat) const;
    void tellByStatus(std::size_t index, Beat& beat) const;
    void tellCompleted(std::size_t index, Beat& beat) const;
    void tellFailed(std::size_t index, Beat& beat) const;
    void tellDelay(std::size_t index, Beat& beat) const;
    [[nodiscard]] Sentence received(std::size_t waitIndex, const std::string& event) const;
    [[nodiscard]] Sentence timedOut(std::size_t waitIndex, const std::string& event) const;
    [[nodiscard]] Sentence stillWaiting(std::size_t waitIndex, const std::string& event) const;
    void tellMessage(std::size_t index, std::size_t message, Beat& beat) const;

    std::unordered_map<std::size_t, const Finding*> m_lateEvents; ///< what the audit found of them, by wait
};

} // namespace runlens::story
