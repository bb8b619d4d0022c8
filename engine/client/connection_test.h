// SPDX-License-Identifier: GPL-3.0-or-later
// Tries out a connection layer by layer, and says at which it ends.
#pragma once

#include "engine/base/result.h"
#include "engine/client/http_client.h"
#include "engine/wire/answer_writer.h"

#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

class QSslSocket;

namespace runlens::client {

/// From below; each needs those before it. `tls` is not tried over plain http.
enum class ConnectionLayer : std::uint8_t { name, tcp, tls, http, key, shape };

struct LayerPassed {
    ConnectionLayer layer = ConnectionLayer::name;
    std::chrono::milliseconds took{0};

    friend bool operator==(const LayerPassed&, const LayerPassed&) = default;
};

struct ConnectionReport {
    std::vector<LayerPassed> passed; ///< in their order
    /// The layer that failed and why; nothing where all passed. http: no answer of HTTP, or one that says the server is
    /// at fault; key: 401, 403; shape: an answer that is no list of automations.
    std::optional<ConnectionLayer> failedAt;
    std::optional<Error> error;
    // Where all passed:
    std::optional<Dialect> dialect;
    std::optional<std::chrono::seconds> clockSkew; ///< how far the server's clock is ahead of ours
    std::size_t automations = 0;
    bool moreAutomations = false; ///< there are more than that

    [[nodiscard]] bool good() const noexcept { return !failedAt; }
};

class ApiClient;
struct DialectAnswer;

/// One test; deletes nothing of itself. Lives on a thread with an event loop, and blocks nothing.
class ConnectionTest : public QObject {
    Q_OBJECT

public:
    /// `patience` is for each layer.
    ConnectionTest(ServerAddress server, HttpOptions options, std::chrono::milliseconds patience,
                   QObject* parent = nullptr);
    ConnectionTest(const ConnectionTest&) = delete;
    ConnectionTest& operator=(const ConnectionTest&) = delete;
    ~ConnectionTest() override;

    /// Once.
    void start();
    /// Nothing is emitted any more.
    void cancel();

Q_SIGNALS:
    void layerPassed(const runlens::client::LayerPassed& layer);
    void finished(const runlens::client::ConnectionReport& report);

private:
    void begin(ConnectionLayer layer);
    void connectTcp();
    void shakeHands();
    void ask();
    void judge(const Result<DialectAnswer>& answer);
    void pass(ConnectionLayer layer);
    void fail(ConnectionLayer layer, Error error);
    void end();

    struct DeleteLater {
        void operator()(QObject* object) const { object->deleteLater(); }
    };

    ServerAddress m_server;
    HttpOptions m_options;
    QTimer m_patience;
    ConnectionLayer m_layer = ConnectionLayer::name; ///< under way
    std::chrono::milliseconds m_began{0};
    std::unique_ptr<QSslSocket, DeleteLater> m_socket; ///< may be let go within its own signal
    std::unique_ptr<HttpClient, DeleteLater> m_client;
    std::unique_ptr<ApiClient> m_api;
    ConnectionReport m_report;
};

} // namespace runlens::client

Q_DECLARE_METATYPE(runlens::client::LayerPassed)
Q_DECLARE_METATYPE(runlens::client::ConnectionReport)
