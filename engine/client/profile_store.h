// SPDX-License-Identifier: GPL-3.0-or-later
// The profiles on disk: `{"version": 1, "profiles": [{"id", "name", "url", "dialect", "mark", "read_only", "ca_file",
// "requests_per_second"}]}`, in their order, readable by their owner alone. Reads and writes a file: not on the
// window's thread.
#pragma once

#include "engine/base/result.h"
#include "engine/client/server_profile.h"
#include "engine/wire/diagnostic.h"

#include <QString>

#include <vector>

namespace runlens::client {

struct ProfileList {
    std::vector<ServerProfile> profiles;
    /// What did not fit, with its place. A field of the wrong type has its default, and read_only then is true; an
    /// entry that is no object is left out.
    Diagnostics diagnostics;
    /// The file as it was lies here, as some of it could not be used: the next save loses nothing. Else empty.
    QString keptAs;
};

class ProfileStore {
public:
    /// `path` is the file; its folder is made when something is saved.
    explicit ProfileStore(QString path) : m_path(std::move(path)) {}

    /// No file is no profile. Of one that is broken, whatever can be read; it is copied beside itself first (keptAs).
    /// Errors: unreadable, tooLarge (1 MiB); writeFailed where the copy cannot be made, so that nothing is lost.
    [[nodiscard]] Result<ProfileList> load() const;

    /// All of it or nothing: written beside the file, mode 0600, then put in its place. Errors: writeFailed.
    [[nodiscard]] Result<void> save(const std::vector<ServerProfile>& profiles) const;

    [[nodiscard]] const QString& path() const noexcept { return m_path; }

private:
    QString m_path;
};

} // namespace runlens::client
