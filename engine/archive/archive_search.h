// SPDX-License-Identifier: GPL-3.0-or-later
// Searches an archive: by its index where that leaves few runs to look at, else by looking at them all.
#pragma once

#include "engine/archive/archive_rows.h"
#include "engine/table/run_search.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace runlens {

namespace store {
class Connection;
}

/// Over connections of its own, one for each thread that asks at the same time and for those by which it looks at all,
/// beside a thread that writes. What it finds is what searchable_text.h says of each run, whichever way it goes.
/// Errors: those of ArchiveReader, cancelled.
class ArchiveSearch : public RunSearch {
public:
    /// Opens nothing yet.
    ArchiveSearch(std::string path, std::shared_ptr<const ArchiveRows> rows);
    ~ArchiveSearch() override;

    [[nodiscard]] Result<std::vector<RowNumber>> containing(std::string_view text,
                                                            const std::stop_token& stop) const override;
    [[nodiscard]] Result<void> values(std::string_view path, std::span<const RowNumber> rows,
                                      const std::function<void(RowNumber, const Value&)>& take,
                                      const std::stop_token& stop) const override;

    /// Which way `containing` goes; to be told before it is asked. Both find the same.
    enum class Way : std::uint8_t {
        best,
        index, ///< wherever the text has three characters
        scan,
    };
    void prefer(Way way) noexcept { m_way = way; }

    /// The numbers rather than the rows. Ascending.
    [[nodiscard]] Result<std::vector<ArchiveNumber>> numbersContaining(std::string_view text,
                                                                       const std::stop_token& stop) const;

    /// Closes the connections that nobody uses, so that the log can be emptied (Archive::forgetPerson).
    void release() const;

private:
    [[nodiscard]] Result<std::vector<ArchiveNumber>> found(store::Connection& connection, std::string_view folded,
                                                           const std::stop_token& stop) const;
    /// By several threads where there are many runs: each range as it is when its thread begins.
    [[nodiscard]] Result<std::vector<ArchiveNumber>> allScanned(store::Connection& connection, std::int64_t last,
                                                                std::string_view folded,
                                                                const std::stop_token& stop) const;
    [[nodiscard]] Result<std::unique_ptr<store::Connection>> take() const;
    void giveBack(std::unique_ptr<store::Connection> connection) const;

    std::string m_path;
    std::shared_ptr<const ArchiveRows> m_rows;
    Way m_way = Way::best;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<store::Connection>> m_idle;
};

} // namespace runlens
