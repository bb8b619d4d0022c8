// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <string>
#include <utility>

namespace runlens::store {

/// The name of a database that is being written: removed at the end, with what SQLite puts beside it, unless it was
/// given another name. For stores and archives.
class PartFile {
public:
    explicit PartFile(std::string path) : m_path(std::move(path)) { clear(); }
    ~PartFile() { clear(); }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return m_path; }

private:
    void clear() const
    {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            std::remove((m_path + suffix).c_str());
    }

    std::string m_path;
};

} // namespace runlens::store
