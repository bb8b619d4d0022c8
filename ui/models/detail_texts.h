// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace runlens::details {

/// A text of the inspector in the language of the application.
inline QString tr(const char* text) { return QCoreApplication::translate("Details", text); }

} // namespace runlens::details
