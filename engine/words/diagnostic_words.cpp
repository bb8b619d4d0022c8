// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <algorithm>
#include <limits>

namespace runlens {
namespace {

/// Places: the JSON pointer; what exactly, where there is more to say than the code does.
const char* textOf(DiagnosticCode code)
{
    switch (code) {
    case DiagnosticCode::wrongType: return QT_TRANSLATE_NOOP("Words", "%1 is left out: %2.");
    case DiagnosticCode::badTime:
        return QT_TRANSLATE_NOOP("Words", "%1 is left out, as it is no time that can be read: %2.");
    case DiagnosticCode::badDuration:
        return QT_TRANSLATE_NOOP("Words", "%1 is left out, as it is no length of time that can be read: %2.");
    case DiagnosticCode::repeatedField:
        return QT_TRANSLATE_NOOP("Words", "%1 stands twice in its object; the first counts.");
    case DiagnosticCode::missingId: return QT_TRANSLATE_NOOP("Words", "%1 has no id, so that nothing can refer to it.");
    case DiagnosticCode::repeatedId: return QT_TRANSLATE_NOOP("Words", "%1 has an id that stood before: %2.");
    case DiagnosticCode::danglingReference:
        return QT_TRANSLATE_NOOP("Words", "%1 refers to a step that this run does not have: %2.");
    case DiagnosticCode::stepsOutOfOrder:
        return QT_TRANSLATE_NOOP("Words", "%1 started before a step listed ahead of it: %2.");
    case DiagnosticCode::repeatedCursor:
        return QT_TRANSLATE_NOOP("Words", "%1 leads back to a page that came before; the list is ended here: %2.");
    case DiagnosticCode::contradiction:
        return QT_TRANSLATE_NOOP("Words", "%1 is said differently in the other listing of the same object: %2.");
    case DiagnosticCode::unknownField: return QT_TRANSLATE_NOOP("Words", "%1 is not known here: %2.");
    case DiagnosticCode::missingField: return QT_TRANSLATE_NOOP("Words", "%1 is missing: %2.");
    case DiagnosticCode::badValue: return QT_TRANSLATE_NOOP("Words", "%1 cannot be used: %2.");
    }
    return "";
}

} // namespace

QString Words::diagnostic(const Diagnostic& diagnostic) const
{
    const QString place = diagnostic.pointer.empty() ? translated(QT_TRANSLATE_NOOP("Words", "the document"))
                                                     : safeText(diagnostic.pointer);
    return filled(translated(textOf(diagnostic.code)), {place, safeText(diagnostic.detail)});
}

QString Words::diagnosticsLeftOut(std::size_t count) const
{
    return translated(QT_TRANSLATE_N_NOOP("Words", "%n more places of this document did not fit."),
                      static_cast<int>(std::min<std::size_t>(count, std::numeric_limits<int>::max())));
}

} // namespace runlens
