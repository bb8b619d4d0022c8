// SPDX-License-Identifier: GPL-3.0-or-later
// What an archive keeps: fetched runs of one profile, in an SQLite file. The same format is a user's `.runlens`
// archive.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/domain/time.h"
#include "engine/table/run_summary.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace runlens {

/// A run of an archive: stays the same as long as the run is kept. From 1; those of removed runs may be used again.
using ArchiveNumber = std::int64_t;

/// A run as it is put in.
struct ArchivedRun {
    RunSummary summary;
    std::string detail{}; ///< the JSON document as the server sent it; empty: only its row was fetched
    std::string row{};    ///< the row's object as JSON, if it is at hand; of no use beside a detail
    Instant fetched{};
    std::string etag{}; ///< of the detail; may be empty
};

/// A run as it is loaded.
struct ArchivedRow {
    ArchiveNumber number = 0;
    RunSummary summary{};
    Instant fetched{};                      ///< the newest of its row and its detail
    std::optional<Instant> detailFetched{}; ///< none: no detail is kept
    bool stale = false;                     ///< its row has changed since its detail was fetched
};

struct ArchivedDetail {
    std::string bytes{};
    Instant fetched{};
    std::string etag{};
};

struct ArchivedAutomation {
    AutomationId id{};
    std::string name{};
    std::string status{};
    std::string document{}; ///< JSON as the server sent it; may be empty
    Instant fetched{};

    friend bool operator==(const ArchivedAutomation&, const ArchivedAutomation&) = default;
};

/// Where an archive's runs are from. Never a key.
struct ArchiveFacts {
    std::string profile{}; ///< the profile's id; empty in what was saved for others
    std::string server{};  ///< its address
    std::string dialect{};
    std::string writtenBy{}; ///< program and version
    Instant created{};

    friend bool operator==(const ArchiveFacts&, const ArchiveFacts&) = default;
};

struct ArchiveSize {
    std::uint64_t runs = 0;
    std::uint64_t details = 0;
    std::uint64_t bytes = 0; ///< of the file and its log

    friend bool operator==(const ArchiveSize&, const ArchiveSize&) = default;
};

/// Called now and then, on the calling thread.
using ArchiveProgress = std::function<void(std::uint64_t runsDone, std::uint64_t runsInAll)>;

} // namespace runlens
