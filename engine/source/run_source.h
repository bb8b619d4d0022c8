// SPDX-License-Identifier: GPL-3.0-or-later
// Where runs come from: a server, the engine at hand, a file, an archive, a simulation. All that stands above is the
// same for each of them.
#pragma once

#include "engine/base/result.h"
#include "engine/client/run_filter.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/table/run_search.h"
#include "engine/table/run_table.h"
#include "engine/wire/diagnostic.h"

#include <QObject>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

enum class SourceKind : std::uint8_t { file, archive, server, local, simulation };

/// An automation with what is known of its runs.
struct AutomationRow {
    Automation automation;
    std::optional<std::size_t> runs; ///< none: not known
    bool atLeast = false;            ///< there are that many, and more
    std::size_t failed = 0;          ///< of those that are known
};

/// How much is known, and how much there is.
struct Coverage {
    std::size_t runs = 0;                          ///< whose row is known
    std::size_t details = 0;                       ///< of those, whose detail is known
    bool hasMore = false;                          ///< there are rows that were not fetched
    bool fetching = false;                         ///< rows or details are being fetched
    std::optional<std::chrono::seconds> remaining; ///< for the details that are not known, within the budget
};

enum class Link : std::uint8_t {
    none,    ///< nothing to be connected to: a file
    opening, ///< not known yet
    online,
    offline, ///< it does not answer, or refuses; it is tried again
    paused,
};

struct SourceState {
    bool opened = false; ///< there is something to show, be it no runs
    /// It follows, and the newest runs of each automation were told: those that are added from here on are new, but for
    /// SourceSnapshot::older. Stays while it is paused or offline.
    bool caughtUp = false;
    std::size_t bytesRead = 0;
    std::size_t bytesTotal = 0; ///< 0: not known
    Link link = Link::none;
    std::optional<Error> error;                    ///< why it could not be opened, or is offline
    std::optional<Error> keepError;                ///< why not all is kept on this computer; what is shown is right
    std::optional<Instant> since;                  ///< offline, or paused
    std::optional<Instant> refreshed;              ///< when the rows were last told by whoever makes them
    std::optional<Instant> nextAttempt;            ///< while offline
    std::chrono::milliseconds interval{0};         ///< between looks, while it follows
    std::chrono::milliseconds latency{0};          ///< of the last answer
    std::optional<std::chrono::seconds> clockSkew; ///< how far its clock is ahead of this computer's, where it tells
    Coverage coverage;
    FilterReach filters = FilterReach::nothing; ///< of Scope, by whoever has the runs
    bool canFollow = false;
    bool readOnly = true;
    bool list = true;               ///< false: it is one run, without a list
    std::string description;        ///< a path, or the server's address
    std::vector<std::string> notes; ///< dialect and the like, for a tool tip
};

/// The source at one moment. Immutable; for any thread.
struct SourceSnapshot {
    RunTable table;
    std::vector<RowNumber> added;   ///< since the snapshot before; ascending
    std::vector<RowNumber> older;   ///< of those: not told as the newest, and seldom new; ascending
    std::vector<RowNumber> changed; ///< say something else, or say it for sure; ascending, some of them just added
    std::vector<AutomationRow> automations;
    SourceState state;
    Diagnostics diagnostics;
};

/// All there is of one run.
struct RunDetail {
    RowNumber row = 0;
    std::shared_ptr<const Run> run;               ///< never null
    std::shared_ptr<const Automation> automation; ///< null: not known what it was to do
    Diagnostics diagnostics;                      ///< of the document it came in, where that is of this run alone
    std::shared_ptr<const std::string> bytes;     ///< the document; null where it is not kept
    std::size_t place = 0;                        ///< which of the document's runs it is
};

/// Which runs are wanted. What the source cannot leave out itself is left to whoever looks at its rows.
struct Scope {
    AutomationId automation; ///< empty: of all
    RunFilter filter;
    friend bool operator==(const Scope&, const Scope&) = default;
};

/// Lives on the thread that made it, where its signals come; works on others, and never blocks.
class RunSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual SourceKind kind() const noexcept = 0;
    /// Begins. Once.
    virtual void open() = 0;
    /// Ends what open() does; what is known stays.
    virtual void cancel() = 0;
    /// Looks anew for what has changed.
    virtual void refresh() = 0;

    virtual void setScope(const Scope& scope) { Q_UNUSED(scope) }
    virtual void setFollowing(bool follows) { Q_UNUSED(follows) }
    /// Rows whose details are wanted first, in their order: those that are seen, then those of the query.
    virtual void want(const std::vector<RowNumber>& seen, const std::vector<RowNumber>& matching)
    {
        Q_UNUSED(seen)
        Q_UNUSED(matching)
    }
    /// All details, as fast as the budget allows; or no more than are wanted.
    virtual void setFetchingAll(bool all) { Q_UNUSED(all) }
    /// The detail of one run, at once. What was asked for before and has not come yet does not come any more.
    virtual void fetchDetail(RowNumber row) = 0;

    /// Never null.
    [[nodiscard]] const std::shared_ptr<const SourceSnapshot>& snapshot() const noexcept { return m_snapshot; }
    /// Looks into the documents. Null before there is anything.
    [[nodiscard]] virtual std::shared_ptr<const RunSearch> search() const = 0;

Q_SIGNALS:
    void changed(); ///< there is a new snapshot
    void detailReady(std::shared_ptr<const RunDetail> detail);
    void detailFailed(RowNumber row, const Error& error);

protected:
    void publish(std::shared_ptr<const SourceSnapshot> snapshot)
    {
        m_snapshot = std::move(snapshot);
        Q_EMIT changed();
    }

private:
    std::shared_ptr<const SourceSnapshot> m_snapshot = std::make_shared<const SourceSnapshot>();
};

} // namespace runlens
