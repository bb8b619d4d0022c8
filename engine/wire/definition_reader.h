// SPDX-License-Identifier: GPL-3.0-or-later
// What `validate` reads: a definition with its place in the document, and the registry it may refer to.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/domain/registry.h"
#include "engine/wire/diagnostic.h"

#include <string>
#include <string_view>

namespace runlens {

struct DefinitionDocument {
    Automation automation; ///< everything but its definition is empty where the definition came alone
    std::string pointer;   ///< JSON pointer of the definition: "/data/definition", "/definition", "/data" or ""
};

/// Whatever readAutomation reads, with its errors. Pointers of diagnostics are from the document.
[[nodiscard]] Result<Parsed<DefinitionDocument>> readDefinition(std::string_view json);

/// `{"templates": [{"id", "channel": "email" | "push", "status": "published" | …}], "audiences": ["…"], "topics": […],
/// "domains": […], "push_apps": […]}`: our own format. Each list may be absent, which says that it is not known; ids
/// may also stand as `{"id": "…"}`, and the whole in `data`. A template without a status is published. What does not
/// fit is left out, with a diagnostic. Errors: those of readRun, and wrongDocument where the document is no object.
[[nodiscard]] Result<Parsed<Registry>> readRegistry(std::string_view json);

} // namespace runlens
