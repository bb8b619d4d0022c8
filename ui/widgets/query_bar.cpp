// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/query_bar.h"

#include "engine/words/query_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/widgets/query_edit.h"
#include "ui/widgets/query_popup.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr int iconSide = 16;
constexpr int beside = 10; // between the card's edge and what is in it

/// What is wrong where the cursor stands may be about to be right.
bool isBeingWritten(const QueryError& error, const QString& text, int cursor)
{
    return partOf(text, error.span).touches(cursor);
}

QueryEdit::Chip chipOf(const QString& text, const QueryTerm& term)
{
    QueryEdit::Chip chip;
    chip.part = partOf(text, term.span);
    if (term.key == QueryKey::text)
        return chip;
    const auto isOperator = [](QChar c) { return QStringLiteral(":=<>").contains(c); };
    const QString written = text.mid(chip.part.start, chip.part.length);
    const auto begin = std::ranges::find_if(written, isOperator);
    chip.keyLength = static_cast<int>(std::find_if_not(begin, written.end(), isOperator) - written.begin());
    return chip;
}

} // namespace

QueryBar::QueryBar(QWidget* parent)
    : QFrame(parent),
      m_edit(new QueryEdit(this)),
      m_counts(new QLabel(this)),
      m_fetch(new QPushButton(this)),
      m_error(new QLabel(this)),
      m_popup(new QueryPopup(m_edit)),
      m_query(std::make_shared<const Query>())
{
    build();
    m_timer.setSingleShot(true);
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &QueryBar::apply);
    connect(m_edit, &QLineEdit::textEdited, this, &QueryBar::textEdited);
    connect(m_edit, &QueryEdit::keyPressed, this, &QueryBar::handleKey);
    connect(m_edit, &QueryEdit::focusLeft, this, &QueryBar::settle);
    connect(m_popup, &QueryPopup::clicked, this, &QueryBar::accept);
    connect(m_fetch, &QPushButton::clicked, this, &QueryBar::fetchRestRequested);
}

QueryBar::~QueryBar()
{
    m_edit->disconnect(this); // it loses the focus when this is no bar any more
    delete m_popup;
}

void QueryBar::build()
{
    theme::setLook(this, theme::Look::card);
    auto* icon = new QLabel(this);
    icon->setPixmap(theme::themedIcon(theme::ChromeIcon::search, {.tone = layout::Tone::muted}).pixmap(iconSide));
    m_edit->setPlaceholderText(tr("Filter runs, as in status:failed started:24h"));
    m_edit->setAccessibleName(tr("Filter runs"));
    m_edit->setAccessibleDescription(
        tr("Words and key:value terms, all of which must be true. Press Down for what can be written."));
    m_counts->setTextFormat(Qt::PlainText);
    theme::setLook(m_counts, theme::Look::muted);
    theme::setLook(m_fetch, theme::Look::link);
    m_fetch->hide();
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    theme::setLook(m_error, theme::Look::muted);
    m_error->hide();

    auto* row = new QHBoxLayout;
    row->setContentsMargins(beside, 0, beside, 0);
    row->setSpacing(beside);
    row->addWidget(icon);
    row->addWidget(m_edit, 1);
    row->addWidget(m_counts);
    row->addWidget(m_fetch);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->setAlignment(Qt::AlignTop); // what an error leaves behind it is not the field's
    m_edit->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addLayout(row);
    column->addWidget(m_error);
    setFocusProxy(m_edit);
}

ParseContext QueryBar::context() const
{
    if (m_context)
        return m_context();
    return {std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()), {}, {}};
}

QString QueryBar::text() const { return m_edit->text(); }

void QueryBar::setText(const QString& text)
{
    m_browsed = -1;
    replaceText(text);
    closeList();
    apply();
    showError(m_wrong);
}

void QueryBar::edit()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->end(false);
}

void QueryBar::replaceText(const QString& text)
{
    m_edit->setText(text);
    read();
    m_timer.start();
}

void QueryBar::setVocabulary(std::shared_ptr<const QueryVocabulary> vocabulary)
{
    m_vocabulary = std::move(vocabulary);
    if (m_vocabulary && m_completing && m_edit->hasFocus() && m_popup && m_popup->chosen() < 0)
        offer(*m_completing);
}

