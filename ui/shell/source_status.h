// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source/run_source.h"
#include "engine/words/time_text.h"
#include "ui/shell/source_mark.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace runlens::theme {
class ElidedLabel;
}

namespace runlens::shell {

/// The status bar up to its right end: where the runs come from and how fast that answers at the left ("Local engine ·
/// 127.0.0.1:8917 · 18 ms"), how much of it there is and how old in the middle ("212 runs match · refreshed 1 s ago").
class SourceStatus final : public QWidget {
    Q_OBJECT

public:
    explicit SourceStatus(QWidget* parent = nullptr);

    void setTitle(const SourceTitle& title);
    void setState(const SourceState& state);
    /// "212 runs match"; stands before the age.
    void setMatches(const QString& text);
    void setNotes(const QStringList& notes); ///< for the tool tip
    void setTimeStyle(const TimeStyle& style);
    void setClock(std::function<Instant()> clock); ///< the computer's by default
    void tell();                                   ///< anew; happens by itself while the age grows and can be seen

    [[nodiscard]] QString where() const; ///< the left part, whole
    [[nodiscard]] QString what() const;  ///< the middle, whole

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QString clockNote() const; ///< empty where both clocks tell the same
    [[nodiscard]] QString toolTipOf() const;

    QLabel* m_mark;
    theme::ElidedLabel* m_where;
    QLabel* m_readOnly;
    theme::ElidedLabel* m_what;
    QTimer m_grows;
    std::function<Instant()> m_clock;
    SourceTitle m_title;
    SourceState m_state;
    TimeStyle m_style;
    QString m_matches;
    QStringList m_notes;
};

} // namespace runlens::shell
