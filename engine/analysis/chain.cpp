// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/chain.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace runlens {
namespace {

void raise(std::optional<Instant>& bound, Instant at) { bound = bound ? std::max(*bound, at) : at; }
void lower(std::optional<Instant>& bound, Instant at) { bound = bound ? std::min(*bound, at) : at; }

const Moment nothing;

} // namespace

Chain::Chain(std::vector<Link> links) : m_links(std::move(links)), m_bounds(m_links.size())
{
    boundByReported();
    takeTraces();
    boundByTraces();
}

const Moment& Chain::nextKnown(std::size_t link) const
{
    const std::size_t next = m_bounds[link].nextKnown;
    return next < m_links.size() ? m_links[next].moment : nothing;
}

void Chain::infer(std::size_t link, std::span<const Moment> candidates)
{
    for (; m_done < link; ++m_done)
        if (const Moment& before = m_links[m_done].moment; before.origin == Origin::inferred)
            raise(m_inferredBefore, before.at);
    if (m_links[link].moment.known())
        return;
    for (const Moment& candidate : candidates) {
        if (!candidate.known() || !fits(link, candidate.at))
            continue;
        m_links[link].moment = {Origin::inferred, candidate.at, candidate.source};
        return;
    }
}

bool Chain::fits(std::size_t link, Instant at) const
{
    const Bounds& bounds = m_bounds[link];
    return (!bounds.reportedBefore || *bounds.reportedBefore <= at)
           && (!bounds.reportedAfter || at <= *bounds.reportedAfter)
           && (!bounds.tracesAfter || at <= *bounds.tracesAfter) && (!m_inferredBefore || *m_inferredBefore <= at);
}

void Chain::boundByReported()
{
    std::optional<Instant> before;
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        m_bounds[i].reportedBefore = before;
        if (m_links[i].moment.known() && m_links[i].binds)
            before = m_links[i].moment.at;
    }
    std::optional<Instant> after;
    for (std::size_t i = m_links.size(); i-- > 0;) {
        m_bounds[i].reportedAfter = after;
        if (m_links[i].moment.known() && m_links[i].binds)
            after = m_links[i].moment.at;
    }
}

/// A trace is stronger than a conclusion, so traces are taken before anything is concluded from neighbours.
void Chain::takeTraces()
{
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        Link& link = m_links[i];
        if (link.moment.known() || !link.trace.known() || !fits(i, link.trace.at))
            continue;
        link.moment = link.trace;
        raise(m_inferredBefore, link.moment.at);
    }
    m_inferredBefore.reset();
}

void Chain::boundByTraces()
{
    std::optional<Instant> traces;
    std::size_t next = m_links.size();
    for (std::size_t i = m_links.size(); i-- > 0;) {
        m_bounds[i].tracesAfter = traces;
        m_bounds[i].nextKnown = next;
        if (!m_links[i].moment.known())
            continue;
        next = i;
        if (m_links[i].moment.origin == Origin::inferred)
            lower(traces, m_links[i].moment.at);
    }
}

} // namespace runlens
