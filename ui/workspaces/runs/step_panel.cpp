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
      m_details(new DetailList(m_pages))
{
    m_title->setFont(render::fontOf(TextRole::monoStrong));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    for (const QString& name : {tr("Details"), tr("Payload"), tr("Messages"), tr("Raw")})
        m_tabs->addTab(name);
    m_pages->addWidget(m_details);
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
    connect(m_tabs, &QTabBar::currentChanged, this, &StepPanel::showPage);
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
    if (m_messages != nullptr)
        m_messages->setTheme(theme);
    tell();
}

void StepPanel::showTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

void StepPanel::setRaw(const QString& text) { rawView().setText(text); }

void StepPanel::setRawNotice(const QString& sentence) { rawView().setNotice(sentence); }

/// The page, made in its place; the Tab key comes to what is in it from the tabs, as if it had been made with them.
template <class Page>
Page& StepPanel::made(Page*& page)
{
    page = new Page(m_pages);
    m_pages->addWidget(page);
    QWidget* before = m_tabs;
    for (QWidget* part : page->template findChildren<QWidget*>())
        if ((part->focusPolicy() & Qt::TabFocus) != 0) {
            setTabOrder(before, part);
            before = part;
        }
    return *page;
}

RawView& StepPanel::rawView() { return m_raw != nullptr ? *m_raw : made(m_raw); }

PayloadView& StepPanel::payloadView()
{
    if (m_payload == nullptr) {
        connect(&made(m_payload), &PayloadView::copied, this, &StepPanel::copied);
        tellPayload();
    }
    return *m_payload;
}

DetailList& StepPanel::messageList()
{
    if (m_messages == nullptr) {
        made(m_messages).setTheme(m_theme);
        tellMessages();
    }
    return *m_messages;
}

void StepPanel::showPage()
{
    const int tab = m_tabs->currentIndex();
    m_pages->setCurrentWidget(tab == payload    ? static_cast<QWidget*>(&payloadView())
                              : tab == messages ? static_cast<QWidget*>(&messageList())
                              : tab == raw      ? static_cast<QWidget*>(&rawView())
                                                : m_details);
    askForRaw();
}

void StepPanel::tell()
{
    tellTitle();
    m_rawDue = true;
    if (!m_view.run())
        return;
    const Words words(m_view.timeStyle());
    m_details->setGroups(detailsOf(*m_view.run(), m_view.selection(), words), tr("Nothing else is told of this."));
    tellPayload();
    tellMessages();
    askForRaw();
}

void StepPanel::tellPayload()
{
    if (m_payload != nullptr && m_view.run())
        m_payload->setValue(payloadOf(*m_view.run(), m_view.selection()), tr("There is no payload here."));
}

void StepPanel::tellMessages()
{
    if (m_messages != nullptr && m_view.run())
        m_messages->setGroups(messagesOf(*m_view.run(), m_view.selection(), Words(m_view.timeStyle())),
                              tr("No message belongs to this."));
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
    rawView().setNotice(tr("Reading …"));
    const RawPlace place = rawPlaceOf(*m_view.run(), m_view.selection());
    Q_EMIT rawRequested(place.place, place.index);
}

} // namespace runlens
