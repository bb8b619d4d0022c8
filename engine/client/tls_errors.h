// SPDX-License-Identifier: GPL-3.0-or-later
// Private to client.
#pragma once

#include "engine/base/result.h"

#include <QList>
#include <QSslError>
#include <QString>

namespace runlens::client {

/// What is wrong with a certificate, as the code; tlsFailed and `otherwise` where it is something else. Of several
/// faults, the one that would stay if the others were mended. `where` is empty.
[[nodiscard]] Error errorOfTls(const QList<QSslError>& errors, const QString& otherwise);

} // namespace runlens::client
