// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a document, piece by piece, kept as long as they are not too many. Private to source.
#pragma once

#include "engine/source/input_file.h"
#include "engine/source/run_document.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace runlens {

class DocumentFeed {
public:
    /// All three must outlive the feed.
    DocumentFeed(InputFile file, const std::stop_token& stop, const std::function<void(OpenProgress)>& progress,
                 const OpenLimits& limits)
        : m_file(std::move(file)), m_stop(stop), m_progress(progress), m_limits(limits)
    {
    }

    /// The first piece, which next() gives once more.
    [[nodiscard]] std::span<const char> peek();
    /// The next piece, of 256 KiB but for the last; empty at the end, and where reading failed or was stopped. It stays
    /// until the next call.
    [[nodiscard]] std::span<const char> next();
    /// Reads to the end, or until it is too much to keep.
    void readOn();
    /// next() gives what is kept, from the start.
    void rewind() noexcept;

    /// What was read so far; empty once it was too much.
    [[nodiscard]] const std::string& kept() const noexcept { return m_kept; }
    [[nodiscard]] bool keepsAll() const noexcept { return m_keepsAll; }
    [[nodiscard]] std::string takeKept() { return std::move(m_kept); }

    void countRun() noexcept { ++m_runs; }
    /// Tells how far it is.
    void tell() const;
    /// Why there is no more, where that is not the end of the document: unreadable or cancelled.
    [[nodiscard]] Result<void> state() const;

private:
    [[nodiscard]] std::span<const char> fetch();

    static constexpr std::size_t pieceBytes = std::size_t{256} * 1024;

    InputFile m_file;
    const std::stop_token& m_stop;
    const std::function<void(OpenProgress)>& m_progress;
    const OpenLimits& m_limits;
    std::vector<char> m_piece = std::vector<char>(pieceBytes);
    std::span<const char> m_peeked;
    std::string m_kept;
    bool m_keepsAll = true;
    bool m_givesKept = false;
    std::size_t m_given = 0; ///< bytes of m_kept, once those are given
    std::size_t m_read = 0;
    std::size_t m_runs = 0;
};

} // namespace runlens
