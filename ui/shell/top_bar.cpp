// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/live_indicator.h"
#include "ui/shell/source_switcher.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>

namespace runlens::shell {
namespace {

constexpr int barHeight = 44;
constexpr int roomForWords = 1'200; ///< in a narrower bar the name of the source needs the room more

} // namespace

TopBar::TopBar(const ActionRegistry& registry, QWidget* parent)
    : QFrame(parent),
      m_menus(new QMenuBar(this)),
      m_source(new SourceSwitcher(this)),
      m_live(new LiveIndicator(this)),
      m_go(new QPushButton(tr("Ctrl K"), this)),
      m_export(new QPushButton(tr("Export …"), this))
{
    theme::setLook(this, theme::Look::bar);
    setFixedHeight(barHeight);
    auto* name = new QLabel(tr("Runlens"), this);
    theme::setLook(name, theme::Look::title);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_go->setIcon(theme::themedIcon(theme::ChromeIcon::search, {layout::Tone::muted, false, {}}));
    m_go->setAccessibleName(tr("Go to a command"));
    m_go->setMinimumWidth(m_go->sizeHint().width()); // with the words that it has in any bar
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(18, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(name);
    row->addWidget(m_source);
    row->addWidget(m_menus, 0, Qt::AlignVCenter);
    row->addStretch(1);
    row->addWidget(m_go);
    row->addWidget(m_live);
    row->addWidget(m_export);
    if (QAction* palette = registry.find(QStringLiteral("help.palette")))
        connect(m_go, &QPushButton::clicked, palette, &QAction::trigger);
    if (QAction* exporting = registry.find(QStringLiteral("file.export"))) {
        const auto tell = [this, exporting] {
            m_export->setEnabled(exporting->isEnabled());
            m_export->setToolTip(exporting->toolTip());
        };
        connect(m_export, &QPushButton::clicked, exporting, &QAction::trigger);
        connect(exporting, &QAction::changed, this, tell);
        tell();
    }
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    m_go->setText(width() < roomForWords ? tr("Ctrl K") : tr("Go to a command …   Ctrl K"));
}

} // namespace runlens::shell
