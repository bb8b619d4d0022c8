// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a subject of the timeline: on its hover card, and to those who do not see it.
#pragma once

#include "engine/layout/subject.h"
#include "engine/words/words.h"
#include "ui/timeline/shown_run.h"

#include <QString>
#include <QStringList>

namespace runlens {

/// Texts of a run's own are made safe to be shown.
struct SubjectText {
    QString name;      ///< "wait_for_open"
    QString kind;      ///< "wait for event"
    QString state;     ///< "timed out"; empty where it has none
    QStringList lines; ///< the rest: times with how they are known, errors; a line each

    /// All of it in one line, for assistive technology: "timed out; started ~14:15:03; …"
    [[nodiscard]] QString spoken() const;
};

/// `subject` must be one of the run's timeline.
[[nodiscard]] SubjectText describe(const ShownRun& run, const layout::Subject& subject, const Words& words);

} // namespace runlens
