// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/run_codec.h"

#include "engine/journey/byte_stream.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace runlens::journey {
namespace {

constexpr std::uint64_t format = 1;
constexpr Sequence anySequence{~std::uint64_t{0}};
constexpr TimerNumber anyTimer{~std::uint32_t{0}};

/// Takes one type after another through a writer or a reader, by the same calls.
template <class Bytes>
class Through {
public:
    template <class T>
    using Of = std::conditional_t<Bytes::reads, T, const T>;

    Through(Bytes& bytes, const Plan* plan, Instant base) : m_bytes(bytes), m_plan(plan), m_base(base) {}

    void one(Of<RunState>& state)
    {
        word(state.phase, Phase::cancelled);
        word(state.contact, ContactNumber{~std::uint64_t{0}});
        m_bytes.number(state.depth);
        word(state.lastSequence, anySequence);
        time(state.lastAt);
        m_bytes.event(state.trigger);
        time(state.startedAt);
        step(state.step);
        time(state.enteredAt);
        m_bytes.number(state.attempts);
        m_bytes.number(state.allAttempts);
        m_bytes.flag(state.messageMade);
        m_bytes.flag(state.slotTaken);
        m_bytes.flag(state.unanswered);
        word(state.timer, anyTimer);
        word(state.lastTimer, anyTimer);
        time(state.timerDue);
        word(state.matchesAfter, anySequence);
        time(state.matchesSince);
        time(state.timeoutAt);
        m_bytes.event(state.held);
        list(state.resolvedWaits, [this](auto& index) { step(index); });
        maybe(state.lastError, [this](auto& failure) { one(failure); });
    }

    void one(Of<RunFailure>& failure)
    {
        word(failure.code, FailureCode::projectWaitCap);
        step(failure.step);
        m_bytes.text(failure.senderCode);
        m_bytes.text(failure.message);
        time(failure.at);
    }

    void one(Of<PerformStep>& perform)
    {
        step(perform.step);
        m_bytes.number(perform.attempt);
        m_bytes.flag(perform.makesMessage);
        m_bytes.flag(perform.takesSlot);
        m_bytes.flag(perform.again);
        m_bytes.number(perform.number);
    }
    void one(Of<WithdrawSend>& withdraw) { step(withdraw.step); }
    void one(Of<ReturnSlot>& slot) { step(slot.step); }
    void one(Of<SetTimer>& timer)
    {
        word(timer.timer, anyTimer);
        word(timer.kind, TimerKind::deferral);
        time(timer.due);
    }
    void one(Of<ClearTimer>& timer) { word(timer.timer, anyTimer); }
    void one(Of<OpenWait>& wait)
    {
        step(wait.step);
        time(wait.openedAt);
        word(wait.matchesAfter, anySequence);
        time(wait.matchesSince);
        time(wait.timeoutAt);
    }
    void one(Of<CloseWait>& wait)
    {
        step(wait.step);
        word(wait.status, WaitStatus::cancelled);
        time(wait.at);
        m_bytes.event(wait.event);
    }
    void one(Of<EmitEvent>& emit)
    {
        word(emit.event, SystemEvent::topicUnsubscribed);
        step(emit.step);
        m_bytes.number(emit.depth);
    }
    void one(Of<Finish>& finish)
    {
        word(finish.status, RunStatus::cancelled);
        time(finish.at);
    }
    void one(Of<StatusChanged>& change)
    {
        word(change.from, RunStatus::cancelled);
        word(change.to, RunStatus::cancelled);
    }
    void one(Of<StepStarted>& started) { step(started.step); }
    void one(Of<AttemptEnded>& ended)
    {
        step(ended.step);
        m_bytes.number(ended.attempt);
        word(ended.result, AttemptEnded::Result::unknown);
        m_bytes.text(ended.code);
        m_bytes.text(ended.message);
        m_bytes.flag(ended.afterCancel);
    }
    void one(Of<StepDeferred>& deferred)
    {
        step(deferred.step);
        word(deferred.reason, DeferReason::frequencyCap);
        time(deferred.until);
    }
    void one(Of<ConditionJudged>& judged)
    {
        step(judged.step);
        m_bytes.flag(judged.judgement.met);
        list(judged.judgement.seen, [this](auto& seen) {
            word(seen.scope, Scope::contact);
            m_bytes.text(seen.field);
            m_bytes.flag(seen.present);
            value(seen.value);
            m_bytes.flag(seen.held);
        });
    }
    void one(Of<StepEnded>& ended)
    {
        step(ended.step);
        word(ended.status, StepStatus::skipped);
        word(ended.branch, Branch::isFalse);
        maybe(ended.skipped, [this](auto& reason) { word(reason, SkipReason::noEligibleTime); });
        maybe(ended.failure, [this](auto& failure) { one(failure); });
    }
    void one(Of<EventHeld>& held)
    {
        step(held.wait);
        needed(held.event);
    }
    void one(Of<EventLate>& late)
    {
        step(late.wait);
        needed(late.event);
    }
    void one(Of<Retried>& retried) { step(retried.step); }
    void one(Of<Recovered>&) {}
    void one(Of<Record>& record) { either(record); }
    void one(Of<HistoryEntry::Did>& actions)
    {
        list(actions, [this](auto& action) { either(action); });
    }
    void one(Of<HistoryEntry::Reported>& reported)
    {
        step(reported.step);
        word(reported.what, MessageReport::complaint);
    }

