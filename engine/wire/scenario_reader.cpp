// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/scenario_reader.h"

#include "engine/wire/decoder.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/reader.h"
#include "engine/wire/sax.h"
#include "engine/wire/scenario_parts.h"
#include "engine/wire/strict_object.h"

#include <array>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

namespace runlens {
namespace {

/// Every field of the document, as it came.
struct Document {
    Value::Object fields;
};
Value::Object* fieldsOf(void* document) { return &static_cast<Document*>(document)->fields; }
constexpr ObjectType anyObject({}, &fieldsOf);

class ScenarioReader {
public:
    Parsed<Scenario> read(const Value& root)
    {
        StrictObject object(root, "", m_parsed.diagnostics);
        object.any("$schema");
        readHead(object);
        const std::size_t before = m_parsed.diagnostics.items.size();
        object.list(
            "automations", [this](const Value& item, const std::string& at) { readAutomationItem(item, at); },
            Need::required);
        object.list(
            "contacts", [this](const Value& item, const std::string& at) { readContact(item, at); }, Need::required);
        if (m_parsed.diagnostics.items.size()
            == before) // else every reference to what was not read would be a problem of its own
            readParts(object);
        else
            for (const auto* name : {"events", "faults", "expectations"})
                object.any(name);
        if (const Value* policies = object.any("policies"))
            readPolicies(*policies, object.pointerTo("policies"), m_parsed.diagnostics, m_scenario.policies);
        object.close();
        return std::move(m_parsed);
    }

private:
    void readHead(StrictObject& object)
    {
        object.text("name", m_scenario.name, Need::required);
        object.text("description", m_scenario.description);
        object.time("start", m_scenario.start, Need::required);
        object.length("horizon", m_scenario.horizon);
        std::int64_t tick = m_scenario.tick.count();
        if (object.integer("tick_seconds", tick, 1, 86'400))
            m_scenario.tick = std::chrono::seconds(tick);
        std::int64_t seed = 1;
        if (object.integer("seed", seed, 0, std::numeric_limits<std::int64_t>::max()))
            m_scenario.seed = static_cast<std::uint64_t>(seed);
        object.text("tzdata", m_scenario.tzdata);
        constexpr Instant lastYear = std::chrono::sys_days{std::chrono::year{9000} / 1 / 1};
        if (m_scenario.start > lastYear)
            object.wrong("start", "expected a time before the year 9000");
    }

    void readAutomationItem(const Value& item, const std::string& at)
    {
        StrictObject object(item, at, m_parsed.diagnostics);
        auto& automation = m_scenario.automations.emplace_back();
        std::string id;
        if (object.text("id", id, Need::required))
            automation.id = AutomationId(id);
        for (std::size_t i = 0; i + 1 < m_scenario.automations.size(); ++i)
            if (m_scenario.automations[i].id == automation.id && !id.empty())
                object.wrong("id", "another automation has this id");
        object.text("name", automation.name);
        constexpr std::array<std::string_view, 3> words{"every_time", "once", "one_at_a_time"};
        std::size_t word = 0;
        if (object.choice("reentry", words, word))
            automation.reentry = static_cast<scenario::Reentry>(word);
        if (const Value* definition = object.any("definition", Need::required))
            readDefinition(*definition, object.pointerTo("definition"), automation.definition);
        object.close();
    }

    void readDefinition(const Value& value, const std::string& at, Definition& definition)
    {
        auto parsed = readAutomation(toJson(value));
        if (!parsed) {
            m_parsed.diagnostics.add(DiagnosticCode::badValue, at, parsed.error().message);
            return;
        }
        definition = std::move(parsed->value.definition);
        for (auto& one : parsed->diagnostics.items)
            m_parsed.diagnostics.add(one.code, at + one.pointer, std::move(one.detail));
    }

    void readContact(const Value& item, const std::string& at)
    {
        StrictObject object(item, at, m_parsed.diagnostics);
        auto& contact = m_scenario.contacts.emplace_back();
        std::string id;
        if (object.text("id", id, Need::required))
            contact.id = ContactId(id);
        object.text("external_id", contact.externalId);
        object.text("email", contact.email);
        object.text("zone", contact.zone);
        object.object("fields", contact.fields);
        object.texts("audiences", contact.audiences);
        object.texts("topics", contact.topics);
        object.boolean("unsubscribed", contact.unsubscribed);
        object.boolean("suppressed", contact.suppressed);
        bool isOnly = isNew(m_ids, id);
        isOnly = isNew(m_externalIds, contact.externalId) && isOnly;
        isOnly = isNew(m_emails, contact.email) && isOnly;
        if (!isOnly)
            object.wrong({}, "another contact has the same id, external id or email");
        object.close();
    }

    /// Notes a name of a contact, absent where it is empty.
    static bool isNew(std::unordered_set<std::string>& known, const std::string& name)
    {
        return name.empty() || known.insert(name).second;
    }

    void readParts(StrictObject& object)
    {
        const ScenarioScope scope(m_scenario, m_parsed.diagnostics);
        object.list("events", [&](const Value& item, const std::string& at) {
            readHappening(item, at, scope, m_scenario.happenings.emplace_back());
        });
        object.list("faults",
                    [&](const Value& item, const std::string& at) { readFault(item, at, scope, m_scenario.faults); });
        object.list("expectations", [&](const Value& item, const std::string& at) {
            readExpectation(item, at, scope, m_scenario.expectations);
        });
    }

    Parsed<Scenario> m_parsed;
    Scenario& m_scenario = m_parsed.value;
    std::unordered_set<std::string> m_ids; ///< of the contacts read so far
    std::unordered_set<std::string> m_externalIds;
    std::unordered_set<std::string> m_emails;
};

} // namespace

Result<Parsed<Scenario>> readScenario(std::string_view json)
{
    Document document;
    Decoder decoder(anyObject, &document);
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    const auto first = json.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos || json[first] != '{')
        return std::unexpected(Error{ErrorCode::wrongDocument, "this is not an object, and so no scenario", ""});
    return ScenarioReader().read(Value(std::move(document.fields)));
}

} // namespace runlens
