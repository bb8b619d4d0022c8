// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/words/time_text.h"
#include "ui/shell/connections_dialog.h"
#include "ui/shell/profile_book.h"
#include "ui/shell/source_manager.h"

#include <QObject>
#include <QPointer>

class QVBoxLayout;
class QWidget;

namespace runlens {
class RunsWorkspace;
}

namespace runlens::shell {

class RecentFiles;
class RequestPanel;
class SourceStatus;
class TopBar;

/// What a window shows of its source beside the runs: where they come from, whether they move, what was asked for; and
/// the dialogs in which that is changed.
class SourceChrome final : public QObject {
    Q_OBJECT
public:
    /// All must outlive it. `column` holds the bar at its top; a line and a panel are put into it.
    SourceChrome(SourceManager& sources, ProfileBook& book, RunsWorkspace& runs, TopBar& bar, QVBoxLayout& column,
                 QWidget& window);

    [[nodiscard]] SourceStatus& status() const noexcept { return *m_status; } ///< for the status bar
    [[nodiscard]] RequestPanel& requests() const noexcept { return *m_requests; }
    [[nodiscard]] ConnectionsDialog* connections() const noexcept { return m_dialog; } ///< null while it is closed
    void setRecentFiles(const QStringList& paths);
    void setTimeStyle(const TimeStyle& style);
    void showConnections();
    void toggleRequests();
    /// Saves what was fetched, where the user says.
    void chooseArchive();
    /// Asks whom, and whether.
    void chooseForget();

Q_SIGNALS:
    void openFileRequested();
    void fileChosen(const QString& path);
    void told(const QString& sentence);

private:
    void follow(TopBar& bar);
    void tellSource();
    void tellState();
    [[nodiscard]] QString foundText() const;
    void tellProfiles();

    SourceManager& m_sources;
    ProfileBook& m_book;
    RunsWorkspace& m_runs;
    TopBar& m_bar;
    QWidget& m_window;
    SourceEdge* m_edge;
    RequestPanel* m_requests;
    SourceStatus* m_status;
    QPointer<ConnectionsDialog> m_dialog;
};

} // namespace runlens::shell
