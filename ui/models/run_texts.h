// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of a list of runs say.
#pragma once

#include "engine/source/run_source.h"
#include "engine/table/run_order.h"
#include "engine/table/run_summary.h"
#include "engine/words/words.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace runlens {

/// Why a cell says nothing.
enum class Unknown : std::uint8_t {
    no,         ///< it says something
    notTold,    ///< nobody tells it
    notFetched, ///< the run's detail may tell it, and was not fetched
};

/// A value, for any thread. Texts are those of the translators installed when they are asked for.
class RunTexts {
    Q_DECLARE_TR_FUNCTIONS(RunTexts)

public:
    explicit RunTexts(TimeStyle style = {}, Instant now = {}) : m_words(style), m_now(now) {}

    [[nodiscard]] Instant now() const noexcept { return m_now; }
    [[nodiscard]] const Words& words() const noexcept { return m_words; }

    [[nodiscard]] static QString title(RunColumn column);
    /// Empty where nothing is known. The names of automations are those of `snapshot`. The shape is told in words.
    [[nodiscard]] QString text(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column) const;
    /// What to say where `text` has no room, each shorter than the one before: times and lengths with less of the
    /// second.
    [[nodiscard]] QStringList briefs(const RunSummary& run, RunColumn column) const;
    [[nodiscard]] QString toolTip(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column) const;
    [[nodiscard]] static Unknown unknown(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column);
    /// "not told", "not fetched"; empty for a cell that says something.
    [[nodiscard]] static QString unknownText(Unknown unknown);

private:
    [[nodiscard]] QString status(const RunSummary& run) const;
    [[nodiscard]] static QString person(const RunSummary& run);
    [[nodiscard]] QString shape(const RunShape& shape) const;
    [[nodiscard]] QString time(const std::optional<Instant>& at, bool inferred) const;
    [[nodiscard]] QString lasted(const RunSummary& run) const;
    [[nodiscard]] QString moreOf(const RunSummary& run, RunColumn column, const QString& told) const;

    Words m_words;
    Instant m_now{};
};

} // namespace runlens
