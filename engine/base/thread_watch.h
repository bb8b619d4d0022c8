// SPDX-License-Identifier: GPL-3.0-or-later
// "The window's thread never blocks", made countable: those who do slow work say so, and what is said on the window's
// thread counts against it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace runlens {

/// Kinds of work that take as long as a disk, a document or a database please.
enum class Work : std::uint8_t {
    file,  ///< a file or the standard input is opened
    parse, ///< JSON is read
    sql,   ///< a statement is run
};
inline constexpr std::size_t workKinds = static_cast<std::size_t>(Work::sql) + 1;

/// The longest JSON, in bytes, that the window's thread may read.
inline constexpr std::size_t mostParsedByWindow = 1'000'000;

/// The calling thread is the window's from now on, to its end.
void watchThisThread() noexcept;

/// Work of that kind begins on the calling thread. On a watched thread it is a violation if it is `file` or `sql`, or
/// `parse` of more than mostParsedByWindow bytes; of a document whose length is not known, SIZE_MAX are given. Any
/// thread; costs an addition.
void noteWork(Work kind, std::size_t bytes) noexcept;

struct WorkCount {
    std::uint64_t calls = 0;      ///< on any thread
    std::uint64_t violations = 0; ///< on watched threads

    friend bool operator==(const WorkCount&, const WorkCount&) = default;
};

struct WorkCounts {
    WorkCount file;
    WorkCount parse;
    WorkCount sql;

    friend bool operator==(const WorkCounts&, const WorkCounts&) = default;
};

/// Since the program began. Any thread; what other threads do meanwhile may or may not be in it.
[[nodiscard]] WorkCounts workCounts() noexcept;

} // namespace runlens
