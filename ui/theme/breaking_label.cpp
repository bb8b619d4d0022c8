// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/breaking_label.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QTextBoundaryFinder>

namespace runlens::theme {
namespace {

constexpr QChar breakHere(0x200b); // zero width space

/// `text` with places to break between the letters of words wider than `width`, never inside one.
QString breakable(const QString& text, const QFontMetrics& metrics, int width)
{
    QString out;
    QString word;
    const auto flush = [&] {
        if (metrics.horizontalAdvance(word) <= width) {
            out += word;
        } else {
            QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, word);
            for (qsizetype from = 0; from < word.size();) {
                const qsizetype to = letters.toNextBoundary();
                out += word.mid(from, to - from);
                if (to < word.size())
                    out += breakHere;
                from = to;
            }
        }
        word.clear();
    };
    for (const QChar c : text) {
        if (!c.isSpace()) {
            word += c;
            continue;
        }
        flush();
        out += c;
    }
    flush();
    return out;
}

} // namespace

BreakingLabel::BreakingLabel(const QString& text, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFullText(text);
}

void BreakingLabel::setFullText(const QString& text)
{
    m_text = text;
    fit();
    setAccessibleName(text);
}

void BreakingLabel::fit()
{
    const QString shown = breakable(m_text, fontMetrics(), contentsRect().width());
    if (shown != text())
        setText(shown);
}

void BreakingLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void BreakingLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

QString BreakingLabel::selection() const { return selectedText().remove(breakHere); }

void BreakingLabel::keyPressEvent(QKeyEvent* event)
{
    if (event == QKeySequence::Copy && hasSelectedText())
        return QApplication::clipboard()->setText(selection());
    QLabel::keyPressEvent(event);
}

void BreakingLabel::mouseReleaseEvent(QMouseEvent* event)
{
    QLabel::mouseReleaseEvent(event);
    if (QApplication::clipboard()->supportsSelection() && hasSelectedText())
        QApplication::clipboard()->setText(selection(), QClipboard::Selection);
}

void BreakingLabel::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy"),
                   [this] { QApplication::clipboard()->setText(hasSelectedText() ? selection() : m_text); });
    menu.addAction(tr("Select all"), [this] { setSelection(0, static_cast<int>(text().size())); });
    menu.exec(event->globalPos());
}

} // namespace runlens::theme
