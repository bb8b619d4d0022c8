// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the inspector, one after another. Private to step_details.
#pragma once

#include "ui/models/step_details.h"

#include <optional>
#include <string>
#include <string_view>

namespace runlens {

class DetailBuilder {
public:
    DetailBuilder(const Inspection& inspection, const Words& words) : m_inspection(inspection), m_words(words) {}

    [[nodiscard]] const Run& run() const noexcept { return m_inspection.run; }
    [[nodiscard]] const Evidence& evidence() const noexcept { return m_inspection.evidence; }
    [[nodiscard]] const Inspection& inspection() const noexcept { return m_inspection; }
    [[nodiscard]] const Words& words() const noexcept { return m_words; }

    // Each adds a row, unless its value is absent. Texts of a run come as they are, and are made safe here.
    void add(const QString& label, const QString& value, const QString& note = {}, DetailTone tone = DetailTone::ink);
    void addMono(const QString& label, std::string_view value, const QString& note = {},
                 DetailTone tone = DetailTone::ink);
    /// Mono as well, of a text that is safe already.
    void addLine(const QString& label, const QString& value, const QString& note = {},
                 DetailTone tone = DetailTone::ink);
    /// What is left until then, or how long it is past; nothing of an unknown time.
    void addLeft(const Moment& due);
    /// With what it rests on as its note.
    void addMoment(const QString& label, const Moment& moment, Edge edge, DetailTone tone = DetailTone::ink);
    /// A time told by the object that is shown.
    void addTime(const QString& label, const std::optional<Instant>& at, const FieldRef& field,
                 DetailTone tone = DetailTone::ink);
    /// How long it took, or has lasted.
    void addLength(const QString& label, const Span& span);
    void addFailure(const QString& label, const Failure& failure);
    void addEvent(const QString& label, const Event& event, DetailTone tone = DetailTone::ink);
    /// Fields that we do not know, by their own names.
    void addOther(const Value::Object& other);
    void addValue(std::string_view name, const Value& value, const QString& note, DetailTone tone = DetailTone::ink);
    void addContradictions(Contradiction::Object object, std::size_t index);
    void append(DetailRows rows);

    [[nodiscard]] DetailRows take() { return std::move(m_rows); }

private:
    const Inspection& m_inspection;
    const Words& m_words;
    DetailRows m_rows;
};

[[nodiscard]] DetailTone toneOf(StepStatus status) noexcept;
[[nodiscard]] DetailTone toneOf(MessageStatus status) noexcept;

} // namespace runlens
