// SPDX-License-Identifier: GPL-3.0-or-later
// A server on this machine that answers each path as it was told to, well or badly, over plain sockets or TLS. For
// tests.
//
//     HostileServer server;
//     server.script("/automations", {Behaviour::failing(503), Behaviour::json(R"({"data": []})")});
//     … ServerAddress::of(server.url(), "key") …
//     QCOMPARE(server.count("/automations"), 2);
//
// It has a thread of its own; every function may be called on any.
#pragma once

#include "engine/base/result.h"
#include "tests/hostile/hostile_certificates.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QString>
#include <QThread>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

/// One answer, and what is wrong with it.
struct Behaviour {
    enum class Way : std::uint8_t {
        whole,       ///< head and body
        slow,        ///< a byte of the body each `pace`
        endless,     ///< the body over and over, as fast as it is taken
        slowEndless, ///< the body over and over, a byte each `pace`
        cut,         ///< half of the body, then the connection ends
        reset,       ///< the connection is torn down instead of an answer
        never,       ///< nothing at all, and the connection stays
        notHttp,     ///< the body alone, without a head
    };
    Way way = Way::whole;
    int status = 200;
    QByteArrayList headers; ///< "Name: value"; Content-Type is JSON where none of them says other
    QByteArray body;
    std::optional<qint64> saidLength;  ///< Content-Length; nothing: the right one
    bool chunked = false;              ///< instead of a Content-Length
    bool untilClosed = false;          ///< neither of both: the body ends with the connection
    qint64 headerBytes = 0;            ///< so much is added to the head
    std::chrono::milliseconds pace{5}; ///< of slow ways

    [[nodiscard]] static Behaviour json(QByteArray body);
    /// An error body of that status.
    [[nodiscard]] static Behaviour failing(int status, QByteArrayList headers = {});
    [[nodiscard]] static Behaviour redirect(const QByteArray& to, int status = 302);
    [[nodiscard]] static Behaviour badly(Way way, QByteArray body = R"({"data": []})");
    /// Unpacks to so many bytes of white space.
    [[nodiscard]] static Behaviour bomb(qint64 unpacked);
};

struct HeardRequest {
    QByteArray method;
    QByteArray path;                       ///< with its query
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

class HostileServer {
public:
    /// Plain, or with that certificate. Listens on a free port of 127.0.0.1 until it is destroyed.
    explicit HostileServer(Certificate certificate = Certificate::none);
    HostileServer(const HostileServer&) = delete;
    HostileServer& operator=(const HostileServer&) = delete;
    ~HostileServer();

    /// The path is without a query. Several answers are given one after the other; the last goes on. What has no script
    /// is answered with 404.
    void script(const QByteArray& path, QList<Behaviour> behaviours);
    void script(const QByteArray& path, Behaviour behaviour) { script(path, QList<Behaviour>{std::move(behaviour)}); }

    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] QString url() const; ///< http://127.0.0.1:PORT or https://…

    /// Everything that was asked, in order.
    [[nodiscard]] QList<HeardRequest> requests() const;
    /// How often that path was asked for.
    [[nodiscard]] int count(const QByteArray& path) const;
    /// Connections that were made, with or without a request.
    [[nodiscard]] int connections() const;
    /// Whether any byte of any request has this in it, the heads included.
    [[nodiscard]] bool heard(const QByteArray& text) const;

    // For its connections.
    [[nodiscard]] Behaviour next(HeardRequest request, const QByteArray& raw);
    void connected();

private:
    class Listener;

    mutable QMutex m_mutex;
    QHash<QByteArray, QList<Behaviour>> m_scripts;
    QList<HeardRequest> m_requests;
    QByteArray m_raw;
    int m_connections = 0;
    std::uint16_t m_port = 0;
    Certificate m_certificate;
    QThread m_thread;
    Listener* m_listener = nullptr; ///< lives on m_thread
};
