// SPDX-License-Identifier: GPL-3.0-or-later
// How a widget says what it is to resources/theme/window.qss.
#pragma once

#include <QList>

#include <cstdint>

class QPushButton;
class QWidget;

namespace runlens::theme {

enum class Look : std::uint8_t {
    card,    ///< QFrame: a raised surface with a border
    bar,     ///< QFrame: the top bar, a side bar
    line,    ///< QFrame: a hairline between parts; give it a width or a height of 1
    toast,   ///< QFrame: ink
    finding, ///< QFrame: something to look at
    title,   ///< QLabel and those below
    strong,
    heading, ///< small capitals
    muted,
    small,
    onInk,
    keycap,
    primary, ///< QPushButton: the one button that is meant
    link,    ///< QPushButton: a word to press
    segment, ///< QPushButton: see makeSegments
    button,  ///< QToolButton that looks like a QPushButton
    rail,    ///< QToolButton of the rail of workspaces
    bare,    ///< QLineEdit or item view inside something that already has a border
    detail,  ///< QPlainTextEdit: text of a machine, to be read
};

/// Sets the look, at any time.
void setLook(QWidget* widget, Look look);

/// Makes a row of buttons one segmented control: checkable, one at a time, arrow keys move. The buttons need one
/// parent, and stand side by side with no space between them.
void makeSegments(const QList<QPushButton*>& buttons);

} // namespace runlens::theme
