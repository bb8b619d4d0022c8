// SPDX-License-Identifier: GPL-3.0-or-later
// Measures two sides in one run, one after the other again and again, so that what disturbs the machine disturbs both.
// Only ratios of one run count; the times beside them say what was measured.
#pragma once

#include "engine/domain/value.h"

#include <cstddef>
#include <functional>
#include <regex>
#include <span>
#include <string>
#include <vector>

namespace runlens::bench {

/// Keeps the compiler from leaving out what made `value`.
template <class T>
void keep(const T& value)
{
    asm volatile("" : : "r,m"(value) : "memory");
}

struct Options {
    std::string filter = ".*"; ///< of names; a regular expression, searched for
    std::string jsonPath;      ///< empty: none
    std::size_t rounds = 7;    ///< at least 5
};

struct Side {
    std::string label;
    std::function<void()> run;
};

/// What one call does, for the rate: 3669 "bytes".
struct Work {
    double amount = 1;
    std::string unit;
};

/// A side that measures itself, as another process does: seconds per item, once a round.
struct Measured {
    std::string label;
    std::function<double()> secondsPerItem;
};

/// What belongs to a result beside its times: syncs, versions, and what one side does that the other does not.
struct Facts {
    Value::Object values;           ///< for the JSON
    std::vector<std::string> lines; ///< for the table, below the ratio
};

class Bench {
public:
    explicit Bench(Options options);

    /// How many times as fast `ours` is as `peer`: median and spread over the rounds.
    void compare(const std::string& name, const Side& ours, const Side& peer, const Work& work);

    /// The same where the sides measure themselves. A turn of each that does not count comes first, to warm up. A round
    /// is as many turns of each, one after the other, as `slices` says: the more, the less what comes and goes, as the
    /// writing of another program does, is counted against one side alone.
    void turns(const std::string& name, const Measured& ours, const Measured& peer, const Work& work,
               const Facts& facts = {}, std::size_t slices = 1);

    /// Is the time per item the same at every size? `prepare` makes, outside the measurement, the work of one size; it
    /// counts as that many items. The ratio is that of the last size to the first: 1 is flat.
    void scale(const std::string& name, std::span<const std::size_t> sizes,
               const std::function<std::function<void()>(std::size_t size)>& prepare);

    /// The same, where one call is one item whatever the size: the frame that must not get slower.
    void flat(const std::string& name, std::span<const std::size_t> sizes,
              const std::function<std::function<void()>(std::size_t size)>& prepare);

    /// Of this name's result nothing was measured, for this reason: `finish` is false then.
    void failed(const std::string& name, const std::string& reason);
    [[nodiscard]] bool wanted(const std::string& name) const;

    /// Writes the results as JSON; false where that, or a measurement, failed, or nothing was measured.
    [[nodiscard]] bool finish() const;

    /// May anything of a name that begins so be wanted? Else what it would measure need not be made. A filter that has
    /// the beginning in it may want it.
    [[nodiscard]] bool wants(const std::string& beginning) const;

private:
    struct Series {
        std::string label;
        std::vector<double> seconds; ///< per item, round by round
    };
    struct Result {
        std::string name;
        std::string unit;
        double amount = 1;
        std::vector<Series> series;
        std::vector<double> ratios; ///< round by round
        Value::Object facts;
    };

    void tell(const Result& result) const;
    void sizes(const std::string& name, std::span<const std::size_t> sizes, bool perItem,
               const std::function<std::function<void()>(std::size_t)>& prepare);
    [[nodiscard]] std::string json() const;

    Options m_options;
    std::regex m_filter;
    std::vector<Result> m_results;
    bool m_failed = false;
    double m_load = 0; ///< of the machine, before
};

} // namespace runlens::bench
