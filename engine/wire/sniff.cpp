// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/sniff.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace runlens {
namespace {

constexpr std::string_view runFields[] = {
    "automation_id",
    "trigger_event",
    "trigger_event_name",
    "resolved_identity_type",
    "resolved_identity_value",
    "waits",
    "sent_emails",
    "sent_push_notifications",
    "last_error",
    "current_step_key",
    "sent_count",
    "started_at",
    "automation_version_id",
    "shape",
};
constexpr std::string_view automationFields[] = {"definition", "editor_layout", "current_published_version", "name"};
constexpr std::string_view definitionFields[] = {"trigger", "connections"};
constexpr std::string_view listFields[] = {"has_more", "next_cursor"};

/// Walks over JSON without judging it.
class Skimmer {
public:
    explicit Skimmer(std::string_view json) : m_json(json)
    {
        if (m_json.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
    }

    /// The first byte of the next token; 0 at the end.
    char next()
    {
        m_at = std::min(m_json.find_first_not_of(" \t\r\n,:", m_at), m_json.size());
        return m_at < m_json.size() ? m_json[m_at] : '\0';
    }
    void enter() { ++m_at; }
    /// The name of the next field, escapes as they stand; empty where the object ends or no name follows.
    std::string_view name()
    {
        if (next() != '"')
            return {};
        const auto start = m_at + 1;
        skipText();
        return m_json.substr(std::min(start, m_json.size()), m_at > start ? m_at - start - 1 : 0);
    }
    void skipValue()
    {
        const char first = next();
        if (first == '"')
            skipText();
        else if (first == '{' || first == '[')
            skipNested();
        else
            m_at = std::min(m_json.find_first_of(",]}", m_at), m_json.size());
    }

private:
    void skipText()
    {
        ++m_at;
        for (;;) {
            m_at = std::min(m_json.find_first_of("\"\\", m_at), m_json.size());
            if (m_at == m_json.size())
                return;
            if (m_json[m_at++] == '"')
                return;
            m_at = std::min(m_at + 1, m_json.size());
        }
    }
    void skipNested()
    {
        std::size_t depth = 0;
        do {
            m_at = std::min(m_json.find_first_of("\"{}[]", m_at), m_json.size());
            if (m_at == m_json.size())
                return;
            const char c = m_json[m_at];
            if (c == '"') {
                skipText();
                continue;
            }
            ++m_at;
            c == '{' || c == '[' ? ++depth : --depth;
        } while (depth > 0);
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

bool contains(const auto& names, std::string_view name) { return std::ranges::find(names, name) != std::end(names); }

/// The kind of document that alone has a field of this name.
std::optional<DocumentKind> kindByField(std::string_view name)
{
    if (contains(runFields, name))
        return DocumentKind::run;
    if (contains(automationFields, name))
        return DocumentKind::automation;
    if (contains(definitionFields, name))
        return DocumentKind::definition;
    if (contains(listFields, name))
        return DocumentKind::runList;
    return std::nullopt;
}

/// A list that was entered: its first item tells, and an empty one may be of runs.
DocumentKind kindOfList(Skimmer& skim)
{
    const char first = skim.next();
    return first == '{' || first == ']' || first == '\0' ? DocumentKind::runList : DocumentKind::otherList;
}

/// What the fields of one object tell. Stops at the first that decides.
Sniffed sniffObject(Skimmer& skim, bool inData)
{
    Sniffed weak{DocumentKind::anyObject, inData};
    bool hasId = false;
    skim.enter();
    while (skim.next() == '"') {
        const auto name = skim.name();
        const char value = skim.next();
        if (const auto kind = kindByField(name))
            return {*kind, inData};
        if (name == "data" || (inData && (name == "runs" || name == "items"))) {
            if (value == '[') {
                skim.enter();
                return {kindOfList(skim), inData};
            }
            if (!inData)
                return value == '{' ? sniffObject(skim, true) : Sniffed{DocumentKind::notAnObject, true};
        }
        // A run may have an `error` too, but it has an id before it.
        if (name == "error" && !hasId && !inData && (value == '{' || value == '"'))
            return {DocumentKind::errorBody, false};
        if (name == "steps")
            weak.kind = DocumentKind::run;
        hasId = hasId || name == "id";
        skim.skipValue();
    }
    if (hasId)
        weak.kind = DocumentKind::run;
    return weak;
}

} // namespace

Sniffed sniff(std::string_view json) noexcept
{
    Skimmer skim(json);
    switch (skim.next()) {
    case '{': return sniffObject(skim, false);
    case '[': skim.enter(); return {kindOfList(skim), false};
    default: return {DocumentKind::notAnObject, false};
    }
}

std::string_view nameOf(DocumentKind kind) noexcept
{
    switch (kind) {
    case DocumentKind::run: return "a run";
    case DocumentKind::runList: return "a list of runs";
    case DocumentKind::otherList: return "a list of other things than runs";
    case DocumentKind::automation: return "an automation";
    case DocumentKind::definition: return "a definition";
    case DocumentKind::errorBody: return "an error body";
    case DocumentKind::notAnObject: return "a single value";
    case DocumentKind::anyObject: break;
    }
    return "an object of another kind";
}

} // namespace runlens
