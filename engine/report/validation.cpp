// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/validation.h"

#include "engine/domain/value.h"
#include "engine/journey/plan.h"
#include "engine/report/code_names.h"
#include "engine/wire/json_writer.h"
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <algorithm>
#include <limits>

namespace runlens {
namespace {

/// What the checks say of the same place, and better.
bool isSaidByChecks(DiagnosticCode code) noexcept
{
    return code == DiagnosticCode::missingId || code == DiagnosticCode::repeatedId
           || code == DiagnosticCode::danglingReference || code == DiagnosticCode::badDuration;
}

bool hasPointer(const std::vector<journey::Violation>& violations, const std::string& pointer)
{
    return std::ranges::find(violations, pointer, &journey::Violation::pointer) != violations.end();
}

int counted(std::size_t count)
{
    return static_cast<int>(std::min<std::size_t>(count, std::numeric_limits<int>::max()));
}

QString verdict(const Validation& validation)
{
    if (validation.errors > 0)
        return translated(QT_TRANSLATE_N_NOOP("Words", "The definition is not valid: it has %n errors."),
                          counted(validation.errors));
    if (validation.warnings > 0)
        return translated(QT_TRANSLATE_N_NOOP("Words", "The definition is valid; look at %n warnings."),
                          counted(validation.warnings));
    return translated(QT_TRANSLATE_NOOP("Words", "The definition is valid."));
}

Value text(std::string_view text) { return Value(std::string(text)); }

Value jsonOf(const Problem& problem)
{
    Value::Array arguments;
    for (const std::string& argument : problem.arguments)
        arguments.push_back(text(argument));
    return Value(Value::Object{{"severity", text(problem.gravity == journey::Gravity::error ? "error" : "warning")},
                               {"code", text(problem.code)},
                               {"pointer", text(problem.pointer)},
                               {"arguments", Value(std::move(arguments))},
                               {"message", Value(problem.sentence.toStdString())}});
}

} // namespace

Validation validate(const Parsed<DefinitionDocument>& document, const Registry* registry, const Words& words)
{
    auto violations = journey::compile(document.value.automation.definition, registry).violations;
    journey::movePointers(violations, document.value.pointer);

    Validation validation;
    for (const Diagnostic& diagnostic : document.diagnostics.items) {
        const bool inDefinition = diagnostic.pointer.starts_with(document.value.pointer);
        if (inDefinition && !isSaidByChecks(diagnostic.code) && !hasPointer(violations, diagnostic.pointer))
            validation.problems.push_back({journey::Gravity::error,
                                           std::string(codeName(diagnostic.code)),
                                           diagnostic.pointer,
                                           {diagnostic.detail},
                                           words.diagnostic(diagnostic)});
    }
    for (journey::Violation& violation : violations)
        validation.problems.push_back({journey::gravityOf(violation.code), std::string(nameOf(violation.code)),
                                       violation.pointer, violation.arguments, words.violation(violation)});
    for (const Problem& problem : validation.problems)
        ++(problem.gravity == journey::Gravity::error ? validation.errors : validation.warnings);
    return validation;
}

std::string textValidation(const Validation& validation, const Words& words)
{
    QString report = verdict(validation) + QLatin1Char('\n');
    for (const Problem& problem : validation.problems) {
        const QString place = problem.pointer.empty() ? translated(QT_TRANSLATE_NOOP("Words", "the document"))
                                                      : safeText(problem.pointer);
        report += QLatin1Char('\n')
                  + filled(translated(QT_TRANSLATE_NOOP("Words", "%1: %2")),
                           {words.gravity(problem.gravity), problem.sentence})
                  + QStringLiteral("\n  ") + place + QLatin1Char('\n');
    }
    return report.toStdString();
}

std::string jsonValidation(const Validation& validation)
{
    Value::Array problems;
    for (const Problem& problem : validation.problems)
        problems.push_back(jsonOf(problem));
    const Value report(Value::Object{{"valid", Value(validation.valid())},
                                     {"errors", Value(static_cast<std::int64_t>(validation.errors))},
                                     {"warnings", Value(static_cast<std::int64_t>(validation.warnings))},
                                     {"problems", Value(std::move(problems))}});
    return toJson(report, 2) + "\n";
}

} // namespace runlens
