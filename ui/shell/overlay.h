// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QFrame;

namespace runlens::shell {

/// A card above a dimmed window: a child of the window, not a window of its own, so that it fits wherever the window
/// does. Escape and a press beside the card close it; the focus stays inside while it is open and goes back to where it
/// was. Hidden until popUp().
class Overlay : public QWidget {
    Q_OBJECT

public:
    explicit Overlay(QWidget* window);

    void popUp();
    void dismiss();
    void toggle();

Q_SIGNALS:
    void dismissed();

protected:
    [[nodiscard]] QFrame* card() const noexcept { return m_card; }
    /// Called before it shows: the place to set what it shows, and the focus.
    virtual void prepare() = 0;
    /// Pixels the card would like; it gets less where the window has less.
    [[nodiscard]] virtual QSize wantedSize() const = 0;
    /// Places the card anew; call it when wantedSize() changed.
    void fit();

    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QFrame* m_card;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace runlens::shell
