// SPDX-License-Identifier: GPL-3.0-or-later
// How evidence names the objects of a run: by id, else by key or name, else by place in the list ("#1" is the first).
// An attempt is named by its step and its number ("step_1/2"), a message's event by its message and its place.
#pragma once

#include "engine/analysis/moment.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <cstddef>
#include <string_view>

namespace runlens {

/// `field` must be a literal: the reference keeps a view of it.
[[nodiscard]] FieldRef refToRun(const Run& run, std::string_view field);
[[nodiscard]] FieldRef refToTrigger(const Run& run, std::string_view field);
[[nodiscard]] FieldRef refToStep(const Run& run, std::size_t step, std::string_view field);
[[nodiscard]] FieldRef refToAttempt(const Run& run, std::size_t step, std::size_t attempt, std::string_view field);
[[nodiscard]] FieldRef refToWait(const Run& run, std::size_t wait, std::string_view field);
[[nodiscard]] FieldRef refToMessage(const Run& run, std::size_t message, std::string_view field);
[[nodiscard]] FieldRef refToMessageEvent(const Run& run, std::size_t message, std::size_t event,
                                         std::string_view field);
[[nodiscard]] FieldRef refToEvent(const Event& event, std::string_view field);
[[nodiscard]] FieldRef refToDefinition(const StepDefinition& step, std::string_view field);

} // namespace runlens
