// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a source of a backend, on a thread of its own: rows page by page, what changed by looking again, details in
// the order they are wanted, and all of it kept in an archive. Private to source.
#pragma once

#include "engine/source/follow_policy.h"
#include "engine/source/hydration.h"
#include "engine/source/run_backend.h"
#include "engine/source/run_keeper.h"
#include "engine/source/run_source.h"
#include "engine/table/run_table_writer.h"

#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

namespace runlens {

class FollowWorker final : public QObject {
    Q_OBJECT
public:
    /// `backend` may be null: then there is what is kept, and no more.
    FollowWorker(std::unique_ptr<RunBackend> backend, std::unique_ptr<RunKeeper> keeper, FollowPolicy policy,
                 std::function<Instant()> clock, std::stop_token stop);
    ~FollowWorker() override;

    // On the worker's thread; see RunSource.
    void start();
    void refresh();
    void setScope(const Scope& scope);
    void setFollowing(bool follows);
    void want(std::vector<RowNumber> seen, std::vector<RowNumber> matching);
    void setFetchingAll(bool all);
    void fetchDetail(RowNumber row);

Q_SIGNALS:
    void published(std::shared_ptr<const SourceSnapshot> snapshot);
    void searchable(std::shared_ptr<const RunSearch> search);
    void detailReady(std::shared_ptr<const RunDetail> detail);
    void detailFailed(RowNumber row, const Error& error);

private:
    [[nodiscard]] static bool isOfDocument(ErrorCode code) noexcept;

    /// A list of runs that is being fetched, from the newest on.
    struct Listing {
        Scope scope;
        std::string cursor;
        std::size_t rows = 0;
        bool busy = false;
        bool ended = false;
        bool roundAndRound = false; ///< ended by a cursor that was there already: what follows is not known
        bool gap = false;           ///< between new rows and those that are known: ends at the first that is known
        std::unordered_set<std::string> cursors; ///< a server that tells one again goes round in circles
    };
    /// New rows of one automation, page by page until they are known.
    struct Head {
        AutomationId automation;
        std::string cursor;
        std::size_t pages = 0;
    };

    // follow_worker.cpp: beginning, telling
    void loadKept();
    void connectBackend();
    void onConnected(BackendInfo info);
    void onFailed(const Error& error);
    void healed();
    void publishSoon();
    void publish();
    void note(const RunTableWriter::Put& put);
    [[nodiscard]] bool isCaughtUp() const;
    [[nodiscard]] SourceState stateNow() const;
    [[nodiscard]] std::vector<AutomationRow> automationRows() const;
    [[nodiscard]] bool mayAsk() const noexcept { return m_link == Link::online && !m_stop.stop_requested(); }

    // follow_looks.cpp: rows
    void look();
    void lookAtAutomations();
    void lookAtHead(Head head);
    void fillGap(Head head);
    void lookAtSeen();
    void lookAtOpen();
    void lookEnded(std::uint64_t look);
    void lookAtOpenOneByOne();
    void continueListings();
    void fetchPage(Listing& listing);
    [[nodiscard]] Listing& listingOf(const Scope& scope);
    struct Taken {
        std::size_t news = 0;  ///< runs that say something new
        std::size_t known = 0; ///< runs that had their row before
    };
    enum class Place : std::uint8_t { head, anywhere }; ///< of a page: its runs are the newest, or any
    Taken takePage(const PageAnswer& page, const AutomationId& automation, Place place = Place::head);
    void takeListed(Listing& listing, const PageAnswer& page);
    [[nodiscard]] bool isListed(const AutomationId& automation) const;
    void abandonLook() noexcept;
    void takeAutomations(std::vector<Automation> automations);

    // follow_details.cpp: details
    void hydrate();
    void fetch(RowNumber row, Urgency urgency);
    void takeDetail(RowNumber row, const DetailAnswer& answer);
    void tellKept(RowNumber row, const std::optional<Error>& otherwise);
    void tellRow(RowNumber row);
    void tellDetail(RowNumber row, std::shared_ptr<const Run> run, std::shared_ptr<const std::string> bytes,
                    Diagnostics diagnostics);
    [[nodiscard]] std::shared_ptr<const Automation> automationOf(RowNumber row) const;
    void askForDefinition(RowNumber row);

    std::unique_ptr<RunBackend> m_backend;
    std::unique_ptr<RunKeeper> m_keeper;
    FollowPolicy m_policy;
    LookInterval m_interval;
    std::function<Instant()> m_clock;
    std::stop_token m_stop;

    RunTableWriter m_table;
    HydrationOrder m_hydration;
    std::vector<RowNumber> m_added;
    std::vector<RowNumber> m_older;
    std::vector<RowNumber> m_changed;
    std::vector<KeptRun> m_unsaved;
    Diagnostics m_diagnostics;
    std::map<std::string, std::shared_ptr<const Automation>> m_automations;
    std::vector<std::unique_ptr<Listing>> m_listings;
    std::unordered_set<std::string> m_definitionsAsked;

    Scope m_scope;
    BackendInfo m_info;
    Link m_link = Link::opening;
    bool m_follows = true;
    bool m_all = false;
    bool m_opened = false;
    bool m_looked = false; ///< one look has ended
    bool m_caughtUp = false;
    std::optional<Error> m_error;
    std::optional<Error> m_loadError; ///< of what was kept
    std::optional<Error> m_keepError; ///< of what was kept last
    std::optional<Instant> m_since;
    std::optional<Instant> m_refreshed;
    std::optional<Instant> m_nextAttempt;
    std::optional<Instant> m_automationsSeen;
    std::optional<RowNumber> m_asked; ///< whose detail somebody waits for

    Instant m_lookBegan;
    Instant m_openSince;                 ///< what ended after it has been told
    std::optional<Instant> m_sweepBegan; ///< the one of open runs that is under way, or was last
    std::string m_openCursor;            ///< of the sweep of open runs
    AutomationId m_openAutomation;
    std::size_t m_nextOther = 0; ///< automations out of scope are looked at in turns
    std::uint64_t m_look = 0;    ///< counts looks: what answers an earlier one does not end this one
    int m_pending = 0;           ///< questions of this look without an answer
    RowNumber m_nextOpen = 0;    ///< open runs are looked at one by one, in turns, where there is no better way
    bool m_lookChanged = false;
    bool m_keeping = false; ///< what is kept has been loaded
    QTimer m_lookTimer;
    QTimer m_publishTimer;
};

} // namespace runlens
