// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QMenuBar;
class QPushButton;

namespace runlens::theme {
class ElidedLabel;
}

namespace runlens::shell {

class ActionRegistry;

/// The bar at the top: the name, the menus, what is open, the way to every command, export.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(const ActionRegistry& registry, QWidget* parent);

    /// The file that is open; empty where none is.
    void setSource(const QString& path);
    [[nodiscard]] QMenuBar& menus() const noexcept { return *m_menus; }

private:
    QMenuBar* m_menus;
    theme::ElidedLabel* m_source;
    QPushButton* m_go;
    QPushButton* m_export;
};

} // namespace runlens::shell
