// SPDX-License-Identifier: GPL-3.0-or-later
// A window with a file in it, for tests that use it as people do.
#pragma once

#include "engine/client/key_store.h"
#include "ui/models/saved_views.h"
#include "ui/shell/alert_center.h"
#include "ui/shell/main_window.h"
#include "ui/shell/profile_book.h"
#include "ui/shell/settings.h"
#include "ui/theme/theme.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace runlens::test {

/// The file of a sample, by its name without ending.
[[nodiscard]] QString samplePath(const QString& name);

/// A list of runs as the server sends one: as many as asked for, the samples in turn, each with its own id and time.
[[nodiscard]] QByteArray listOfRuns(int count);

/// How a window asks servers in tests: nothing is waited for longer than an answer takes on this machine.
[[nodiscard]] FollowPolicy quickPolicy();
[[nodiscard]] client::HttpOptions impatientHttp();

/// A main window that looks at runs as of 8 June 2026, 16:15 UTC, remembers nothing of other windows, and is shown.
class Stage {
public:
    explicit Stage(theme::ThemeChoice theme = theme::ThemeChoice::light, const QSize& size = {1440, 900});
    ~Stage();

    [[nodiscard]] shell::MainWindow& window() noexcept { return *m_window; }
    [[nodiscard]] RunsWorkspace& runs() noexcept { return m_window->runs(); }
    [[nodiscard]] TimelineView& view() noexcept { return m_window->runs().view(); }
    [[nodiscard]] shell::Settings& settings() noexcept { return m_settings; }
    [[nodiscard]] theme::ThemeManager& themes() noexcept { return m_themes; }
    [[nodiscard]] SavedViews& savedViews() noexcept { return m_views; }
    [[nodiscard]] shell::ProfileBook& book() noexcept { return m_book; }
    [[nodiscard]] shell::AlertCenter& alerts() noexcept { return m_alerts; }
    [[nodiscard]] client::KeyStore& keys() noexcept { return m_keys; }
    /// What further windows are made with.
    [[nodiscard]] shell::MainWindow::Shared shared();

    /// Opens a file and waits until it is there, or is known not to be readable. False: neither within 30 s.
    bool open(const QString& path);
    bool openSample(const QString& name) { return open(samplePath(name)); }
    /// The same with the automation's definition that lies beside the sample.
    bool openSampleWithDefinition(const QString& name);
    /// A file of its own with these bytes.
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes);
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Runs the action of that id of the window's registry. False where it is not there or cannot be run.
    bool run(const QString& action);
    /// The row of that step on the timeline. Ends the test program where there is none.
    [[nodiscard]] std::size_t row(std::string_view key);

    /// Something that the window needs for as long as it is there.
    void keep(std::shared_ptr<void> what) { m_kept = std::move(what); }
    [[nodiscard]] const std::shared_ptr<void>& kept() const noexcept { return m_kept; }
    /// What people look at: the dialog before the window, a menu, what completes a query, or the window.
    [[nodiscard]] QWidget& seen();

private:
    std::shared_ptr<void> m_kept;
    QTemporaryDir m_folder;
    QSettings m_store;
    shell::Settings m_settings;
    SavedViews m_views;
    theme::ThemeManager m_themes;
    client::KeyStore m_keys;
    shell::ProfileBook m_book;
    shell::AlertCenter m_alerts;
    std::unique_ptr<shell::MainWindow> m_window;
};

} // namespace runlens::test
