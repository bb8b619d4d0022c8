// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/axis.h"
#include "ui/shell/alert_rule.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

class QSettings;

namespace runlens::shell {

/// What the window restores, by type: the one place that knows the keys. Whatever is missing, of another type or out of
/// range reads as its default. The store must outlive this; for the window's thread.
class Settings {
public:
    explicit Settings(QSettings& store) : m_store(store) {}

    /// What QWidget::saveGeometry() and QSplitter::saveState() gave; empty by default.
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    [[nodiscard]] QByteArray splitterState(const QString& splitter) const;
    void setSplitterState(const QString& splitter, const QByteArray& state);

    [[nodiscard]] theme::ThemeChoice themeChoice() const; ///< system by default
    void setThemeChoice(theme::ThemeChoice choice);
    [[nodiscard]] layout::AxisKind axis() const; ///< folded by default
    void setAxis(layout::AxisKind axis);

    /// The name of a time zone that this computer knows ("UTC", "Europe/Lisbon"); empty, by default, for its own.
    [[nodiscard]] QString zone() const;
    void setZone(const QString& zone);

    [[nodiscard]] QString lastFolder() const; ///< absolute, perhaps no longer there; the home folder by default
    void setLastFolder(const QString& folder);

    [[nodiscard]] QStringList recentFiles() const; ///< absolute paths, the latest first
    void setRecentFiles(const QStringList& paths);
    [[nodiscard]] QStringList recentCommands() const; ///< ids of ActionRegistry, the latest first
    void setRecentCommands(const QStringList& ids);

    [[nodiscard]] std::vector<AlertRule> alertRules() const; ///< see readAlertRules()
    void setAlertRules(const std::vector<AlertRule>& rules);

private:
    [[nodiscard]] QByteArray bytes(const QString& key) const;
    [[nodiscard]] QStringList list(const QString& key) const;

    QSettings& m_store;
};

} // namespace runlens::shell
