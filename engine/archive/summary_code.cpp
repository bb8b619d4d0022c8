// SPDX-License-Identifier: GPL-3.0-or-later
// The form: id, identity and shape with their lengths; flags; status and kind of identity; five names; the times that
// are known, an end from its start; the count of messages; then facets. Numbers in groups of seven bits, low ones
// first.
#include "engine/archive/summary_code.h"

#include "engine/table/shape_code.h"

#include <algorithm>
#include <array>

namespace runlens {
namespace {

struct Bit {
    static constexpr std::uint64_t open = 1;
    static constexpr std::uint64_t timedOut = 2;
    static constexpr std::uint64_t startInferred = 4;
    static constexpr std::uint64_t endInferred = 8;
    static constexpr std::uint64_t stale = 16;
    static constexpr std::uint64_t facets = 32;
    static constexpr std::uint64_t started = 64;
    static constexpr std::uint64_t ended = 128;
    static constexpr std::uint64_t limit = 256;
    static constexpr std::uint64_t sent = 512;
};

constexpr std::size_t nameFields = 5;
constexpr auto lastStatus = static_cast<std::uint64_t>(RunStatus::cancelled);
constexpr auto lastIdentityType = static_cast<std::uint64_t>(IdentityType::email);

class Writer {
public:
    void number(std::uint64_t number)
    {
        for (; number >= 0x80; number >>= 7U)
            m_bytes += static_cast<char>(static_cast<unsigned char>(number | 0x80U));
        m_bytes += static_cast<char>(number);
    }
    /// Small ones of either sign are short.
    void signedNumber(std::int64_t value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        number(bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0));
    }
    void text(std::string_view text)
    {
        number(text.size());
        m_bytes += text;
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// Once something does not fit, everything it gives is nothing.
class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_bytes.empty())
                break;
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return number;
        }
        fail();
        return 0;
    }
    std::int64_t signedNumber()
    {
        const std::uint64_t bits = number();
        return static_cast<std::int64_t>(bits >> 1U ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
    }
    std::string_view text()
    {
        const std::uint64_t size = number();
        if (size > m_bytes.size()) {
            fail();
            return {};
        }
        const std::string_view text = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return text;
    }
    void fail()
    {
        m_failed = true;
        m_bytes = {};
    }
    [[nodiscard]] std::size_t left() const noexcept { return m_bytes.size(); }
    [[nodiscard]] bool done() const noexcept { return !m_failed && m_bytes.empty(); }

private:
    std::string_view m_bytes;
    bool m_failed = false;
};

template <class Facets>
auto listsOf(Facets& facets)
{
    return std::array{&facets.steps, &facets.outcomes, &facets.templates, &facets.findings, &facets.errors};
}

std::int64_t microseconds(Instant time) noexcept { return time.time_since_epoch().count(); }

std::uint64_t bitsOf(const RunSummary& run, bool stale)
{
    std::uint64_t bits = 0;
    const auto set = [&bits](bool is, std::uint64_t bit) { bits |= is ? bit : 0U; };
    set(run.open, Bit::open);
    set(run.timedOut, Bit::timedOut);
    set(run.startInferred, Bit::startInferred);
    set(run.endInferred, Bit::endInferred);
    set(stale, Bit::stale);
    set(run.facets.has_value(), Bit::facets);
    set(run.started.has_value(), Bit::started);
    set(run.ended.has_value(), Bit::ended);
    set(run.limit.has_value(), Bit::limit);
    set(run.sent.has_value(), Bit::sent);
    return bits;
}

/// Differences of times wrap around, so that any two have one.
std::int64_t difference(std::int64_t to, std::int64_t from) noexcept
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from));
}
std::int64_t sum(std::int64_t from, std::int64_t by) noexcept
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + static_cast<std::uint64_t>(by));
}

void readTimes(Reader& in, std::uint64_t bits, RunSummary& run)
{
    std::int64_t start = 0;
    if ((bits & Bit::started) != 0) {
        start = in.signedNumber();
        run.started = Instant(Duration(start));
    }
    if ((bits & Bit::ended) != 0)
        run.ended = Instant(Duration(sum(start, in.signedNumber())));
    if ((bits & Bit::limit) != 0)
        run.limit = Instant(Duration(sum(start, in.signedNumber())));
    if ((bits & Bit::sent) != 0)
        run.sent = in.signedNumber();
}

