// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/request_list_model.h"

#include <QLocale>

#include <algorithm>

namespace runlens {
namespace {

bool isRightAligned(RequestColumn column) noexcept { return column >= RequestColumn::took; }

} // namespace

void RequestListModel::setLog(client::RequestLog* log)
{
    if (m_log)
        m_log->disconnect(this);
    beginResetModel();
    m_rows.clear();
    m_last = 0;
    m_log = log;
    endResetModel();
    if (log == nullptr)
        return;
    // It may log on another thread; many signals that wait are one look.
    connect(log, &client::RequestLog::logged, this, &RequestListModel::take, Qt::QueuedConnection);
    take();
}

void RequestListModel::take()
{
    if (!m_log)
        return;
    const std::vector<client::LoggedRequest> come = m_log->entriesAfter(m_last);
    if (come.empty())
        return;
    m_last = come.back().number;
    beginInsertRows({}, 0, static_cast<int>(come.size()) - 1);
    for (const client::LoggedRequest& request : come)
        m_rows.push_front(request);
    endInsertRows();
    if (m_rows.size() <= client::RequestLog::most)
        return;
    beginRemoveRows({}, static_cast<int>(client::RequestLog::most), rowCount() - 1);
    m_rows.resize(client::RequestLog::most);
    endRemoveRows();
}

void RequestListModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void RequestListModel::setTimeStyle(const TimeStyle& style)
{
    m_words = Words(style);
    const int column = static_cast<int>(RequestColumn::time);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
}

int RequestListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RequestListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : requestColumnCount; }

QString RequestListModel::text(const client::LoggedRequest& request, RequestColumn column) const
{
    switch (column) {
    case RequestColumn::time: return m_words.time(request.when);
    case RequestColumn::method: return QString::fromLatin1(request.method);
    case RequestColumn::path: return request.path;
    case RequestColumn::status: return request.status == 0 ? tr("no answer") : QString::number(request.status);
    case RequestColumn::took: return tr("%1 ms").arg(QLocale().toString(static_cast<qlonglong>(request.took.count())));
    case RequestColumn::bytes: return QLocale().toString(request.bytes);
    case RequestColumn::attempt: return QString::number(request.attempt);
    }
    return {};
}

QString RequestListModel::toolTip(const client::LoggedRequest& request, RequestColumn column) const
{
    if (column == RequestColumn::path)
        return request.path;
    if (column == RequestColumn::status && request.failed)
        return m_words.error(Error{*request.failed, {}, {}});
    return {};
}

QVariant RequestListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const client::LoggedRequest& request = at(index.row());
    const auto column = static_cast<RequestColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(request, column);
    case Qt::ToolTipRole: return toolTip(request, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case failedRole: return isFailure(request);
    default: return {};
    }
}

QVariant RequestListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= requestColumnCount)
        return {};
    const auto column = static_cast<RequestColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case RequestColumn::time: return tr("Time");
    case RequestColumn::method: return tr("Method");
    case RequestColumn::path: return tr("Path");
    case RequestColumn::status: return tr("Status");
    case RequestColumn::took: return tr("Took");
    case RequestColumn::bytes: return tr("Bytes");
    case RequestColumn::attempt: return tr("Attempt");
    }
    return {};
}

} // namespace runlens
