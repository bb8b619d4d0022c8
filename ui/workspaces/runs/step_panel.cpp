// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/step_panel.h"

#include "engine/layout/look.h"
#include "engine/render/fonts.h"
#include "engine/words/words.h"
#include "ui/models/step_details.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/icons.h"
#include "ui/timeline/subject_words.h"
#include "ui/workspaces/runs/detail_list.h"
#include "ui/workspaces/runs/payload_view.h"
#include "ui/workspaces/runs/raw_view.h"
#include "ui/workspaces/runs/subject_data.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace runlens {

using namespace layout;

StepPanel::StepPanel(TimelineView& view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_title(new theme::ElidedLabel({}, this, Qt::ElideMiddle)),
      m_icon(new QLabel(this)),
      m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_details(new DetailList(this)),
      m_payload(new PayloadView(this)),
      m_messages(new DetailList(this)),
      m_raw(new RawView(this))
{
    m_title->setFont(render::fontOf(TextRole::monoStrong));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    for (const QString& name : {tr("Details"), tr("Payload"), tr("Messages"), tr("Raw")})
        m_tabs->addTab(name);
    for (QWidget* page : std::initializer_list<QWidget*>{m_details, m_payload, m_messages, m_raw})
        m_pages->addWidget(page);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 12, 16, 2);
    head->addWidget(m_title, 1);
    head->addWidget(m_icon);
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(10, 0, 10, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addLayout(tabs);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &StepPanel::askForRaw);
    connect(m_payload, &PayloadView::copied, this, &StepPanel::copied);
    connect(&view, &TimelineView::runChanged, this, &StepPanel::tell);
    connect(&view, &TimelineView::selectionChanged, this, [this] {
        tell();
        if (m_view.selection() && m_view.selection()->part == Part::message)
            showTab(messages);
    });
}

void StepPanel::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_details->setTheme(theme);
    m_messages->setTheme(theme);
    tell();
}

void StepPanel::showTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

void StepPanel::setRaw(const QString& text) { m_raw->setText(text); }

void StepPanel::setRawNotice(const QString& sentence) { m_raw->setNotice(sentence); }

void StepPanel::tell()
{
    tellTitle();
    m_rawDue = true;
    if (!m_view.run())
        return;
    const Words words(m_view.timeStyle());
    m_details->setGroups(detailsOf(*m_view.run(), m_view.selection(), words), tr("Nothing else is told of this."));
    m_payload->setValue(payloadOf(*m_view.run(), m_view.selection()), tr("There is no payload here."));
    m_messages->setGroups(messagesOf(*m_view.run(), m_view.selection(), words), tr("No message belongs to this."));
    askForRaw();
}

void StepPanel::tellTitle()
{
    if (!m_view.run() || !m_view.selection()) {
        m_title->setFullText(m_view.run() ? tr("The run") : QString());
        m_icon->clear();
        return;
    }
    const Subject& subject = *m_view.selection();
    const SubjectText text = describe(*m_view.run(), subject, Words(m_view.timeStyle()));
    m_title->setFullText(text.name);
    const Row& row = m_view.run()->timeline().rows[subject.row];
    const Look look = lookOf(row.state, false);
    const Icon icon = row.state == State::timedOut || row.state == State::overdue ? Icon::timedOut
                      : row.state == State::waiting                               ? Icon::waiting
                                                                                  : look.glyph;
    if (icon == Icon::none || row.kind == RowKind::trigger)
        m_icon->clear();
    else
        m_icon->setPixmap(theme::themedIcon(icon, {look.tone, false, m_theme}).pixmap(18, 18));
    m_icon->setToolTip(text.state);
}

void StepPanel::askForRaw()
{
    if (!m_rawDue || m_tabs->currentIndex() != raw || !m_view.run())
        return;
    m_rawDue = false;
    m_raw->setNotice(tr("Reading …"));
    const RawPlace place = rawPlaceOf(*m_view.run(), m_view.selection());
    Q_EMIT rawRequested(place.place, place.index);
}

} // namespace runlens