void QueryBar::setServed(const std::vector<bool>& served)
{
    std::vector<std::pair<QueryTerm, bool>> terms;
    for (std::size_t i = 0; i < std::min(served.size(), m_query->terms.size()); ++i)
        terms.emplace_back(m_query->terms[i], served[i]);
    if (terms == m_served)
        return;
    m_served = std::move(terms);
    showChips();
}

void QueryBar::setCounts(const QString& counts, const QString& toolTip, bool canFetch)
{
    m_counts->setText(counts);
    m_counts->setToolTip(toolTip);
    m_counts->setVisible(!canFetch);
    m_fetch->setText(counts);
    m_fetch->setToolTip(toolTip);
    m_fetch->setAccessibleDescription(toolTip);
    m_fetch->setVisible(canFetch);
}

void QueryBar::textEdited()
{
    m_browsed = -1;
    read();
    m_timer.start();
    complete(Asked::no);
}

/// Sees what the text says; the query stays what it was.
void QueryBar::read()
{
    const std::string text = m_edit->text().toStdString();
    const ParseContext now = context();
    auto query = parseQuery(text, now);
    m_wrong.reset();
    if (!query) {
        m_wrong = std::move(query.error());
        // What stands before the term that is wrong can be read.
        const QString before = m_edit->text().left(partOf(m_edit->text(), m_wrong->span).start);
        for (qsizetype end = before.size(); end > 0 && !query; end = before.lastIndexOf(QLatin1Char(' '), end - 1))
            query = parseQuery(before.left(end).toStdString(), now);
    }
    m_readable = query ? *std::move(query) : Query();
    if (m_shownError != m_wrong)
        showError(std::nullopt);
    showChips();
    Q_EMIT textChanged();
}

void QueryBar::showChips()
{
    QList<QueryEdit::Chip> chips;
    for (const QueryTerm& term : m_readable.terms) {
        QueryEdit::Chip chip = chipOf(m_edit->text(), term);
        const auto known = std::ranges::find(m_served, term, &std::pair<QueryTerm, bool>::first);
        if (known != m_served.end()) {
            chip.served = known->second;
            chip.tip = known->second ? tr("Filtered by the server.") : tr("Filtered here, among the runs fetched.");
        }
        chips.append(chip);
    }
    m_edit->setChips(chips);
}

void QueryBar::apply()
{
    m_timer.stop();
    if (m_wrong) {
        if (!m_edit->hasFocus() || !isBeingWritten(*m_wrong, m_edit->text(), m_edit->cursorPosition()))
            showError(m_wrong);
        return;
    }
    if (m_readable == *m_query)
        return;
    m_query = std::make_shared<const Query>(m_readable);
    Q_EMIT queryChanged(m_query);
}

void QueryBar::submit()
{
    closeList();
    apply();
    showError(m_wrong);
    if (m_wrong)
        return;
    m_browsed = -1;
    const QString text = m_edit->text().simplified();
    if (!text.isEmpty() && (m_history.isEmpty() || m_history.first() != text)) {
        m_history.removeAll(text);
        m_history.prepend(text);
        m_history = m_history.mid(0, mostHistory);
        Q_EMIT historyChanged(m_history);
    }
    Q_EMIT submitted();
}

/// The focus has gone: nothing is being written any more.
void QueryBar::settle()
{
    closeList();
    apply();
    showError(m_wrong);
}

void QueryBar::showError(const std::optional<QueryError>& error)
{
    m_shownError = error;
    m_error->setVisible(error.has_value());
    if (!error) {
        m_edit->setFault(std::nullopt);
        m_edit->setToolTip({});
        return;
    }
    m_error->setText(queryErrorText(*error));
    m_edit->setFault(partOf(m_edit->text(), error->span));
    placeError();
}

/// Below its column, as far to the left as the sentence needs.
void QueryBar::placeError()
{
    if (!m_shownError)
        return;
    const int column = m_edit->x() + m_edit->xOf(partOf(m_edit->text(), m_shownError->span).start);
    const int needed = m_error->fontMetrics().horizontalAdvance(m_error->text()) + 2 * beside;
    const int left = std::max(m_edit->x() + 4, std::min(column, width() - needed));
    m_error->setContentsMargins(left, 0, beside, 8);
}

void QueryBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeError();
}

void QueryBar::handleKey(QKeyEvent* event)
{
    const bool list = m_popup && m_popup->isVisible();
    if ((list && handleListKey(event)) || handleHistoryKey(event)) {
        event->accept();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: submit(); break;
    case Qt::Key_Escape:
        m_edit->clearFocus();
        Q_EMIT left();
        break;
    case Qt::Key_Down: complete(Asked::yes); break;
    default: return;
    }
    event->accept();
}

bool QueryBar::handleListKey(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Down: m_popup->move(1); return true;
    case Qt::Key_Up: m_popup->move(-1); return true;
    case Qt::Key_Escape: closeList(); return true;
    case Qt::Key_Tab: accept(std::max(m_popup->chosen(), 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_popup->chosen() < 0)
            return false;
        accept(m_popup->chosen());
        return true;
    default: return false;
    }
}

bool QueryBar::handleHistoryKey(QKeyEvent* event)
{
    if (event->key() == Qt::Key_R && event->modifiers() == Qt::ControlModifier) {
        listHistory();
        return true;
    }
    const bool up = event->key() == Qt::Key_Up;
    if (!up && (event->key() != Qt::Key_Down || m_browsed < 0))
        return false;
    browse(up ? 1 : -1);
    return true;
}

void QueryBar::browse(int step)
{
    const int wanted = std::min(m_browsed + step, static_cast<int>(m_history.size()) - 1);
    if (wanted == m_browsed)
        return;
    if (m_browsed < 0)
        m_typed = m_edit->text();
    m_browsed = wanted;
    replaceText(m_browsed < 0 ? m_typed : m_history[m_browsed]);
}

void QueryBar::complete(Asked asked)
{
    m_completing = asked;
    offer(asked);
    Q_EMIT vocabularyWanted();
}

void QueryBar::offer(Asked asked)
{
    static const QueryVocabulary nothing;
    const QString text = m_edit->text();
    m_completions = completeQuery(text.toStdString(), characterAt(text, m_edit->cursorPosition()),
                                  m_vocabulary ? *m_vocabulary : nothing);
    const TextPart part = partOf(text, m_completions.replaces);
    const bool atNothing = m_completions.key == QueryKey::text && part.start == m_edit->cursorPosition();
    if (asked == Asked::no && atNothing) {
        if (m_popup)
            m_popup->hide();
        return;
    }
    QList<QueryPopup::Item> items;
    for (const Completion& each : m_completions.items)
        items.append({QString::fromStdString(each.text),
                      each.runs > 0 ? QLocale().toString(static_cast<qulonglong>(each.runs)) : QString()});
    if (items.size() == 1 && text.mid(part.start, part.length) == items[0].shown)
        items.clear(); // it stands there already
    if (m_popup)
        m_popup->open(items, m_edit->xOf(part.start));
}

void QueryBar::listHistory()
{
    m_completing.reset();
    m_completions = {};
    QList<QueryPopup::Item> items;
    for (const QString& query : std::as_const(m_history))
        if (query.contains(m_edit->text().trimmed(), Qt::CaseInsensitive))
            items.append({query, {}});
    if (m_popup)
        m_popup->open(items, m_edit->xOf(0));
}

void QueryBar::accept(int row)
{
    if (m_completions.items.empty()) {
        const QString query = m_popup->text(row);
        closeList();
        replaceText(query);
        return;
    }
    const Completion& taken = m_completions.items[static_cast<std::size_t>(row)];
    const bool isKey = taken.isKey;
    const TextPart part = partOf(m_edit->text(), m_completions.replaces);
    m_edit->setSelection(part.start, part.length);
    m_edit->insert(QString::fromStdString(taken.text));
    closeList();
    read();
    m_timer.start();
    if (isKey)
        complete(Asked::yes);
}

void QueryBar::closeList()
{
    m_completing.reset();
    if (m_popup)
        m_popup->hide();
}

} // namespace runlens
