// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/command_delegate.h"
#include "ui/shell/command_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QAction>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runlens::shell {
namespace {

constexpr int mostRecent = 8;
constexpr int wide = 600;
constexpr int most = 440; // pixels of the list

} // namespace

CommandPalette::CommandPalette(ActionRegistry* registry, QWidget* window)
    : Overlay(window),
      m_registry(registry),
      m_model(new CommandModel(this)),
      m_query(new QLineEdit(card())),
      m_list(new QListView(card())),
      m_nothing(new QLabel(card()))
{
    build();
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(registry, &ActionRegistry::triggered, this, &CommandPalette::remember);
}

void CommandPalette::build()
{
    setAccessibleName(tr("Commands"));
    m_query->setPlaceholderText(tr("Type what you want to do"));
    m_query->setAccessibleName(m_query->placeholderText());
    m_query->addAction(theme::themedIcon(theme::ChromeIcon::search, {.tone = layout::Tone::muted}),
                       QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    theme::setLook(m_query, theme::Look::bare);

    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the letters go on being typed
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Commands"));
    theme::setLook(m_list, theme::Look::bare);

    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setMargin(14);
    theme::setLook(m_nothing, theme::Look::muted);

    auto* line = new QFrame(card());
    line->setFixedHeight(1);
    theme::setLook(line, theme::Look::line);
    auto* layout = new QVBoxLayout(card());
    layout->setContentsMargins(1, 5, 1, 7);
    layout->setSpacing(5);
    layout->addWidget(m_query);
    layout->addWidget(line);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
}

void CommandPalette::prepare()
{
    std::vector<Command> commands;
    for (const RegisteredAction& one : m_registry->actions()) {
        if (!one.action->isVisible() || m_leftOut.contains(one.id))
            continue;
        commands.push_back({one.id, ActionRegistry::nameOf(one.action), one.group,
                            one.action->shortcut().toString(QKeySequence::NativeText),
                            ActionRegistry::reasonOf(one.action), one.action->isEnabled()});
    }
    m_model->setCommands(std::move(commands), m_recent);
    m_query->clear();
    search(QString());
    m_query->setFocus();
}

QSize CommandPalette::wantedSize() const
{
    int rows = 0;
    for (int row = 0; row < m_model->rowCount() && rows < most; ++row)
        rows += m_list->sizeHintForRow(row);
    const int body = rows > 0 ? std::min(rows, most) : m_nothing->heightForWidth(wide);
    return {wide, m_query->sizeHint().height() + 1 + 2 * 5 + 14 + body};
}

void CommandPalette::search(const QString& query)
{
    m_model->setQuery(query);
    const bool found = m_model->rowCount() > 0;
    m_list->setVisible(found);
    m_nothing->setVisible(!found);
    m_nothing->setText(tr("No command matches “%1”.").arg(query.left(80)));
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->scrollToTop();
    fit();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_query || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(watched, event);
    const int page = std::max(1, m_list->viewport()->height() / 36 - 1);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_PageDown: move(page); return true;
    case Qt::Key_PageUp: move(-page); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    default: return Overlay::eventFilter(watched, event);
    }
}

/// One step goes round at the ends, a page stops there.
void CommandPalette::move(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int wanted = m_list->currentIndex().row() + rows;
    const int row = rows == 1 || rows == -1 ? (wanted + count) % count : std::clamp(wanted, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->scrollTo(m_list->currentIndex());
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.data(CommandModel::enabledRole).toBool())
        return;
    const QPointer<QAction> action = m_registry->find(current.data(CommandModel::idRole).toString());
    dismiss();
    if (action)
        action->trigger();
}

void CommandPalette::remember(const QString& id)
{
    if (m_leftOut.contains(id))
        return;
    dismiss(); // a key of the window may run an action while the palette is open
    m_recent.removeAll(id);
    m_recent.prepend(id);
    m_recent = m_recent.mid(0, mostRecent);
    Q_EMIT recentChanged(m_recent);
}

} // namespace runlens::shell
