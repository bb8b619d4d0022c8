// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/connection_test.h"

#include "engine/client/api_client.h"
#include "engine/client/tls_errors.h"

#include <QHostInfo>
#include <QSslConfiguration>
#include <QSslSocket>

#include <utility>

namespace runlens::client {
namespace {

/// What an error of the whole question says of the layers below.
ConnectionLayer layerOf(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::nameUnknown: return ConnectionLayer::name;
    case ErrorCode::certificateUntrusted:
    case ErrorCode::certificateExpired:
    case ErrorCode::certificateOfAnother:
    case ErrorCode::tlsFailed: return ConnectionLayer::tls;
    case ErrorCode::unreachable:
    case ErrorCode::timedOut:
    case ErrorCode::brokenAnswer:
    case ErrorCode::redirectRefused:
    case ErrorCode::rateLimited:
    case ErrorCode::tooLarge:
    case ErrorCode::serverFailed: return ConnectionLayer::http;
    case ErrorCode::keyRefused: return ConnectionLayer::key;
    default: return ConnectionLayer::shape;
    }
}

bool isSecure(const QUrl& url) { return url.scheme() == QStringLiteral("https"); }

quint16 portOf(const QUrl& url) { return static_cast<quint16>(url.port(isSecure(url) ? 443 : 80)); }

} // namespace

ConnectionTest::ConnectionTest(ServerAddress server, HttpOptions options, std::chrono::milliseconds patience,
                               QObject* parent)
    : QObject(parent), m_server(std::move(server)), m_options(std::move(options))
{
    if (!m_options.clock)
        m_options.clock = std::make_shared<Clock>();
    m_options.attempts = 1;
    m_options.patience = patience;
    m_options.deadline = patience;
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(m_layer, {ErrorCode::timedOut, "no answer within " + std::to_string(m_patience.interval()) + " ms", {}});
    });
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start()
{
    begin(ConnectionLayer::name);
    QHostInfo::lookupHost(m_server.url().host(), this, [this](const QHostInfo& found) {
        if (!m_patience.isActive())
            return;
        if (found.addresses().isEmpty()) {
            fail(ConnectionLayer::name, {ErrorCode::nameUnknown, found.errorString().toStdString(), {}});
            return;
        }
        pass(ConnectionLayer::name);
        connectTcp();
    });
}

void ConnectionTest::cancel()
{
    m_patience.stop();
    m_socket.reset();
    m_client.reset();
}

void ConnectionTest::begin(ConnectionLayer layer)
{
    m_layer = layer;
    m_began = m_options.clock->steady();
    m_patience.start();
}

void ConnectionTest::connectTcp()
{
    begin(ConnectionLayer::tcp);
    m_socket.reset(new QSslSocket);
    connect(m_socket.get(), &QSslSocket::connected, this, [this] {
        pass(ConnectionLayer::tcp);
        if (isSecure(m_server.url()))
            shakeHands();
        else
            ask();
    });
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, [this] {
        const QString text = m_socket->errorString();
        fail(m_layer, m_layer == ConnectionLayer::tls ? errorOfTls(m_socket->sslHandshakeErrors(), text)
                                                      : Error{ErrorCode::unreachable, text.toStdString(), {}});
    });
    m_socket->connectToHost(m_server.url().host(), portOf(m_server.url()));
}

void ConnectionTest::shakeHands()
{
    begin(ConnectionLayer::tls);
    if (!m_options.authorities.isEmpty()) {
        QSslConfiguration tls = m_socket->sslConfiguration();
        tls.addCaCertificates(m_options.authorities);
        m_socket->setSslConfiguration(tls);
    }
    m_socket->setPeerVerifyName(m_server.url().host());
    connect(m_socket.get(), &QSslSocket::encrypted, this, [this] {
        pass(ConnectionLayer::tls);
        ask();
    });
    m_socket->startClientEncryption();
}

void ConnectionTest::ask()
{
    m_socket.reset();
    begin(ConnectionLayer::http);
    m_patience.stop(); // the client has its own
    m_client.reset(new HttpClient(m_server, m_options));
    m_api = std::make_unique<ApiClient>(*m_client, Dialect::sendrealm);
    m_api->detectDialect(this, [this](Result<DialectAnswer> answer) { judge(answer); });
}

void ConnectionTest::judge(const Result<DialectAnswer>& answer)
{
    const auto failing = answer ? std::nullopt : std::optional(layerOf(answer.error().code));
    for (const ConnectionLayer layer : {ConnectionLayer::http, ConnectionLayer::key, ConnectionLayer::shape}) {
        if (failing && *failing <= layer) {
            fail(*failing, answer.error());
            return;
        }
        pass(layer);
        m_began = m_options.clock->steady();
    }
    m_report.dialect = answer->dialect;
    m_report.clockSkew = m_client->clockSkew();
    m_report.automations = answer->automations.value.automations.size();
    m_report.moreAutomations = answer->automations.value.hasMore;
    end();
}

void ConnectionTest::pass(ConnectionLayer layer)
{
    m_patience.stop();
    m_report.passed.push_back({layer, m_options.clock->steady() - m_began});
    Q_EMIT layerPassed(m_report.passed.back());
}

void ConnectionTest::fail(ConnectionLayer layer, Error error)
{
    if (m_report.failedAt)
        return;
    if (error.where.empty())
        error.where = originOf(m_server.url()).toStdString();
    m_report.failedAt = layer;
    m_report.error = std::move(error);
    end();
}

void ConnectionTest::end()
{
    m_patience.stop();
    for (QObject* part : {static_cast<QObject*>(m_socket.get()), static_cast<QObject*>(m_client.get())})
        if (part != nullptr)
            part->disconnect(this);
    Q_EMIT finished(m_report);
}

} // namespace runlens::client
