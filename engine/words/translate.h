// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace runlens {

/// A text of this library in the language of the application. Sources mark their texts with
/// QT_TRANSLATE_NOOP("Words", …), which is where lupdate finds them; `count` stands at %n.
inline QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("Words", text, nullptr, count);
}

} // namespace runlens
