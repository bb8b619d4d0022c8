// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLocale;

namespace runlens {

/// Installs the texts of the language of `locale` for the application, English plurals where there are none for it.
/// Once, from the main thread, after the application object was made. False where none could be read: texts are then
/// English, with plurals that do not fit.
bool installTranslations(const QLocale& locale);

} // namespace runlens
