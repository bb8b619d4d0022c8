// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QAction>
#include <QList>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace runlens {

/// What stands where there is nothing to show: empty, in error, or on the way. One sentence, perhaps what a machine
/// said about it, and what to do next.
class StatePage final : public QWidget {
    Q_OBJECT

public:
    struct State {
        theme::ChromeIcon icon = theme::ChromeIcon::empty;
        layout::Tone tone = layout::Tone::muted; ///< of the icon: `failed` for an error
        QString sentence;                        ///< plain text, wraps, can be selected
        QString detail;                          ///< plain text in mono, scrolls when long; empty for none
        QList<QAction*> actions; ///< at most two, the first is the one meant; their buttons follow text and state
    };

    /// What is done in less does not flicker.
    static constexpr std::chrono::milliseconds patience{300};

    explicit StatePage(QWidget* parent = nullptr);

    void showState(const State& state);

    /// Shows nothing at first; after `patience` the sentence, a bar that only moves, and a button to cancel.
    void showLoading(const QString& sentence);
    /// How far it is, with a text of what was done ("4,200 of 9,000 steps"); `total` 0 where that is not known.
    void setProgress(int done, int total, const QString& text);

Q_SIGNALS:
    void cancelRequested();

private:
    void build();
    void reveal();
    void setWaiting(bool shown);
    void setActions(const QList<QAction*>& actions);

    QLabel* m_icon;
    QLabel* m_sentence;
    QPlainTextEdit* m_detail;
    QProgressBar* m_bar;
    QLabel* m_progress;
    QPushButton* m_cancel;
    QHBoxLayout* m_buttons;
    std::vector<QPointer<QAction>> m_actions; ///< those of the buttons
    QTimer m_patience;
};

} // namespace runlens
