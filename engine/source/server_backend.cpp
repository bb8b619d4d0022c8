// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/server_backend.h"

#include <QByteArray>

#include <utility>

namespace runlens {
namespace {

client::Priority priorityOf(Urgency urgency) noexcept
{
    return urgency == Urgency::background ? client::Priority::background : client::Priority::interactive;
}

} // namespace

ServerBackend::ServerBackend(ServerBackendOptions options)
    : m_options(std::move(options)),
      m_http(m_options.server, m_options.http, m_options.log.get(), this),
      m_api(m_http, m_options.dialect.value_or(Dialect::sendrealm)),
      m_detected(m_options.dialect.has_value())
{
    m_http.setBudget(m_options.requestsPerSecond, 2 * m_options.requestsPerSecond);
}

template <class T, class Take>
std::function<void(Result<T>)> ServerBackend::timed(Take take)
{
    return [this, take = std::move(take), began = std::chrono::steady_clock::now()](Result<T> answer) {
        m_latency = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
        take(std::move(answer));
    };
}

BackendInfo ServerBackend::info() const
{
    BackendInfo info;
    info.description = m_options.server.url().toString().toStdString();
    info.filters = client::filterReachOf(m_api.dialect());
    info.readOnly = m_options.readOnly;
    info.notes.emplace_back(m_api.dialect() == Dialect::sendrealm ? "Sendrealm" : "Resend");
    return info;
}

void ServerBackend::connectTo(Done<BackendInfo> done)
{
    if (m_detected) {
        m_api.automations({}, this, timed<Parsed<AutomationPage>>([this, done](Result<Parsed<AutomationPage>> page) {
                              if (page)
                                  done(info());
                              else
                                  done(std::unexpected(std::move(page.error())));
                          }));
        return;
    }
    m_api.detectDialect(this, timed<client::DialectAnswer>([this, done](Result<client::DialectAnswer> answer) {
                            if (!answer)
                                return done(std::unexpected(std::move(answer.error())));
                            m_api.setDialect(answer->dialect);
                            m_detected = true;
                            done(info());
                        }));
}

void ServerBackend::automations(Done<std::vector<Automation>> done)
{
    nextAutomations({}, std::make_shared<client::CursorTrail>(), std::make_shared<std::vector<Automation>>(), done);
}

void ServerBackend::nextAutomations(const std::string& cursor, const std::shared_ptr<client::CursorTrail>& trail,
                                    const Automations& all, const Done<std::vector<Automation>>& done)
{
    client::PageRequest request;
    request.cursor = cursor;
    request.trail = trail;
    m_api.automations(request, this, [this, trail, all, done](Result<Parsed<AutomationPage>> page) {
        if (!page)
            return done(std::unexpected(std::move(page.error())));
        for (Automation& automation : page->value.automations)
            all->push_back(std::move(automation));
        if (page->value.nextCursor.empty())
            return done(std::move(*all));
        nextAutomations(page->value.nextCursor, trail, all, done);
    });
}

void ServerBackend::automation(const AutomationId& id, Done<Automation> done)
{
    m_api.automation(id, this, [done = std::move(done)](Result<Parsed<Automation>> automation) {
        if (automation)
            done(std::move(automation->value));
        else
            done(std::unexpected(std::move(automation.error())));
    });
}

void ServerBackend::page(const PageRequest& request, Done<PageAnswer> done)
{
    client::PageRequest page;
    page.cursor = request.cursor;
    page.priority = priorityOf(request.urgency);
    m_api.runs(request.automation, request.filter, page, this,
               timed<Parsed<RunPage>>([done = std::move(done)](Result<Parsed<RunPage>> answer) {
                   if (!answer)
                       return done(std::unexpected(std::move(answer.error())));
                   PageAnswer told;
                   told.runs = std::move(answer->value.runs);
                   told.cursor = answer->value.hasMore ? std::move(answer->value.nextCursor) : std::string();
                   told.diagnostics = std::move(answer->diagnostics);
                   done(std::move(told));
               }));
}

void ServerBackend::detail(const DetailRequest& request, Done<DetailAnswer> done)
{
    client::DetailRequest detail;
    detail.etag = QByteArray::fromStdString(request.etag);
    detail.priority = priorityOf(request.urgency);
    m_api.run(request.automation, request.run, detail, this,
              timed<client::RunAnswer>([done = std::move(done)](Result<client::RunAnswer> answer) {
                  if (!answer)
                      return done(std::unexpected(std::move(answer.error())));
                  DetailAnswer told;
                  told.unchanged = answer->unchanged;
                  told.etag = answer->etag.toStdString();
                  if (!told.unchanged) {
                      told.run = std::make_shared<const Run>(std::move(answer->run.value));
                      told.bytes = std::move(answer->bytes);
                      told.diagnostics = std::move(answer->run.diagnostics);
                  }
                  done(std::move(told));
              }));
}

} // namespace runlens