    /// The index of the alternative, then the alternative itself.
    template <class Variant>
    void either(Variant& variant)
    {
        constexpr std::size_t size = std::variant_size_v<std::remove_const_t<Variant>>;
        if constexpr (Bytes::reads) {
            std::size_t index = size;
            m_bytes.number(index);
            if (!emplace(variant, index, std::make_index_sequence<size>()))
                m_bytes.fail();
        } else {
            m_bytes.number(variant.index());
        }
        if constexpr (!Bytes::reads)
            std::visit([this](auto& what) { one(what); }, variant);
        else if (m_bytes.ok())
            std::visit([this](auto& what) { one(what); }, variant);
    }

private:
    template <class Enum>
    void word(Enum& value, std::remove_const_t<Enum> last)
    {
        if constexpr (Bytes::reads)
            m_bytes.word(value, last);
        else
            m_bytes.word(value);
    }
    /// 0 is noStep.
    void step(Of<StepIndex>& index)
    {
        if constexpr (Bytes::reads) {
            std::uint64_t behind = 0;
            m_bytes.number(behind);
            if (behind > m_plan->steps.size())
                m_bytes.fail();
            index = behind == 0 ? noStep : static_cast<StepIndex>(behind - 1);
        } else {
            m_bytes.number(index == noStep ? 0 : std::uint64_t{index} + 1);
        }
    }
    void needed(Of<EventRef>& event)
    {
        m_bytes.event(event);
        if constexpr (Bytes::reads)
            if (event == nullptr)
                m_bytes.fail();
    }
    /// Relative to the base; wraps around, so that every time there is comes back.
    void time(Of<Instant>& at)
    {
        const auto base = static_cast<std::uint64_t>(m_base.time_since_epoch().count());
        if constexpr (Bytes::reads) {
            std::int64_t distance = 0;
            m_bytes.integer(distance);
            at = Instant(Duration(static_cast<std::int64_t>(static_cast<std::uint64_t>(distance) + base)));
        } else {
            const auto count = static_cast<std::uint64_t>(at.time_since_epoch().count());
            m_bytes.integer(static_cast<std::int64_t>(count - base));
        }
    }
    template <class Optional, class Each>
    void maybe(Optional& value, Each each)
    {
        bool there = value.has_value();
        m_bytes.flag(there);
        if constexpr (Bytes::reads)
            if (there)
                value.emplace();
        if (there)
            each(*value);
    }
    template <class List, class Each>
    void list(List& items, Each each)
    {
        if constexpr (Bytes::reads)
            items.resize(m_bytes.count());
        else
            m_bytes.number(items.size());
        for (auto& item : items)
            each(item);
    }
    template <class Variant, std::size_t... Index>
    static bool emplace(Variant& variant, std::size_t index, std::index_sequence<Index...>)
    {
        return ((index == Index && (variant.template emplace<Index>(), true)) || ...);
    }

    /// Written and read apart, below.
    void value(Of<Value>& tree);

    static constexpr int maxDepthOfValues = 256; ///< more than a payload has (wire/limits.h)

