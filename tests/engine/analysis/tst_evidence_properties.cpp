// SPDX-License-Identifier: GPL-3.0-or-later
// What holds of the times of every run, however little or whatever nonsense it tells.
#include "engine/analysis/evidence.h"
#include "tests/engine/analysis/generated_run.h"
#include "tests/engine/analysis/moments.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;

namespace {

std::optional<Instant> fieldOf(const Event& event, std::string_view field)
{
    return field == "received_at" ? event.receivedAt : field == "occurred_at" ? event.occurredAt : std::nullopt;
}

std::optional<Instant> fieldOf(const Run& run, std::string_view field)
{
    if (field == "last_error.occurred_at" && run.lastError)
        return run.lastError->occurredAt;
    return field == "created_at"     ? run.createdAt
           : field == "started_at"   ? run.startedAt
           : field == "completed_at" ? run.completedAt
                                     : std::nullopt;
}

std::optional<Instant> fieldOf(const Step& step, std::string_view field)
{
    if (field == "error.occurred_at" && step.error)
        return step.error->occurredAt;
    return field == "started_at" ? step.startedAt : field == "completed_at" ? step.completedAt : std::nullopt;
}

std::optional<Instant> fieldOf(const Wait& wait, std::string_view field)
{
    return field == "opened_at"      ? wait.openedAt
           : field == "timeout_at"   ? wait.timeoutAt
           : field == "resumed_at"   ? wait.resumedAt
           : field == "timed_out_at" ? wait.timedOutAt
                                     : std::nullopt;
}

std::optional<Instant> fieldOfAttempt(const Run& run, const FieldRef& source)
{
    for (const Step& step : run.steps)
        for (const Attempt& attempt : step.attempts)
            if (source.id == step.id.text() + '/' + std::to_string(attempt.number.value()))
                return source.field == "started_at" ? attempt.startedAt
                       : source.field == "ended_at" ? attempt.endedAt
                                                    : std::nullopt;
    return {};
}

template <class List>
std::optional<Instant> fieldIn(const List& list, const FieldRef& source)
{
    for (const auto& object : list)
        if (object.id.text() == source.id)
            return fieldOf(object, source.field);
    return {};
}

/// What a source names in the run; nothing where it names nothing.
std::optional<Instant> valueOf(const Run& run, const FieldRef& source)
{
    switch (source.object) {
    case ObjectKind::run: return source.id == run.id.text() ? fieldOf(run, source.field) : std::nullopt;
    case ObjectKind::triggerEvent:
        return run.triggerEvent && run.triggerEvent->id.text() == source.id ? fieldOf(*run.triggerEvent, source.field)
                                                                            : std::nullopt;
    case ObjectKind::step: return fieldIn(run.steps, source);
    case ObjectKind::attempt: return fieldOfAttempt(run, source);
    case ObjectKind::wait: return fieldIn(run.waits, source);
    case ObjectKind::message:
        for (const Message& message : run.messages)
            if (message.id.text() == source.id && source.field == "created_at")
                return message.createdAt;
        return {};
    case ObjectKind::event:
        for (const Wait& wait : run.waits)
            if (wait.resumedBy && wait.resumedBy->id.text() == source.id)
                return fieldOf(*wait.resumedBy, source.field);
        return {};
    case ObjectKind::messageEvent:
    case ObjectKind::definition: break;
    }
    return {};
}

std::vector<Moment> inOrder(const Evidence& evidence)
{
    std::vector<Moment> moments = {evidence.trigger, evidence.run.start};
    // The sender's clock binds nothing.
    if (evidence.trigger.source.field == "occurred_at")
        moments.erase(moments.begin());
    for (const std::size_t step : evidence.order)
        for (const Moment& moment : {evidence.steps[step].start, evidence.steps[step].end})
            moments.push_back(moment);
    moments.push_back(evidence.run.end);
    std::erase_if(moments, [](const Moment& moment) { return !moment.known(); });
    return moments;
}

/// Compound conditions stand in parentheses of their own: RC_ASSERT takes an expression apart by overloaded operators,
/// and an overloaded || or && evaluates both its sides, where the plain one short-circuits.
void checkBetweenReported(const Evidence& evidence)
{
    const std::vector<Moment> moments = inOrder(evidence);
    const auto isReported = [](const Moment& moment) { return moment.origin == Origin::reported; };
    for (auto it = moments.begin(); it != moments.end(); ++it) {
        if (isReported(*it))
            continue;
        const auto before = std::find_if(std::make_reverse_iterator(it), moments.rend(), isReported);
        RC_ASSERT((before == moments.rend() || before->at <= it->at));
        const auto after = std::find_if(it, moments.end(), isReported);
        RC_ASSERT((after == moments.end() || it->at <= after->at));
    }
}

void checkNeverBackwards(const Evidence& evidence)
{
    std::vector<Moment> moments = inOrder(evidence);
    std::erase_if(moments, [](const Moment& moment) { return moment.origin != Origin::inferred; });
    RC_ASSERT(std::ranges::is_sorted(moments, {}, &Moment::at));
}

/// A reported time is the value it names; an inferred one is that of what it was concluded from, but where a
/// definition's length was counted in.
void checkSource(const Run& run, const Definition& definition, const Moment& moment)
{
    if (!moment.known())
        return;
    if (moment.source.object == ObjectKind::definition) {
        const StepDefinition* step = findStep(definition, moment.source.id);
        RC_ASSERT((moment.origin == Origin::inferred && step != nullptr));
        const bool isTimeout = moment.source.field == "timeout_seconds";
        RC_ASSERT((isTimeout ? step->timeout.has_value() : step->delay.has_value()));
        return;
    }
    RC_LOG() << told(moment) << '\n';
    RC_ASSERT(valueOf(run, moment.source) == moment.at);
}

void checkSources(const Run& run, const Definition& definition, const Evidence& evidence)
{
    checkSource(run, definition, evidence.trigger);
    for (const auto* spans : {&evidence.steps, &evidence.waits})
        for (const Span& span : *spans) {
            checkSource(run, definition, span.start);
            checkSource(run, definition, span.end);
        }
    checkSource(run, definition, evidence.run.start);
    checkSource(run, definition, evidence.run.end);
}

void checkReported(const std::optional<Instant>& told, const Moment& moment)
{
    if (told)
        RC_ASSERT((moment.origin == Origin::reported && moment.at == *told));
}

void checkReportedUntouched(const Run& run, const Evidence& evidence)
{
    checkReported(run.startedAt, evidence.run.start);
    if (run.status == RunStatus::completed)
        checkReported(run.completedAt, evidence.run.end);
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        checkReported(run.steps[i].startedAt, evidence.steps[i].start);
        checkReported(run.steps[i].completedAt, evidence.steps[i].end);
        RC_ASSERT((!evidence.steps[i].open || !evidence.steps[i].end.known()));
    }
    for (std::size_t i = 0; i < run.waits.size(); ++i) {
        checkReported(run.waits[i].openedAt, evidence.waits[i].start);
        if (run.waits[i].status == WaitStatus::received)
            checkReported(run.waits[i].resumedAt, evidence.waits[i].end);
        if (run.waits[i].status == WaitStatus::timedOut)
            checkReported(run.waits[i].timedOutAt, evidence.waits[i].end);
    }
}

