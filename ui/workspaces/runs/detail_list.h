// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    void setGroups(const std::vector<std::vector<DetailRow>>& groups, const QString& whereNone);
};

} // namespace runlens
