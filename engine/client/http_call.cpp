// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/http_call.h"

#include "engine/client/http_exchange.h"
#include "engine/client/rate_headers.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace runlens::client {
namespace {

constexpr int mostRedirects = 5;

bool isRead(const HttpRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

bool isRepeatable(const HttpRequest& request) { return isRead(request) || !request.idempotencyKey.isEmpty(); }

/// Nothing that is put into a head may begin another line of it.
QByteArray oneLine(QByteArray value)
{
    value.removeIf([](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    return value;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool worthAnotherAttempt(const Result<HttpAnswer>& result)
{
    if (!result)
        return result.error().code == ErrorCode::unreachable || result.error().code == ErrorCode::brokenAnswer;
    return result->status == 429 || (result->status >= 502 && result->status <= 504);
}

} // namespace

HttpCall::HttpCall(HttpClient& client, HttpRequest request)
    : QObject(&client), m_client(client), m_request(std::move(request))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpCall::deadlinePassed);
}

HttpCall::~HttpCall() = default;

void HttpCall::cancel()
{
    if (m_state == State::done)
        return;
    m_client.forget(this, m_state == State::running);
    m_state = State::done;
    m_deadline.stop();
    m_exchange.reset();
    deleteLater();
}

void HttpCall::begin()
{
    m_state = State::running;
    if (m_attempt == 0)
        m_deadline.start(m_request.deadline.value_or(m_client.m_options.deadline));
    ++m_attempt;
    m_redirects = 0;
    sendTo(m_client.server().urlOf(m_request.path));
}

QByteArray HttpCall::bytesFor(const QUrl& url) const
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (url.hasQuery())
        path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (url.port() >= 0)
        host += ':' + QByteArray::number(url.port());
    QByteArray bytes = m_request.method + ' ' + path + " HTTP/1.1\r\n";
    const auto add = [&bytes](const char* name, const QByteArray& value) {
        if (!value.isEmpty())
            bytes += name + QByteArray(": ") + oneLine(value) + "\r\n";
    };
    add("Host", host);
    add("Authorization", "Bearer " + QByteArray::fromStdString(m_client.server().key()));
    add("Accept", "application/json");
    add("Accept-Encoding", "gzip, deflate");
    add("User-Agent", m_request.userAgent.isEmpty() ? "runlens/" + QCoreApplication::applicationVersion().toLatin1()
                                                    : m_request.userAgent);
    add("If-None-Match", m_request.etag);
    add("Idempotency-Key", m_request.idempotencyKey);
    if (!m_request.body.isEmpty())
        add("Content-Type", "application/json");
    if (!isRead(m_request))
        add("Content-Length", QByteArray::number(m_request.body.size()));
    return bytes + "\r\n" + m_request.body;
}

void HttpCall::sendTo(const QUrl& url)
{
    m_url = url;
    m_sentAt = m_client.clock().now();
    m_sentSteady = m_client.clock().steady();
    HttpWireRequest wire;
    wire.url = url;
    wire.bytes = bytesFor(url);
    wire.repeatable = isRepeatable(m_request);
    wire.patience = m_request.patience.value_or(m_client.m_options.patience);
    wire.authorities = m_client.m_options.authorities;
    m_exchange = std::make_unique<HttpExchange>(m_client.m_sockets, std::move(wire), [this] { exchanged(); });
}

void HttpCall::exchanged()
{
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    log(*exchange);
    if (exchange->error()) {
        Error error = *exchange->error();
        error.where = originOf(m_client.server().url()).toStdString();
        conclude(std::unexpected(std::move(error)));
        return;
    }
    if (!isRedirect(exchange->status())) {
        learn(*exchange);
        conclude(answerOf(*exchange));
        return;
    }
    if (auto refused = follow(*exchange))
        conclude(std::unexpected(std::move(*refused)));
}

void HttpCall::log(const HttpExchange& exchange)
{
    if (m_client.m_log == nullptr)
        return;
    LoggedRequest entry;
    entry.when = m_sentAt;
    entry.method = m_request.method;
    entry.path = m_client.withoutKey(
        m_url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment | QUrl::FullyEncoded));
    entry.status = exchange.status();
    if (exchange.error())
        entry.failed = exchange.error()->code;
    entry.took = m_client.clock().steady() - m_sentSteady;
    entry.bytes = exchange.body().size();
    entry.attempt = m_attempt;
    m_client.m_log->add(std::move(entry));
}

