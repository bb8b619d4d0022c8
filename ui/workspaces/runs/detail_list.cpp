// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/detail_list.h"

#include "engine/render/fonts.h"
#include "ui/theme/breaking_label.h"
#include "ui/theme/looks.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>

namespace runlens {
namespace {

constexpr int labelWidth = 96;

layout::Tone toneOf(DetailTone tone)
{
    switch (tone) {
    case DetailTone::muted: return layout::Tone::muted;
    case DetailTone::active: return layout::Tone::active;
    case DetailTone::completed: return layout::Tone::completed;
    case DetailTone::timedOut: return layout::Tone::timedOut;
    case DetailTone::failed: return layout::Tone::failed;
    case DetailTone::ink: break;
    }
    return layout::Tone::ink;
}

class Grid {
public:
    explicit Grid(QWidget* body) : m_body(body), m_layout(new QGridLayout(body))
    {
        m_layout->setContentsMargins(16, 12, 16, 12);
        m_layout->setHorizontalSpacing(10);
        m_layout->setVerticalSpacing(6);
        m_layout->setColumnMinimumWidth(0, labelWidth);
        m_layout->setColumnStretch(1, 1);
    }

    void addLine()
    {
        auto* line = new QFrame(m_body);
        theme::setLook(line, theme::Look::line);
        line->setFixedHeight(1);
        m_layout->addWidget(line, m_row++, 0, 1, 2);
    }

    void add(const DetailRow& row, render::Theme theme)
    {
        auto* name = text(row.label);
        theme::setLook(name, theme::Look::muted);
        m_layout->addWidget(name, m_row, 0, Qt::AlignTop);
        auto* value = text(row.value);
        if (row.mono)
            value->setFont(render::fontOf(layout::TextRole::mono));
        if (row.tone != DetailTone::ink)
            value->setStyleSheet(
                QStringLiteral("color: %1").arg(render::paletteOf(theme)[toneOf(row.tone)].text.name()));
        value->setAccessibleName(row.label + QStringLiteral(": ") + row.value);
        m_layout->addWidget(value, m_row++, 1, Qt::AlignTop);
        if (row.note.isEmpty())
            return;
        auto* note = text(row.note);
        theme::setLook(note, theme::Look::small);
        m_layout->addWidget(note, m_row++, 1, Qt::AlignTop);
    }

    void addEmpty(const QString& sentence)
    {
        auto* label = text(sentence);
        theme::setLook(label, theme::Look::muted);
        m_layout->addWidget(label, m_row++, 0, 1, 2);
    }

    void finish() { m_layout->setRowStretch(m_row, 1); }

private:
    QLabel* text(const QString& words)
    {
        auto* label = new theme::BreakingLabel(words, m_body);
        label->setMinimumWidth(0);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
        return label;
    }

    QWidget* m_body;
    QGridLayout* m_layout;
    int m_row = 0;
};

} // namespace

DetailList::DetailList(QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DetailList::setGroups(const std::vector<DetailRows>& groups, const QString& whereNone)
{
    auto* body = new QWidget;
    Grid grid(body);
    bool any = false;
    for (const auto& group : groups) {
        if (group.empty())
            continue;
        if (any)
            grid.addLine();
        any = true;
        for (const DetailRow& row : group)
            grid.add(row, m_theme);
    }
    if (!any)
        grid.addEmpty(whereNone);
    grid.finish();
    setWidget(body);
}

} // namespace runlens
