// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of the wire contract, in the dialect of the server. Lives on the thread of its HttpClient, where it
// parses too: not the window's.
//
// A question returns at once. Its answer comes later, once, on that thread, and not at all when the context is gone or
// the pending question was cancelled. Errors of every question: those of HttpCall and successOf(), and those of the
// readers (engine/wire/reader.h) for an answer that is no such document. `where` of the latter begins with the path.
#pragma once

#include "engine/client/cursor_trail.h"
#include "engine/client/http_client.h"
#include "engine/client/run_filter.h"
#include "engine/wire/answer_writer.h"
#include "engine/wire/list_reader.h"
#include "engine/wire/reader.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <string>

namespace runlens::client {

class HttpCall;

/// A question under way. Copies mean the same one; letting go of it does not cancel it.
class PendingAnswer {
public:
    PendingAnswer() = default;
    explicit PendingAnswer(HttpCall* call);
    void cancel();
    [[nodiscard]] bool isPending() const;

private:
    QPointer<HttpCall> m_call;
};

/// Which page of a list, and how urgent it is.
struct PageRequest {
    std::string cursor{}; ///< of the page before; empty: the first page
    int limit = 100;      ///< 1 to 100
    Priority priority = Priority::interactive;
    /// Shared by all pages of one list, it ends a list whose cursors go round in circles. Without it a cursor that
    /// leads to itself is found alone.
    std::shared_ptr<CursorTrail> trail{};
};

struct DetailRequest {
    QByteArray etag{}; ///< of what is known; the answer may then be `unchanged`
    Priority priority = Priority::interactive;
};

struct RunAnswer {
    bool unchanged = false; ///< what was known still holds; nothing else is set but the etag
    Parsed<Run> run;
    std::shared_ptr<const std::string> bytes; ///< as they came; never null unless unchanged
    QByteArray etag;                          ///< empty where the server gives none
};

struct DialectAnswer {
    Dialect dialect = Dialect::sendrealm;
    Parsed<AutomationPage> automations; ///< its first page
};

class ApiClient {
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    /// `http` must outlive this.
    ApiClient(HttpClient& http, Dialect dialect) : m_http(http), m_dialect(dialect) {}

    [[nodiscard]] Dialect dialect() const noexcept { return m_dialect; }
    void setDialect(Dialect dialect) noexcept { m_dialect = dialect; }
    [[nodiscard]] HttpClient& http() const noexcept { return m_http; }

    /// Asks for the automations in no dialect, and judges by the list; does not change this.
    PendingAnswer detectDialect(QObject* context, Done<DialectAnswer> done);

    PendingAnswer automations(const PageRequest& page, QObject* context, Done<Parsed<AutomationPage>> done);
    PendingAnswer automation(const AutomationId& id, QObject* context, Done<Parsed<Automation>> done);
    /// The filter's part that this server knows (splitFilter) is asked for; the rest is not looked at. Where a page
    /// says that there is more but not from where, the cursor is the id of its last row.
    PendingAnswer runs(const AutomationId& automation, const RunFilter& filter, const PageRequest& page,
                       QObject* context, Done<Parsed<RunPage>> done);
    PendingAnswer run(const AutomationId& automation, const RunId& id, const DetailRequest& request, QObject* context,
                      Done<RunAnswer> done);
    /// The events of one contact, by contact id, external id or address. Resend has no such list: requestRefused.
    PendingAnswer events(const std::string& contact, const PageRequest& page, QObject* context,
                         Done<Parsed<EventPage>> done);

private:
    PendingAnswer get(const std::string& path, QByteArray etag, Priority priority, QObject* context,
                      std::function<void(Result<HttpAnswer>)> done);
    template <class Page, class Rows>
    PendingAnswer getPage(const std::string& path, const PageRequest& page, QObject* context, Done<Parsed<Page>> done,
                          Result<Parsed<Page>> (*read)(std::string_view), Rows Page::* rows);
    [[nodiscard]] Error at(Error error, const std::string& path) const;

    HttpClient& m_http;
    Dialect m_dialect;
};

} // namespace runlens::client
