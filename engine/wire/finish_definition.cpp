// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/finish_definition.h"

#include "engine/domain/time.h"
#include "engine/wire/decoder.h"
#include "engine/wire/json_pointer.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace runlens {
namespace {

class DefinitionFinisher {
public:
    DefinitionFinisher(Definition& definition, Decoder& decoder) : m_definition(definition), m_decoder(decoder) {}

    void finish()
    {
        std::unordered_set<std::string_view> keys;
        for (std::size_t i = 0; i < m_definition.steps.size(); ++i) {
            StepDefinition& step = m_definition.steps[i];
            if (step.key.empty())
                report(DiagnosticCode::missingId, at("steps", i, {}), "the step has no key");
            else if (!keys.insert(step.key.text()).second)
                report(DiagnosticCode::repeatedId, at("steps", i, "key"), step.key.text());
            readConfig(step, at("steps", i, "config"));
        }
        for (std::size_t i = 0; i < m_definition.connections.size(); ++i) {
            const Connection& connection = m_definition.connections[i];
            if (!connection.from.empty() && connection.from != "trigger" && !keys.contains(connection.from))
                report(DiagnosticCode::danglingReference, at("connections", i, "from"), connection.from);
            if (!connection.to.empty() && !keys.contains(connection.to))
                report(DiagnosticCode::danglingReference, at("connections", i, "to"), connection.to);
        }
    }

private:
    static std::string at(std::string_view list, std::size_t index, std::string_view field)
    {
        std::string pointer;
        appendField(pointer, list);
        appendIndex(pointer, index);
        if (!field.empty())
            appendField(pointer, field);
        return pointer;
    }

    void report(DiagnosticCode code, const std::string& pointer, std::string detail)
    {
        m_decoder.diagnostics().add(code, m_decoder.pointer() + pointer, std::move(detail));
    }

    void readConfig(StepDefinition& step, const std::string& pointer)
    {
        if (step.config.isNull())
            return;
        if (step.config.as<Value::Object>() == nullptr) {
            report(DiagnosticCode::wrongType, pointer, "expected an object");
            return;
        }
        if (step.type == StepType::delay)
            step.delay = duration(step.config, pointer, {"duration_seconds", "delay_seconds", "duration"});
        if (step.type != StepType::waitForEvent)
            return;
        step.timeout = duration(step.config, pointer, {"timeout_seconds", "timeout"});
        if (const Value* name = step.config.find("event_name"); name != nullptr && !name->isNull()) {
            if (const auto* text = name->as<std::string>())
                step.eventName = *text;
            else
                report(DiagnosticCode::wrongType, pointer + "/event_name", "expected a text");
        }
    }

    /// The first of these fields that says a length: a whole number of seconds, or a text ("3 days").
    std::optional<std::chrono::seconds> duration(const Value& config, const std::string& pointer,
                                                 std::initializer_list<std::string_view> names)
    {
        for (const auto name : names) {
            const Value* value = config.find(name);
            if (value == nullptr || value->isNull())
                continue;
            const auto* text = value->as<std::string>();
            const auto* number = value->as<std::int64_t>();
            if (text == nullptr && number == nullptr) {
                report(DiagnosticCode::wrongType, pointer + "/" + std::string(name), "expected a length of time");
                continue;
            }
            const auto length = text != nullptr ? parseDuration(*text) : durationOf(*number);
            if (length)
                return length;
            report(DiagnosticCode::badDuration, pointer + "/" + std::string(name),
                   text != nullptr ? *text : std::to_string(*number));
        }
        return std::nullopt;
    }

    static std::optional<std::chrono::seconds> durationOf(std::int64_t seconds)
    {
        const std::chrono::seconds length{seconds};
        return seconds < 0 || length > maxDuration ? std::nullopt : std::optional(length);
    }

    Definition& m_definition;
    Decoder& m_decoder;
};

} // namespace

void finishDefinition(Definition& definition, Decoder& decoder) { DefinitionFinisher(definition, decoder).finish(); }

} // namespace runlens
