// SPDX-License-Identifier: GPL-3.0-or-later
// Holds simulations against every promise, and says in a line what was broken.
#pragma once

#include "engine/analysis/audit_of_set.h"
#include "engine/analysis/expectations.h"
#include "engine/analysis/finding_names.h"
#include "engine/simulation/simulation.h"

#include <string>
#include <vector>

namespace runlens::testing {

inline std::string told(const SetFinding& finding)
{
    std::string text = "set finding " + std::to_string(static_cast<int>(finding.code));
    for (const Argument& argument : finding.arguments)
        if (const auto* word = std::get_if<std::string>(&argument))
            text += ' ' + *word;
    return text;
}

/// A line per input, for whoever looks into a failure.
inline std::string inputsOf(const simulation::Facts& facts)
{
    std::string text;
    for (const auto& contact : facts.contacts) {
        for (const auto& input : contact.inputs)
            text += "\n  " + formatInstant(input.at) + ' ' + input.run.text() + " #"
                    + std::to_string(static_cast<std::uint64_t>(input.sequence)) + ' '
                    + std::string(nameOf(input.input)) + ": " + std::string(nameOf(input.before)) + " -> "
                    + std::string(nameOf(input.after))
                    + (input.lost      ? " (lost in a crash)"
                       : input.refused ? " (refused: " + std::string(nameOf(*input.refused)) + ")"
                                       : std::string());
        for (const auto& delivery : contact.deliveries)
            text += "\n  " + formatInstant(delivery.at) + " delivered " + delivery.key;
    }
    return text;
}

/// Empty where every promise was kept.
inline std::string brokenPromise(const simulation::Stage& stage, const simulation::Facts& facts)
{
    const auto runs = facts.runs();
    const auto audits = auditsOf(stage.scenario, facts);
    for (std::size_t i = 0; i < audits.size(); ++i)
        for (const Finding& finding : audits[i].findings)
            if (finding.severity == Severity::error && isPromise(finding.check)) {
                std::string text = runs[i]->run.id.text() + ": " + std::string(codeName(finding.code));
                for (const EvidenceItem& item : finding.evidence)
                    text += " | " + item.ref.id + ' ' + std::string(item.ref.field) + '=' + item.value;
                return text;
            }
    const auto set = auditSimulation(stage, facts, facts.atRest);
    return set.empty() ? std::string() : told(set.front());
}

} // namespace runlens::testing
