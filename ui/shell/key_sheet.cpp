// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_sheet.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/key_columns.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QAction>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <ranges>
#include <utility>

namespace runlens::shell {
namespace {

constexpr QSize mostWanted(1000, 620);
constexpr int columnWidth = 270;
constexpr int mostColumns = 3;
constexpr int margin = 16;

bool matches(const KeyRow& row, const QStringList& words)
{
    const QString text =
        row.group + QLatin1Char('\n') + row.what + QLatin1Char('\n') + row.keys.join(QLatin1Char('\n'));
    return std::ranges::all_of(words,
                               [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

KeyRow rowOf(const RegisteredAction& one)
{
    KeyRow row{one.group, ActionRegistry::nameOf(one.action), {}};
    for (const QKeySequence& key : one.action->shortcuts())
        row.keys << key.toString(QKeySequence::NativeText);
    return row;
}

} // namespace

std::vector<KeyRow> keyRows(const ActionRegistry& registry, const std::vector<KeyRow>& gestures, const QString& query)
{
    std::vector<KeyRow> all;
    for (const RegisteredAction& one : registry.actions())
        if (one.action->isVisible() && !one.action->shortcuts().isEmpty())
            all.push_back(rowOf(one));
    std::ranges::copy(gestures, std::back_inserter(all));

    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::erase_if(all, [&words](const KeyRow& row) { return !matches(row, words); });
    QStringList groups;
    for (const KeyRow& row : all)
        if (!groups.contains(row.group))
            groups << row.group;
    std::ranges::stable_sort(all, {}, [&groups](const KeyRow& row) { return groups.indexOf(row.group); });
    return all;
}

KeySheet::KeySheet(ActionRegistry* registry, QWidget* window)
    : Overlay(window), m_registry(registry), m_query(new QLineEdit(card())), m_scroll(new QScrollArea(card()))
{
    setAccessibleName(tr("Keys"));
    auto* title = new QLabel(tr("Keys and gestures"), card());
    theme::setLook(title, theme::Look::title);
    m_query->setPlaceholderText(tr("Search"));
    m_query->setAccessibleName(tr("Search the keys"));
    m_query->setClearButtonEnabled(false);
    m_query->addAction(theme::themedIcon(theme::ChromeIcon::search, {.tone = layout::Tone::muted}),
                       QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // it scrolls by the keys of the field
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_query, 2);
    auto* layout = new QVBoxLayout(card());
    layout->setContentsMargins(margin + 4, margin, 6, margin);
    layout->setSpacing(12);
    head->setContentsMargins(0, 0, margin - 6, 0);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    connect(m_query, &QLineEdit::textChanged, this, &KeySheet::fill);
    connect(registry, &ActionRegistry::triggered, this, [this](const QString& id) {
        if (id != m_opener)
            dismiss();
    });
}

void KeySheet::setGestures(std::vector<KeyRow> rows) { m_gestures = std::move(rows); }

void KeySheet::prepare()
{
    m_query->clear();
    m_query->setFocus();
    m_columns = 0;
    fit();
    fill();
}

QSize KeySheet::wantedSize() const { return mostWanted; }

void KeySheet::fill()
{
    m_columns = std::clamp((card()->width() - 2 * margin) / columnWidth, 1, mostColumns);
    m_scroll->setWidget(keyColumns(keyRows(*m_registry, m_gestures, m_query->text()), m_columns));
}

void KeySheet::resizeEvent(QResizeEvent* event)
{
    Overlay::resizeEvent(event);
    if (m_columns > 0 && m_columns != std::clamp((card()->width() - 2 * margin) / columnWidth, 1, mostColumns))
        fill();
}

bool KeySheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_query || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(watched, event);
    QScrollBar* bar = m_scroll->verticalScrollBar();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: bar->setValue(bar->value() + 30); return true;
    case Qt::Key_Up: bar->setValue(bar->value() - 30); return true;
    case Qt::Key_PageDown: bar->triggerAction(QAbstractSlider::SliderPageStepAdd); return true;
    case Qt::Key_PageUp: bar->triggerAction(QAbstractSlider::SliderPageStepSub); return true;
    default: return Overlay::eventFilter(watched, event);
    }
}

} // namespace runlens::shell
