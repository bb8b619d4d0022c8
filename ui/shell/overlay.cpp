// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/overlay.h"

#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/theme/window_palette.h"

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace runlens::shell {
namespace {

constexpr int margin = 16; // least distance of the card to the window's edge
constexpr int top = 72;    // where the window is high enough

} // namespace

Overlay::Overlay(QWidget* window) : QWidget(window), m_card(new QFrame(this))
{
    theme::setLook(m_card, theme::Look::card);
    hide();
    window->installEventFilter(this);
}

void Overlay::popUp()
{
    if (isVisible())
        return;
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    prepare();
    fit();
    raise();
    show();
    // Children can take the focus only once they are shown.
    if (QWidget* first = focusWidget(); first && first != this)
        first->setFocus(Qt::PopupFocusReason);
    else
        focusNextPrevChild(true);
}

void Overlay::dismiss()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    m_before.clear();
    Q_EMIT dismissed();
}

void Overlay::toggle()
{
    if (isVisible())
        dismiss();
    else
        popUp();
}

void Overlay::fit()
{
    const QSize wanted = wantedSize();
    const int width = std::min(wanted.width(), this->width() - 2 * margin);
    const int y = std::clamp((height() - wanted.height()) / 2, margin, top);
    const int height = std::min(wanted.height(), this->height() - y - margin);
    m_card->setGeometry((this->width() - width) / 2, y, std::max(width, 0), std::max(height, 0));
}

bool Overlay::event(QEvent* event)
{
    // A window's own action on Escape must not run instead of closing.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool Overlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    QWidget* const now = QApplication::focusWidget();
    QWidget* widget = now && isAncestorOf(now) ? now : this;
    QWidget* const start = widget;
    do {
        widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain();
        const bool takesFocus = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled();
        if (takesFocus && widget->isVisibleTo(this) && isAncestorOf(widget)) {
            widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            break;
        }
    } while (widget != start);
    return true;
}

void Overlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    event->accept(); // what the card has no use for is not for the window below
}

void Overlay::mousePressEvent(QMouseEvent* event)
{
    if (!m_card->geometry().contains(event->position().toPoint()))
        dismiss();
}

void Overlay::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme::windowPaletteOf(theme::applicationTheme()).scrim);
}

void Overlay::resizeEvent(QResizeEvent*) { fit(); }

} // namespace runlens::shell
