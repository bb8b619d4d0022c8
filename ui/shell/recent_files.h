// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

class QMenu;

namespace runlens::shell {

class Settings;

/// The files that were opened last, the latest first, at most 12, each once however its path was written. Whether they
/// are still there is looked up beside the window's thread, as a file may lie on a disk that does not answer; until
/// that is known they count as there. The settings must outlive this.
class RecentFiles final : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString path; ///< absolute
        bool vanished = false;
    };
    static constexpr int most = 12;

    explicit RecentFiles(Settings& settings, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return m_entries; }

    /// A file that has just been opened: asking where it lies does not wait.
    void add(const QString& path);
    void remove(const QString& path);
    void removeVanished();
    void clear();

    /// Looks up which are still there; `changed` follows if that differs from what was known.
    void refresh();

    /// Keeps a menu filled, and refreshes when it is about to be shown.
    void fill(QMenu* menu);

Q_SIGNALS:
    void changed();
    void openRequested(const QString& path);

private:
    void store();
    void take(const QStringList& vanished);
    void rebuild(QMenu* menu);

    Settings& m_settings;
    std::vector<Entry> m_entries;
};

} // namespace runlens::shell
