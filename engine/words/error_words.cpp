// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

namespace runlens {
namespace {

/// One text where the place is known (%1), one where it is not.
struct ErrorText {
    const char* placed;
    const char* unplaced;
};

ErrorText textOf(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::usage:
        return {QT_TRANSLATE_NOOP("Words", "“%1” does not exist or does not fit here; look at what --help offers."),
                QT_TRANSLATE_NOOP("Words",
                                  "What was asked for does not exist or does not fit; look at what --help offers.")};
    case ErrorCode::unreadable:
        return {QT_TRANSLATE_NOOP("Words", "“%1” cannot be read; see that it exists and that you may read it."),
                QT_TRANSLATE_NOOP("Words", "The file cannot be read; see that it exists and that you may read it.")};
    case ErrorCode::empty:
        return {QT_TRANSLATE_NOOP("Words", "The input is empty (%1); give it a run as the server sent it."),
                QT_TRANSLATE_NOOP("Words", "The input is empty; give it a run as the server sent it.")};
    case ErrorCode::tooLarge:
        return {QT_TRANSLATE_NOOP("Words", "The input is over the limit of size (%1); give it one run at a time."),
                QT_TRANSLATE_NOOP("Words", "The input is over the limit of size; give it one run at a time.")};
    case ErrorCode::tooDeep:
        return {QT_TRANSLATE_NOOP("Words", "The input is nested deeper than any run is (%1); see where it comes from."),
                QT_TRANSLATE_NOOP("Words", "The input is nested deeper than any run is; see where it comes from.")};
    case ErrorCode::tooManyItems:
        return {
            QT_TRANSLATE_NOOP("Words",
                              "A list of the input is over the limit of length (%1); give it in smaller parts."),
            QT_TRANSLATE_NOOP("Words", "A list of the input is over the limit of length; give it in smaller parts.")};
    case ErrorCode::invalidUtf8:
        return {QT_TRANSLATE_NOOP("Words", "The input is no UTF-8 text (%1); see that it was saved as it was sent."),
                QT_TRANSLATE_NOOP("Words", "The input is no UTF-8 text; see that it was saved as it was sent.")};
    case ErrorCode::malformedJson:
        return {QT_TRANSLATE_NOOP("Words", "The input is no whole JSON (%1); see that all of it was saved."),
                QT_TRANSLATE_NOOP("Words", "The input is no whole JSON; see that all of it was saved.")};
    case ErrorCode::numberOutOfRange:
        return {
            QT_TRANSLATE_NOOP("Words", "A number of the input is too large to be kept (%1); see where it comes from."),
            QT_TRANSLATE_NOOP("Words", "A number of the input is too large to be kept; see where it comes from.")};
    case ErrorCode::wrongDocument:
        return {QT_TRANSLATE_NOOP(
                    "Words", "The input is another document than was asked for (%1); give it the detail of a run."),
                QT_TRANSLATE_NOOP("Words",
                                  "The input is another document than was asked for; give it the detail of a run.")};
    case ErrorCode::serverRefused:
        return {
            QT_TRANSLATE_NOOP("Words",
                              "The server refused (%1), and the input is its answer; ask it again for the run."),
            QT_TRANSLATE_NOOP("Words", "The server refused, and the input is its answer; ask it again for the run.")};
    case ErrorCode::writeFailed:
        return {QT_TRANSLATE_NOOP(
                    "Words", "“%1” cannot be written, and nothing was left behind; see that there is room and that "
                             "you may write there."),
                QT_TRANSLATE_NOOP("Words",
                                  "The output cannot be written, and nothing was left behind; see that there is room "
                                  "and that you may write there.")};
    case ErrorCode::cancelled:
        return {QT_TRANSLATE_NOOP("Words", "Opening “%1” was stopped; open it again when you want it."),
                QT_TRANSLATE_NOOP("Words", "This was stopped before it was done; start it again when you want it.")};
    case ErrorCode::internal: break;
    }
    return {QT_TRANSLATE_NOOP("Words", "Runlens itself is at fault (%1); please report it with what you did."),
            QT_TRANSLATE_NOOP("Words", "Runlens itself is at fault; please report it with what you did.")};
}

} // namespace

QString Words::error(const Error& error) const
{
    const ErrorText text = textOf(error.code);
    QString sentence =
        error.where.empty() ? translated(text.unplaced) : filled(translated(text.placed), {safeText(error.where)});
    if (error.message.empty())
        return sentence;
    return filled(translated(QT_TRANSLATE_NOOP("Words", "%1 (In detail: %2)")), {sentence, safeText(error.message)});
}

} // namespace runlens
