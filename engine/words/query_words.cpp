// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/query_words.h"

#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

namespace runlens {
namespace {

/// One text by itself, one with what may have been meant at %2. What is wrong stands at %1, the key at %3.
struct QueryErrorSentence {
    const char* plain;
    const char* suggesting;
};

QueryErrorSentence sentenceOfWord(QueryErrorCode code) noexcept
{
    if (code == QueryErrorCode::unknownKey)
        return {QT_TRANSLATE_NOOP("Words", "There is no key “%1”; to find it as text, put it in quotes."),
                QT_TRANSLATE_NOOP("Words", "There is no key “%1”; did you mean %2?")};
    return {QT_TRANSLATE_NOOP("Words", "“%1” is no value of “%3”; put it in quotes if the server uses that word."),
            QT_TRANSLATE_NOOP("Words", "“%1” is no value of “%3”; did you mean %2?")};
}

const char* sentenceOfShape(QueryErrorCode code) noexcept
{
    switch (code) {
    case QueryErrorCode::missingTerm:
        return QT_TRANSLATE_NOOP("Words", "Nothing follows the “-”; write what should not be, as in -status:failed.");
    case QueryErrorCode::missingValue: return QT_TRANSLATE_NOOP("Words", "A value is missing here; add one.");
    case QueryErrorCode::missingPath:
        return QT_TRANSLATE_NOOP("Words", "The name of a field is missing; write it as in payload.amount>=1000.");
    case QueryErrorCode::openQuote: return QT_TRANSLATE_NOOP("Words", "This quote has no end; add a “\"”.");
    case QueryErrorCode::afterQuote:
        return QT_TRANSLATE_NOOP("Words", "“%1” follows a quote at once; put a blank or a comma between them.");
    case QueryErrorCode::rangeCompared:
        return QT_TRANSLATE_NOOP("Words", "“%1” is a range and cannot be compared; write “:” before it.");
    case QueryErrorCode::tooLong:
        return QT_TRANSLATE_NOOP("Words", "The query is too long; leave out what stands from here on.");
    default: return nullptr;
    }
}

const char* sentenceOfValue(QueryErrorCode code) noexcept
{
    switch (code) {
    case QueryErrorCode::notComparable:
        return QT_TRANSLATE_NOOP("Words", "Values of “%3” have no order; write “:” instead of “%1”.");
    case QueryErrorCode::notATime:
        return QT_TRANSLATE_NOOP("Words", "“%1” is no time; write 24h for the last day, a date as 2026-06-07, or a "
                                          "range as 2026-06-07..2026-06-08.");
    case QueryErrorCode::notADuration:
        return QT_TRANSLATE_NOOP("Words", "“%1” is no length of time; write it as in 90s, 30m, 2h or 3d.");
    case QueryErrorCode::notANumber:
        return QT_TRANSLATE_NOOP("Words", "“%1” is no whole number; write it as in 3, or a range as in 1..3.");
    case QueryErrorCode::emptyRange:
        return QT_TRANSLATE_NOOP("Words", "Nothing lies in “%1”; write the smaller or earlier end first.");
    default: return QT_TRANSLATE_NOOP("Words", "“%1” cannot be understood; take it out, or put it in quotes.");
    }
}

/// “a”, “b”
QString listOf(const std::vector<std::string>& words)
{
    QStringList quoted;
    for (const std::string& word : words)
        quoted += QStringLiteral("“%1”").arg(safeText(word));
    return quoted.join(QStringLiteral(", "));
}

} // namespace

QString queryErrorText(const QueryError& error)
{
    const char* sentence = sentenceOfShape(error.code);
    if (error.code == QueryErrorCode::unknownKey || error.code == QueryErrorCode::unknownValue) {
        const QueryErrorSentence both = sentenceOfWord(error.code);
        sentence = error.suggestions.empty() ? both.plain : both.suggesting;
    } else if (sentence == nullptr) {
        sentence = sentenceOfValue(error.code);
    }
    return filled(translated(sentence), {safeText(error.subject), listOf(error.suggestions), safeText(error.key)});
}

} // namespace runlens