RunFacets readFacets(Reader& in, const NameBook& names)
{
    RunFacets facets;
    facets.attempts = in.signedNumber();
    facets.waited = Duration(in.signedNumber());
    for (auto* list : listsOf(facets)) {
        const std::uint64_t count = in.number();
        if (count > in.left()) {
            in.fail();
            break;
        }
        list->reserve(count);
        for (std::uint64_t i = 0; i < count; ++i)
            list->push_back(names.text(in.number()));
    }
    return facets;
}

} // namespace

std::string packSummary(const RunSummary& run, bool stale, NameBook& names)
{
    Writer out;
    out.text(run.id.text());
    out.text(run.identity);
    out.text(packShape(run.shape));
    out.number(bitsOf(run, stale));
    out.number(static_cast<std::uint64_t>(run.status.value));
    out.number(static_cast<std::uint64_t>(run.identityType));
    for (const std::string* name : std::array<const std::string*, nameFields>{
             &run.automationId.text(), &run.versionId.text(), &run.status.original, &run.atStep.text(), &run.error})
        out.number(names.number(*name));
    const std::int64_t start = run.started ? microseconds(*run.started) : 0;
    if (run.started)
        out.signedNumber(start);
    if (run.ended)
        out.signedNumber(difference(microseconds(*run.ended), start));
    if (run.limit)
        out.signedNumber(difference(microseconds(*run.limit), start));
    if (run.sent)
        out.signedNumber(*run.sent);
    if (!run.facets)
        return out.take();
    out.signedNumber(run.facets->attempts);
    out.signedNumber(run.facets->waited.count());
    for (const auto* list : listsOf(*run.facets)) {
        out.number(list->size());
        for (const std::string& text : *list)
            out.number(names.number(text));
    }
    return out.take();
}

std::optional<PackedSummary> unpackSummary(std::string_view packed, const NameBook& names)
{
    Reader in(packed);
    PackedSummary result;
    RunSummary& run = result.summary;
    run.id = RunId(std::string(in.text()));
    run.identity = in.text();
    run.shape = unpackShape(in.text());
    const std::uint64_t bits = in.number();
    const std::uint64_t status = in.number();
    const std::uint64_t identityType = in.number();
    run.automationId = AutomationId(names.text(in.number()));
    run.versionId = VersionId(names.text(in.number()));
    const std::string& statusWord = names.text(in.number());
    run.atStep = StepKey(names.text(in.number()));
    run.error = names.text(in.number());
    run.status = static_cast<RunStatus>(status <= lastStatus ? status : 0);
    if (!statusWord.empty())
        run.status = Named<RunStatus>::unknownWord(statusWord);
    if (identityType <= lastIdentityType)
        run.identityType = static_cast<IdentityType>(identityType);
    run.open = (bits & Bit::open) != 0;
    run.timedOut = (bits & Bit::timedOut) != 0;
    run.startInferred = (bits & Bit::startInferred) != 0;
    run.endInferred = (bits & Bit::endInferred) != 0;
    result.stale = (bits & Bit::stale) != 0;
    readTimes(in, bits, run);
    if ((bits & Bit::facets) != 0)
        run.facets = readFacets(in, names);
    return in.done() ? std::optional(std::move(result)) : std::nullopt;
}

bool namesOf(std::string_view packed, std::vector<std::uint64_t>& numbers)
{
    Reader in(packed);
    for (int i = 0; i < 3; ++i)
        in.text();
    const std::uint64_t bits = in.number();
    in.number();
    in.number();
    for (std::size_t i = 0; i < nameFields; ++i)
        numbers.push_back(in.number());
    RunSummary ignored;
    readTimes(in, bits, ignored);
    if ((bits & Bit::facets) == 0)
        return in.done();
    in.signedNumber();
    in.signedNumber();
    for (std::size_t list = 0; list < listsOf(ignored.facets.emplace()).size(); ++list)
        for (std::uint64_t count = std::min<std::uint64_t>(in.number(), in.left()); count > 0; --count)
            numbers.push_back(in.number());
    return in.done();
}

std::optional<PackedIds> idsOf(std::string_view packed)
{
    Reader in(packed);
    const PackedIds ids{in.text(), in.text()};
    return in.left() > 0 ? std::optional(ids) : std::nullopt;
}

std::int64_t keyOf(std::string_view id) noexcept
{
    // FNV-1a of 64 bits.
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : id)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return static_cast<std::int64_t>(hash);
}

} // namespace runlens
