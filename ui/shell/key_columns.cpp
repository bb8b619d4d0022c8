// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_columns.h"

#include "ui/theme/looks.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

#include <algorithm>
#include <numeric>

namespace runlens::shell {
namespace {

constexpr int headingRows = 2; // a heading and the space above it are as high as this many rows

using Group = std::vector<KeyRow>;

std::vector<Group> groupsOf(const std::vector<KeyRow>& rows)
{
    std::vector<Group> groups;
    for (const KeyRow& row : rows) {
        if (groups.empty() || groups.back().front().group != row.group)
            groups.emplace_back();
        groups.back().push_back(row);
    }
    return groups;
}

/// Whether groups fit into so many columns of this height; `starts` is where the columns then begin.
bool fits(const std::vector<int>& sizes, int columns, int height, std::vector<std::size_t>& starts)
{
    starts.clear();
    int left = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const int size = sizes[i] + headingRows;
        if (starts.empty() || size > left) {
            starts.push_back(i);
            left = height;
        }
        left -= size;
    }
    return static_cast<int>(starts.size()) <= columns;
}

QWidget* rowWidget(const KeyRow& row, QWidget* parent)
{
    auto* widget = new QWidget(parent);
    auto* layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto* what = new QLabel(row.what, widget);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    layout->addWidget(what, 1);
    for (const QString& key : row.keys) {
        auto* cap = new QLabel(key, widget);
        cap->setTextFormat(Qt::PlainText);
        theme::setLook(cap, theme::Look::keycap);
        layout->addWidget(cap, 0, Qt::AlignTop);
    }
    return widget;
}

void addGroup(QVBoxLayout* column, const Group& group, QWidget* parent)
{
    auto* heading = new QLabel(group.front().group, parent);
    theme::setLook(heading, theme::Look::heading);
    if (column->count() > 0)
        column->addSpacing(14);
    column->addWidget(heading);
    for (const KeyRow& row : group)
        column->addWidget(rowWidget(row, parent));
}

} // namespace

std::vector<std::size_t> columnStarts(const std::vector<int>& sizes, int columns)
{
    std::vector<std::size_t> starts;
    const int most = std::accumulate(sizes.begin(), sizes.end(), 0) + headingRows * static_cast<int>(sizes.size());
    const int tallest = sizes.empty() ? 0 : std::ranges::max(sizes) + headingRows;
    for (int height = tallest; height <= most; ++height)
        if (fits(sizes, columns, height, starts))
            break;
    return starts;
}

QWidget* keyColumns(const std::vector<KeyRow>& rows, int columns)
{
    auto* widget = new QWidget;
    widget->setObjectName(QStringLiteral("keyColumns"));
    auto* layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 14, 0);
    layout->setSpacing(28);
    const std::vector<Group> groups = groupsOf(rows);
    if (groups.empty()) {
        auto* nothing =
            new QLabel(QCoreApplication::translate("runlens::shell::KeySheet", "No key does that."), widget);
        theme::setLook(nothing, theme::Look::muted);
        layout->addWidget(nothing, 0, Qt::AlignTop);
    }
    std::vector<int> sizes;
    sizes.reserve(groups.size());
    for (const Group& group : groups)
        sizes.push_back(static_cast<int>(group.size()));
    std::vector<std::size_t> starts = columnStarts(sizes, columns);
    starts.push_back(groups.size());
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        auto* column = new QVBoxLayout;
        column->setSpacing(6);
        for (std::size_t group = starts[i]; group < starts[i + 1]; ++group)
            addGroup(column, groups[group], widget);
        column->addStretch(1);
        layout->addLayout(column, 1);
    }
    return widget;
}

} // namespace runlens::shell
