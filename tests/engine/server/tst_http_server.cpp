// SPDX-License-Identifier: GPL-3.0-or-later
// The transport: what hostile, slow and many clients get, and that no bytes whatever do harm.
#include "engine/server/http_server.h"
#include "engine/wire/reader.h"
#include "tests/engine/server/socket_client.h"

#include <QTest>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace runlens;
using namespace runlens::server;
using namespace std::chrono_literals;

namespace {

/// Replies that a handler did not give yet.
class Held {
public:
    void add(HttpReply reply)
    {
        const std::scoped_lock lock(m_mutex);
        m_replies.push_back(std::move(reply));
        m_came.notify_all();
    }
    /// Waits for one.
    HttpReply take()
    {
        std::unique_lock lock(m_mutex);
        m_came.wait(lock, [this] { return !m_replies.empty(); });
        HttpReply reply = std::move(m_replies.back());
        m_replies.pop_back();
        return reply;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_came;
    std::vector<HttpReply> m_replies;
};

/// Tells what it was asked: "METHOD path?query body".
class EchoServer {
public:
    explicit EchoServer(const HttpServerOptions& options = {})
    {
        auto started = HttpServer::start(
            options,
            [](const HttpRequest& request) -> std::optional<HttpResponse> {
                if (request.path == "/forbidden")
                    return makeResponse(401, "no");
                return std::nullopt;
            },
            [this](HttpRequest& request, HttpReply reply) { handle(request, std::move(reply)); });
        if (started)
            server = *std::move(started);
    }
    [[nodiscard]] std::uint16_t port() const { return server->port(); }