void checkOrder(const Run& run, const Evidence& evidence)
{
    std::vector<std::size_t> order = evidence.order;
    RC_ASSERT(evidence.reordered == !std::ranges::is_sorted(order));
    std::ranges::sort(order);
    RC_ASSERT(order.size() == run.steps.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        RC_ASSERT(order[i] == i);
}

void checkAll(Clock clock)
{
    const Run run = RunGenerator(clock).run();
    const Definition definition = RunGenerator::definitionOf(run);
    for (const Definition* given : {static_cast<const Definition*>(nullptr), &definition}) {
        const Evidence evidence = collectEvidence(run, given);
        checkOrder(run, evidence);
        checkReportedUntouched(run, evidence);
        checkSources(run, definition, evidence);
        checkBetweenReported(evidence);
        checkNeverBackwards(evidence);
    }
}

} // namespace

class EvidencePropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void honestRuns()
    {
        QVERIFY(rc::check("times of an honest run", [] { checkAll(Clock::steady); }));
    }
    void contradictoryRuns()
    {
        QVERIFY(rc::check("times of a contradictory run", [] { checkAll(Clock::wild); }));
    }
    void definitionOnlyTightens();
    void honestRunsKeepTheirOrder();
};

void EvidencePropertiesTest::definitionOnlyTightens()
{
    QVERIFY(rc::check("a definition adds times and takes none away", [] {
        const Run run = RunGenerator(Clock::steady).run();
        const Definition definition = RunGenerator::definitionOf(run);
        const Evidence with = collectEvidence(run, &definition);
        const Evidence without = collectEvidence(run, nullptr);
        RC_ASSERT(with.order == without.order);
        RC_ASSERT(with.trigger == without.trigger);
        for (std::size_t i = 0; i < run.steps.size(); ++i) {
            const auto tightened = [](const Moment& moment, const Moment& before) {
                return !before.known() || (moment.origin == before.origin && moment.at >= before.at);
            };
            RC_ASSERT(tightened(with.steps[i].start, without.steps[i].start));
            RC_ASSERT(tightened(with.steps[i].end, without.steps[i].end));
            RC_ASSERT(with.steps[i].open == without.steps[i].open);
        }
    }));
}

void EvidencePropertiesTest::honestRunsKeepTheirOrder()
{
    QVERIFY(rc::check("times told in order reorder nothing",
                      [] { RC_ASSERT(!collectEvidence(RunGenerator(Clock::steady).run(), nullptr).reordered); }));
}

QTEST_APPLESS_MAIN(EvidencePropertiesTest)
#include "tst_evidence_properties.moc"
