// SPDX-License-Identifier: GPL-3.0-or-later
// A server that was entered once. Never its key: that is in the KeyStore, under the profile's id.
#pragma once

#include "engine/base/result.h"
#include "engine/wire/answer_writer.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <optional>

namespace runlens::client {

/// So that production looks like production.
enum class ProfileMark : std::uint8_t { none, production, staging, development };

struct ServerProfile {
    QString id;                     ///< made once (newProfileId), never shown
    QString name;                   ///< by which people know it
    QString url;                    ///< as ServerAddress::of takes it
    std::optional<Dialect> dialect; ///< nothing: found out by asking
    ProfileMark mark = ProfileMark::none;
    bool readOnly = false;         ///< nothing that changes anything is offered
    QString caFile;                ///< PEM; trusted beside the system's; empty: none
    double requestsPerSecond = 10; ///< 0.1 to 1000

    friend bool operator==(const ServerProfile&, const ServerProfile&) = default;
};

[[nodiscard]] QString newProfileId();

/// The words by which marks and dialects are kept: "production", "sendrealm", …; "none" and "detect" for their absence.
[[nodiscard]] QString nameOf(ProfileMark mark);
[[nodiscard]] QString nameOf(std::optional<Dialect> dialect);

} // namespace runlens::client

Q_DECLARE_METATYPE(runlens::client::ServerProfile)
