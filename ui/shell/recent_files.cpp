// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_files.h"

#include "ui/shell/settings.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QFontMetrics>
#include <QFutureWatcher>
#include <QMenu>
#include <QtConcurrentRun>

#include <algorithm>

namespace runlens::shell {
namespace {

constexpr int widestEntry = 480; // pixels

QString canonical(const QString& path)
{
    const QFileInfo file(path);
    const QString found = file.canonicalFilePath();
    return found.isEmpty() ? QDir::cleanPath(file.absoluteFilePath()) : found;
}

QStringList vanishedOf(const QStringList& paths)
{
    QStringList vanished;
    for (const QString& path : paths)
        if (!QFileInfo::exists(path))
            vanished << path;
    return vanished;
}

} // namespace

RecentFiles::RecentFiles(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings)
{
    for (const QString& path : m_settings.recentFiles().mid(0, most))
        m_entries.push_back({path, false});
}

void RecentFiles::add(const QString& path)
{
    const QString file = canonical(path);
    std::erase_if(m_entries, [&file](const Entry& entry) { return entry.path == file; });
    m_entries.insert(m_entries.begin(), Entry{file, false});
    if (m_entries.size() > most)
        m_entries.resize(most);
    store();
}

void RecentFiles::remove(const QString& path)
{
    std::erase_if(m_entries, [&path](const Entry& entry) { return entry.path == path; });
    store();
}

void RecentFiles::removeVanished()
{
    std::erase_if(m_entries, &Entry::vanished);
    store();
}

void RecentFiles::clear()
{
    m_entries.clear();
    store();
}

void RecentFiles::store()
{
    QStringList paths;
    for (const Entry& entry : m_entries)
        paths << entry.path;
    m_settings.setRecentFiles(paths);
    Q_EMIT changed();
}

void RecentFiles::refresh()
{
    QStringList paths;
    for (const Entry& entry : m_entries)
        paths << entry.path;
    auto* watcher = new QFutureWatcher<QStringList>(this);
    connect(watcher, &QFutureWatcher<QStringList>::finished, this, [this, watcher] {
        take(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(vanishedOf, paths));
}

void RecentFiles::take(const QStringList& vanished)
{
    bool differs = false;
    for (Entry& entry : m_entries) {
        const bool gone = vanished.contains(entry.path);
        differs = differs || gone != entry.vanished;
        entry.vanished = gone;
    }
    if (differs)
        Q_EMIT changed();
}

void RecentFiles::fill(QMenu* menu)
{
    rebuild(menu);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, &RecentFiles::refresh);
    // Later: it may be an action of this very menu that changes the list.
    connect(this, &RecentFiles::changed, menu, [this, menu] { rebuild(menu); }, Qt::QueuedConnection);
}

void RecentFiles::rebuild(QMenu* menu)
{
    menu->clear();
    const QFontMetrics metrics = menu->fontMetrics();
    for (const Entry& entry : m_entries) {
        const QFileInfo file(entry.path);
        const QString name = entry.vanished
                                 ? tr("%1 in %2 (gone)").arg(file.fileName(), QDir::toNativeSeparators(file.path()))
                                 : tr("%1 in %2").arg(file.fileName(), QDir::toNativeSeparators(file.path()));
        QString shown = metrics.elidedText(name, Qt::ElideMiddle, widestEntry);
        QAction* action = menu->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(QDir::toNativeSeparators(entry.path));
        action->setEnabled(!entry.vanished);
        connect(action, &QAction::triggered, this, [this, path = entry.path] { Q_EMIT openRequested(path); });
    }
    if (m_entries.empty())
        menu->addAction(tr("No file was opened yet"))->setEnabled(false);
    menu->addSeparator();
    QAction* tidy = menu->addAction(tr("Remove files that are gone"));
    tidy->setEnabled(std::ranges::any_of(m_entries, &Entry::vanished));
    connect(tidy, &QAction::triggered, this, &RecentFiles::removeVanished);
    QAction* empty = menu->addAction(tr("Clear the list"));
    empty->setEnabled(!m_entries.empty());
    connect(empty, &QAction::triggered, this, &RecentFiles::clear);
}

} // namespace runlens::shell
