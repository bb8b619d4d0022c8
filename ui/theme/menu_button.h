// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

namespace runlens::theme {

/// A button that says which of several it is, and has them in its menu. What it says is painted by those who are one.
class MenuButton : public QPushButton {
    Q_OBJECT

protected:
    explicit MenuButton(QWidget* parent);

    /// The button without words, and without the arrow of the sheet's style: our own stands there.
    void paintGround(QPainter& painter);
};

/// A text as a menu shows it: in one line of at most so many pixels, its ampersands no mnemonics.
[[nodiscard]] QString menuText(const QString& text, const QFontMetrics& metrics, int pixels, Qt::TextElideMode elide);

} // namespace runlens::theme
