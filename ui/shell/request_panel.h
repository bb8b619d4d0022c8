// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/request_log.h"
#include "engine/words/time_text.h"

#include <QFrame>
#include <QUrl>

class QCheckBox;
class QLabel;
class QTableView;
class QSortFilterProxyModel;

namespace runlens {
class RequestListModel;
}

namespace runlens::shell {

/// What was asked of the server lately, for the bottom of the window: the newest first. Neither keys nor bodies are in
/// it. Ctrl+Shift+C copies the chosen request as a command for curl, which reads the key from $RUNLENS_API_KEY.
class RequestPanel final : public QFrame {
    Q_OBJECT

public:
    explicit RequestPanel(QWidget* parent = nullptr);

    /// The log of a source, and the server it is of; null where the source has none. The log must outlive this, or be
    /// set to null.
    void setLog(client::RequestLog* log, const QUrl& server);
    void setTimeStyle(const TimeStyle& style);
    [[nodiscard]] QTableView& table() const noexcept { return *m_table; }
    [[nodiscard]] QCheckBox& failuresOnly() const noexcept { return *m_failures; }

    void copyAsCurl();
    void copyPath();
    void clear();

Q_SIGNALS:
    void told(const QString& sentence); ///< "Copied the request": for a toast
    void closeRequested();

private:
    void buildTable();
    void buildActions();
    void tell();
    [[nodiscard]] const client::LoggedRequest* chosen() const;

    RequestListModel* m_model;
    QSortFilterProxyModel* m_shown;
    QTableView* m_table;
    QCheckBox* m_failures;
    QLabel* m_none;
    QUrl m_server;
    bool m_hasLog = false;
};

} // namespace runlens::shell
