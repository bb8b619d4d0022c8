// SPDX-License-Identifier: GPL-3.0-or-later
// What Resend's clients read of runs and automations, in their words. Private to wire.
#pragma once

#include "engine/wire/answer_writer.h"

#include <string>

namespace runlens {

/// `{"object": "automation_run", "id", "status", "started_at", "completed_at", "created_at", "steps": […]}`
void appendResendRun(JsonStream& out, const Run& run);
/// The same without steps.
void appendResendRunRow(JsonStream& out, const Run& run);
/// The fields `id`, `name`, `status`, `created_at`, `updated_at`.
void writeResendAutomationHead(JsonStream& out, const AutomationAnswer& automation);
/// `{"object": "automation", …, "steps": […], "connections": […]}`
[[nodiscard]] std::string resendAutomationAnswer(const AutomationAnswer& automation);

} // namespace runlens
