// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace runlens {

/// A header whose texts end in an ellipsis where they have no room: a style sheet's style cuts them off. Its sections
/// are moved, sized and sorted by; a third click sorts by none. Titles are in capitals, paths as they are.
class RunListHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit RunListHeader(QWidget* parent);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
};

} // namespace runlens
