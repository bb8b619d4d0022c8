// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/server_profile.h"

#include <QUuid>

namespace runlens::client {

QString newProfileId() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

QString nameOf(ProfileMark mark)
{
    switch (mark) {
    case ProfileMark::production: return QStringLiteral("production");
    case ProfileMark::staging: return QStringLiteral("staging");
    case ProfileMark::development: return QStringLiteral("development");
    case ProfileMark::none: break;
    }
    return QStringLiteral("none");
}

QString nameOf(std::optional<Dialect> dialect)
{
    if (!dialect)
        return QStringLiteral("detect");
    return *dialect == Dialect::resend ? QStringLiteral("resend") : QStringLiteral("sendrealm");
}

} // namespace runlens::client
