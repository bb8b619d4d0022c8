// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/safe_text.h"

#include <QStringList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace runlens {
namespace {

constexpr QChar firstStrongIsolate(0x2068);
constexpr QChar popDirectionalIsolate(0x2069);
constexpr QChar ellipsis(0x2026);

bool ordersDirection(QChar c) noexcept
{
    const char16_t code = c.unicode();
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e)
           || (code >= 0x2066 && code <= 0x2069);
}

bool breaksLine(QChar c) noexcept
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
           || c.category() == QChar::Separator_Paragraph;
}

bool hasRightToLeft(const QString& text)
{
    for (const uint code : text.toUcs4()) {
        const QChar::Direction direction = QChar::direction(code);
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return true;
    }
    return false;
}

/// Cut where a reader would: not between a letter and its accents, unless they are heaped up without end.
QString elided(const QString& text)
{
    constexpr qsizetype mostCodeUnits = 4 * longestName;
    if (text.size() <= longestName)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype characters = 0; characters < longestName - 1 && finder.position() < text.size(); ++characters)
        finder.toNextBoundary();
    qsizetype cut = finder.position();
    finder.toNextBoundary();
    const bool fits = cut == text.size() || finder.position() == text.size() || finder.position() == -1;
    if (fits && text.size() <= mostCodeUnits)
        return text;
    cut = std::min(cut, mostCodeUnits);
    if (text[cut - 1].isHighSurrogate())
        --cut;
    return text.left(cut).trimmed() + ellipsis;
}

} // namespace

QString safeText(std::string_view utf8)
{
    QString line;
    const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    line.reserve(text.size());
    for (const QChar c : text)
        if (!ordersDirection(c))
            line += breaksLine(c) ? QChar(QChar::Space) : c;
    line = elided(line.simplified());
    return hasRightToLeft(line) ? firstStrongIsolate + line + popDirectionalIsolate : line;
}

QString filled(const QString& text, const QStringList& arguments)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPlace = text[i] == QLatin1Char('%') && i + 1 < text.size() && text[i + 1] >= QLatin1Char('1')
                             && text[i + 1] <= QLatin1Char('9');
        const qsizetype place = isPlace ? text[i + 1].unicode() - u'1' : -1;
        if (!isPlace || place >= arguments.size()) {
            result += text[i];
            continue;
        }
        result += arguments[place];
        ++i;
    }
    return result;
}

} // namespace runlens
