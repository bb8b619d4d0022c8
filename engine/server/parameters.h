// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the question mark, read strictly: an unknown, repeated or unreadable parameter is an error, since
// a filter that is ignored would answer another question.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"
#include "engine/server/target.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::server {

class Parameters {
public:
    explicit Parameters(std::string_view query);

    // Each asks for one parameter. What is absent, empty or wrong is nothing; the first that is wrong is kept for
    // end().
    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] std::optional<Instant> time(std::string_view name);
    /// Split at its commas.
    [[nodiscard]] std::vector<std::string> words(std::string_view name);
    /// Rows of a page: 1 to 100, 50 where it is not said.
    [[nodiscard]] std::size_t limit();
    /// An id that `numberOf` understands; of another kind it is wrong.
    template <class Number>
    [[nodiscard]] std::optional<Number> id(std::string_view name, std::optional<Number> (*numberOf)(std::string_view))
    {
        const std::string value = text(name);
        const auto number = value.empty() ? std::nullopt : numberOf(value);
        if (!value.empty() && !number)
            wrong(name, "this is no id of its kind");
        return number;
    }

    void wrong(std::string_view name, std::string message);
    /// The first thing that is wrong, parameters that nobody asked for included: usage, with "?name" in `where`.
    [[nodiscard]] Result<void> end();

private:
    QueryFields m_fields;
    std::vector<std::string_view> m_asked;
    std::optional<Error> m_error;
};

} // namespace runlens::server
