// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/api_client.h"

#include "engine/client/http_call.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>
#include <utility>

namespace runlens::client {
namespace {

std::string_view viewOf(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

/// "?limit=50&after=…"
std::string pageOf(const PageRequest& page)
{
    std::string query = "?limit=" + std::to_string(std::clamp(page.limit, 1, 100));
    if (!page.cursor.empty())
        query.append("&after=").append(percentEncoded(page.cursor));
    return query;
}

/// What a list that says its words in Resend's way has: no cursor, and automations that are enabled or not.
Dialect dialectOf(const AutomationPage& page, const QByteArray& body)
{
    for (const Automation& automation : page.automations)
        if (automation.status == "enabled" || automation.status == "disabled")
            return Dialect::resend;
    const bool hasCursor = body.contains("\"next_cursor\"");
    return page.object == "list" && !hasCursor ? Dialect::resend : Dialect::sendrealm;
}

/// Where the next page begins, or that there is none: cursors of rows where the server names none, and no cursor twice.
template <class Page, class Rows>
void settleCursor(Parsed<Page>& parsed, const Rows& rows, const PageRequest& asked)
{
    Page& page = parsed.value;
    if (page.hasMore && page.nextCursor.empty() && !rows.empty())
        page.nextCursor = rows.back().id.text();
    if (page.nextCursor.empty()) {
        page.hasMore = false;
        return;
    }
    page.hasMore = true;
    const bool isNew = asked.trail ? asked.trail->add(page.nextCursor) : page.nextCursor != asked.cursor;
    if (isNew && page.nextCursor != asked.cursor)
        return;
    parsed.diagnostics.add(DiagnosticCode::repeatedCursor, "/next_cursor", page.nextCursor);
    page.nextCursor.clear();
    page.hasMore = false;
}

} // namespace

PendingAnswer::PendingAnswer(HttpCall* call) : m_call(call) {}

void PendingAnswer::cancel()
{
    if (HttpCall* call = m_call.data(); call != nullptr)
        call->cancel();
    m_call.clear();
}

bool PendingAnswer::isPending() const
{
    const HttpCall* call = m_call.data();
    return call != nullptr && call->isPending();
}

Error ApiClient::at(Error error, const std::string& path) const
{
    error.message = m_http.withoutKey(QString::fromStdString(error.message)).toStdString();
    error.where = path + (error.where.empty() ? "" : ": ") + error.where;
    return error;
}

PendingAnswer ApiClient::get(const std::string& path, QByteArray etag, Priority priority, QObject* context,
                             std::function<void(Result<HttpAnswer>)> done)
{
    HttpRequest request;
    request.path = QString::fromStdString(path);
    request.etag = std::move(etag);
    request.priority = priority;
    // Resend asks its clients for a name, and our server knows by it which dialect is meant.
    if (m_dialect == Dialect::resend)
        request.userAgent = "resend-runlens/" + QCoreApplication::applicationVersion().toLatin1();
    HttpCall* call = m_http.send(std::move(request));
    QObject::connect(
        call, &HttpCall::finished, context, [&http = m_http, done = std::move(done)](const Result<HttpAnswer>& result) {
            if (!result) {
                done(result);
                return;
            }
            auto good = successOf(*result);
            if (!good)
                good.error().message = http.withoutKey(QString::fromStdString(good.error().message)).toStdString();
            done(std::move(good));
        });
    return PendingAnswer(call);
}

PendingAnswer ApiClient::detectDialect(QObject* context, Done<DialectAnswer> done)
{
    const std::string path = "/automations?limit=100";
    ApiClient plain(m_http, Dialect::sendrealm);
    return plain.get(path, {}, Priority::interactive, context,
                     [this, done = std::move(done), path](Result<HttpAnswer> answer) {
                         if (!answer) {
                             done(std::unexpected(answer.error()));
                             return;
                         }
                         auto list = readAutomationList(viewOf(answer->body));
                         if (!list) {
                             done(std::unexpected(at(std::move(list.error()), path)));
                             return;
                         }
                         const Dialect dialect = dialectOf(list->value, answer->body);
                         settleCursor(*list, list->value.automations, {});
                         done(DialectAnswer{dialect, std::move(*list)});
                     });
}

template <class Page, class Rows>
PendingAnswer ApiClient::getPage(const std::string& path, const PageRequest& page, QObject* context,
                                 Done<Parsed<Page>> done, Result<Parsed<Page>> (*read)(std::string_view),
                                 Rows Page::* rows)
{
    return get(path, {}, page.priority, context,
               [this, path, page, done = std::move(done), read, rows](Result<HttpAnswer> answer) {
                   if (!answer) {
                       done(std::unexpected(answer.error()));
                       return;
                   }
                   auto list = read(viewOf(answer->body));
                   if (!list) {
                       done(std::unexpected(at(std::move(list.error()), path)));
                       return;
                   }
                   settleCursor(*list, list->value.*rows, page);
                   done(std::move(list));
               });
}

PendingAnswer ApiClient::automations(const PageRequest& page, QObject* context, Done<Parsed<AutomationPage>> done)
{
    return getPage<AutomationPage>("/automations" + pageOf(page), page, context, std::move(done), &readAutomationList,
                                   &AutomationPage::automations);
}

PendingAnswer ApiClient::runs(const AutomationId& automation, const RunFilter& filter, const PageRequest& page,
                              QObject* context, Done<Parsed<RunPage>> done)
{
    std::string path = "/automations/" + percentEncoded(automation.text()) + "/runs" + pageOf(page)
                       + parametersOf(splitFilter(filter, m_dialect).server, m_dialect);
    return getPage<RunPage>(path, page, context, std::move(done), &readRunList, &RunPage::runs);
}

PendingAnswer ApiClient::events(const std::string& contact, const PageRequest& page, QObject* context,
                                Done<Parsed<EventPage>> done)
{
    return getPage<EventPage>("/events" + pageOf(page) + "&contact=" + percentEncoded(contact), page, context,
                              std::move(done), &readEventList, &EventPage::events);
}

PendingAnswer ApiClient::automation(const AutomationId& id, QObject* context, Done<Parsed<Automation>> done)
{
    const std::string path = "/automations/" + percentEncoded(id.text());
    return get(path, {}, Priority::interactive, context,
               [this, path, done = std::move(done)](Result<HttpAnswer> answer) {
                   if (!answer) {
                       done(std::unexpected(answer.error()));
                       return;
                   }
                   auto automation = readAutomation(viewOf(answer->body));
                   if (!automation)
                       automation = std::unexpected(at(std::move(automation.error()), path));
                   done(std::move(automation));
               });
}

PendingAnswer ApiClient::run(const AutomationId& automation, const RunId& id, const DetailRequest& request,
                             QObject* context, Done<RunAnswer> done)
{
    const std::string path = m_dialect == Dialect::resend ? "/automations/" + percentEncoded(automation.text())
                                                                + "/runs/" + percentEncoded(id.text())
                                                          : "/automation-runs/" + percentEncoded(id.text());
    return get(path, request.etag, request.priority, context,
               [this, path, asked = request.etag, done = std::move(done)](Result<HttpAnswer> answer) {
                   if (!answer) {
                       done(std::unexpected(answer.error()));
                       return;
                   }
                   RunAnswer told;
                   told.etag = answer->etag.isEmpty() && answer->unchanged() ? asked : answer->etag;
                   told.unchanged = answer->unchanged();
                   if (!told.unchanged) {
                       told.bytes = std::make_shared<const std::string>(answer->body.toStdString());
                       auto run = readRun(*told.bytes);
                       if (!run) {
                           done(std::unexpected(at(std::move(run.error()), path)));
                           return;
                       }
                       told.run = std::move(*run);
                   }
                   done(std::move(told));
               });
}

} // namespace runlens::client
