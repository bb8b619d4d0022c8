// SPDX-License-Identifier: GPL-3.0-or-later
// The starts and ends of a run in the order in which they must have happened, and what may be concluded of those that
// nobody reported.
#pragma once

#include "engine/analysis/moment.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace runlens {

/// One happening of the order of execution.
struct Link {
    Moment moment;     ///< as reported; unknown otherwise
    Moment trace;      ///< what another object tells of this happening; used where nothing is reported
    bool binds = true; ///< a reported time that what is inferred must respect
};

/// Two passes over the links. Going back, each link learns what it must not be later than: the nearest reported time
/// after it, and every trace after it. Going forward, it learns what it must not be earlier than: the nearest reported
/// time before it, and everything inferred before it. What does not fit between the two stays unknown.
class Chain {
public:
    explicit Chain(std::vector<Link> links);

    [[nodiscard]] std::size_t size() const noexcept { return m_links.size(); }
    [[nodiscard]] const Moment& at(std::size_t link) const { return m_links[link].moment; }
    /// The nearest time after `link` that is reported or told by a trace; unknown where there is none.
    [[nodiscard]] const Moment& nextKnown(std::size_t link) const;

    /// Takes the first candidate that fits as the inferred time of a link that has none. Links must be asked for in
    /// ascending order.
    void infer(std::size_t link, std::span<const Moment> candidates);

private:
    struct Bounds {
        std::optional<Instant> reportedBefore;
        std::optional<Instant> reportedAfter;
        std::optional<Instant> tracesAfter; ///< the earliest of them
        std::size_t nextKnown = 0;          ///< index, or size() where there is none
    };

    [[nodiscard]] bool fits(std::size_t link, Instant at) const;
    void boundByReported();
    void takeTraces();
    void boundByTraces();

    std::vector<Link> m_links;
    std::vector<Bounds> m_bounds;
    std::optional<Instant> m_inferredBefore; ///< the latest time inferred for a link before the one at hand
    std::size_t m_done = 0;
};

} // namespace runlens
