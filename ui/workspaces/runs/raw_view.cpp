// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/raw_view.h"

#include "ui/theme/looks.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextDocument>
#include <QVBoxLayout>

namespace runlens {
namespace {

constexpr int mostHighlighted = 1'000;

} // namespace

RawView::RawView(QWidget* parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_count(new QLabel(this)), m_text(new QPlainTextEdit(this))
{
    m_search->setPlaceholderText(tr("Search in the raw JSON"));
    m_search->setClearButtonEnabled(true);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("Raw JSON"));
    m_text->setFont(theme::monoFont());
    theme::setLook(m_text, theme::Look::detail);
    theme::setLook(m_count, theme::Look::small);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->addLayout(bar);
    column->addWidget(m_text, 1);
    connect(m_search, &QLineEdit::textChanged, this, &RawView::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { go(false); });
    auto* back = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Return), this);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, this, [this] { go(true); });
}

void RawView::setText(const QString& text)
{
    m_text->setPlaceholderText({});
    m_text->setPlainText(text);
    search();
}

void RawView::setNotice(const QString& sentence)
{
    m_text->clear();
    m_text->setPlaceholderText(sentence);
    search();
}

QString RawView::text() const { return m_text->toPlainText(); }

void RawView::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void RawView::search()
{
    QList<QTextEdit::ExtraSelection> found;
    m_matches = 0;
    const QString wanted = m_search->text();
    if (!wanted.isEmpty()) {
        QTextCharFormat format;
        format.setBackground(palette().color(QPalette::Highlight));
        format.setForeground(palette().color(QPalette::HighlightedText));
        QTextCursor cursor(m_text->document());
        while (!(cursor = m_text->document()->find(wanted, cursor)).isNull() && m_matches < mostHighlighted) {
            found.append({cursor, format});
            ++m_matches;
        }
        if (!found.isEmpty()) {
            QTextCursor first(m_text->document());
            first.setPosition(found.first().cursor.selectionStart());
            m_text->setTextCursor(first);
            m_text->ensureCursorVisible();
        }
    }
    m_text->setExtraSelections(found);
    tellCount();
}

void RawView::go(bool backward)
{
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_search->text().isEmpty() || m_text->find(m_search->text(), flags))
        return;
    m_text->moveCursor(backward ? QTextCursor::End : QTextCursor::Start); // around the end
    m_text->find(m_search->text(), flags);
}

void RawView::tellCount()
{
    if (m_search->text().isEmpty())
        m_count->clear();
    else if (m_matches == mostHighlighted)
        m_count->setText(tr("at least %1").arg(m_matches));
    else
        m_count->setText(m_matches == 0 ? tr("none") : QString::number(m_matches));
}

} // namespace runlens
