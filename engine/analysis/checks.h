// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of the audit, each a function over one run. Private to the audit.
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/definition_index.h"
#include "engine/analysis/field_ref.h"

#include <string>
#include <string_view>
#include <utility>

namespace runlens::checks {

/// What one check saw: its result follows from it.
class Tally {
public:
    void good() noexcept { m_good = true; }
    void found() noexcept { m_found = true; }
    void untold() noexcept { m_untold = true; }
    /// One case of which it is known how it stands.
    void saw(bool isGood) noexcept { isGood ? good() : found(); }
    [[nodiscard]] CheckResult result() const noexcept
    {
        if (m_found)
            return CheckResult::found;
        if (m_untold)
            return CheckResult::cannotTell;
        return m_good ? CheckResult::passed : CheckResult::notApplicable;
    }

private:
    bool m_good = false;
    bool m_found = false;
    bool m_untold = false;
};

struct Context {
    const Run& run;
    const Evidence& evidence;
    const Definition* definition = nullptr;
    const DefinitionIndex& definitions;
    Instant now;
    CheckId check = CheckId::runDidNotFail;
    std::vector<Finding>& findings;

    void report(FindingCode code, Severity severity, std::optional<std::size_t> step, Arguments arguments,
                std::vector<EvidenceItem> items)
    {
        findings.push_back({code, severity, check, std::move(arguments), std::move(items), step, {}});
    }
    void reportOfWait(FindingCode code, Severity severity, std::size_t wait, Arguments arguments,
                      std::vector<EvidenceItem> items)
    {
        report(code, severity, run.waits[wait].step, std::move(arguments), std::move(items));
        findings.back().wait = wait;
    }
};

/// A step's key, else its id, else its place.
[[nodiscard]] std::string labelOf(const Run& run, std::size_t step);
/// The label of a wait's step; of a stray wait its own key, id or place.
[[nodiscard]] std::string labelOfWait(const Run& run, std::size_t wait);
/// The code, else the message.
[[nodiscard]] std::string errorText(const Failure& failure);

[[nodiscard]] EvidenceItem item(FieldRef ref, std::string_view value);
[[nodiscard]] EvidenceItem item(FieldRef ref, const std::optional<Instant>& value);
[[nodiscard]] EvidenceItem item(FieldRef ref, std::size_t count);
[[nodiscard]] EvidenceItem item(const Moment& moment);
[[nodiscard]] EvidenceItem statusOf(const Run& run, std::size_t step);
[[nodiscard]] EvidenceItem statusOfWait(const Run& run, std::size_t wait);

/// The step that the run's last error names, else the only one that failed.
[[nodiscard]] std::optional<std::size_t> stepOfLastError(const Run& run);

/// Did the step run, as far as its status says?
[[nodiscard]] bool hasRun(const Step& step) noexcept;

// Sends (checks_of_sends.cpp)
CheckResult messagesArrived(Context& context);
CheckResult sendsAccountedFor(Context& context);
CheckResult oneMessagePerSend(Context& context);
// Waits (checks_of_waits.cpp, checks_of_events.cpp)
CheckResult waitsResolvedOnce(Context& context);
CheckResult noTimeoutEarly(Context& context);
CheckResult timeoutsInTime(Context& context);
CheckResult nothingOverdue(Context& context);
CheckResult resumedByItsEvent(Context& context);
CheckResult resumedAfterOpening(Context& context);
CheckResult waitsForThisPerson(Context& context);
CheckResult lateEventsChangeNothing(Context& context);
// Steps and branches (checks_of_steps.cpp)
CheckResult noStepFailed(Context& context);
CheckResult branchesAgree(Context& context);
CheckResult stepsRunOnce(Context& context);
CheckResult guardrailsExplained(Context& context);
// The run and what was told of it (checks_of_run.cpp)
CheckResult runDidNotFail(Context& context);
CheckResult statusAgrees(Context& context);
CheckResult nothingStray(Context& context);
CheckResult listingsAgree(Context& context);
CheckResult timesForward(Context& context);
CheckResult wordsKnown(Context& context);

} // namespace runlens::checks
