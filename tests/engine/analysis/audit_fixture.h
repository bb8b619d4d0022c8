// SPDX-License-Identifier: GPL-3.0-or-later
// What an audit says of one promise, as a line of text.
#pragma once

#include "engine/analysis/audit.h"
#include "tests/engine/analysis/moments.h"
#include "tests/engine/analysis/run_builder.h"

#include <QByteArray>

#include <algorithm>
#include <string>
#include <string_view>

namespace runlens::testing {

inline Audit auditOf(const Run& run, const Definition* definition = nullptr, Instant now = at("16:15:00"))
{
    return audit(run, collectEvidence(run, definition), definition, now);
}

inline std::string_view nameOf(CheckResult result)
{
    switch (result) {
    case CheckResult::passed: return "passed";
    case CheckResult::found: return "found";
    case CheckResult::notApplicable: return "not applicable";
    case CheckResult::cannotTell: return "cannot tell";
    }
    return {};
}

/// "found: error | wait wait_1 timed_out_at=… | …" of the one finding of that code; "passed" where there is none.
inline std::string told(const Audit& audit, CheckId check, FindingCode code)
{
    std::string text(nameOf(audit.result(check)));
    const auto count = std::ranges::count(audit.findings, code, &Finding::code);
    if (count > 1)
        text += " " + std::to_string(count) + " times";
    const auto found = std::ranges::find(audit.findings, code, &Finding::code);
    if (found == audit.findings.end())
        return text;
    text += found->severity == Severity::error     ? ": error"
            : found->severity == Severity::warning ? ": warning"
                                                   : ": notice";
    for (const EvidenceItem& item : found->evidence) {
        const bool isTime = item.value.starts_with("2026-06-08T");
        text += " | " + testing::told(item.ref) + '=' + (isTime ? item.value.substr(11, 8) : item.value);
    }
    return text;
}

inline RunBuilder waitOf(WaitStatus status, const char* limit = "", const char* opened = "")
{
    return RunBuilder(status == WaitStatus::waiting ? RunStatus::waiting : RunStatus::completed)
        .step("wait", StepType::waitForEvent,
              status == WaitStatus::waiting ? StepStatus::waiting : StepStatus::completed)
        .wait("open", status, limit, opened);
}

inline RunBuilder sendOf(StepStatus status = StepStatus::completed)
{
    return RunBuilder().step("send", StepType::sendEmailTemplate, status);
}

} // namespace runlens::testing

#define CHECK(run, check, code, expected) \
    QCOMPARE(QByteArray::fromStdString(told(auditOf(run), CheckId::check, FindingCode::code)), QByteArray(expected))
#define CHECK_WITH(run, definition, check, code, expected)                                                    \
    QCOMPARE(QByteArray::fromStdString(told(auditOf(run, &(definition)), CheckId::check, FindingCode::code)), \
             QByteArray(expected))