/// Nothing where it goes on.
std::optional<Error> HttpCall::follow(const HttpExchange& exchange)
{
    const QUrl target = m_url.resolved(QUrl(QString::fromUtf8(exchange.header("location"))));
    const std::string where = m_client.withoutKey(originOf(target)).toStdString();
    if (!sameOrigin(m_client.server().url(), target))
        return Error{ErrorCode::redirectRefused, "HTTP " + std::to_string(exchange.status()) + " to another origin",
                     where};
    // Others than 307 and 308 turn what is to be done into a question.
    if (!isRead(m_request) && exchange.status() < 307)
        return Error{ErrorCode::redirectRefused,
                     "HTTP " + std::to_string(exchange.status()) + " in answer to " + m_request.method.toStdString(),
                     where};
    if (++m_redirects > mostRedirects)
        return Error{ErrorCode::redirectRefused, "more than five redirects", where};
    m_client.m_budget.spend(m_client.clock().steady());
    sendTo(target);
    return std::nullopt;
}

HttpAnswer HttpCall::answerOf(const HttpExchange& exchange) const
{
    HttpAnswer answer;
    answer.status = exchange.status();
    answer.body = exchange.body();
    answer.etag = exchange.header("etag");
    answer.retryAfter = parseRetryAfter(exchange.header("retry-after"), m_client.clock().now());
    answer.attempts = m_attempt;
    answer.took = m_client.clock().steady() - m_sentSteady;
    return answer;
}

void HttpCall::learn(const HttpExchange& exchange)
{
    const auto now = m_client.clock().steady();
    const RateHeaders said =
        readRateHeaders([&exchange](const char* name) { return exchange.header(name); }, m_client.clock().now());
    m_client.m_budget.told(now, said.remaining, said.reset);
    if (const auto serverTime = parseHttpDate(exchange.header("date")))
        m_client.m_clockSkew = std::chrono::round<std::chrono::seconds>(*serverTime - m_client.clock().now());
    if (exchange.status() < 400)
        m_client.m_budget.answered();
}

void HttpCall::conclude(Result<HttpAnswer> result)
{
    const auto pause = pauseBeforeNext(result);
    if (result && result->status == 429)
        m_client.m_budget.limited(m_client.clock().steady(),
                                  result->retryAfter.value_or(pause.value_or(m_client.m_options.firstBackoff)));
    m_client.forget(this, true);
    if (!pause || (m_deadline.isActive() && m_deadline.remainingTimeAsDuration() < *pause)) {
        finish(result);
        return;
    }
    m_state = State::pausing;
    m_client.clock().after(*pause, this, [this] {
        if (m_state != State::pausing)
            return;
        m_state = State::queued;
        m_client.queue(this, true);
    });
}

/// Nothing where there is no next attempt.
std::optional<std::chrono::milliseconds> HttpCall::pauseBeforeNext(const Result<HttpAnswer>& result) const
{
    using std::chrono::milliseconds;
    const HttpOptions& options = m_client.m_options;
    if (!isRepeatable(m_request) || m_attempt >= m_request.attempts.value_or(options.attempts)
        || !worthAnotherAttempt(result))
        return std::nullopt;
    const double jitter = options.dice();
    if (result && result->retryAfter) {
        if (*result->retryAfter > options.longestRetryAfter)
            return std::nullopt;
        // Not all who were told the same come back at the same moment, and none too early.
        return *result->retryAfter + milliseconds(static_cast<int>(jitter * 250));
    }
    const auto doubled = options.firstBackoff * (1LL << std::min(m_attempt - 1, 20));
    const milliseconds most = std::min<milliseconds>(doubled, options.longestBackoff);
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(most.count()) * (0.5 + jitter / 2)));
}

void HttpCall::deadlinePassed()
{
    if (m_exchange) {
        m_exchange->fail(ErrorCode::timedOut, "not done by the deadline"); // which concludes
        return;
    }
    m_client.forget(this, false);
    finish(std::unexpected(
        Error{ErrorCode::timedOut, "not done by the deadline", originOf(m_client.server().url()).toStdString()}));
}

void HttpCall::finish(const Result<HttpAnswer>& result)
{
    m_state = State::done;
    m_deadline.stop();
    Q_EMIT finished(result);
    deleteLater();
}

} // namespace runlens::client
