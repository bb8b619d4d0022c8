// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/server_profile.h"

#include <QString>

#include <cstdint>

namespace runlens::shell {

/// A profile while it is edited.
struct ProfileDraft {
    enum class Key : std::uint8_t {
        notYetKnown, ///< the key store was asked whether it has one
        none,
        stored,    ///< stays as it is
        typed,     ///< `typedKey` takes its place
        forgotten, ///< goes when the profile is saved
    };

    client::ServerProfile profile;
    Key key = Key::none;
    QString typedKey{}; ///< where it is typed; nowhere else, and never shown
};

/// What is wrong with a draft, as sentences that stand under their fields; empty where nothing is.
struct ProfileProblems {
    QString name;
    QString address;
    QString caFile;
    QString key;

    [[nodiscard]] bool any() const
    {
        return !name.isEmpty() || !address.isEmpty() || !caFile.isEmpty() || !key.isEmpty();
    }
};

[[nodiscard]] ProfileProblems problemsOf(const ProfileDraft& draft);

} // namespace runlens::shell
