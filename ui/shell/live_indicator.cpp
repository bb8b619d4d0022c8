// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/live_indicator.h"

#include "ui/shell/live_text.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace runlens::shell {
namespace {

constexpr int frame = 2 * 5; // padding and border of a tool button in window.qss

} // namespace

LiveIndicator::LiveIndicator(QWidget* parent)
    : QWidget(parent),
      m_words(new QToolButton(this)),
      m_more(new QToolButton(this)),
      m_lookNow(new QAction(tr("&Look now"), this)),
      m_pause(new QAction(this)),
      m_clock([] { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); })
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_words->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_words->setFocusPolicy(Qt::StrongFocus);
    m_words->setContextMenuPolicy(Qt::CustomContextMenu); // actions of its own would give it an arrow
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* requests = new QAction(tr("Show &requests"), this);
    auto* menu = new QMenu(this);
    menu->addActions({m_lookNow, m_pause, requests});
    m_more->setIcon(theme::themedIcon(theme::ChromeIcon::chevronDown, {.tone = layout::Tone::muted}));
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setAccessibleName(tr("More of following"));
    m_more->setToolTip(tr("Look now, pause, show requests"));
    m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    connect(m_words, &QToolButton::customContextMenuRequested, this,
            [this, menu](const QPoint& at) { menu->popup(m_words->mapToGlobal(at)); });
    connect(m_more, &QToolButton::clicked, this,
            [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_words, 1);
    row->addWidget(m_more);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LiveIndicator::tell);
    connect(m_words, &QToolButton::clicked, m_pause, &QAction::trigger);
    connect(m_pause, &QAction::triggered, this, [this] { Q_EMIT followRequested(!follows()); });
    connect(m_lookNow, &QAction::triggered, this, &LiveIndicator::lookNowRequested);
    connect(requests, &QAction::triggered, this, &LiveIndicator::requestsRequested);
    tell();
}

bool LiveIndicator::follows() const { return m_state.link != Link::paused; }

void LiveIndicator::setState(const SourceState& state)
{
    m_state = state;
    tell();
}

void LiveIndicator::setTimeStyle(const TimeStyle& style)
{
    m_style = style;
    tell();
}

void LiveIndicator::setClock(std::function<Instant()> clock)
{
    m_clock = std::move(clock);
    tell();
}

void LiveIndicator::tell()
{
    const LiveText live = liveText(m_state, m_clock(), m_style);
    if (live.counts != m_second.isActive())
        live.counts ? m_second.start() : m_second.stop();
    m_text = live.text;
    setVisible(!m_text.isEmpty());
    const auto icon = live.trouble ? layout::Icon::concern : layout::Icon::none;
    m_words->setIcon(live.trouble ? theme::themedIcon(icon, {.tone = layout::Tone::timedOut}) : QIcon());
    m_words->setToolTip(live.toolTip);
    m_words->setAccessibleName(m_text);
    m_words->setAccessibleDescription(live.toolTip);
    m_pause->setText(follows() ? tr("&Pause") : tr("&Go on"));
    m_pause->setEnabled(m_state.canFollow);
    m_lookNow->setEnabled(m_state.link != Link::opening);
    updateGeometry();
    fit();
}

void LiveIndicator::fit()
{
    const int icon = m_words->icon().isNull() ? 0 : m_words->iconSize().width() + 6;
    const int room = width() - m_more->sizeHint().width() - frame - icon - 4;
    m_words->setText(fontMetrics().elidedText(m_text, Qt::ElideRight, std::max(room, 0)));
}

QSize LiveIndicator::sizeHint() const
{
    ensurePolished();
    const int icon = m_words->icon().isNull() ? 0 : m_words->iconSize().width() + 6;
    const int text = fontMetrics().horizontalAdvance(m_text) + 6;
    return {text + icon + frame + m_more->sizeHint().width(),
            std::max(m_words->sizeHint().height(), m_more->sizeHint().height())};
}

QSize LiveIndicator::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {std::min(whole.width(), 110), whole.height()};
}

void LiveIndicator::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void LiveIndicator::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace runlens::shell
