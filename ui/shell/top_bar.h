// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QMenuBar;
class QPushButton;

namespace runlens::shell {

class ActionRegistry;
class LiveIndicator;
class SourceSwitcher;

/// The bar at the top: the name, where the runs come from, the menus, the way to every command, whether it moves,
/// export.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(const ActionRegistry& registry, QWidget* parent);

    [[nodiscard]] QMenuBar& menus() const noexcept { return *m_menus; }
    [[nodiscard]] SourceSwitcher& source() const noexcept { return *m_source; }
    [[nodiscard]] LiveIndicator& live() const noexcept { return *m_live; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QMenuBar* m_menus;
    SourceSwitcher* m_source;
    LiveIndicator* m_live;
    QPushButton* m_go;
    QPushButton* m_export;
};

} // namespace runlens::shell
