// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QDir>
#include <QMetaType>
#include <QSettings>
#include <QTimeZone>
#include <QVariant>

#include <array>
#include <utility>

namespace runlens::shell {
namespace {

using layout::AxisKind;
using theme::ThemeChoice;

constexpr qsizetype mostBytes = 16 * 1024; // a geometry takes less than a hundred
constexpr qsizetype mostEntries = 100;

const QString geometryKey = QStringLiteral("window/geometry");
const QString themeKey = QStringLiteral("view/theme");
const QString axisKey = QStringLiteral("view/axis");
const QString zoneKey = QStringLiteral("view/zone");
const QString folderKey = QStringLiteral("files/lastFolder");
const QString recentFilesKey = QStringLiteral("files/recent");
const QString recentCommandsKey = QStringLiteral("commands/recent");

QString splitterKey(const QString& splitter) { return QStringLiteral("window/splitter/") + splitter; }

template <typename T>
using Names = std::array<std::pair<T, const char*>, 3>;

constexpr Names<ThemeChoice> themeNames{
    {{ThemeChoice::system, "system"}, {ThemeChoice::light, "light"}, {ThemeChoice::dark, "dark"}}};
constexpr Names<AxisKind> axisNames{
    {{AxisKind::folded, "folded"}, {AxisKind::linear, "linear"}, {AxisKind::sequence, "sequence"}}};

/// The first of the names is the default.
template <typename T>
T valueOf(const Names<T>& names, const QVariant& stored)
{
    for (const auto& [value, name] : names)
        if (stored.toString() == QLatin1String(name))
            return value;
    return names.front().first;
}

template <typename T>
QString nameOf(const Names<T>& names, T wanted)
{
    for (const auto& [value, name] : names)
        if (value == wanted)
            return QString::fromLatin1(name);
    return QString::fromLatin1(names.front().second);
}

} // namespace

QByteArray Settings::bytes(const QString& key) const
{
    const QVariant stored = m_store.value(key);
    if (stored.typeId() != QMetaType::QByteArray || stored.toByteArray().size() > mostBytes)
        return {};
    return stored.toByteArray();
}

QStringList Settings::list(const QString& key) const
{
    QStringList entries = m_store.value(key).toStringList();
    entries.removeAll(QString());
    entries.removeDuplicates();
    return entries.mid(0, mostEntries);
}

QByteArray Settings::windowGeometry() const { return bytes(geometryKey); }

void Settings::setWindowGeometry(const QByteArray& geometry) { m_store.setValue(geometryKey, geometry); }

QByteArray Settings::splitterState(const QString& splitter) const { return bytes(splitterKey(splitter)); }

void Settings::setSplitterState(const QString& splitter, const QByteArray& state)
{
    m_store.setValue(splitterKey(splitter), state);
}

ThemeChoice Settings::themeChoice() const { return valueOf(themeNames, m_store.value(themeKey)); }

void Settings::setThemeChoice(ThemeChoice choice) { m_store.setValue(themeKey, nameOf(themeNames, choice)); }

AxisKind Settings::axis() const { return valueOf(axisNames, m_store.value(axisKey)); }

void Settings::setAxis(AxisKind axis) { m_store.setValue(axisKey, nameOf(axisNames, axis)); }

QString Settings::zone() const
{
    const QString zone = m_store.value(zoneKey).toString();
    return QTimeZone::isTimeZoneIdAvailable(zone.toUtf8()) ? zone : QString();
}

void Settings::setZone(const QString& zone) { m_store.setValue(zoneKey, zone); }

QString Settings::lastFolder() const
{
    const QString folder = m_store.value(folderKey).toString();
    return QDir::isAbsolutePath(folder) ? folder : QDir::homePath();
}

void Settings::setLastFolder(const QString& folder) { m_store.setValue(folderKey, folder); }

QStringList Settings::recentFiles() const
{
    QStringList paths = list(recentFilesKey);
    paths.removeIf([](const QString& path) { return !QDir::isAbsolutePath(path); });
    return paths;
}

void Settings::setRecentFiles(const QStringList& paths) { m_store.setValue(recentFilesKey, paths); }

QStringList Settings::recentCommands() const { return list(recentCommandsKey); }

void Settings::setRecentCommands(const QStringList& ids) { m_store.setValue(recentCommandsKey, ids); }

std::vector<AlertRule> Settings::alertRules() const { return readAlertRules(m_store); }

void Settings::setAlertRules(const std::vector<AlertRule>& rules) { writeAlertRules(m_store, rules); }

} // namespace runlens::shell
