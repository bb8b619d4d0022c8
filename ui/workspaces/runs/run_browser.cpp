// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_browser.h"

#include "engine/query/match.h"
#include "engine/query/pushdown.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t mostMatchingWanted = 5'000;

Instant systemNow() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

MatchFunction matchFunction(Query query, std::shared_ptr<const RunSearch> search, Instant now)
{
    if (query.empty())
        return {};
    return [query = std::move(query), search = std::move(search),
            now](const RunTable& table, std::optional<std::span<const RowNumber>> only, const std::stop_token& stop) {
        return matchRows(table, query, search.get(), now, only, stop);
    };
}

Query without(const Query& query, std::size_t term)
{
    Query rest = query;
    rest.terms.erase(rest.terms.begin() + static_cast<std::ptrdiff_t>(term));
    return rest;
}

} // namespace

RunBrowser::RunBrowser(QObject* parent)
    : QObject(parent), m_clock(systemNow), m_model(this), m_finder(this), m_preparer(this)
{
    m_asking.setMaxThreadCount(1);
    m_reading.setMaxThreadCount(1);
    connect(&m_finder, &RunFinder::found, this, &RunBrowser::onFound);
    connect(&m_finder, &RunFinder::failed, this, &RunBrowser::findFailed);
    connect(&m_model, &RunListModel::sortRequested, this, &RunBrowser::setSort);
    connect(&m_preparer, &RunPreparer::prepared, this, [this](RowNumber row, std::shared_ptr<const ShownRun> shown) {
        if (row != m_selected)
            return;
        Q_EMIT prepared(std::move(shown), std::exchange(m_anew, false));
    });
    connect(&m_preparer, &RunPreparer::wasCut, this, &RunBrowser::wasCut);
    connect(&m_preparer, &RunPreparer::cutFailed, this, &RunBrowser::cutFailed);
    connect(&m_preparer, &RunPreparer::automationFailed, this, &RunBrowser::automationFailed);
    connect(&m_preparer, &RunPreparer::automationOpened, this, [this](std::shared_ptr<const Automation> automation) {
        m_givenAutomation = std::move(automation);
        Q_EMIT automationOpened();
        prepare();
    });
}

RunBrowser::~RunBrowser()
{
    m_stopAsking.request_stop();
    m_stopReading.request_stop();
    m_asking.waitForDone();
    m_reading.waitForDone();
}

void RunBrowser::browse(std::unique_ptr<RunSource> source)
{
    m_source = std::move(source);
    m_query.reset();
    m_automation = AutomationId();
    m_givenAutomation.reset();
    m_detail.reset();
    m_selected.reset();
    m_search.reset();
    m_seen.clear();
    m_watched.clear();
    m_wantedSeen.clear();
    m_wantedMatching.clear();
    m_begun = false;
    m_anew = true;
    m_stopReading.request_stop();
    m_stopReading = {};
    m_read.reset();
    m_finder.begin();
    m_preparer.drop();
    m_model.clear();
    m_model.setSearch(nullptr);
    if (m_source) {
        connect(m_source.get(), &RunSource::changed, this, &RunBrowser::onChanged);
        connect(m_source.get(), &RunSource::detailReady, this, &RunBrowser::onDetail);
        connect(m_source.get(), &RunSource::detailFailed, this, [this](RowNumber row, const Error& error) {
            if (row == m_selected)
                Q_EMIT detailFailed(error);
        });
        m_source->open();
    }
    Q_EMIT sourceChanged();
    Q_EMIT stateChanged();
}

const SourceSnapshot& RunBrowser::snapshot() const
{
    static const SourceSnapshot none;
    return m_source ? *m_source->snapshot() : none;
}

void RunBrowser::reload()
{
    if (m_source)
        m_source->refresh();
}

void RunBrowser::setClock(std::function<Instant()> clock) { m_clock = std::move(clock); }

void RunBrowser::tick()
{
    m_model.setNow(now());
    if (m_detail && m_selected && snapshot().table.size() > *m_selected
        && snapshot().table.has(*m_selected, RowFlag::open))
        prepare();
}

void RunBrowser::onChanged()
{
    m_model.setNow(now()); // the lengths of what is under way are as new as the rows
    const bool rewritten = m_begun && m_source->kind() == SourceKind::file; // it was read anew: rows have other numbers
    if (snapshot().state.opened || snapshot().table.size() > 0) {
        if (m_search != m_source->search()) {
            m_search = m_source->search();
            m_model.setSearch(m_search);
            m_begun = m_begun && (!m_query || m_query->empty());
        }
        if (!m_begun || rewritten) {
            if (rewritten) {
                m_finder.begin();
                selectAgain();
            }
            m_begun = true;
            find();
        } else {
            m_finder.update(m_source->snapshot(), now());
        }
    }
    Q_EMIT stateChanged();
}

/// The source was read anew: the run that was looked at has another row, or is gone.
void RunBrowser::selectAgain()
{
    if (!m_selected)
        return;
    const RunTable& table = snapshot().table;
    RowNumber row = 0;
    while (row < table.size() && table.id(row) != m_selectedId.text())
        ++row;
    if (row == table.size() || m_selectedId.empty())
        row = *m_selected;
    if (row >= table.size())
        return select(std::nullopt);
    m_selected = row;
    m_source->fetchDetail(row);
}

