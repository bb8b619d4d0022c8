// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/source_chrome.h"

#include "engine/words/words.h"
#include "ui/shell/live_indicator.h"
#include "ui/shell/request_panel.h"
#include "ui/shell/source_status.h"
#include "ui/shell/source_switcher.h"
#include "ui/shell/top_bar.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runlens::shell {
namespace {

constexpr int panelHeight = 220;
constexpr std::size_t mostNotes = 5;

} // namespace

SourceChrome::SourceChrome(SourceManager& sources, ProfileBook& book, RunsWorkspace& runs, TopBar& bar,
                           QVBoxLayout& column, QWidget& window)
    : QObject(&window),
      m_sources(sources),
      m_book(book),
      m_runs(runs),
      m_bar(bar),
      m_window(window),
      m_edge(new SourceEdge(column.parentWidget())),
      m_requests(new RequestPanel(column.parentWidget())),
      m_status(new SourceStatus(&window))
{
    column.insertWidget(1, m_edge);
    m_requests->hide();
    column.addWidget(m_requests);
    follow(bar);
    tellProfiles();
    tellSource();
}

void SourceChrome::follow(TopBar& bar)
{
    SourceSwitcher& switcher = bar.source();
    connect(&switcher, &SourceSwitcher::profileChosen, &m_sources, &SourceManager::openProfile);
    connect(&switcher, &SourceSwitcher::localEngineChosen, &m_sources, &SourceManager::openLocalEngine);
    connect(&switcher, &SourceSwitcher::fileChosen, this, &SourceChrome::fileChosen);
    connect(&switcher, &SourceSwitcher::openFileRequested, this, &SourceChrome::openFileRequested);
    connect(&switcher, &SourceSwitcher::connectionsRequested, this, &SourceChrome::showConnections);
    connect(&m_runs, &RunsWorkspace::connectionsRequested, this, &SourceChrome::showConnections);
    connect(&bar.live(), &LiveIndicator::followRequested, this, [this](bool follow) {
        if (m_runs.browser().source() != nullptr)
            m_runs.browser().source()->setFollowing(follow);
    });
    connect(&bar.live(), &LiveIndicator::lookNowRequested, &m_runs, &RunsWorkspace::reload);
    connect(&bar.live(), &LiveIndicator::requestsRequested, this, &SourceChrome::toggleRequests);
    connect(&m_sources, &SourceManager::changed, this, &SourceChrome::tellSource);
    connect(&m_book, &ProfileBook::changed, this, &SourceChrome::tellProfiles);
    connect(&m_runs.browser(), &RunBrowser::stateChanged, this, &SourceChrome::tellState);
    connect(&m_runs.browser(), &RunBrowser::foundRuns, this, &SourceChrome::tellState);
    connect(m_requests, &RequestPanel::told, this, &SourceChrome::told);
    connect(m_requests, &RequestPanel::closeRequested, m_requests, &QWidget::hide);
}

void SourceChrome::tellProfiles()
{
    std::vector<SourceChoice> choices;
    for (const client::ServerProfile& profile : m_book.profiles())
        choices.push_back({profile.id, profile.name, profile.url, profile.mark});
    m_bar.source().setProfiles(std::move(choices), m_sources.profileId());
}

void SourceChrome::tellSource()
{
    const SourceTitle& title = m_sources.title();
    m_bar.source().setCurrent(title);
    m_bar.source().setLocalEngine(true, m_sources.isLocal());
    m_edge->setMark(title.mark);
    m_status->setTitle(title);
    m_requests->setLog(m_sources.log().get(), m_sources.address());
    tellProfiles();
    tellState();
}

void SourceChrome::tellState()
{
    const SourceState& state = m_runs.browser().snapshot().state;
    m_bar.live().setState(state);
    m_status->setState(state);
    m_status->setMatches(foundText());
    // Of a list nobody looks at one by one: what did not fit in its answers stands in the tool tip.
    QStringList notes;
    const auto& diagnostics = m_runs.browser().snapshot().diagnostics.items;
    for (std::size_t i = 0; state.canFollow && i < std::min(diagnostics.size(), mostNotes); ++i)
        notes += Words().diagnostic(diagnostics[i]);
    m_status->setNotes(notes);
}

/// How many runs there are; of a single run what in its document did not fit.
QString SourceChrome::foundText() const
{
    const SourceSnapshot& snapshot = m_runs.browser().snapshot();
    if (!snapshot.state.opened)
        return {};
    if (!snapshot.state.list)
        return snapshot.diagnostics.empty() ? QString() : Words().diagnostic(snapshot.diagnostics.items.front());
    const auto& query = m_runs.browser().query();
    const bool filtered = query && !query->empty();
    const std::size_t count = filtered ? m_runs.browser().model().found()->order->rows.size() : snapshot.table.living();
    if (count == 1)
        return filtered ? tr("1 run matches") : tr("1 run");
    return (filtered ? tr("%1 runs match") : tr("%1 runs")).arg(QLocale().toString(static_cast<qulonglong>(count)));
}

void SourceChrome::setRecentFiles(const QStringList& paths) { m_bar.source().setRecentFiles(paths); }

void SourceChrome::setTimeStyle(const TimeStyle& style)
{
    m_bar.live().setTimeStyle(style);
    m_status->setTimeStyle(style);
    m_requests->setTimeStyle(style);
}

void SourceChrome::showConnections()
{
    if (!m_dialog) {
        m_dialog = new ConnectionsDialog(m_book, &m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (!m_sources.profileId().isEmpty())
            m_dialog->choose(m_sources.profileId());
        else if (m_book.profiles().empty())
            m_dialog->addProfile();
        // What is open is opened again where it was changed; the only one there is, at once.
        connect(m_dialog, &ConnectionsDialog::saved, this, [this] {
            if (!m_sources.profileId().isEmpty())
                m_sources.openProfile(m_sources.profileId());
            else if (m_runs.browser().source() == nullptr && m_book.profiles().size() == 1)
                m_sources.openProfile(m_book.profiles().front().id);
        });
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void SourceChrome::toggleRequests()
{
    m_requests->setFixedHeight(std::min(panelHeight, m_window.height() / 5));
    m_requests->setVisible(!m_requests->isVisible());
}

void SourceChrome::chooseArchive()
{
    const QString path = QFileDialog::getSaveFileName(&m_window, tr("Save the fetched runs as an archive"), {},
                                                      tr("Archives (*.runlens)"));
    if (!path.isEmpty())
        m_sources.saveArchive(path.endsWith(QStringLiteral(".runlens")) ? path : path + QStringLiteral(".runlens"));
}

void SourceChrome::chooseForget()
{
    bool sure = false;
    const QString who = QInputDialog::getText(
        &m_window, tr("Forget a person"),
        tr("Removes all that was fetched of this person from this computer. The server keeps what it has.\n"
           "Email, external id or contact id:"),
        QLineEdit::Normal, {}, &sure);
    if (sure && !who.trimmed().isEmpty())
        m_sources.forgetPerson(who.trimmed());
}

} // namespace runlens::shell
