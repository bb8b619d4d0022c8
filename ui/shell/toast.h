// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QGraphicsOpacityEffect;
class QLabel;
class QPropertyAnimation;

namespace runlens::shell {

/// A short confirmation at the bottom of the window ("Copied the answer") that fades by itself; a new one takes the
/// place of the old. It takes neither the focus nor the mouse. Screen readers are told by an alert; `announced` is for
/// a status bar. Where the desktop wants no animations it does not fade but go.
class Toast final : public QFrame {
    Q_OBJECT

public:
    explicit Toast(QWidget* window);

    void announce(const QString& text);

    /// How long it stands: longer for a longer text, milliseconds.
    [[nodiscard]] static int standsFor(const QString& text);

Q_SIGNALS:
    void announced(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    void fade();

    QLabel* m_text;
    QGraphicsOpacityEffect* m_opacity;
    QPropertyAnimation* m_fading;
    QTimer m_stands;
};

} // namespace runlens::shell
