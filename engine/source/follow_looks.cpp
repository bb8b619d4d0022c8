// SPDX-License-Identifier: GPL-3.0-or-later
// Rows: lists from the newest on, and what has changed since.
#include "engine/source/follow_worker.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

/// Clocks of servers and of databases differ a little; what was told twice costs nothing.
constexpr auto overlap = std::chrono::seconds(60);

/// The one that is no gap, or the end.
auto listOf(const auto& listings, const Scope& scope)
{
    return std::ranges::find_if(listings,
                                [&](const auto& listing) { return !listing->gap && listing->scope == scope; });
}

bool isOpen(const RunTable& table, RowNumber row) { return row < table.size() && table.has(row, RowFlag::open); }

} // namespace

void FollowWorker::look()
{
    if (m_stop.stop_requested())
        return;
    if (m_link == Link::offline || m_link == Link::opening)
        return connectBackend();
    if (m_link != Link::online || m_pending > 0)
        return;
    m_lookBegan = m_clock();
    m_lookChanged = false;
    m_hydration.tableChanged();
    const std::uint64_t number = ++m_look;
    ++m_pending; // until all that this look asks for is under way
    if (!m_automationsSeen || m_lookBegan - *m_automationsSeen >= m_policy.automations)
        lookAtAutomations();
    else
        continueListings();
    std::size_t others = 0;
    const std::size_t count = m_automations.size();
    for (std::size_t i = 0; i < count && others < m_policy.others; ++i) {
        auto automation = m_automations.begin();
        std::advance(automation, static_cast<std::ptrdiff_t>((m_nextOther + i) % count));
        if (automation->second->id != m_scope.automation) {
            ++others;
            lookAtHead({automation->second->id, {}, 0});
        }
    }
    m_nextOther = count > 0 ? (m_nextOther + others) % count : 0;
    if (!m_scope.automation.empty())
        lookAtHead({m_scope.automation, {}, 0});
    lookAtSeen();
    lookAtOpen();
    lookEnded(number);
}

/// One of the answers of this look has come.
void FollowWorker::lookEnded(std::uint64_t look)
{
    if (look != m_look || m_link != Link::online || --m_pending > 0)
        return;
    m_pending = 0;
    m_refreshed = m_clock();
    m_opened = true;
    m_looked = true;
    m_interval.looked(m_lookChanged, m_backend->latency());
    m_lookTimer.start(m_interval.value());
    hydrate();
    publishSoon();
}

/// What it asked for may be answered yet, and does not end the next one.
void FollowWorker::abandonLook() noexcept
{
    ++m_look;
    m_pending = 0;
}

void FollowWorker::lookAtAutomations()
{
    ++m_pending;
    m_backend->automations([this, look = m_look](Result<std::vector<Automation>> automations) {
        if (!automations)
            return onFailed(automations.error());
        m_automationsSeen = m_clock();
        takeAutomations(std::move(*automations));
        continueListings();
        lookEnded(look);
    });
}

void FollowWorker::takeAutomations(std::vector<Automation> automations)
{
    std::map<std::string, std::shared_ptr<const Automation>> known;
    std::vector<std::shared_ptr<const Automation>> all;
    for (Automation& automation : automations) {
        std::string id = automation.id.text();
        const auto before = m_automations.find(id);
        // Lists tell automations without their definitions: one that is known holds as long as its version.
        if (automation.definition.steps.empty() && before != m_automations.end()
            && before->second->publishedVersion == automation.publishedVersion)
            automation.definition = before->second->definition;
        auto shared = std::make_shared<const Automation>(std::move(automation));
        all.push_back(shared);
        known.emplace(std::move(id), std::move(shared));
    }
    m_automations = std::move(known);
    if (const auto kept = m_keeper->putAutomations(all); !kept)
        m_keepError = kept.error();
    publishSoon();
}

void FollowWorker::lookAtHead(Head head)
{
    const auto list = listOf(m_listings, {head.automation, {}});
    const bool isListed = list != m_listings.end();
    if (m_listings.empty() || (isListed && (*list)->rows == 0 && !(*list)->ended))
        return; // the first page is under way anyway
    ++m_pending;
    m_backend->page({head.automation, {}, head.cursor, Urgency::look},
                    [this, head, isListed, look = m_look](Result<PageAnswer> page) mutable {
                        if (!page)
                            return onFailed(page.error());
                        const Taken taken = takePage(*page, head.automation);
                        head.cursor = page->cursor;
                        ++head.pages;
                        if (taken.news == 0 || head.cursor.empty() || !mayAsk()) {
                            // There is no more, or none that is not known.
                        } else if (head.pages < m_policy.headPages) {
                            lookAtHead(std::move(head));
                        } else if (isListed && taken.known == 0) {
                            fillGap(std::move(head));
                        }
                        lookEnded(look);
                    });
}

/// More have come than a look goes through: those between them and what is known are a list of its own.
void FollowWorker::fillGap(Head head)
{
    auto listing = std::make_unique<Listing>();
    listing->scope = {std::move(head.automation), {}};
    listing->cursor = std::move(head.cursor);
    listing->gap = true;
    fetchPage(*m_listings.emplace_back(std::move(listing)));
}

/// What is on the screen is told as it is now.
void FollowWorker::lookAtSeen()
{
    for (const RowNumber row : m_hydration.seen())
        if (isOpen(m_table.table(), row) && m_table.table().has(row, RowFlag::detail)) {
            ++m_pending;
            fetch(row, Urgency::look);
        }
}

