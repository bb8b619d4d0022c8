// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source/run_source.h"
#include "engine/words/time_text.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
class QToolButton;

namespace runlens::shell {

/// At the right of the top bar: whether what is shown moves ("Live · 2 s"), and why not ("Offline since 14:02 · again
/// in 8 s"). A click pauses, or goes on; the arrow beside it, or the context menu, has the rest. Takes no room where
/// there is nothing to follow, and elides where it has none.
class LiveIndicator final : public QWidget {
    Q_OBJECT

public:
    explicit LiveIndicator(QWidget* parent = nullptr);

    void setState(const SourceState& state);
    void setTimeStyle(const TimeStyle& style);
    /// What it is; the computer's clock by default.
    void setClock(std::function<Instant()> clock);
    void tell(); ///< anew, of the state it has; happens every second while something counts down

    [[nodiscard]] const QString& text() const noexcept { return m_text; } ///< whole
    [[nodiscard]] bool ticks() const { return m_second.isActive(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void followRequested(bool follow); ///< false: pause
    void lookNowRequested();
    void requestsRequested(); ///< the panel of what was asked

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    [[nodiscard]] bool follows() const;

    QToolButton* m_words;
    QToolButton* m_more;
    QAction* m_lookNow;
    QAction* m_pause;
    QTimer m_second;
    std::function<Instant()> m_clock;
    SourceState m_state;
    TimeStyle m_style;
    QString m_text;
};

} // namespace runlens::shell
