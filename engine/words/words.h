// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where data become text for people: each situation, finding, check and error has one whole translatable
// sentence. Text of a run's own is made safe on its way in (`safe_text.h`).
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/audit_of_set.h"
#include "engine/analysis/expectations.h"
#include "engine/analysis/story.h"
#include "engine/base/result.h"
#include "engine/journey/violation.h"
#include "engine/wire/diagnostic.h"
#include "engine/words/time_text.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace runlens {

/// Which moment of a thing a source is told of.
enum class Edge : std::uint8_t { start, end };

/// Cheap to make and to copy. Texts are those of the translators installed when they are asked for.
class Words {
public:
    explicit Words(TimeStyle style = {}) : m_style(style) {}
    [[nodiscard]] const TimeStyle& timeStyle() const noexcept { return m_style; }

    /// A story told in order: the first time carries its date, later ones only where the day changes.
    [[nodiscard]] QStringList sentences(const std::vector<Sentence>& story) const;
    /// The same as one paragraph.
    [[nodiscard]] QString story(const std::vector<Sentence>& story) const;
    /// One sentence by itself.
    [[nodiscard]] QString sentence(const Sentence& sentence) const;

    [[nodiscard]] QString findingTitle(const Finding& finding) const;  ///< a line without a full stop
    [[nodiscard]] QString findingDetail(const Finding& finding) const; ///< what it rests on, as a sentence
    [[nodiscard]] QString evidence(const EvidenceItem& item) const;    ///< "resumed_at of the wait wait_123: …"
    [[nodiscard]] QString check(CheckId check) const; ///< the promise, as a sentence without a full stop
    [[nodiscard]] QString checkResult(CheckResult result) const;
    [[nodiscard]] QString checksPassed(int count) const;
    [[nodiscard]] QString severity(Severity severity) const;
    [[nodiscard]] QString diagnostic(
        const Diagnostic& diagnostic) const; ///< where in a document what was left out, and why
    [[nodiscard]] QString diagnosticsLeftOut(std::size_t count) const; ///< that there were more than are told
    [[nodiscard]] QString error(const Error& error) const;             ///< what went wrong, where, and what to do next

    [[nodiscard]] QString expectation(
        const scenario::Expectation& expectation) const;               ///< what is expected, and of what
    [[nodiscard]] QString unmet(const Unmet& unmet) const;             ///< why that is not so, as half a sentence
    [[nodiscard]] QString setFinding(const SetFinding& finding) const; ///< as a sentence without a full stop
    [[nodiscard]] QString violation(const journey::Violation& violation) const; ///< what is wrong with a definition
    [[nodiscard]] QString gravity(journey::Gravity gravity) const;

    /// For tables and details: "~7 Jun 14:15:03", without the date where that is today.
    [[nodiscard]] QString moment(const Moment& moment) const;
    [[nodiscard]] QString time(Instant at) const;
    [[nodiscard]] QStringList briefTimes(Instant at) const; ///< shorter and shorter: "7 Jun 14:15:03", "7 Jun 14:15"
    [[nodiscard]] QString duration(Duration duration) const;
    /// How a moment is known: "inferred: the send before it ended then". The edge is the one whose moment it is.
    [[nodiscard]] QString source(const Moment& moment, Edge edge) const;
    [[nodiscard]] QString zoneNote() const; ///< "All times are in Europe/Lisbon."

    /// A word we know in our own words; one we do not know by its own name; "not told" where there is none.
    [[nodiscard]] QString stepType(const Named<StepType>& type) const;
    [[nodiscard]] QString runStatus(const Named<RunStatus>& status) const;
    [[nodiscard]] QString stepStatus(const Named<StepStatus>& status) const;
    [[nodiscard]] QString waitStatus(const Named<WaitStatus>& status) const;
    [[nodiscard]] QString messageStatus(const Named<MessageStatus>& status) const;
    [[nodiscard]] QString branch(const Named<Branch>& branch) const;
    [[nodiscard]] QString identityType(const Named<IdentityType>& type) const;

private:
    TimeStyle m_style;
};

} // namespace runlens
