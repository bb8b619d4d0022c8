// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/query/complete.h"
#include "engine/query/query.h"

#include <QFrame>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QKeyEvent;
class QLabel;
class QPushButton;

namespace runlens {

class QueryEdit;
class QueryPopup;

/// Where a query is written: a field with chips, completion below it, errors below their column, and at the right what
/// it found.
///
/// Keys: Down, or typing, opens completions, Tab takes one. Enter applies the query at once. Up and Down go through
/// what was asked before, Ctrl+R lists it. Escape closes the list, then gives the focus away (left()); Escape elsewhere
/// is the window's, which may call clearQuery().
class QueryBar final : public QFrame {
    Q_OBJECT

public:
    /// So long after the last key a query is applied.
    static constexpr std::chrono::milliseconds patience{150};
    static constexpr int mostHistory = 50;

    explicit QueryBar(QWidget* parent = nullptr);
    ~QueryBar() override;

    /// Asked whenever a query is read; without it the zone is UTC.
    void setContext(std::function<ParseContext()> context) { m_context = std::move(context); }
    /// The values to complete by. A list that is open is told anew. Null: keys alone.
    void setVocabulary(std::shared_ptr<const QueryVocabulary> vocabulary);
    /// Which terms of query() the server filters by itself (Pushdown::served). Empty: there is no server, and nothing
    /// is said of it.
    void setServed(const std::vector<bool>& served);
    /// What the query found ("212 of 12,408 · detail for 12,408"). With `canFetch` it is a button: see
    /// fetchRestRequested().
    void setCounts(const QString& counts, const QString& toolTip = {}, bool canFetch = false);

    [[nodiscard]] QString text() const;
    /// Applied at once; an error is shown.
    void setText(const QString& text);
    void clearQuery() { setText({}); }
    /// Gives it the focus: the window's key for it.
    void edit();
    /// The last one that could be read; never null.
    [[nodiscard]] const std::shared_ptr<const Query>& query() const noexcept { return m_query; }
    /// What is wrong with the text as it is, shown or not.
    [[nodiscard]] const std::optional<QueryError>& error() const noexcept { return m_wrong; }
    /// What is wrong with the text, if it is shown.
    [[nodiscard]] const std::optional<QueryError>& shownError() const noexcept { return m_shownError; }

    /// What was submitted, the latest first, at most mostHistory. To be kept and given back by the owner.
    [[nodiscard]] const QStringList& history() const noexcept { return m_history; }
    void setHistory(const QStringList& history) { m_history = history.mid(0, mostHistory); }

Q_SIGNALS:
    void textChanged(); ///< at once, by the user or not; error() is of the new text
    void queryChanged(std::shared_ptr<const runlens::Query> query);
    /// Enter, with a query that can be read; after queryChanged() where it has changed.
    void submitted();
    /// Something is being completed, and newer values would do it better; they may come later, or not at all.
    void vocabularyWanted();
    void fetchRestRequested();
    void historyChanged(const QStringList& history);
    void left(); ///< Escape: the focus should go to what was found

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    [[nodiscard]] ParseContext context() const;
    void textEdited();
    void read();
    void apply();
    void submit();
    void settle();
    void showError(const std::optional<QueryError>& error);
    void placeError();
    void showChips();
    void handleKey(QKeyEvent* event);
    bool handleListKey(QKeyEvent* event);
    bool handleHistoryKey(QKeyEvent* event);
    enum class Asked : bool { no, yes };
    void complete(Asked asked);
    void offer(Asked asked);
    void listHistory();
    void accept(int row);
    void closeList();
    void browse(int step);
    void replaceText(const QString& text);

    QueryEdit* m_edit;
    QLabel* m_counts;
    QPushButton* m_fetch;
    QLabel* m_error;
    QPointer<QueryPopup> m_popup; ///< the window may take it along
    QTimer m_timer;
    std::function<ParseContext()> m_context;
    std::shared_ptr<const QueryVocabulary> m_vocabulary;
    std::shared_ptr<const Query> m_query;
    Query m_readable;                  ///< the terms of the text, as far as they can be read
    std::optional<QueryError> m_wrong; ///< of the text as it is
    std::optional<QueryError> m_shownError;
    std::vector<std::pair<QueryTerm, bool>> m_served;
    QueryCompletions m_completions;    ///< those listed; none while the history is
    std::optional<Asked> m_completing; ///< what is being completed, until the list is closed
    QStringList m_history;
    int m_browsed = -1; ///< index into the history
    QString m_typed;    ///< what stood there before
};

} // namespace runlens
