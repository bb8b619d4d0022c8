// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/merge_listings.h"

#include "engine/wire/merge_fields.h"
#include "engine/wire/quoted.h"
#include "engine/wire/run_tables.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

const ObjectType& typeOf(const Wait&) { return waitType; }
const ObjectType& typeOf(const Message& message) { return message.channel == Channel::email ? emailType : pushType; }

Contradiction::Object kindOf(const Wait&) { return Contradiction::Object::wait; }
Contradiction::Object kindOf(const Message&) { return Contradiction::Object::message; }

std::string_view keyFieldOf(const Wait&) { return "step_key"; }
std::string_view keyFieldOf(const Message&) { return "automation_step_key"; }

bool sameChannel(const Wait&, const Wait&) { return true; }
bool sameChannel(const Message& left, const Message& right) { return left.channel == right.channel; }

std::string timeText(const std::optional<Instant>& time) { return time ? formatInstant(*time) : std::string(); }

/// What two items without an id must share to be one.
std::string likeness(const Wait& wait) { return wait.eventName + '\n' + timeText(wait.timeoutAt); }
std::string likeness(const Message& message) { return message.title + '\n' + timeText(message.createdAt); }

int channelOf(const Wait&) { return 0; }
int channelOf(const Message& message) { return static_cast<int>(message.channel); }

/// Text that is equal for two items that are one; empty for an item that can be no other's twin.
template <class T>
std::string identity(const T& item)
{
    const auto channel = std::to_string(channelOf(item));
    if (!item.id.empty())
        return channel + "#" + item.id.text();
    return item.step ? channel + "@" + std::to_string(*item.step) + '\n' + likeness(item) : std::string();
}

template <class T>
bool areOne(const T& left, const T& right)
{
    if (!sameChannel(left, right) || left.id != right.id)
        return false;
    return !left.id.empty() || (left.step && left.step == right.step && likeness(left) == likeness(right));
}

/// Finds the first item that is one with another, among those added. Few are searched one by one.
template <class T>
class Twins {
public:
    explicit Twins(const std::vector<T>& items) : m_items(items), m_isFew(items.size() <= few) {}

    /// Items are added in ascending order, and stay where they are.
    void add(std::size_t index)
    {
        if (m_isFew)
            m_count = index + 1;
        else if (auto text = identity(m_items[index]); !text.empty())
            m_table.try_emplace(std::move(text), index);
    }
    [[nodiscard]] std::optional<std::size_t> find(const T& item) const
    {
        if (!m_isFew) {
            const auto found = m_table.find(identity(item));
            return found == m_table.end() ? std::nullopt : std::optional(found->second);
        }
        for (std::size_t i = 0; i < m_count; ++i)
            if (areOne(m_items[i], item))
                return i;
        return std::nullopt;
    }

private:
    static constexpr std::size_t few = 16;
    const std::vector<T>& m_items;
    bool m_isFew;
    std::size_t m_count = 0;
    std::unordered_map<std::string, std::size_t> m_table;
};

/// Items nested in steps come first; each group keeps its order.
template <class T>
void putNestedFirst(std::vector<T>& items, std::vector<Place>& places)
{
    if (std::ranges::is_partitioned(items, [](const T& item) { return item.listed.inStep; }))
        return;
    std::vector<T> orderedItems;
    std::vector<Place> orderedPlaces;
    orderedItems.reserve(items.size());
    orderedPlaces.reserve(items.size());
    for (const bool nested : {true, false})
        for (std::size_t i = 0; i < items.size(); ++i)
            if (places[i].step.has_value() == nested) {
                orderedItems.push_back(std::move(items[i]));
                orderedPlaces.push_back(places[i]);
            }
    items = std::move(orderedItems);
    places = std::move(orderedPlaces);
}

template <class T>
class Merger {
public:
    Merger(Run& run, std::vector<T>& items, const Draft& draft, std::vector<Place>& places, const Report& report)
        : m_run(run), m_items(items), m_draft(draft), m_places(places), m_report(report), m_twins(items)
    {
    }

    void merge()
    {
        putNestedFirst(m_items, m_places);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const auto twin = m_twins.find(m_items[i]);
            if (twin && m_items[*twin].listed.inStep && !m_items[*twin].listed.inRun && m_items[i].listed.inRun) {
                mergeInto(*twin, i);
                continue;
            }
            if (twin && !m_items[i].id.empty())
                m_report(DiagnosticCode::repeatedId, pointerTo(i) + "/id", m_items[i].id.text());
            if (m_items[i].id.empty())
                m_report(DiagnosticCode::missingId, pointerTo(i), "it has no id");
            if (kept != i) {
                m_items[kept] = std::move(m_items[i]);
                m_places[kept] = m_places[i];
            }
            m_twins.add(kept++);
        }
        m_items.resize(kept);
        m_places.resize(kept);
    }

private:
    [[nodiscard]] std::string pointerTo(std::size_t item) const { return m_draft.pointerTo(m_places[item]); }

    void mergeInto(std::size_t nested, std::size_t own)
    {
        T& into = m_items[nested];
        T& from = m_items[own];
        into.listed.inRun = true;
        // The place of a nested item names its step, though no field of its own may.
        const StepKey& key = m_run.steps[*into.step].key;
        if (into.stepKey.empty() && !from.stepKey.empty() && !key.empty() && key != from.stepKey) {
            contradict(nested, std::string(keyFieldOf(into)), key.text(), from.stepKey.text(),
                       "/steps/" + std::to_string(m_draft.stepItems[*into.step]) + "/step_key",
                       pointerTo(own).append("/").append(keyFieldOf(from)));
            from.stepKey = {};
        }
        mergeFields(typeOf(into), &into, &from, [&](const std::string& path, std::string kept, std::string given) {
            contradict(nested, path, std::move(kept), std::move(given), pointerTo(nested) + "/" + path,
                       pointerTo(own) + "/" + path);
        });
    }

    void contradict(std::size_t nested, std::string field, std::string inStep, std::string inRun,
                    std::string inStepPointer, std::string inRunPointer)
    {
        constexpr std::size_t mostShown = 26;
        m_report(DiagnosticCode::contradiction, inRunPointer,
                 quoted(inStep, mostShown) + " in its step, " + quoted(inRun, mostShown) + " here");
        if (m_run.contradictions.size() < Diagnostics::limit)
            m_run.contradictions.push_back({kindOf(m_items[nested]), nested, std::move(field), std::move(inStep),
                                            std::move(inRun), std::move(inStepPointer), std::move(inRunPointer)});
    }

    Run& m_run;
    std::vector<T>& m_items;
    const Draft& m_draft;
    std::vector<Place>& m_places;
    const Report& m_report;
    Twins<T> m_twins;
};

} // namespace

void mergeListings(Run& run, std::vector<Wait>& items, const Draft& draft, std::vector<Place>& places,
                   const Report& report)
{
    Merger<Wait>(run, items, draft, places, report).merge();
}

void mergeListings(Run& run, std::vector<Message>& items, const Draft& draft, std::vector<Place>& places,
                   const Report& report)
{
    Merger<Message>(run, items, draft, places, report).merge();
}

} // namespace runlens
