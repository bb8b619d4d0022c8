// SPDX-License-Identifier: GPL-3.0-or-later
// The driver of the core in virtual time: ingests, applies inputs one after another per contact, performs what the core
// asks for, and lets happen what the scenario says. A copy of a world is a snapshot of it: both go on alike.
#pragma once

#include "engine/journey/usage_meter.h"
#include "engine/simulation/contact_state.h"
#include "engine/simulation/event_queue.h"
#include "engine/simulation/facts.h"
#include "engine/simulation/stage.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace runlens::simulation {

/// Something that will happen. Indices only, so that a snapshot is a copy.
struct Task {
    enum class Kind : std::uint8_t {
        happening,   ///< number: index into Scenario::happenings; run: where it follows a step
        answer,      ///< of whoever performed a step; number: attempt
        tickTimer,   ///< number: timer
        promptTimer, ///< number: timer
        takeOver,    ///< a lease has run out
    };
    Kind kind = Kind::happening;
    Performed::Result result = Performed::Result::done;
    std::uint32_t contact = 0; ///< index into the world's contacts
    std::uint32_t run = everyRun;
    std::uint32_t number = 0;
    std::uint32_t fault = 0;
    journey::StepIndex step = journey::noStep; ///< of an answer
};

struct WorldOptions {
    std::uint64_t seed = 1;
    std::size_t firstContact = 0; ///< of the stage; a world may play some of them
    std::size_t contactCount = std::numeric_limits<std::size_t>::max();
    bool trace = false;
    /// Automations that trigger each other may start runs without end, or more than anyone can wait for: at so many of
    /// one contact the world stops.
    std::size_t mostRuns = 10'000;
    /// And at so many inputs, which a definition that is valid does not reach in a lifetime.
    std::uint64_t mostInputs = 100'000'000;
};

class World {
public:
    World(std::shared_ptr<const Stage> stage, const WorldOptions& options);

    [[nodiscard]] Instant now() const noexcept { return m_now; }
    /// When something happens next; none where nothing does up to the horizon.
    [[nodiscard]] std::optional<Instant> next();
    /// Plays everything of the next instant. False where there was nothing.
    bool step();
    /// Plays everything up to a time, included.
    void playUntil(Instant time);
    void playToEnd() { playUntil(m_stage->end()); }

    /// Is nothing left to happen, ever?
    [[nodiscard]] bool atRest() const noexcept { return m_queue.empty() && m_agenda.empty() && !m_cutShort; }
    /// Did it stop because of WorldOptions::mostRuns or mostInputs?
    [[nodiscard]] bool cutShort() const noexcept { return m_cutShort; }
    /// Inputs that were given to runs so far: the work done.
    [[nodiscard]] std::uint64_t inputCount() const noexcept { return m_inputCount; }
    [[nodiscard]] const std::vector<ContactState>& contacts() const noexcept { return m_contacts; }
    [[nodiscard]] const Stage& stage() const noexcept { return *m_stage; }
    /// What has happened so far.
    [[nodiscard]] std::vector<ContactFacts> facts() const;

    // For those who explore every order in which things can happen, instead of the one order of time.

    /// All that is still to happen.
    [[nodiscard]] const std::vector<EventQueue<Task>::Entry>& agenda() const noexcept { return m_agenda; }
    /// From now on what is to happen is in agenda().
    void explore();
    /// Lets one entry of the agenda happen now, or at its own time if that is later. The worker dies as told at the
    /// input of that number, from 0, among those that are applied in consequence. False where a crash was asked for and
    /// there were fewer inputs.
    bool play(std::size_t entry, std::optional<scenario::CrashPoint> crash = std::nullopt, std::size_t atInput = 0);

private:
    void push(Instant at, const Task& task);
    void handle(const Task& task);
    void fire(const Task& task);

    // What happens to a contact from outside (world_happenings.cpp)
    void scheduleHappenings();
    void happen(const Task& task);
    void injectEvent(ContactState& contact, std::size_t index, const scenario::InjectedEvent& event);
    void report(ContactState& contact, const scenario::MessageReport& report, std::uint32_t only);
    void reportMessage(ContactState& contact, LiveRun& run, Message& message, const scenario::MessageReport& report);
    void change(ContactState& contact, const scenario::ChangedContact& change);
    void command(ContactState& contact, const scenario::RunCommand& command);
    void stepMoment(const ContactState& contact, std::uint32_t run, journey::StepIndex step, scenario::StepMoment what);

    // Inputs (world_inputs.cpp)
    void ingest(ContactState& contact, std::string name, Value payload, std::optional<Instant> occurredAt,
                std::uint16_t depth);
    void enqueue(ContactState& contact, std::uint32_t run, journey::InputBody what);
    void applyAll(ContactState& contact);
    void dispatch(ContactState& contact, const Pending& pending);
    void apply(ContactState& contact, Pending pending);
    void trace(ContactState& contact, const LiveRun& run, const Pending& pending, journey::Phase before,
               std::optional<journey::RefusalCode> refused, bool lost);
    [[nodiscard]] std::optional<scenario::CrashPoint> crashOf(ContactState& contact, const LiveRun& run,
                                                              const Pending& pending, const journey::Actions& actions);
    void die(ContactState& contact, Duration down);

    // Actions (world_actions.cpp)
    void carryOut(ContactState& contact, std::uint32_t run, const journey::Actions& actions, bool performSteps);
    void carryOut(ContactState& contact, std::uint32_t index, const journey::Action& action);
    void record(ContactState& contact, std::uint32_t index, const journey::Record& record);
    void perform(ContactState& contact, std::uint32_t index, const journey::PerformStep& what);
    void answer(ContactState& contact, const Task& task);
    void setTimer(const ContactState& contact, std::uint32_t run, const journey::SetTimer& timer);
    void takeSlot(ContactState& contact, LiveRun& run, journey::StepIndex step);
    void returnSlot(ContactState& contact, LiveRun& run);
    void emit(ContactState& contact, std::uint32_t index, const journey::EmitEvent& event);

    [[nodiscard]] const journey::Plan& planOf(const LiveRun& run) const { return m_stage->plans[run.facts.automation]; }
    [[nodiscard]] std::uint32_t indexOf(const ContactState& contact) const noexcept
    {
        return static_cast<std::uint32_t>(&contact - m_contacts.data());
    }
    [[nodiscard]] std::size_t stageIndexOf(const ContactState& contact) const noexcept
    {
        return m_options.firstContact + indexOf(contact);
    }

    std::shared_ptr<const Stage> m_stage;
    WorldOptions m_options;
    Instant m_now;
    EventQueue<Task> m_queue;
    std::vector<EventQueue<Task>::Entry> m_agenda; ///< instead of the queue, while exploring
    bool m_exploring = false;
    std::optional<scenario::CrashPoint> m_crashNext;
    std::size_t m_inputsToCrash = 0;
    std::vector<ContactState> m_contacts;
    std::unordered_map<std::string, Value> m_ingestedKeys; ///< idempotency key → name and payload
    journey::UsageMeter m_usage;
    std::uint64_t m_inputCount = 0;
    bool m_cutShort = false;
    std::vector<Task> m_due; ///< timers of the tick at hand
};

} // namespace runlens::simulation
