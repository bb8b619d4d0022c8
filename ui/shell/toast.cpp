// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/toast.h"

#include "ui/theme/looks.h"

#include <QAccessible>
#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QPropertyAnimation>
#include <QStyle>

#include <algorithm>

namespace runlens::shell {
namespace {

constexpr int above = 40; // of the window's lower edge: clear of a status bar
constexpr int beside = 24;
constexpr int widest = 520;

} // namespace

Toast::Toast(QWidget* window)
    : QFrame(window),
      m_text(new QLabel(this)),
      m_opacity(new QGraphicsOpacityEffect(this)),
      m_fading(new QPropertyAnimation(m_opacity, "opacity", this))
{
    theme::setLook(this, theme::Look::toast);
    theme::setLook(m_text, theme::Look::onInk);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setAlignment(Qt::AlignCenter);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 9, 16, 9);
    layout->addWidget(m_text);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setGraphicsEffect(m_opacity);
    m_stands.setSingleShot(true);
    connect(&m_stands, &QTimer::timeout, this, &Toast::fade);
    connect(m_fading, &QPropertyAnimation::finished, this, &Toast::hide);
    window->installEventFilter(this);
    hide();
}

int Toast::standsFor(const QString& text)
{
    return static_cast<int>(std::clamp<qsizetype>(1500 + 50 * text.size(), 2000, 8000));
}

void Toast::announce(const QString& text)
{
    m_fading->stop();
    m_opacity->setOpacity(1);
    m_text->setText(text);
    setAccessibleName(text);
    fit();
    raise();
    show();
    m_stands.start(standsFor(text));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT announced(text);
}

void Toast::fade()
{
    const int duration = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
    if (duration <= 0) {
        hide();
        return;
    }
    m_fading->setDuration(std::max(duration, 200));
    m_fading->setStartValue(1.0);
    m_fading->setEndValue(0.0);
    m_fading->start();
}

void Toast::fit()
{
    const QSize window = parentWidget()->size();
    const int room = std::clamp(window.width() - 2 * beside, 40, widest);
    m_text->setWordWrap(false);
    QSize size = sizeHint();
    if (size.width() > room) {
        m_text->setWordWrap(true);
        size = QSize(room, heightForWidth(room));
    }
    setGeometry((window.width() - size.width()) / 2, std::max(0, window.height() - above - size.height()), size.width(),
                size.height());
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        fit();
    return QFrame::eventFilter(watched, event);
}

} // namespace runlens::shell
