// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/state_page.h"

#include "ui/theme/looks.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace runlens {
namespace {

constexpr int iconSide = 40;
constexpr int columnWidth = 460;
constexpr int linesOfDetail = 8;

/// A label that paints its icon anew, so that it follows theme and screen.
class IconLabel final : public QLabel {
public:
    using QLabel::QLabel;
    void setIcon(const QIcon& icon) { m_icon = icon; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

QPushButton* buttonFor(QAction* action, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(action, &QObject::destroyed, button, &QObject::deleteLater);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

StatePage::StatePage(QWidget* parent)
    : QWidget(parent),
      m_icon(new IconLabel(this)),
      m_sentence(new QLabel(this)),
      m_detail(new QPlainTextEdit(this)),
      m_bar(new QProgressBar(this)),
      m_progress(new QLabel(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_buttons(new QHBoxLayout)
{
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &StatePage::reveal);
    connect(m_cancel, &QPushButton::clicked, this, &StatePage::cancelRequested);
    showState({});
}

void StatePage::build()
{
    m_icon->setFixedSize(iconSide, iconSide);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_detail->setReadOnly(true);
    m_detail->setFont(theme::monoFont());
    m_detail->setTabChangesFocus(true);
    m_detail->setAccessibleName(tr("Details"));
    theme::setLook(m_detail, theme::Look::detail);
    m_bar->setTextVisible(false);
    m_progress->setTextFormat(Qt::PlainText);
    m_progress->setAlignment(Qt::AlignHCenter);
    m_progress->setWordWrap(true);
    theme::setLook(m_progress, theme::Look::muted);
    m_buttons->setSpacing(10);

    auto* body = new QWidget(this);
    body->setMaximumWidth(columnWidth);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_sentence);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addWidget(m_detail);
    column->addWidget(m_cancel, 0, Qt::AlignHCenter);
    column->addLayout(m_buttons);
    column->addStretch(3);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(24, 24, 24, 24);
    across->addStretch(1);
    across->addWidget(body, 100);
    across->addStretch(1);
}

void StatePage::showState(const State& state)
{
    m_patience.stop();
    setWaiting(false);
    static_cast<IconLabel*>(m_icon)->setIcon(theme::themedIcon(state.icon, {.tone = state.tone}));
    m_icon->show();
    m_icon->update();
    m_sentence->setText(state.sentence);
    m_sentence->show();
    m_detail->setPlainText(state.detail);
    const int lines = std::clamp(m_detail->blockCount(), 2, linesOfDetail);
    m_detail->setFixedHeight(lines * m_detail->fontMetrics().lineSpacing() + 22);
    m_detail->setVisible(!state.detail.isEmpty());
    setActions(state.actions);
    setAccessibleName(state.sentence);
}

void StatePage::showLoading(const QString& sentence)
{
    m_icon->hide();
    m_sentence->hide();
    m_detail->hide();
    setActions({});
    setWaiting(false);
    m_sentence->setText(sentence);
    m_progress->clear();
    m_bar->setRange(0, 0);
    setAccessibleName(sentence);
    m_patience.start();
}

void StatePage::setProgress(int done, int total, const QString& text)
{
    m_bar->setRange(0, std::max(total, 0));
    m_bar->setValue(std::clamp(done, 0, std::max(total, 0)));
    m_progress->setText(text);
}

void StatePage::reveal()
{
    m_sentence->show();
    setWaiting(true);
}

void StatePage::setWaiting(bool shown)
{
    m_bar->setVisible(shown);
    m_progress->setVisible(shown);
    m_cancel->setVisible(shown);
}

void StatePage::setActions(const QList<QAction*>& actions)
{
    Q_ASSERT(actions.size() <= 2);
    if (std::equal(actions.begin(), actions.end(), m_actions.begin(), m_actions.end()))
        return; // a button that has the focus keeps it
    m_actions.assign(actions.begin(), actions.end());
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (actions.isEmpty())
        return;
    m_buttons->addStretch(1);
    for (QAction* action : actions) {
        QPushButton* button = buttonFor(action, this);
        if (action == actions.first())
            theme::setLook(button, theme::Look::primary);
        m_buttons->addWidget(button);
        button->show();
    }
    m_buttons->addStretch(1);
}

} // namespace runlens
