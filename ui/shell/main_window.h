// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_registry.h"
#include "ui/shell/source_manager.h"
#include "ui/shell/zone_choice.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QLabel;

namespace runlens {
class RunsWorkspace;
class SavedViews;
} // namespace runlens

namespace runlens::shell {

class AlertCenter;
class CommandPalette;
class KeySheet;
class RecentFiles;
struct KeyRow;
class RunExporter;
class Settings;
class SourceChrome;
class Toast;
class TopBar;
class WindowActions;
class WindowAlerts;

/// The frame around the workspaces: bars, menus, what is remembered. There may be several.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// What all windows of a program share; it must outlive them.
    struct Shared {
        theme::ThemeManager& themes;
        Settings& settings;
        ProfileBook& book;
        SavedViews& views;
        AlertCenter& alerts;
        SourceFolders folders;
    };
    explicit MainWindow(Shared shared);
    ~MainWindow() override;

    [[nodiscard]] RunsWorkspace& runs() noexcept { return *m_runs; }
    [[nodiscard]] SourceManager& sources() noexcept { return *m_sources; }
    [[nodiscard]] SourceChrome& chrome() noexcept { return *m_chrome; }
    [[nodiscard]] WindowAlerts& alerts() noexcept { return *m_alerts; }
    [[nodiscard]] theme::ThemeManager& themes() noexcept { return m_shared.themes; }
    [[nodiscard]] SavedViews& savedViews() noexcept { return m_shared.views; }
    [[nodiscard]] ActionRegistry& actionRegistry() noexcept { return m_registry; }
    [[nodiscard]] ZoneChoice zone() const noexcept { return m_zone; }
    [[nodiscard]] const Toast& toast() const noexcept { return *m_toast; }

    void open(const QString& path);
    /// A file, or the address of a server with its key; where that is empty, the profile of that address counts. Empty:
    /// nothing.
    void openSource(const QString& source, const QString& key);
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

    void announceFailure(const QString& title, const QString& sentence);

    Shared m_shared;
    Settings& m_settings;
    ActionRegistry m_registry;
    ZoneChoice m_zone = ZoneChoice::utc;
    QWidget* m_middle;
    RunsWorkspace* m_runs;
    SourceManager* m_sources;
    SourceChrome* m_chrome = nullptr;
    std::unique_ptr<WindowAlerts> m_alerts;
    std::unique_ptr<WindowActions> m_actions;
    RecentFiles* m_recent;
    RunExporter* m_exporter;
    TopBar* m_top = nullptr;
    QLabel* m_zoneLabel = nullptr;
    CommandPalette* m_palette = nullptr;
    KeySheet* m_keys = nullptr;
    Toast* m_toast = nullptr;
};

} // namespace runlens::shell