/// Runs that were open and have ended since are told by no list of new ones: all that was active lately is gone
/// through, a page at each look.
void FollowWorker::lookAtOpen()
{
    if (m_info.filters != FilterReach::all)
        return lookAtOpenOneByOne();
    if (m_automations.empty())
        return;
    if (m_openAutomation.empty()) {
        m_openAutomation = m_automations.begin()->second->id;
        // What ended behind a sweep that took long, or before anybody looked again, is told to the next.
        m_openSince = std::min(m_sweepBegan.value_or(m_lookBegan), m_lookBegan) - overlap;
        m_sweepBegan = m_lookBegan;
    }
    PageRequest request{m_openAutomation, {}, m_openCursor, Urgency::background};
    request.filter.activeSince = m_openSince;
    ++m_pending;
    m_backend->page(request, [this, look = m_look](Result<PageAnswer> page) {
        if (!page)
            return onFailed(page.error());
        takePage(*page, m_openAutomation, Place::anywhere);
        m_openCursor = page->cursor;
        if (m_openCursor.empty()) {
            const auto next = m_automations.upper_bound(m_openAutomation.text());
            m_openAutomation = next == m_automations.end() ? AutomationId() : next->second->id;
        }
        lookEnded(look);
    });
}

void FollowWorker::lookAtOpenOneByOne()
{
    const RunTable& table = m_table.table();
    std::size_t asked = 0;
    for (std::size_t i = 0; i < table.size() && asked < m_policy.openAtEachLook; ++i) {
        const RowNumber row = m_nextOpen < table.size() ? m_nextOpen : 0;
        m_nextOpen = row + 1;
        if (!isOpen(table, row) || !table.has(row, RowFlag::detail))
            continue; // one without its detail gets that anyway
        ++asked;
        ++m_pending;
        fetch(row, Urgency::look);
    }
}

FollowWorker::Listing& FollowWorker::listingOf(const Scope& scope)
{
    const auto found = listOf(m_listings, scope);
    if (found != m_listings.end())
        return **found;
    m_listings.push_back(std::make_unique<Listing>());
    m_listings.back()->scope = scope;
    return *m_listings.back();
}

/// All runs of it are known, as far as anybody has told.
bool FollowWorker::isListed(const AutomationId& automation) const
{
    const auto list = listOf(m_listings, {automation, {}});
    return list != m_listings.end() && (*list)->ended && std::ranges::none_of(m_listings, [&](const auto& listing) {
               return listing->gap && listing->scope.automation == automation;
           });
}

/// Fetches on: what is in scope first, then each automation, as far as it is fetched without anybody asking.
void FollowWorker::continueListings()
{
    if (!mayAsk())
        return;
    if (!m_scope.automation.empty())
        fetchPage(listingOf(m_scope));
    for (const auto& [id, automation] : m_automations)
        if (m_scope.filter == RunFilter() || m_scope.automation.empty() || automation->id == m_scope.automation)
            fetchPage(listingOf({automation->id, m_scope.automation.empty() ? m_scope.filter : RunFilter()}));
    for (const auto& listing : m_listings)
        if (listing->gap)
            fetchPage(*listing);
}

void FollowWorker::fetchPage(Listing& listing)
{
    if (!mayAsk() || listing.busy || listing.ended || (!m_all && listing.rows >= m_policy.rowsAtFirst))
        return;
    listing.busy = true;
    const bool inScope = listing.scope == m_scope;
    m_backend->page(
        {listing.scope.automation, listing.scope.filter, listing.cursor, inScope ? Urgency::look : Urgency::background},
        [this, &listing](Result<PageAnswer> page) {
            listing.busy = false;
            if (!page)
                return onFailed(page.error());
            takeListed(listing, *page);
        });
}

void FollowWorker::takeListed(Listing& listing, const PageAnswer& page)
{
    const Taken taken = takePage(page, listing.scope.automation, listing.gap ? Place::head : Place::anywhere);
    listing.rows += page.runs.size();
    listing.cursor = page.cursor;
    const bool again = !listing.cursor.empty() && !listing.cursors.insert(listing.cursor).second;
    if (again)
        m_diagnostics.add(DiagnosticCode::repeatedCursor, {}, listing.cursor);
    listing.ended = listing.cursor.empty() || again || (listing.gap && taken.known > 0);
    listing.roundAndRound = again;
    m_opened = true;
    if (listing.gap && listing.ended && !again)
        std::erase_if(m_listings, [&](const auto& each) { return each.get() == &listing; });
    else
        fetchPage(listing);
}

FollowWorker::Taken FollowWorker::takePage(const PageAnswer& page, const AutomationId& automation, Place place)
{
    Taken taken;
    const Instant now = m_clock();
    for (const Run& run : page.runs) {
        RunSummary summary = summaryOfRow(run, now);
        if (summary.automationId.empty())
            summary.automationId = automation;
        const auto put = m_table.put(summary);
        note(put);
        taken.known += put.isNew ? 0U : 1U;
        if (put.isNew && place == Place::anywhere)
            m_older.push_back(put.row);
        if (put.changed) {
            m_unsaved.push_back({put.row, m_table.table().summary(put.row), {}, {}, now, false});
            ++taken.news;
        }
    }
    for (const Diagnostic& diagnostic : page.diagnostics.items)
        m_diagnostics.add(diagnostic.code, diagnostic.pointer, diagnostic.detail);
    publishSoon();
    return taken;
}

} // namespace runlens
