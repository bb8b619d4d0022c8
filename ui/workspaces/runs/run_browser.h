// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/query/complete.h"
#include "engine/query/query.h"
#include "engine/source/run_source.h"
#include "ui/models/run_finder.h"
#include "ui/models/run_list_model.h"
#include "ui/workspaces/runs/run_preparer.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace runlens {

/// What is being browsed: a source, the runs of it that a query finds, and the one that is shown. No widgets. Lives on
/// the window's thread.
class RunBrowser : public QObject {
    Q_OBJECT
public:
    explicit RunBrowser(QObject* parent = nullptr);
    ~RunBrowser() override;

    /// Opens it, in place of the one before; null: of none. What was chosen and queried of the one before is forgotten.
    void browse(std::unique_ptr<RunSource> source);
    [[nodiscard]] RunSource* source() const noexcept { return m_source.get(); }
    [[nodiscard]] const SourceSnapshot& snapshot() const;
    [[nodiscard]] RunListModel& model() noexcept { return m_model; }
    void reload();

    /// At which time runs are looked at; default: the system's.
    void setClock(std::function<Instant()> clock);
    [[nodiscard]] Instant now() const { return m_clock(); }
    /// Time has passed: open runs have lasted longer.
    void tick();

    void setQuery(std::shared_ptr<const Query> query); ///< null: all runs
    [[nodiscard]] const std::shared_ptr<const Query>& query() const noexcept { return m_query; }
    void setAutomation(const AutomationId& id); ///< whose runs; empty: of all
    [[nodiscard]] const AutomationId& automation() const noexcept { return m_automation; }
    void setSort(const SortSpec& sort);
    [[nodiscard]] const SortSpec& sort() const noexcept { return m_sort; } ///< as asked for; what is found may lag
    /// Rows of the list that are seen: their details are fetched first.
    void setSeen(int first, int last);
    /// Rows whose details somebody else waits for: they are fetched after those of the query.
    void setWatched(std::vector<RowNumber> rows);

    /// What stands in the rows, for completions, by vocabularyTold(); nothing while it is the one that was told.
    void askVocabulary();

    void select(std::optional<RowNumber> row);
    [[nodiscard]] std::optional<RowNumber> selected() const noexcept { return m_selected; }
    /// Of the selected run; null until it is there.
    [[nodiscard]] const std::shared_ptr<const RunDetail>& detail() const noexcept { return m_detail; }
    /// Of which the runs are, for a source that does not know it.
    void openAutomation(const QString& path) { m_preparer.openAutomation(path); }
    /// The text of a place of the selected run, by wasCut(); false where its document is not kept.
    bool cut(RunPreparer::Place place, std::size_t index);

    /// Of a query that finds nothing: what dropping one of its terms would bring, by foundWhyNone().
    struct Drop {
        QString term;
        Query without;
        std::size_t brings = 0;
    };

Q_SIGNALS:
    void sourceChanged(); ///< another one
    void stateChanged();  ///< it says something new
    void foundRuns();     ///< the model has them
    void findFailed(const Error& error);
    void foundWhyNone(const std::vector<runlens::RunBrowser::Drop>& drops);
    void vocabularyTold(std::shared_ptr<const runlens::QueryVocabulary> vocabulary);
    void selectionChanged();
    void prepared(std::shared_ptr<const ShownRun> shown, bool anew); ///< anew: of another run than the one before
    void detailFailed(const Error& error);                           ///< of the selected run
    void wasCut(const QString& text);
    void cutFailed(const Error& error);
    void automationOpened();
    void automationFailed(const Error& error);

private:
    void onChanged();
    void onFound(const std::shared_ptr<const FoundRuns>& runs);
    void onDetail(std::shared_ptr<const RunDetail> detail);
    void find();
    void selectAgain();
    void prepare();
    void askWhyNone();
    void tellWanted();
    [[nodiscard]] Query wholeQuery() const;

    std::unique_ptr<RunSource> m_source;
    std::function<Instant()> m_clock;
    RunListModel m_model;
    RunFinder m_finder;
    RunPreparer m_preparer;
    std::shared_ptr<const Query> m_query;
    AutomationId m_automation;
    SortSpec m_sort;
    std::optional<RowNumber> m_selected;
    RunId m_selectedId;
    std::shared_ptr<const RunDetail> m_detail;
    std::shared_ptr<const Automation> m_givenAutomation;
    std::vector<RowNumber> m_seen;
    std::vector<RowNumber> m_watched;
    std::vector<RowNumber> m_wantedSeen;
    std::vector<RowNumber> m_wantedMatching;
    std::shared_ptr<const RunSearch> m_search;
    bool m_begun = false; ///< there was something to find in
    bool m_anew = true;   ///< what is prepared next is another run than the one shown
    QThreadPool m_asking; ///< for why nothing is found
    std::stop_source m_stopAsking;
    QThreadPool m_reading; ///< for what stands in the rows
    std::stop_source m_stopReading;
    std::weak_ptr<const SourceSnapshot> m_read; ///< the one whose vocabulary was told, or is being read
    bool m_isReading = false;
};

} // namespace runlens