    std::unique_ptr<HttpServer> server;
    Held held;

private:
    void handle(HttpRequest& request, HttpReply reply)
    {
        if (request.path == "/held")
            held.add(std::move(reply));
        else if (request.path == "/large")
            reply(makeResponse(200, std::string(std::size_t{16} << 20U, 'x')));
        else if (request.path == "/throws")
            throw std::runtime_error("as handlers must not");
        else if (request.path != "/dropped")
            reply(makeResponse(200, std::string(nameOf(request.method)) + ' ' + request.path + '?' + request.query + ' '
                                        + request.body));
    }
};

HttpServerOptions impatient()
{
    HttpServerOptions options;
    options.headerTimeout = options.bodyTimeout = options.idleTimeout = 40ms;
    return options;
}

/// The documented error body, of that status and code, behind which the connection ends.
void verifyRefusal(SocketClient& client, const Answer& answer, int status, const char* code)
{
    QCOMPARE(answer.status, status);
    const auto body = readErrorBody(answer.body);
    QVERIFY2(body.has_value(), answer.body.c_str());
    QCOMPARE(body->status.value_or(0), std::int64_t{status});
    QCOMPARE(body->code, std::string(code));
    QVERIFY(!body->message.empty());
    QCOMPARE(answer.header("connection"), std::string("close"));
    client.endSending();
    QVERIFY(client.ends());
}

} // namespace

class TestHttpServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        const Answer first = client.ask(post("/a%20b?c=d&e", "the body"));
        QCOMPARE(first.status, 200);
        QCOMPARE(first.body, std::string("POST /a%20b?c=d&e the body"));
        QVERIFY(!first.header("date").empty());
        QCOMPARE(client.ask("GET http://localhost/x?y#z HTTP/1.1\r\nHost: localhost\r\n\r\n").body,
                 std::string("GET /x?y "));
        const Answer old = client.ask("DELETE /last HTTP/1.0\r\n\r\n");
        QCOMPARE(old.body, std::string("DELETE /last? "));
        QVERIFY(client.ends());
        QCOMPARE(echo.server->stats().answers[2], std::uint64_t{3});
    }

    void sentAheadIsAnsweredInOrder()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        std::string many = get("/held");
        for (int i = 0; i < 100; ++i)
            many += post("/" + std::to_string(i), std::to_string(i));
        client.send(many);
        std::thread([reply = echo.held.take()]() mutable { reply(makeResponse(200, "late")); }).join();
        QCOMPARE(client.receive().body, std::string("late"));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(client.receive().body, "POST /" + std::to_string(i) + "? " + std::to_string(i));
    }

    void bytesMayComeOneByOne()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        const std::string chunked = "POST /p HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nAuthorization: trailer\r\n\r\n";
        for (const char byte : "\r\n" + post("/q", "body") + chunked)
            client.send({&byte, 1});
        QCOMPARE(client.receive().body, std::string("POST /q? body"));
        QCOMPARE(client.receive().body, std::string("POST /p? abcde"));
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const std::string& bytes, int status, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << status << QByteArray(code);
        };
        const std::string host = "Host: localhost\r\n";
        row("no HTTP", "hello\r\n\r\n", 400, "malformed_request");
        row("TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", 400,
            "malformed_request");
        row("NUL in the path", std::string("GET /\0 HTTP/1.1\r\n\r\n", 20), 400, "malformed_request");
        row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed_request");
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400, "host_missing");
        row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", 400, "header_repeated");
        row("two keys", get("/", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), 400, "header_repeated");
        row("bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n", 400, "malformed_request");
        row("blank before the colon", get("/", "Name : value\r\n"), 400, "malformed_request");
        row("length no number", get("/", "Content-Length: ten\r\n"), 400, "malformed_request");
        row("length negative", get("/", "Content-Length: -1\r\n"), 400, "malformed_request");
        row("two lengths", get("/", "Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "malformed_request");
        row("length and chunks", get("/", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400,
            "malformed_request");
        row("chunk no number", get("/", "Transfer-Encoding: chunked\r\n") + "xyz\r\n", 400, "malformed_request");
        row("endless chunk line", get("/", "Transfer-Encoding: chunked\r\n") + "1;" + std::string(40'000, 'a'), 400,
            "malformed_request");
        row("head over its limit", get("/" + std::string(40'000, 'a')), 431, "header_too_large");
        row("one header over the limit", get("/", "Name: " + std::string(40'000, 'a') + "\r\n"), 431,
            "header_too_large");
        row("headers without end", "GET / HTTP/1.1\r\n" + std::string(40'000, 'a'), 431, "header_too_large");
        row("body over its limit", get("/", "Content-Length: 1048577\r\n"), 413, "body_too_large");
        row("length beyond all numbers", get("/", "Content-Length: 99999999999999999999999\r\n"), 400,
            "malformed_request");
        row("chunk over the limit", get("/", "Transfer-Encoding: chunked\r\n") + "100001\r\n", 413, "body_too_large");
        row("chunks over the limit",
            get("/", "Transfer-Encoding: chunked\r\n") + "80000\r\n" + std::string(0x80000, 'a') + "\r\n80001\r\n", 413,
            "body_too_large");
        row("unknown expectation", post("/", "x", "Expect: miracles\r\n"), 417, "expectation_unknown");
    }
    void malformed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        EchoServer echo;
        SocketClient client(echo.port());
        const Answer answer = client.ask(bytes.toStdString());
        verifyRefusal(client, answer, status, code.constData());
        QCOMPARE(SocketClient(echo.port()).ask(get("/still")).status, 200);
    }

    void aBodyMayBeAsLongAsTheLimit()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        const std::string body(std::size_t{1024} * 1024, 'b');
        QCOMPARE(client.ask(post("/", body)).body, "POST /? " + body);
    }

    void slowClients_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("says nothing") << QByteArray("");
        QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHo");
        QTest::newRow("half a body") << QByteArray("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx");
    }
    void slowClients()
    {
        QFETCH(QByteArray, bytes);
        EchoServer echo(impatient());
        SocketClient client(echo.port());
        verifyRefusal(client, client.ask(bytes.toStdString()), 408, "request_timeout");
    }

    /// Whoever sends a byte now and then is as slow as whoever sends none.
    void dripping()
    {
        EchoServer echo(impatient());
        SocketClient client(echo.port());
        client.send("GET / HTTP/1.1\r\nX: ");
        for (int byte = 0; byte < 200 && !client.hears(5ms); ++byte)
            client.send("x");
        verifyRefusal(client, client.receive(), 408, "request_timeout");
    }

    void idleConnectionsEndInSilence()
    {
        EchoServer echo(impatient());
        SocketClient client(echo.port());
        QCOMPARE(client.ask(get("/")).status, 200);
        QVERIFY(client.ends());
    }

    void halfClosed()
    {
        EchoServer echo;
        SocketClient whole(echo.port());
        whole.send(get("/whole"));
        whole.endSending();
        QCOMPARE(whole.receive().body, std::string("GET /whole? "));
        SocketClient half(echo.port());
        half.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx");
        half.endSending();
        verifyRefusal(half, half.receive(), 400, "request_incomplete");
    }

    void continues()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        const std::string head =
            "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
        QCOMPARE(client.ask(head).status, 100);
        QCOMPARE(client.ask("x").body, std::string("POST /? x"));
        QCOMPARE(client.ask(head + "y").body, std::string("POST /? y")); // it came unasked: nothing to be said
    }

    void theGateComesBeforeTheBody()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        QCOMPARE(client.ask(get("/forbidden")).status, 401);
        QCOMPARE(client.ask(get("/allowed")).status, 200); // the same connection
        QCOMPARE(client
                     .ask("POST /forbidden HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                          "Content-Length: 100\r\n\r\n")
                     .status,
                 401);
        client.endSending();
        QVERIFY(client.ends()); // what follows would be a body, or the next request: nobody knows
    }

    void tooManyConnections()
    {
        HttpServerOptions options;
        options.maxConnections = 2;
        EchoServer echo(options);
        auto one = std::make_unique<SocketClient>(echo.port());
        SocketClient two(echo.port());
        QCOMPARE(one->ask(get("/")).status, 200);
        QCOMPARE(two.ask(get("/")).status, 200);
        SocketClient three(echo.port());
        const Answer refused = three.receive(); // without asking
        QCOMPARE(refused.header("retry-after"), std::string("1"));
        verifyRefusal(three, refused, 503, "too_many_connections");
        QCOMPARE(echo.server->stats().connectionsRefused, std::uint64_t{1});
        one.reset();
        while (echo.server->stats().connections > 1) // until the server has heard of it
            std::this_thread::yield();
        QCOMPARE(SocketClient(echo.port()).ask(get("/")).status, 200);
    }

    void handlersThatFail()
    {
        EchoServer echo;
        for (const char* path : {"/dropped", "/throws"}) {
            SocketClient client(echo.port());
            const Answer answer = client.ask(get(path));
            QCOMPARE(answer.status, 500);
            QCOMPARE(readErrorBody(answer.body)->code, std::string("internal_error"));
            QCOMPARE(client.ask(get("/next")).status, 200);
        }
    }

    void largeAnswersReachSlowReaders()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        client.send(get("/large") + get("/after"));
        QCOMPARE(client.receive().body, std::string(std::size_t{16} << 20U, 'x'));
        QCOMPARE(client.receive().body, std::string("GET /after? "));
    }

    void stopFinishesWhatIsUnderWay()
    {
        EchoServer echo;
        SocketClient asking(echo.port());
        SocketClient idle(echo.port());
        QCOMPARE(idle.ask(get("/")).status, 200);
        asking.send(get("/held") + get("/too-late"));
        HttpReply reply = echo.held.take();
        bool finished = false;
        std::thread stopper([&] { finished = echo.server->stop(10s); });
        QVERIFY(idle.ends());
        reply(makeResponse(200, "at last"));
        const Answer answer = asking.receive();
        QCOMPARE(answer.body, std::string("at last"));
        QCOMPARE(answer.header("connection"), std::string("close"));
        asking.endSending();
        QVERIFY(asking.ends());
        stopper.join();
        QVERIFY(finished);
        QCOMPARE(SocketClient(echo.port()).receive().status, 0);
    }

    void stopWaitsNoLongerThanItMay()
    {
        EchoServer echo;
        SocketClient client(echo.port());
        client.send(get("/held"));
        HttpReply reply = echo.held.take();
        QVERIFY(!echo.server->stop(10ms));
        QVERIFY(client.ends());
        const std::uint16_t port = echo.port();
        echo.server.reset();
        reply(makeResponse(200, "to nobody")); // outlives the server, and does nothing
        QCOMPARE(SocketClient(port).receive().status, 0);
    }

    void anAddressInUseIsAnError()
    {
        EchoServer echo;
        HttpServerOptions options;
        options.port = echo.port();
        const auto second = HttpServer::start(options, {}, {});
        QVERIFY(!second);
        QCOMPARE(second.error().code, runlens::ErrorCode::network);
        options.address = "nowhere";
        QCOMPARE(HttpServer::start(options, {}, {}).error().code, runlens::ErrorCode::usage);
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
