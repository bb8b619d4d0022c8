// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/finish_run.h"

#include "engine/wire/decoder.h"
#include "engine/wire/merge_fields.h"
#include "engine/wire/merge_listings.h"
#include "engine/wire/quoted.h"
#include "engine/wire/run_tables.h"
#include "engine/wire/step_index.h"

#include <iterator>
#include <string>
#include <utility>

namespace runlens {
namespace {

/// Reports to the decoder's diagnostics, with pointers beneath the run at hand.
class Finisher {
public:
    Finisher(Run& run, Decoder& decoder) : m_run(run), m_decoder(decoder), m_draft(decoder.draft()), m_index(run.steps)
    {
    }

    void finish()
    {
        if (m_run.id.empty())
            report(DiagnosticCode::missingId, "", "the run has no id");
        checkSteps();
        checkKey(m_run.currentStepKey, "/current_step_key");
        if (m_run.lastError)
            checkKey(m_run.lastError->stepKey, "/last_error/step_key");
        const auto say = [this](DiagnosticCode code, const std::string& pointer, std::string detail) {
            report(code, pointer, std::move(detail));
        };
        if (!m_run.waits.empty()) {
            link(m_run.waits, m_draft.waits, "step_key");
            mergeListings(m_run, m_run.waits, m_draft, m_draft.waits, say);
            for (std::size_t i = 0; i < m_run.waits.size(); ++i)
                if (const auto step = m_run.waits[i].step)
                    m_run.steps[*step].waits.push_back(i);
        }
        if (!m_run.messages.empty()) {
            link(m_run.messages, m_draft.messages, "automation_step_key");
            mergeListings(m_run, m_run.messages, m_draft, m_draft.messages, say);
            for (std::size_t i = 0; i < m_run.messages.size(); ++i)
                if (const auto step = m_run.messages[i].step)
                    m_run.steps[*step].messages.push_back(i);
        }
        if (!m_run.contradictions.empty())
            completePointers();
    }

private:
    void report(DiagnosticCode code, const std::string& pointer, std::string detail)
    {
        auto& diagnostics = m_decoder.diagnostics();
        if (diagnostics.hasRoom())
            diagnostics.add(code, m_decoder.pointer() + pointer, std::move(detail));
        else
            ++diagnostics.suppressed;
    }

    [[nodiscard]] std::string pointerToStep(std::size_t step) const
    {
        return "/steps/" + std::to_string(m_draft.stepItems[step]);
    }

    void checkSteps()
    {
        std::optional<Instant> latest;
        for (std::size_t i = 0; i < m_run.steps.size(); ++i) {
            const Step& step = m_run.steps[i];
            if (step.id.empty() && step.key.empty())
                report(DiagnosticCode::missingId, pointerToStep(i), "the step has neither an id nor a key");
            if (const auto first = m_index.byId(step.id); first && *first != i)
                report(DiagnosticCode::repeatedId, pointerToStep(i) + "/id", step.id.text());
            if (const auto first = m_index.byKey(step.key); first && *first != i)
                report(DiagnosticCode::repeatedId, pointerToStep(i) + "/step_key", step.key.text());
            if (step.startedAt && latest && *step.startedAt < *latest)
                report(DiagnosticCode::stepsOutOfOrder, pointerToStep(i) + "/started_at",
                       "a step listed before this one started after it");
            if (step.startedAt && (!latest || *latest < *step.startedAt))
                latest = step.startedAt;
        }
    }

    void checkKey(const StepKey& key, const std::string& pointer)
    {
        if (!m_run.steps.empty() && !key.empty() && !m_index.byKey(key))
            report(DiagnosticCode::danglingReference, pointer, key.text());
    }

    /// Finds the step of each item of the run's own lists, and holds those nested in a step to what they say of it.
    template <class T>
    void link(std::vector<T>& items, const std::vector<Place>& places, std::string_view keyField)
    {
        for (std::size_t i = 0; i < items.size(); ++i) {
            T& item = items[i];
            const auto at = [&](std::string_view field) {
                return m_draft.pointerTo(places[i]).append("/").append(field);
            };
            std::optional<std::size_t> step;
            if constexpr (requires { item.stepId; })
                if (!item.stepId.empty()) {
                    step = m_index.byId(item.stepId);
                    if (!step)
                        report(DiagnosticCode::danglingReference, at("step_id"), item.stepId.text());
                }
            if (!item.stepKey.empty()) {
                const auto byKey = m_index.byKey(item.stepKey);
                if (!byKey)
                    report(DiagnosticCode::danglingReference, at(keyField), item.stepKey.text());
                else if (!step)
                    step = byKey;
                // A repeated key says nothing against the step the id names.
                else if (byKey != step && m_run.steps[*step].key != item.stepKey)
                    report(DiagnosticCode::contradiction, at(keyField),
                           "step_id names " + nameOf(*step) + ", this " + nameOf(*byKey));
            }
            if (!item.step)
                item.step = step;
            else if (step && step != item.step && !namedAlike(*step, *item.step))
                report(DiagnosticCode::contradiction, m_draft.pointerTo(places[i]),
                       "it stands in " + nameOf(*item.step) + " and names " + nameOf(*step));
        }
    }

    [[nodiscard]] std::string nameOf(std::size_t step) const
    {
        constexpr std::size_t mostShown = 26;
        const Step& it = m_run.steps[step];
        return quoted(it.key.empty() ? it.id.text() : it.key.text(), mostShown);
    }

    [[nodiscard]] bool namedAlike(std::size_t left, std::size_t right) const
    {
        return m_run.steps[left].id == m_run.steps[right].id || m_run.steps[left].key == m_run.steps[right].key;
    }

    void completePointers()
    {
        const auto prefix = m_decoder.pointer();
        for (auto& contradiction : m_run.contradictions) {
            contradiction.inStepPointer.insert(0, prefix);
            contradiction.inRunPointer.insert(0, prefix);
        }
    }

    Run& m_run;
    Decoder& m_decoder;
    Draft& m_draft;
    StepIndex m_index;
};

} // namespace

void finishRun(Run& run, Decoder& decoder) { Finisher(run, decoder).finish(); }

void fillGaps(Run& into, Run& from)
{
    mergeFields(runType, &into, &from, [](const std::string&, const std::string&, const std::string&) {});
    if (!into.steps.empty() || !into.waits.empty() || !into.messages.empty())
        return;
    into.steps = std::move(from.steps);
    into.waits = std::move(from.waits);
    into.messages = std::move(from.messages);
    into.contradictions = std::move(from.contradictions);
}

} // namespace runlens
