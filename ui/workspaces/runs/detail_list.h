// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/models/step_details.h"

#include <QScrollArea>

#include <vector>

namespace runlens {

/// Names and values under each other; a value can be selected and copied, a note stands below it.
class DetailList : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailList(QWidget* parent = nullptr);

    /// Groups stand one below the other, with a line between them.
    void setTheme(render::Theme theme) { m_theme = theme; }
    void setGroups(const std::vector<DetailRows>& groups, const QString& whereNone);

private:
    render::Theme m_theme = render::Theme::light;
};

} // namespace runlens
