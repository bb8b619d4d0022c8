// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sharing_splitter.h"

#include <algorithm>

namespace runlens {

SharingSplitter::SharingSplitter(Qt::Orientation orientation, std::function<int(int)> rule, QWidget* parent)
    : QSplitter(orientation, parent), m_rule(std::move(rule))
{
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_chosen = true; });
}

void SharingSplitter::share()
{
    if (m_chosen)
        return;
    const int length = (orientation() == Qt::Horizontal ? width() : height()) - handleWidth();
    const int first = std::clamp(m_rule(length), 0, std::max(0, length));
    setSizes({first, length - first});
}

QByteArray SharingSplitter::saveChoice() const { return m_chosen ? saveState() : QByteArray(); }

void SharingSplitter::restoreChoice(const QByteArray& choice)
{
    m_chosen = !choice.isEmpty() && restoreState(choice);
    share();
}

void SharingSplitter::resizeEvent(QResizeEvent* event)
{
    QSplitter::resizeEvent(event);
    share();
}

} // namespace runlens