Query RunBrowser::wholeQuery() const
{
    Query query = m_query ? *m_query : Query();
    if (!m_automation.empty()) {
        QueryTerm term;
        term.key = QueryKey::automation;
        term.op = QueryOperator::equal;
        term.values.push_back({m_automation.text(), true, {}});
        query.terms.push_back(std::move(term));
    }
    return query;
}

void RunBrowser::find()
{
    if (!m_source || !m_begun)
        return;
    const Instant at = now();
    m_model.setNow(at);
    m_finder.find({m_source->snapshot(), m_search, matchFunction(wholeQuery(), m_search, at), m_sort, at});
}

void RunBrowser::setQuery(std::shared_ptr<const Query> query)
{
    m_query = std::move(query);
    if (m_source)
        m_source->setScope({m_automation, m_query ? pushdownOf(*m_query, now()).filter : RunFilter()});
    find();
}

void RunBrowser::setAutomation(const AutomationId& id)
{
    if (id == m_automation)
        return;
    m_automation = id;
    setQuery(m_query);
}

void RunBrowser::setSort(const SortSpec& sort)
{
    m_sort = sort;
    find();
}

void RunBrowser::onFound(const std::shared_ptr<const FoundRuns>& runs)
{
    m_model.apply(runs);
    const bool none = runs->order->rows.empty();
    if (!m_selected && !none)
        select(runs->order->rows.front());
    tellWanted();
    Q_EMIT foundRuns();
    if (none && m_query && !m_query->empty())
        askWhyNone();
}

void RunBrowser::setSeen(int first, int last)
{
    m_seen.clear();
    for (int row = first; row <= last; ++row)
        if (const auto number = m_model.numberOf(row))
            m_seen.push_back(*number);
    tellWanted();
}

void RunBrowser::setWatched(std::vector<RowNumber> rows)
{
    if (rows == m_watched)
        return;
    m_watched = std::move(rows);
    tellWanted();
}

void RunBrowser::tellWanted()
{
    if (!m_source)
        return;
    std::vector<RowNumber> matching;
    if (m_query && !m_query->empty()) {
        // What may belong to them is wanted as much as what does.
        const FoundRuns& found = *m_model.found();
        const std::size_t room = mostMatchingWanted - std::min(m_watched.size(), mostMatchingWanted);
        for (const auto* rows : {&found.undecided, &found.order->rows})
            matching.insert(matching.end(), rows->begin(),
                            rows->begin()
                                + static_cast<std::ptrdiff_t>(std::min(rows->size(), room - matching.size())));
    }
    matching.insert(matching.end(), m_watched.begin(), m_watched.end());
    if (m_seen == m_wantedSeen && matching == m_wantedMatching)
        return;
    m_wantedSeen = m_seen;
    m_wantedMatching = matching;
    m_source->want(m_seen, matching);
}

void RunBrowser::select(std::optional<RowNumber> row)
{
    if (row == m_selected)
        return;
    m_selected = row;
    m_selectedId = row && *row < snapshot().table.size() ? RunId(std::string(snapshot().table.id(*row))) : RunId();
    m_detail.reset();
    m_anew = true;
    m_preparer.drop();
    if (m_selected && m_source)
        m_source->fetchDetail(*m_selected);
    Q_EMIT selectionChanged();
}

void RunBrowser::onDetail(std::shared_ptr<const RunDetail> detail)
{
    if (detail->row != m_selected)
        return;
    m_detail = std::move(detail);
    prepare();
}

void RunBrowser::prepare()
{
    if (m_detail)
        m_preparer.prepare(m_detail, m_givenAutomation, now());
}

bool RunBrowser::cut(RunPreparer::Place place, std::size_t index)
{
    if (!m_detail || !m_detail->bytes)
        return false;
    m_preparer.cut(m_detail, place, index);
    return true;
}

void RunBrowser::askVocabulary()
{
    if (!m_source || m_isReading || m_read.lock() == m_source->snapshot())
        return;
    m_read = m_source->snapshot();
    m_isReading = true;
    m_reading.start([this, snapshot = m_source->snapshot(), stop = m_stopReading.get_token()] {
        auto vocabulary = std::make_shared<const QueryVocabulary>(vocabularyOf(snapshot->table, stop));
        QMetaObject::invokeMethod(this, [this, vocabulary, stop] {
            m_isReading = false;
            if (!stop.stop_requested())
                Q_EMIT vocabularyTold(vocabulary);
        });
    });
}

void RunBrowser::askWhyNone()
{
    m_stopAsking.request_stop();
    m_stopAsking = {};
    m_asking.start([this, table = snapshot().table, query = wholeQuery(), terms = m_query, search = m_search,
                    at = now(), stop = m_stopAsking.get_token()] {
        const auto reasons = whyNone(table, query, search.get(), at, stop);
        if (!reasons || stop.stop_requested())
            return;
        std::vector<Drop> drops;
        for (const WithoutTerm& reason : *reasons)
            if (reason.term < terms->terms.size())
                drops.push_back({QString::fromStdString(terms->terms[reason.term].text()), without(*terms, reason.term),
                                 reason.brings});
        QMetaObject::invokeMethod(this, [this, drops, terms] {
            if (terms == m_query)
                Q_EMIT foundWhyNone(drops);
        });
    });
}

} // namespace runlens
