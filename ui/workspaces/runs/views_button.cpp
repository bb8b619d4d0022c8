// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/views_button.h"

#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QAction>
#include <QFontMetrics>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

using layout::TextRole;

constexpr int inset = 12;
constexpr int gap = 6;
constexpr int dotSide = 6;
constexpr int chevronSide = 16;
constexpr int mostWidth = 240;
constexpr int leastText = 36;      // px
constexpr int mostMenuText = 300;  // px
constexpr qsizetype longTip = 400; // characters of a query

} // namespace

ViewsButton::ViewsButton(QWidget* parent) : MenuButton(parent), m_choices(new QMenu(this)), m_more(new QMenu(m_choices))
{
    for (QMenu* menu : {m_choices, m_more})
        menu->setToolTipsVisible(true);
    m_choices->setAccessibleName(tr("Saved views"));
    setMenu(m_choices);
    connect(m_choices, &QMenu::aboutToShow, this, &ViewsButton::fill);
    setCurrent({}, false);
    hide();
}

void ViewsButton::setViews(const SavedViews* views, QAction* all, const QList<QAction*>& commands)
{
    m_views = views;
    m_all = all;
    m_commands = commands;
}

void ViewsButton::setCurrent(const QString& name, bool differs)
{
    m_current = name;
    m_differs = differs && !name.isEmpty();
    setToolTip(name.isEmpty() ? tr("Saved views: a query, the columns and their order, by a name")
               : m_differs    ? tr("%1\nThe query, the columns or their order differ from the saved view.").arg(name)
                              : tr("%1\nThe list is as it was saved.").arg(name));
    setAccessibleName(name.isEmpty() ? tr("Saved views")
                      : m_differs    ? tr("Saved view: %1, changed").arg(name)
                                     : tr("Saved view: %1").arg(name));
    updateGeometry();
    update();
}

QAction* ViewsButton::addView(QMenu* menu, const SavedView& view)
{
    const bool isCurrent = view.name == m_current;
    const QString name = theme::menuText(view.name, QFontMetrics(menu->font()), mostMenuText, Qt::ElideRight);
    QAction* action = menu->addAction(isCurrent && m_differs ? tr("%1\tchanged").arg(name) : name);
    action->setCheckable(true);
    action->setChecked(isCurrent);
    action->setToolTip(view.query.isEmpty() ? tr("%1\nAll runs").arg(view.name)
                                            : tr("%1\n%2").arg(view.name, view.query.left(longTip)));
    connect(action, &QAction::triggered, this, [this, wanted = view.name] { Q_EMIT viewChosen(wanted); });
    return action;
}

void ViewsButton::fill()
{
    m_choices->clear();
    m_more->clear();
    if (m_views == nullptr)
        return;
    m_choices->addAction(m_all);
    m_chosen = m_all;
    const auto& views = m_views->views();
    const bool many = views.size() > mostInMenu;
    for (std::size_t at = 0; at < views.size(); ++at) {
        const bool isMore = many && at + 1 >= mostInMenu; // their menu takes a line too
        QAction* action = addView(isMore ? m_more : m_choices, views[at]);
        if (action->isChecked())
            m_chosen = isMore ? m_more->menuAction() : action;
    }
    if (many) {
        m_more->setTitle(tr("&More views (%1)").arg(m_more->actions().size()));
        m_choices->addMenu(m_more);
    }
    if (views.empty())
        m_choices->addAction(tr("No view is saved yet"))->setEnabled(false);
    m_choices->addSeparator();
    m_choices->addActions(m_commands);
}

void ViewsButton::open()
{
    if (!isVisible() || m_choices->isVisible())
        return;
    fill(); // for its size
    const int left = isRightToLeft() ? width() - m_choices->sizeHint().width() : 0;
    m_choices->popup(mapToGlobal(QPoint(left, height())));
    m_choices->setActiveAction(m_chosen);
}

void ViewsButton::setLineHeight(int pixels)
{
    m_height = pixels;
    updateGeometry();
}

QString ViewsButton::shownName() const { return m_current.isEmpty() ? tr("Views") : m_current; }

QSize ViewsButton::sizeHint() const
{
    const int text =
        static_cast<int>(std::ceil(render::metricsOf(TextRole::strong).horizontalAdvance(shownName()))) + 1;
    const int dot = m_differs ? gap + dotSide : 0;
    return {std::min(mostWidth, 2 * inset + text + dot + gap + chevronSide),
            std::max(m_height, MenuButton::sizeHint().height())};
}

QSize ViewsButton::minimumSizeHint() const
{
    const int least = 2 * inset + leastText + gap + dotSide + gap + chevronSide;
    return {std::min(sizeHint().width(), least), sizeHint().height()};
}

void ViewsButton::paintEvent(QPaintEvent*)
{
    const theme::WindowPalette& p = theme::windowPaletteOf(theme::applicationTheme());
    QPainter painter(this);
    paintGround(painter);
    const auto mirrored = [this](const QRectF& box) {
        return isRightToLeft() ? QRectF(width() - box.right(), box.top(), box.width(), box.height()) : box;
    };
    QRectF room = QRectF(rect()).adjusted(inset, 0, -inset, 0);
    const double middle = room.center().y();
    render::paintIconFile(painter, theme::fileNameOf(theme::ChromeIcon::chevronDown),
                          mirrored({room.right() - chevronSide, middle - chevronSide / 2.0, chevronSide, chevronSide}),
                          p.muted);
    room.setRight(room.right() - chevronSide - gap);
    const QFontMetricsF metrics = render::metricsOf(TextRole::strong);
    const double least = m_differs ? gap + dotSide : 0;
    const QString text = metrics.elidedText(shownName(), Qt::ElideRight, room.width() - least + 0.01);
    room.setWidth(std::min(room.width() - least, std::ceil(metrics.horizontalAdvance(text)) + 1));
    painter.setFont(render::fontOf(TextRole::strong));
    painter.setPen(p.text);
    painter.drawText(mirrored(room), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (!m_differs)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.ink);
    painter.drawEllipse(mirrored({room.right() + gap, middle - dotSide / 2.0, dotSide, dotSide}));
}

} // namespace runlens
