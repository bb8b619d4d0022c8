// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/portrait.h"

#include "engine/words/words.h"
#include "ui/shell/main_window.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QTimer>

namespace runlens::shell {

Portrait::Portrait(MainWindow& window, QString path, QObject* parent)
    : QObject(parent), m_window(window), m_path(std::move(path))
{
    connect(&window.runs(), &RunsWorkspace::pageChanged, this, &Portrait::look);
    connect(&window.runs(), &RunsWorkspace::runShown, this, &Portrait::look);
}

void Portrait::look()
{
    const auto page = m_window.runs().page();
    const bool nothingYet = page == RunsWorkspace::Page::empty && m_window.runs().browser().source() == nullptr;
    if (page == RunsWorkspace::Page::loading || nothingYet)
        return;
    if (page == RunsWorkspace::Page::runs && m_window.runs().view().run() == nullptr)
        return; // its run is on the way
    disconnect(&m_window.runs(), nullptr, this, nullptr);
    // Once it is laid out.
    QTimer::singleShot(0, this, [this, page] { take(page == RunsWorkspace::Page::runs); });
}

void Portrait::take(bool read)
{
    const RunsWorkspace& runs = m_window.runs();
    const QString text = read ? runs.storyText() : runs.problem();
    if (!m_window.grab().save(m_path, "PNG"))
        Q_EMIT done(Outcome::notWritten, text);
    else
        Q_EMIT done(read ? Outcome::taken : Outcome::unreadable, text);
}

} // namespace runlens::shell
