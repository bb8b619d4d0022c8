// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/searchable_text.h"

#include "engine/archive/case_folding.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/utf8.h"

#include <cstring>
#include <unordered_set>

namespace runlens {
namespace {

constexpr char lineEnd = '\n';

void append(std::string& out, char32_t character)
{
    const auto byte = [&out](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
    const auto rest = [&](unsigned shift) { byte(0x80U | (character >> shift & 0x3FU)); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xC0U | character >> 6U);
        rest(0);
    } else if (character < 0x10000) {
        byte(0xE0U | character >> 12U);
        rest(6);
        rest(0);
    } else {
        byte(0xF0U | character >> 18U);
        rest(12);
        rest(6);
        rest(0);
    }
}

/// The character that well-formed UTF-8 of that length begins with.
char32_t decoded(std::string_view text, std::size_t length) noexcept
{
    const auto at = [text](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    char32_t character = at(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        character = character << 6U | (at(i) & 0x3FU);
    return character;
}

/// Lines, each once, in the order in which they came.
class Lines {
public:
    void add(std::string_view text)
    {
        if (!text.empty())
            addFolded(foldedText(text));
    }
    void addFolded(std::string text)
    {
        const auto [line, isNew] = m_known.insert(std::move(text));
        if (!isNew)
            return;
        if (!m_text.empty())
            m_text += lineEnd;
        m_text += *line;
    }
    void addAll(std::string_view lines)
    {
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find(lineEnd), lines.size());
            addFolded(std::string(lines.substr(0, end)));
            lines.remove_prefix(std::min(end + 1, lines.size()));
        }
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::unordered_set<std::string> m_known;
    std::string m_text;
};

// NOLINTNEXTLINE(misc-no-recursion): depth is bounded where values are read
void addValue(Lines& lines, const Value& value)
{
    if (const auto* text = value.as<std::string>()) {
        lines.add(*text);
    } else if (const auto* list = value.as<Value::Array>()) {
        for (const Value& item : *list)
            addValue(lines, item);
    } else if (const auto* object = value.as<Value::Object>()) {
        for (const Field& field : *object) {
            lines.add(field.name);
            addValue(lines, field.value);
        }
    } else if (!value.isNull()) {
        lines.add(toJson(value));
    }
}

void addFailure(Lines& lines, const std::optional<Failure>& failure)
{
    if (!failure)
        return;
    lines.add(failure->stepKey.text());
    if (failure->code.empty() || failure->message.empty())
        lines.add(failure->code + failure->message);
    else
        lines.add(failure->code + ": " + failure->message);
}

void addEvent(Lines& lines, const Event& event)
{
    lines.add(event.id.text());
    lines.add(event.name);
    addValue(lines, event.payload);
}

void addStep(Lines& lines, const Step& step)
{
    lines.add(step.id.text());
    lines.add(step.key.text());
    addFailure(lines, step.error);
    for (const Attempt& attempt : step.attempts)
        addFailure(lines, attempt.error);
}

void addWait(Lines& lines, const Wait& wait)
{
    lines.add(wait.id.text());
    lines.add(wait.stepKey.text());
    lines.add(wait.eventName);
    lines.add(wait.identityValue);
    if (wait.resumedBy)
        addEvent(lines, *wait.resumedBy);
    for (const Event& event : wait.lateEvents)
        addEvent(lines, event);
}

void addMessage(Lines& lines, const Message& message)
{
    lines.add(message.id.text());
    lines.add(message.title);
    lines.add(message.stepKey.text());
    lines.add(message.templateVersionId.text());
    lines.add(message.contactId.text());
}

} // namespace

std::string foldedText(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        if (first < 0x80) {
            folded += first < 0x20 || first == 0x7F ? ' ' : static_cast<char>(foldedCase(first));
            text.remove_prefix(1);
            continue;
        }
        const std::size_t length = utf8Length(text);
        append(folded, length == 0 ? U'\uFFFD' : foldedCase(decoded(text, length)));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return folded;
}

std::string searchableText(const Run& run)
{
    Lines lines;
    lines.add(run.id.text());
    lines.add(run.automationId.text());
    lines.add(run.automationVersionId.text());
    lines.add(run.triggerEventName);
    lines.add(run.identityValue);
    if (run.triggerEvent)
        addEvent(lines, *run.triggerEvent);
    lines.add(run.currentStepKey.text());
    addFailure(lines, run.lastError);
    for (const Step& step : run.steps)
        addStep(lines, step);
    for (const Wait& wait : run.waits)
        addWait(lines, wait);
    for (const Message& message : run.messages)
        addMessage(lines, message);
    return lines.take();
}

std::string searchableText(const RunSummary& run)
{
    Lines lines;
    for (const std::string* text : {&run.id.text(), &run.automationId.text(), &run.versionId.text(), &run.identity,
                                    &run.atStep.text(), &run.error})
        lines.add(*text);
    return lines.take();
}

std::string joinedTexts(std::string_view first, std::string_view second)
{
    Lines lines;
    lines.addAll(first);
    lines.addAll(second);
    return lines.take();
}

bool containsText(std::string_view searchable, std::string_view folded) noexcept
{
    return folded.empty() || ::memmem(searchable.data(), searchable.size(), folded.data(), folded.size()) != nullptr;
}

} // namespace runlens
