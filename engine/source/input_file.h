// SPDX-License-Identifier: GPL-3.0-or-later
// A file or the standard input, opened to be read once from its start. Private to source.
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

namespace runlens {

class InputFile {
public:
    /// `path` is a file, or "-" for the standard input. Errors: unreadable, with the system's reason.
    [[nodiscard]] static Result<InputFile> open(const std::string& path);

    /// As many bytes as there are, at most those of `buffer`; fewer only at the end, or where reading failed.
    [[nodiscard]] std::size_t read(std::span<char> buffer);
    /// Why reading ended before the end of the file; nothing where it did not.
    [[nodiscard]] Result<void> state() const;
    /// How many bytes there are in all; 0 where that is not known.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

private:
    struct Close {
        void operator()(std::FILE* file) const;
    };

    InputFile(std::FILE* file, std::string path) : m_file(file), m_path(std::move(path)) {}

    std::unique_ptr<std::FILE, Close> m_file;
    std::string m_path;
    std::size_t m_size = 0;
    int m_reason = 0; ///< of the system, where reading failed
};

/// `error` with the path before the place within.
[[nodiscard]] Error in(const std::string& path, Error error);

} // namespace runlens
