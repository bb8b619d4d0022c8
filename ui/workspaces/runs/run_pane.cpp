// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_pane.h"

#include "engine/layout/look.h"
#include "engine/render/fonts.h"
#include "engine/report/run_timeline.h"
#include "engine/words/safe_text.h"
#include "engine/words/timeline_captions.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/timeline/overview_strip.h"
#include "ui/timeline/timeline_widget.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace runlens {
namespace {

using layout::CaptionCode;
using layout::State;
using layout::Tone;

bool isOverdue(const layout::Timeline& timeline)
{
    return std::ranges::any_of(timeline.rows, [](const layout::Row& row) { return row.state == State::overdue; });
}

} // namespace

RunPane::RunPane(TimelineView& view, QWidget* parent)
    : QFrame(parent),
      m_view(view),
      m_run(new theme::ElidedLabel({}, this, Qt::ElideMiddle)),
      m_statusIcon(new QLabel(this)),
      m_status(new QLabel(this)),
      m_facts(new theme::ElidedLabel({}, this)),
      m_overview(new OverviewStrip(view, this)),
      m_rows(new TimelineWidget(view, this))
{
    theme::setLook(this, theme::Look::card);
    m_run->setFont(render::fontOf(layout::TextRole::monoStrong));
    m_status->setFont(render::fontOf(layout::TextRole::strong));
    theme::setLook(m_facts, theme::Look::muted);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 10, 12, 4);
    header->setSpacing(8);
    header->addWidget(m_run);
    header->addSpacing(8);
    header->addWidget(m_statusIcon);
    header->addWidget(m_status);
    header->addSpacing(12);
    header->addWidget(m_facts, 1);
    auto* axes = new QHBoxLayout;
    axes->setSpacing(0);
    const std::array<QString, 3> names{tr("Linear"), tr("Folded"), tr("Sequence")};
    const std::array<QString, 3> tips{tr("A pixel is the same time everywhere"),
                                      tr("Stretches in which nothing happens are folded"),
                                      tr("One column for each happening")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_axes[i] = new QPushButton(names[i], this);
        m_axes[i]->setToolTip(tips[i]);
        connect(m_axes[i], &QPushButton::clicked, this, [this, i] { choose(i); });
        axes->addWidget(m_axes[i]);
    }
    theme::makeSegments({m_axes[0], m_axes[1], m_axes[2]});
    header->addLayout(axes);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_overview);
    column->addWidget(m_rows, 1);
    connect(&view, &TimelineView::runChanged, this, &RunPane::tellRun);
    connect(&view, &TimelineView::viewChanged, this, &RunPane::tellAxis);
    tellAxis();
}

void RunPane::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_overview->setTheme(theme);
    m_rows->setTheme(theme);
    tellRun();
}

void RunPane::choose(std::size_t axis)
{
    // Buttons stand in the order people read them, kinds in that of the enum; both begin with the linear one.
    m_view.setAxisKind(static_cast<layout::AxisKind>(axis));
}

void RunPane::tellAxis()
{
    m_axes[static_cast<std::size_t>(m_view.axisKind())]->setChecked(true);
    tellRun();
}

void RunPane::tellRun()
{
    const auto& run = m_view.run();
    if (!run)
        return;
    const layout::SceneHeader& header = run->header;
    const TimelineCaptions captions(m_view.timeStyle(), startOf(run->inspection));
    const auto say = [&captions](CaptionCode code, const Arguments& arguments = {}) {
        return QString::fromStdString(captions.text(code, arguments));
    };
    m_run->setFullText(header.run.empty() ? say(CaptionCode::unnamedRun) : safeText(header.run));
    const bool overdue = isOverdue(run->timeline());
    const Tone tone = overdue ? Tone::timedOut : layout::toneOf(header.status.value);
    const QColor colour = render::paletteOf(m_theme)[tone].text;
    m_statusIcon->setPixmap(theme::themedIcon(overdue ? layout::Icon::timedOut : layout::iconOf(header.status.value),
                                              {tone, false, m_theme})
                                .pixmap(16, 16));
    m_status->setText(overdue ? say(CaptionCode::overdue)
                              : say(CaptionCode::runState, {std::string(header.status.name())}));
    m_status->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
    QStringList facts;
    if (!header.person.empty())
        facts += safeText(header.person);
    if (header.started.known())
        facts += say(CaptionCode::runStarted, {header.started});
    if (header.lasted)
        facts += say(run->timeline().now    ? CaptionCode::runLastedSoFar
                     : header.lastedExactly ? CaptionCode::runLasted
                                            : CaptionCode::runLastedAbout,
                     {*header.lasted});
    m_facts->setFullText(facts.join(QStringLiteral(" · ")));
}

} // namespace runlens
