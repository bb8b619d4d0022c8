// SPDX-License-Identifier: GPL-3.0-or-later
// Details: in the order they are wanted, a few at a time.
#include "engine/source/follow_worker.h"
#include "engine/wire/reader.h"

#include <utility>

namespace runlens {

void FollowWorker::hydrate()
{
    while (mayAsk() && m_hydration.underWay() < m_policy.detailsAtOnce) {
        const auto row = m_hydration.next(m_table.table());
        if (!row)
            return;
        fetch(*row, Urgency::background);
    }
}

void FollowWorker::fetchDetail(RowNumber row)
{
    if (row >= m_table.table().size())
        return;
    m_asked = row;
    // What is at hand is shown at once; where it may have changed, what is true comes after it.
    const bool known = m_table.table().has(row, RowFlag::detail);
    if (known)
        tellKept(row, std::nullopt);
    if (!m_backend) {
        if (!known)
            tellRow(row);
        return;
    }
    if (m_link == Link::offline || m_link == Link::opening) {
        if (!known)
            Q_EMIT detailFailed(row, m_error.value_or(Error{ErrorCode::unreachable, {}, m_info.description}));
        return;
    }
    if (!known || m_table.table().has(row, RowFlag::stale) || m_table.table().has(row, RowFlag::open))
        fetch(row, Urgency::interactive);
}

void FollowWorker::fetch(RowNumber row, Urgency urgency)
{
    const RunSummary summary = m_table.table().summary(row);
    DetailRequest request{summary.automationId, summary.id, {}, urgency};
    if (summary.facets)
        if (const auto kept = m_keeper->detail(summary.id); kept && *kept)
            request.etag = (*kept)->etag;
    m_backend->detail(request, [this, row, urgency, look = m_look](Result<DetailAnswer> answer) {
        const bool gone = !answer && answer.error().code == ErrorCode::notFound;
        if (urgency == Urgency::background)
            m_hydration.finished(row, answer ? HydrationOrder::End::fetched
                                      : gone ? HydrationOrder::End::gone
                                             : HydrationOrder::End::failed);
        if (answer)
            takeDetail(row, *answer);
        else if (urgency == Urgency::interactive && m_asked == row)
            tellKept(row, answer.error());
        if (!answer && !gone && !isOfDocument(answer.error().code))
            return onFailed(answer.error());
        if (urgency == Urgency::look)
            lookEnded(look);
        hydrate();
    });
}

void FollowWorker::takeDetail(RowNumber row, const DetailAnswer& answer)
{
    if (m_table.table().has(row, RowFlag::stale)) {
        m_changed.push_back(row); // queries that were undecided are decided, even if it says the same
        publishSoon();
    }
    if (answer.unchanged) {
        m_table.put(m_table.table().summary(row));
        return;
    }
    const Instant now = m_clock();
    const auto automation = automationOf(row);
    RunSummary summary = summaryOfDetail(*answer.run, automation ? &automation->definition : nullptr, now);
    const RunSummary before = m_table.table().summary(row);
    summary.id = before.id; // the detail of that run, whatever it calls itself
    if (summary.automationId.empty())
        summary.automationId = before.automationId;
    note(m_table.put(summary));
    m_unsaved.push_back({row, m_table.table().summary(row), *answer.bytes, answer.etag, now, true});
    if (m_asked == row)
        tellDetail(row, answer.run, answer.bytes, answer.diagnostics);
    publishSoon();
}

void FollowWorker::tellKept(RowNumber row, const std::optional<Error>& otherwise)
{
    for (auto unsaved = m_unsaved.rbegin(); unsaved != m_unsaved.rend(); ++unsaved)
        if (unsaved->row == row && unsaved->detail) {
            if (auto run = readRun(unsaved->bytes))
                tellDetail(row, std::make_shared<const Run>(std::move(run->value)),
                           std::make_shared<const std::string>(unsaved->bytes), run->diagnostics);
            return;
        }
    auto kept = m_keeper->detail(RunId(std::string(m_table.table().id(row))));
    if (kept && *kept) {
        auto run = readRun(*(*kept)->bytes);
        if (run)
            return tellDetail(row, std::make_shared<const Run>(std::move(run->value)), (*kept)->bytes,
                              std::move(run->diagnostics));
        Q_EMIT detailFailed(row, run.error());
    } else if (!kept) {
        Q_EMIT detailFailed(row, kept.error());
    } else if (otherwise) {
        Q_EMIT detailFailed(row, *otherwise);
    }
}

/// What a row alone tells of its run.
void FollowWorker::tellRow(RowNumber row)
{
    const RunSummary summary = m_table.table().summary(row);
    auto run = std::make_shared<Run>();
    run->id = summary.id;
    run->automationId = summary.automationId;
    run->automationVersionId = summary.versionId;
    run->status = summary.status;
    run->identityType = summary.identityType;
    run->identityValue = summary.identity;
    run->startedAt = summary.startInferred ? std::nullopt : summary.started;
    run->completedAt = summary.endInferred ? std::nullopt : summary.ended;
    run->currentStepKey = summary.atStep;
    run->sentCount = summary.sent;
    auto detail = std::make_shared<RunDetail>();
    detail->row = row;
    detail->run = std::move(run);
    Q_EMIT detailReady(std::move(detail));
}

void FollowWorker::tellDetail(RowNumber row, std::shared_ptr<const Run> run, std::shared_ptr<const std::string> bytes,
                              Diagnostics diagnostics)
{
    auto detail = std::make_shared<RunDetail>();
    detail->row = row;
    detail->automation = automationOf(row);
    if (!detail->automation)
        askForDefinition(row);
    detail->run = std::move(run);
    detail->bytes = std::move(bytes);
    detail->diagnostics = std::move(diagnostics);
    Q_EMIT detailReady(std::move(detail));
}

/// Null where its definition is not known: lists do not tell it.
std::shared_ptr<const Automation> FollowWorker::automationOf(RowNumber row) const
{
    const auto known = m_automations.find(m_table.table().summary(row).automationId.text());
    return known == m_automations.end() || known->second->definition.steps.empty() ? nullptr : known->second;
}

/// Once, and the detail that is waited for is told again with it.
void FollowWorker::askForDefinition(RowNumber row)
{
    const AutomationId id = m_table.table().summary(row).automationId;
    if (!mayAsk() || id.empty() || !m_definitionsAsked.insert(id.text()).second)
        return;
    m_backend->automation(id, [this, row, id](Result<Automation> automation) {
        if (!automation || automation->definition.steps.empty())
            return;
        auto& known = m_automations[id.text()];
        known = std::make_shared<const Automation>(std::move(*automation));
        if (const auto kept = m_keeper->putAutomations(std::span(&known, 1)); !kept)
            m_keepError = kept.error();
        if (m_asked == row)
            tellKept(row, std::nullopt);
    });
}

/// Something is wrong with one document, and the connection is as good as before.
bool FollowWorker::isOfDocument(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::empty:
    case ErrorCode::tooLarge:
    case ErrorCode::tooDeep:
    case ErrorCode::tooManyItems:
    case ErrorCode::invalidUtf8:
    case ErrorCode::malformedJson:
    case ErrorCode::numberOutOfRange:
    case ErrorCode::wrongDocument:
    case ErrorCode::invalidDocument: return true;
    default: return false;
    }
}

} // namespace runlens
