// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a definition, all of it: what did not fit while it was read, and what the publish checks found.
#pragma once

#include "engine/domain/registry.h"
#include "engine/wire/definition_reader.h"
#include "engine/wire/diagnostic.h"
#include "engine/words/words.h"

#include <cstddef>
#include <string>
#include <vector>

namespace runlens {

struct Problem {
    journey::Gravity gravity = journey::Gravity::error;
    std::string code;    ///< "step_key_repeated", "wrong_type": for machines, never translated
    std::string pointer; ///< JSON pointer from the document; empty: the whole document
    std::vector<std::string> arguments;
    QString sentence;
};

struct Validation {
    std::vector<Problem> problems; ///< those of reading first, then in the order of the checks
    std::size_t errors = 0;
    std::size_t warnings = 0;

    [[nodiscard]] bool valid() const noexcept { return errors == 0; }
};

/// `registry` may be null: then references are not checked. What the reading left out would not run as written: it
/// counts as an error, once where the checks find the same.
[[nodiscard]] Validation validate(const Parsed<DefinitionDocument>& document, const Registry* registry,
                                  const Words& words);

/// For a terminal: the verdict, then each problem with its place. UTF-8 with a newline at its end.
[[nodiscard]] std::string textValidation(const Validation& validation, const Words& words);
/// `{"valid", "errors", "warnings", "problems": [{"severity", "code", "pointer", "arguments", "message"}]}`, indented.
[[nodiscard]] std::string jsonValidation(const Validation& validation);

} // namespace runlens
