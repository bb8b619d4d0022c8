// SPDX-License-Identifier: GPL-3.0-or-later
// What a project has that a definition may refer to.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/words.h"

#include <optional>
#include <string>
#include <vector>

namespace runlens {

struct RegisteredTemplate {
    TemplateVersionId id;
    std::optional<Channel> channel; ///< none where it is not told: then it fits any
    bool published = true;          ///< only published versions may be sent

    friend bool operator==(const RegisteredTemplate&, const RegisteredTemplate&) = default;
};

/// A list that was not given (none) is not known, and nothing is held against it; an empty one says there are none.
struct Registry {
    std::optional<std::vector<RegisteredTemplate>> templates;
    std::optional<std::vector<std::string>> audiences; ///< ids
    std::optional<std::vector<std::string>> topics;
    std::optional<std::vector<std::string>> domains; ///< that mail may be sent from
    std::optional<std::vector<std::string>> pushApps;

    friend bool operator==(const Registry&, const Registry&) = default;
};

} // namespace runlens
