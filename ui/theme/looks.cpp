// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/looks.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QStyle>
#include <QVariant>
#include <QWidget>

#include <array>
#include <cstddef>

namespace runlens::theme {
namespace {

constexpr std::array<const char*, 19> names{"card",    "bar",    "line",  "toast", "finding", "title",   "strong",
                                            "heading", "muted",  "small", "onInk", "keycap",  "primary", "link",
                                            "segment", "button", "rail",  "bare",  "detail"};
static_assert(names.size() == static_cast<std::size_t>(Look::detail) + 1);

} // namespace

void setLook(QWidget* widget, Look look)
{
    widget->setProperty("look", QString::fromLatin1(names[static_cast<std::size_t>(look)]));
    // The sheet's selectors on properties are matched anew only when asked.
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

void makeSegments(const QList<QPushButton*>& buttons)
{
    if (buttons.isEmpty())
        return;
    auto* group = new QButtonGroup(buttons.first()->parent());
    group->setExclusive(true);
    for (QPushButton* button : buttons) {
        const bool first = button == buttons.first();
        const bool last = button == buttons.last();
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setProperty("place", first && last ? QStringLiteral("only")
                                     : first       ? QStringLiteral("first")
                                     : last        ? QStringLiteral("last")
                                                   : QStringLiteral("middle"));
        group->addButton(button);
        setLook(button, Look::segment);
    }
}

} // namespace runlens::theme
