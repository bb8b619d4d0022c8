// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_list_layout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace runlens {
namespace {

constexpr int version = 1;

std::optional<RunColumn> columnNamed(const QString& name)
{
    for (int at = 0; at < runColumnCount; ++at)
        if (name == QLatin1String(nameOf(static_cast<RunColumn>(at))))
            return static_cast<RunColumn>(at);
    return std::nullopt;
}

bool isSeenByDefault(RunColumn column) noexcept { return column <= RunColumn::sent; }

/// None where it is no column, or one that is there already.
std::optional<RunListLayout::Column> columnOf(const QJsonObject& json, const RunListLayout& layout)
{
    RunListLayout::Column column;
    column.column = columnNamed(json[QLatin1String("column")].toString());
    column.path = json[QLatin1String("path")].toString().toStdString();
    column.hidden = json[QLatin1String("hidden")].toBool();
    const int width = json[QLatin1String("width")].toInt();
    column.width = width <= 0 ? 0 : std::clamp(width, RunListLayout::least, RunListLayout::most);
    const auto isSame = [&column](const RunListLayout::Column& other) {
        return other.column == column.column && other.path == column.path;
    };
    const bool isOne = column.column.has_value() == column.path.empty();
    if (!isOne || column.path.size() > RunListLayout::longestPath || std::ranges::any_of(layout.columns, isSame)
        || (!column.path.empty() && layout.paths().size() >= RunListLayout::mostPaths))
        return std::nullopt;
    return column;
}

void addMissing(RunListLayout& layout)
{
    for (const RunListLayout::Column& standard : RunListLayout::defaults().columns) {
        const auto isIt = [&](const RunListLayout::Column& column) { return column.column == standard.column; };
        if (std::ranges::none_of(layout.columns, isIt))
            layout.columns.push_back(standard);
    }
    if (std::ranges::all_of(layout.columns, &RunListLayout::Column::hidden))
        for (RunListLayout::Column& column : layout.columns)
            column.hidden = !column.column || !isSeenByDefault(*column.column);
}

SortSpec sortOf(const QJsonObject& json)
{
    SortSpec sort;
    sort.column = columnNamed(json[QLatin1String("column")].toString());
    if (!sort.column)
        sort.path = json[QLatin1String("path")].toString().toStdString();
    sort.descending = json[QLatin1String("descending")].toBool() && !sort.isDefault();
    return sort;
}

} // namespace

const char* nameOf(RunColumn column) noexcept
{
    switch (column) {
    case RunColumn::status: return "status";
    case RunColumn::started: return "started";
    case RunColumn::person: return "person";
    case RunColumn::atStep: return "at_step";
    case RunColumn::shape: return "shape";
    case RunColumn::lasted: return "lasted";
    case RunColumn::sent: return "sent";
    case RunColumn::ended: return "ended";
    case RunColumn::automation: return "automation";
    case RunColumn::version: return "version";
    case RunColumn::error: return "error";
    case RunColumn::attempts: return "attempts";
    case RunColumn::waited: return "waited";
    case RunColumn::run: return "run";
    }
    return "";
}

RunListLayout RunListLayout::defaults()
{
    RunListLayout layout;
    for (int at = 0; at < runColumnCount; ++at) {
        const auto column = static_cast<RunColumn>(at);
        layout.columns.push_back({column, {}, 0, !isSeenByDefault(column)});
    }
    return layout;
}

std::vector<std::string> RunListLayout::paths() const
{
    std::vector<std::string> paths;
    for (const Column& column : columns)
        if (!column.column)
            paths.push_back(column.path);
    return paths;
}

QByteArray RunListLayout::toJson() const
{
    QJsonArray list;
    const auto put = [](QJsonObject& json, const std::optional<RunColumn>& column, const std::string& path) {
        if (column)
            json.insert(QLatin1String("column"), QLatin1String(nameOf(*column)));
        else if (!path.empty())
            json.insert(QLatin1String("path"), QString::fromStdString(path));
    };
    for (const Column& column : columns) {
        QJsonObject json;
        put(json, column.column, column.path);
        if (column.width > 0)
            json.insert(QLatin1String("width"), column.width);
        if (column.hidden)
            json.insert(QLatin1String("hidden"), true);
        list.append(json);
    }
    QJsonObject sorted;
    put(sorted, sort.path.empty() ? sort.column : std::nullopt, sort.path);
    if (sort.descending)
        sorted.insert(QLatin1String("descending"), true);
    return QJsonDocument(QJsonObject{{QLatin1String("version"), version},
                                     {QLatin1String("columns"), list},
                                     {QLatin1String("sort"), sorted}})
        .toJson(QJsonDocument::Compact);
}

std::optional<RunListLayout> RunListLayout::fromJson(const QByteArray& json)
{
    const QJsonObject whole = QJsonDocument::fromJson(json).object();
    if (whole[QLatin1String("version")].toInt() != version || !whole[QLatin1String("columns")].isArray())
        return std::nullopt;
    RunListLayout layout;
    const QJsonArray columns = whole[QLatin1String("columns")].toArray();
    for (const auto one : columns)
        if (auto column = columnOf(one.toObject(), layout))
            layout.columns.push_back(std::move(*column));
    addMissing(layout);
    layout.sort = sortOf(whole[QLatin1String("sort")].toObject());
    return layout;
}

} // namespace runlens
