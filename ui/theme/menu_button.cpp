// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/menu_button.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionButton>

namespace runlens::theme {

MenuButton::MenuButton(QWidget* parent) : QPushButton(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAutoDefault(false);
}

void MenuButton::paintGround(QPainter& painter)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.features &= ~QStyleOptionButton::HasMenu;
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    painter.setRenderHint(QPainter::Antialiasing);
}

QString menuText(const QString& text, const QFontMetrics& metrics, int pixels, Qt::TextElideMode elide)
{
    QString shown = metrics.elidedText(text, elide, pixels);
    return shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace runlens::theme
