// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/definition_reader.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/decoder.h"
#include "engine/wire/field_rules.h"
#include "engine/wire/json_pointer.h"
#include "engine/wire/reader.h"
#include "engine/wire/sax.h"
#include "engine/wire/sniff.h"

#include <utility>

namespace runlens {
namespace {

using namespace rules;

/// The lists as they came; what they hold is looked at once all is read.
struct RegistryDraft {
    Value templates;
    Value audiences;
    Value topics;
    Value domains;
    Value pushApps;
    Value::Object other;
};

constexpr auto registryRules =
    table(any<&RegistryDraft::templates>("templates"), any<&RegistryDraft::audiences>("audiences"),
          any<&RegistryDraft::topics>("topics"), any<&RegistryDraft::domains>("domains"),
          any<&RegistryDraft::pushApps>("push_apps"));

/// A list of a name we do not know is most likely one of ours, misspelt: nothing would be held against it.
void reportOthers(void* registry, Decoder& decoder)
{
    for (const Field& field : static_cast<RegistryDraft*>(registry)->other)
        if (field.name != "data")
            decoder.diagnostics().add(DiagnosticCode::wrongType, decoder.pointer() + "/" + field.name,
                                      "expected templates, audiences, topics, domains or push_apps");
}
constexpr ObjectType registryType(registryRules, &otherOf<&RegistryDraft::other>, &reportOthers);

constexpr FieldRule data()
{
    FieldRule rule = plain("an object", "data");
    rule.childType = &registryType;
    rule.child = [](void* registry, Decoder&) -> void* { return registry; };
    return rule;
}
constexpr auto envelopeRules = table(data());
constexpr ObjectType registryEnvelope(envelopeRules);

class RegistryMaker {
public:
    RegistryMaker(std::string root, Diagnostics& diagnostics) : m_root(std::move(root)), m_diagnostics(diagnostics) {}

    Registry make(const RegistryDraft& draft)
    {
        Registry registry;
        registry.templates = listOf<RegisteredTemplate>(draft.templates, "templates", &RegistryMaker::templateOf);
        registry.audiences = ids(draft.audiences, "audiences");
        registry.topics = ids(draft.topics, "topics");
        registry.domains = ids(draft.domains, "domains");
        registry.pushApps = ids(draft.pushApps, "push_apps");
        return registry;
    }

private:
    using Pointer = const std::string&;

    std::optional<std::vector<std::string>> ids(const Value& value, std::string_view name)
    {
        return listOf<std::string>(value, name, &RegistryMaker::idOf);
    }

    template <class T>
    std::optional<std::vector<T>> listOf(const Value& value, std::string_view name,
                                         std::optional<T> (RegistryMaker::*read)(const Value&, Pointer))
    {
        if (value.isNull())
            return std::nullopt;
        std::string pointer = m_root;
        appendField(pointer, name);
        const auto* list = value.as<Value::Array>();
        if (list == nullptr) {
            m_diagnostics.add(DiagnosticCode::wrongType, std::move(pointer), "expected a list");
            return std::nullopt;
        }
        std::vector<T> items;
        for (std::size_t i = 0; i < list->size(); ++i) {
            std::string at = pointer;
            appendIndex(at, i);
            if (auto item = (this->*read)((*list)[i], at))
                items.push_back(*std::move(item));
        }
        return items;
    }

    std::optional<std::string> idOf(const Value& value, Pointer pointer)
    {
        const Value* id = value.as<Value::Object>() != nullptr ? value.find("id") : &value;
        const auto* text = id != nullptr ? id->as<std::string>() : nullptr;
        if (text != nullptr && !text->empty())
            return *text;
        m_diagnostics.add(DiagnosticCode::wrongType, pointer, "expected an id, or an object with one");
        return std::nullopt;
    }

    std::optional<RegisteredTemplate> templateOf(const Value& value, Pointer pointer)
    {
        auto id = idOf(value, pointer);
        if (!id)
            return std::nullopt;
        RegisteredTemplate known;
        known.id = TemplateVersionId(*std::move(id));
        if (const std::string* channel = textAt(value, "channel", pointer)) {
            if (*channel == "email" || *channel == "push")
                known.channel = *channel == "email" ? Channel::email : Channel::push;
            else
                m_diagnostics.add(DiagnosticCode::wrongType, pointer + "/channel", "expected \"email\" or \"push\"");
        }
        if (const std::string* status = textAt(value, "status", pointer))
            known.published = *status == "published";
        return known;
    }

    const std::string* textAt(const Value& object, std::string_view name, Pointer pointer)
    {
        const Value* value = object.find(name);
        if (value == nullptr || value->isNull())
            return nullptr;
        const auto* text = value->as<std::string>();
        if (text == nullptr)
            m_diagnostics.add(DiagnosticCode::wrongType, pointer + "/" + std::string(name), "expected a text");
        return text;
    }

    std::string m_root;
    Diagnostics& m_diagnostics;
};

} // namespace

Result<Parsed<DefinitionDocument>> readDefinition(std::string_view json)
{
    auto read = readAutomation(json);
    if (!read)
        return std::unexpected(std::move(read.error()));
    const Sniffed sniffed = sniff(json);
    std::string pointer = sniffed.inData ? "/data" : "";
    if (sniffed.kind == DocumentKind::automation)
        pointer += "/definition";
    return Parsed<DefinitionDocument>{{std::move(read->value), std::move(pointer)}, std::move(read->diagnostics)};
}

Result<Parsed<Registry>> readRegistry(std::string_view json)
{
    noteWork(Work::parse, json.size());
    const Sniffed sniffed = sniff(json);
    if (sniffed.kind != DocumentKind::anyObject) {
        if (auto error = readJson(json, nullptr)) // that it is no JSON at all would be the better answer
            return std::unexpected(std::move(*error));
        return std::unexpected(
            Error{ErrorCode::wrongDocument, "this is " + std::string(nameOf(sniffed.kind)) + ", not a registry", {}});
    }
    RegistryDraft draft;
    Decoder decoder(sniffed.inData ? registryEnvelope : registryType, &draft);
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    Parsed<Registry> parsed;
    parsed.diagnostics = std::move(decoder.diagnostics());
    parsed.value = RegistryMaker(sniffed.inData ? "/data" : "", parsed.diagnostics).make(draft);
    return parsed;
}

} // namespace runlens
