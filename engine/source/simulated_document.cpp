// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/simulated_document.h"

#include "engine/simulation/simulation.h"
#include "engine/source/file_source.h"
#include "engine/wire/run_writer.h"

#include <utility>

namespace runlens {

Result<RunDocument> playDocument(const std::string& path)
{
    auto scenario = openScenario(path);
    if (!scenario)
        return std::unexpected(std::move(scenario.error()));
    if (!scenario->diagnostics.empty()) {
        const Diagnostic& first = scenario->diagnostics.items.front();
        return std::unexpected(Error{ErrorCode::invalidDocument, first.detail, path + ": " + first.pointer});
    }
    auto stage = simulation::prepare(std::move(scenario->value));
    if (!stage) {
        stage.error().where = path + ": " + stage.error().where;
        return std::unexpected(std::move(stage.error()));
    }
    const auto played = simulation::play(std::make_shared<const simulation::Stage>(std::move(*stage)));
    RunDocument document;
    document.path = path;
    document.kind = RunDocument::Kind::list;
    std::vector<const Run*> runs;
    for (const auto* simulated : played.facts.runs()) {
        document.places.push_back(static_cast<std::uint32_t>(runs.size()));
        document.runs.push_back(simulated->run);
        runs.push_back(&simulated->run);
    }
    document.bytes = std::make_shared<const std::string>(writeRunList(runs));
    document.cut = played.facts.cutShort;
    return document;
}

} // namespace runlens
