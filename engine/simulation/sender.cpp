// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/sender.h"

namespace runlens::simulation {
namespace {

const scenario::StepFails* failureOf(const Stage& stage, std::size_t automation, journey::StepIndex step,
                                     std::uint32_t attempt, std::uint32_t& index)
{
    const auto& faults = stage.scenario.faults;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const auto* fails = std::get_if<scenario::StepFails>(&faults[i]);
        if (fails != nullptr && stage.isMeant(fails->step, automation, step) && attempt >= fails->firstAttempt
            && attempt <= fails->lastAttempt) {
            index = static_cast<std::uint32_t>(i);
            return fails;
        }
    }
    return nullptr;
}

} // namespace

Performed Sender::perform(const Stage& stage, std::size_t automation, journey::StepIndex step, std::uint32_t attempt)
{
    Performed performed;
    const auto* fails = failureOf(stage, automation, step, attempt, performed.fault);
    if (fails != nullptr)
        performed.result = fails->how == scenario::SendOutcome::permanentFailure ? Performed::Result::permanent
                                                                                 : Performed::Result::transient;
    return performed;
}

Performed Sender::send(const Stage& stage, std::size_t automation, journey::StepIndex step, std::uint32_t attempt,
                       const std::string& key, Instant at)
{
    Performed performed;
    const auto* fails = failureOf(stage, automation, step, attempt, performed.fault);
    if (fails == nullptr) {
        deliver(stage, key, at);
        return performed;
    }
    switch (fails->how) {
    case scenario::SendOutcome::transientFailure: performed.result = Performed::Result::transient; break;
    case scenario::SendOutcome::permanentFailure: performed.result = Performed::Result::permanent; break;
    case scenario::SendOutcome::unanswered:
        // Without an answer it may be asked again only if it drops what it has done before.
        deliver(stage, key, at);
        performed.result = stage.policy.senderDeduplicates ? Performed::Result::transient : Performed::Result::unknown;
        break;
    }
    return performed;
}

void Sender::deliver(const Stage& stage, const std::string& key, Instant at)
{
    const bool isNew = m_delivered.insert(key).second;
    if (isNew || !stage.policy.senderDeduplicates)
        m_deliveries.push_back({at, key, !isNew});
}

} // namespace runlens::simulation