    Bytes& m_bytes;
    const Plan* m_plan;
    Instant m_base;
    int m_depth = 0;
};

enum class Kind : std::uint8_t { null, no, yes, integer, natural, real, text, array, object };

template <>
void Through<ByteWriter>::value(const Value& tree)
{
    const auto tag = [this](Kind kind) { m_bytes.word(kind); };
    if (const auto* boolean = tree.as<bool>()) {
        tag(*boolean ? Kind::yes : Kind::no);
    } else if (const auto* integer = tree.as<std::int64_t>()) {
        tag(Kind::integer);
        m_bytes.integer(*integer);
    } else if (const auto* natural = tree.as<std::uint64_t>()) {
        tag(Kind::natural);
        m_bytes.number(*natural);
    } else if (const auto* real = tree.as<double>()) {
        tag(Kind::real);
        m_bytes.bits(*real);
    } else if (const auto* text = tree.as<std::string>()) {
        tag(Kind::text);
        m_bytes.text(*text);
    } else if (const auto* array = tree.as<Value::Array>()) {
        tag(Kind::array);
        list(*array, [this](const Value& item) { value(item); });
    } else if (const auto* object = tree.as<Value::Object>()) {
        tag(Kind::object);
        list(*object, [this](const Field& field) {
            m_bytes.text(field.name);
            value(field.value);
        });
    } else {
        tag(Kind::null);
    }
}

template <>
void Through<ByteReader>::value(Value& tree)
{
    if (++m_depth > maxDepthOfValues)
        return m_bytes.fail();
    Kind kind = Kind::null;
    m_bytes.word(kind, Kind::object);
    const auto take = [&tree](auto read) { tree = Value(std::move(read)); };
    switch (kind) {
    case Kind::null: tree = nullptr; break;
    case Kind::no:
    case Kind::yes: take(kind == Kind::yes); break;
    case Kind::integer: {
        std::int64_t integer = 0;
        m_bytes.integer(integer);
        take(integer);
        break;
    }
    case Kind::natural: {
        std::uint64_t natural = 0;
        m_bytes.number(natural);
        take(natural);
        break;
    }
    case Kind::real: {
        double real = 0;
        m_bytes.bits(real);
        take(real);
        break;
    }
    case Kind::text: {
        std::string text;
        m_bytes.text(text);
        take(std::move(text));
        break;
    }
    case Kind::array: {
        Value::Array array;
        list(array, [this](Value& item) { value(item); });
        take(std::move(array));
        break;
    }
    case Kind::object: {
        Value::Object object;
        list(object, [this](Field& field) {
            m_bytes.text(field.name);
            value(field.value);
        });
        take(std::move(object));
        break;
    }
    }
    --m_depth;
}

constexpr Instant epoch{};

/// Does `tell` make something of it?
bool tells(const Action& action)
{
    return !std::holds_alternative<ReturnSlot>(action) && !std::holds_alternative<ClearTimer>(action)
           && !std::holds_alternative<EmitEvent>(action);
}

/// `write` adds what stands behind the time.
template <class Write>
void appendEntry(std::string& history, Instant at, Write write)
{
    std::string rest;
    ByteWriter bytes(rest);
    bytes.integer(at.time_since_epoch().count());
    write(bytes);
    ByteWriter out(history);
    out.number(format);
    out.text(rest);
}

} // namespace

std::string encodeState(const RunState& state)
{
    std::string out;
    ByteWriter bytes(out);
    bytes.number(format);
    Through<ByteWriter>(bytes, nullptr, epoch).one(state);
    return out;
}

std::optional<RunState> decodeState(std::string_view bytes, const Plan& plan, const EventSource& events)
{
    ByteReader reader(bytes, events);
    std::uint64_t found = 0;
    reader.number(found);
    RunState state;
    if (found == format)
        Through<ByteReader>(reader, &plan, epoch).one(state);
    if (found != format || !reader.ok() || !reader.atEnd())
        return std::nullopt;
    return state;
}

void appendActions(std::string& history, std::span<const Action> actions, Instant at)
{
    const auto count = std::ranges::count_if(actions, tells);
    if (count == 0)
        return;
    appendEntry(history, at, [&](ByteWriter& bytes) {
        bytes.flag(false);
        bytes.number(static_cast<std::uint64_t>(count));
        Through<ByteWriter> through(bytes, nullptr, at);
        for (const Action& action : actions)
            if (tells(action))
                through.either(action);
    });
}

void appendReport(std::string& history, const HistoryEntry::Reported& report, Instant at)
{
    appendEntry(history, at, [&](ByteWriter& bytes) {
        bytes.flag(true);
        Through<ByteWriter>(bytes, nullptr, at).one(report);
    });
}

std::optional<std::vector<HistoryEntry>> decodeHistory(std::string_view bytes, const Plan& plan,
                                                       const EventSource& events)
{
    std::vector<HistoryEntry> entries;
    ByteReader outer(bytes, events);
    std::string rest;
    while (outer.ok() && !outer.atEnd()) {
        std::uint64_t found = 0;
        outer.number(found);
        outer.text(rest);
        if (!outer.ok() || found != format)
            return std::nullopt;
        ByteReader reader(rest, events);
        HistoryEntry& entry = entries.emplace_back();
        std::int64_t at = 0;
        bool report = false;
        reader.integer(at);
        reader.flag(report);
        entry.at = Instant(Duration(at));
        Through<ByteReader> through(reader, &plan, entry.at);
        if (report)
            through.one(entry.what.emplace<HistoryEntry::Reported>());
        else
            through.one(entry.what.emplace<HistoryEntry::Did>());
        if (!reader.ok() || !reader.atEnd())
            return std::nullopt;
    }
    if (!outer.ok())
        return std::nullopt;
    return entries;
}

} // namespace runlens::journey
