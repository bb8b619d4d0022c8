// SPDX-License-Identifier: GPL-3.0-or-later
// What was asked of a server lately, as a table.
#pragma once

#include "engine/base/result.h"
#include "engine/client/request_log.h"
#include "engine/words/words.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <cstdint>
#include <deque>

namespace runlens {

enum class RequestColumn : std::uint8_t { time, method, path, status, took, bytes, attempt };
inline constexpr int requestColumnCount = static_cast<int>(RequestColumn::attempt) + 1;

/// The newest is row 0; RequestLog::most of them at most. Display, tool tip, accessible text and alignment are Qt's own
/// roles. Main thread only, whichever thread logs.
class RequestListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        failedRole = Qt::UserRole + 1, ///< bool: no answer, or a status of 400 and above
    };

    explicit RequestListModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: none. What it has already is shown.
    void setLog(client::RequestLog* log);
    void setTimeStyle(const TimeStyle& style);
    /// Shows what comes from now on; the log keeps what it has.
    void clear();

    [[nodiscard]] const client::LoggedRequest& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void take();
    [[nodiscard]] QString text(const client::LoggedRequest& request, RequestColumn column) const;
    [[nodiscard]] QString toolTip(const client::LoggedRequest& request, RequestColumn column) const;

    QPointer<client::RequestLog> m_log;
    std::deque<client::LoggedRequest> m_rows; ///< from the newest
    std::uint64_t m_last = 0;                 ///< number of the newest that was taken
    Words m_words;
};

/// No answer, or one that refuses.
[[nodiscard]] inline bool isFailure(const client::LoggedRequest& request) noexcept
{
    return request.failed.has_value() || request.status == 0 || request.status >= 400;
}

} // namespace runlens
