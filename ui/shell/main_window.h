// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_registry.h"
#include "ui/shell/zone_choice.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QLabel;

namespace runlens {
class RunsWorkspace;
}

namespace runlens::shell {

class CommandPalette;
class KeySheet;
class RecentFiles;
struct KeyRow;
class RunExporter;
class Settings;
class Toast;
class TopBar;
class WindowActions;

/// The frame around the workspaces: bars, menus, what is remembered. There may be several.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `themes` and `settings` must outlive the window.
    MainWindow(theme::ThemeManager& themes, Settings& settings);
    ~MainWindow() override;

    [[nodiscard]] RunsWorkspace& runs() noexcept { return *m_runs; }
    [[nodiscard]] theme::ThemeManager& themes() noexcept { return m_themes; }
    [[nodiscard]] ActionRegistry& actionRegistry() noexcept { return m_registry; }
    [[nodiscard]] ZoneChoice zone() const noexcept { return m_zone; }
    [[nodiscard]] const Toast& toast() const noexcept { return *m_toast; }

    void open(const QString& path);
    void openWindow(); ///< another one
    void chooseFile();
    void chooseAutomation();
    void chooseExport();
    void chooseTheme(theme::ThemeChoice choice);
    void setZone(ZoneChoice zone);
    void showPalette();
    void showKeys();
    void showAbout();

Q_SIGNALS:
    void zoneChanged();
    void themeChosen();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void buildMenus();
    QWidget* rail(QWidget* parent);
    [[nodiscard]] static std::vector<KeyRow> gestures();
    void follow();
    void restore();
    void remember();
    void tellState();
    void applyZone();

    theme::ThemeManager& m_themes;
    Settings& m_settings;
    ActionRegistry m_registry;
    ZoneChoice m_zone = ZoneChoice::utc;
    QWidget* m_middle;
    RunsWorkspace* m_runs;
    std::unique_ptr<WindowActions> m_actions;
    RecentFiles* m_recent;
    RunExporter* m_exporter;
    TopBar* m_top = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_zoneLabel = nullptr;
    CommandPalette* m_palette = nullptr;
    KeySheet* m_keys = nullptr;
    Toast* m_toast = nullptr;
};

} // namespace runlens::shell
