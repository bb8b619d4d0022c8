// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace runlens::shell {

/// What the program was started with.
struct StartOptions {
    QStringList sources; ///< files, and addresses of servers; a window each
    QString keyFile;     ///< with the key to servers; empty: RUNLENS_API_KEY, else the profile of that address
    QString picture;     ///< render the window of the one source to this PNG, and end; empty: show it
    std::optional<QSize> size;
    std::optional<theme::ThemeChoice> theme;
    std::optional<Instant> now; ///< look at runs as of this time
};

/// Reads the arguments, the program's name first. Without a display a picture is made in any case, of
/// `runlens-window.png` where no path is given. `--help` and `--version` are answered and end the program. The message
/// of an error is a whole sentence.
[[nodiscard]] Result<StartOptions> startOptions(const QStringList& arguments, bool display);

} // namespace runlens::shell
