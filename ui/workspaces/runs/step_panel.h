// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"
#include "ui/workspaces/runs/run_preparer.h"

#include <QWidget>

#include <cstdint>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace runlens::theme {
class ElidedLabel;
}

namespace runlens {

class DetailList;
class PayloadView;
class RawView;

/// What is selected on the timeline, or the run where nothing is: its details, its payload, its messages, and its raw
/// JSON, which is asked for when it is looked at. Pages but that of the details are made when they are first looked at.
class StepPanel : public QWidget {
    Q_OBJECT
public:
    enum Tab : std::uint8_t { details, payload, messages, raw };

    /// `view` must outlive the panel.
    explicit StepPanel(TimelineView& view, QWidget* parent = nullptr);

    void setTheme(render::Theme theme);
    void showTab(Tab tab);
    [[nodiscard]] RawView& rawView();
    [[nodiscard]] PayloadView& payloadView();

    void setRaw(const QString& text);
    void setRawNotice(const QString& sentence);

Q_SIGNALS:
    void rawRequested(runlens::RunPreparer::Place place, std::size_t index);
    void copied(const QString& what);

private:
    void tell();
    void tellTitle();
    void tellPayload();
    void tellMessages();
    void showPage();
    [[nodiscard]] DetailList& messageList();
    template <class Page>
    Page& made(Page*& page);
    void askForRaw();

    TimelineView& m_view;
    render::Theme m_theme = render::Theme::light;
    theme::ElidedLabel* m_title;
    QLabel* m_icon;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    DetailList* m_details;
    PayloadView* m_payload = nullptr;
    DetailList* m_messages = nullptr;
    RawView* m_raw = nullptr;
    bool m_rawDue = true;
};

} // namespace runlens
