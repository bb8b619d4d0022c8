// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/story_panel.h"

#include "engine/words/words.h"
#include "ui/models/step_details.h"
#include "ui/theme/breaking_label.h"
#include "ui/theme/looks.h"
#include "ui/workspaces/runs/finding_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace runlens {
namespace {

/// Findings shown as cards; further ones are counted, and stand in every report.
constexpr std::size_t mostCards = 12;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    theme::setLook(label, theme::Look::heading);
    return label;
}

} // namespace

StoryPanel::StoryPanel(TimelineView& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_story(new theme::BreakingLabel({}, this)),
      m_copy(new QPushButton(this)),
      m_findingsTitle(heading(tr("FINDINGS"), this)),
      m_findings(new QVBoxLayout)
{
    m_copy->setText(tr("Copy answer"));
    theme::setLook(m_copy, theme::Look::link);
    auto* head = new QHBoxLayout;
    head->addWidget(heading(tr("THIS RUN"), this));
    head->addStretch(1);
    head->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_story);
    column->addSpacing(8);
    column->addWidget(m_findingsTitle);
    column->addLayout(m_findings);
    column->addStretch(1);
    connect(m_copy, &QPushButton::clicked, this, &StoryPanel::copyAnswerRequested);
    connect(&view, &TimelineView::runChanged, this, &StoryPanel::tell);
    connect(&view, &TimelineView::viewChanged, this, [this] {
        if (m_told != m_view.timeStyle())
            tell();
    });
}

void StoryPanel::setTheme(render::Theme theme)
{
    m_theme = theme;
    tell();
}

QString StoryPanel::answer() const
{
    return m_view.run() ? answerOf(m_view.run()->inspection, Words(m_view.timeStyle())) : QString();
}

void StoryPanel::tell()
{
    while (QLayoutItem* item = m_findings->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_told = m_view.timeStyle();
    if (!m_view.run()) {
        m_story->setFullText({});
        return;
    }
    m_story->setFullText(Words(m_view.timeStyle()).story(m_view.run()->inspection.story));
    addFindings();
}

void StoryPanel::addFindings()
{
    const Inspection& inspection = m_view.run()->inspection;
    const Words words(m_view.timeStyle());
    const auto& findings = inspection.audit.findings;
    for (std::size_t i = 0; i < std::min(findings.size(), mostCards); ++i) {
        auto* card = new FindingCard(findings[i], words, m_theme, this);
        if (const auto step = findings[i].step)
            connect(card, &FindingCard::clicked, this, [this, step] { selectStep(*step); });
        else
            card->setEnabled(false);
        m_findings->addWidget(card);
    }
    if (findings.size() > mostCards) {
        auto* more = new QLabel(tr("and %1 more, in the run's report").arg(findings.size() - mostCards), this);
        theme::setLook(more, theme::Look::muted);
        m_findings->addWidget(more);
    }
    auto* passed = new QLabel(words.checksPassed(inspection.audit.passed()), this);
    theme::setLook(passed, theme::Look::muted);
    m_findings->addWidget(passed);
}

void StoryPanel::selectStep(std::size_t step)
{
    const auto& rows = m_view.run()->timeline().rows;
    const auto row = std::ranges::find_if(rows, [step](const layout::Row& candidate) {
        return candidate.kind == layout::RowKind::step && candidate.step == step;
    });
    if (row != rows.end())
        m_view.select(layout::Subject{static_cast<std::size_t>(row - rows.begin()), layout::Part::whole, 0});
}

} // namespace runlens
