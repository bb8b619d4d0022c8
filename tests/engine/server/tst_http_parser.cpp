// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes to requests: how they are cut makes no difference, and none does harm.
#include "engine/server/http_parser.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace runlens::server;

namespace {

/// What came of a stream of bytes: the requests, and how it ended.
struct Outcome {
    std::vector<std::string> requests;
    Refusal why = Refusal::none;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string shown(const HttpRequest& request)
{
    std::string text(nameOf(request.method));
    for (const std::string* field : {&request.path, &request.query, &request.host, &request.authorization,
                                     &request.ifNoneMatch, &request.userAgent, &request.idempotencyKey, &request.body})
        text.append("|").append(*field);
    return text;
}

/// Gives the bytes in pieces, as a connection does.
Outcome parse(const std::string& bytes, const std::vector<std::size_t>& cuts)
{
    Outcome outcome;
    RequestParser parser({.headerBytes = 300, .bodyBytes = 200});
    HttpRequest request;
    parser.begin(request);
    std::size_t begin = 0;
    std::size_t end = 0;
    for (std::size_t cut = 0; cut <= cuts.size(); ++cut) {
        end = cut < cuts.size() ? std::clamp(cuts[cut], end, bytes.size()) : bytes.size();
        for (;;) {
            const auto step = parser.feed(std::string_view(bytes).substr(begin, end - begin));
            begin += step.used;
            if (step.state == RequestParser::State::failed) {
                outcome.why = step.why;
                return outcome;
            }
            if (step.state == RequestParser::State::needMore)
                break;
            if (step.state == RequestParser::State::done) {
                outcome.requests.push_back(shown(request));
                parser.begin(request);
            }
        }
    }
    return outcome;
}

const std::vector<std::string> pieces{
    "GET /whole HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST /whole HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
    "GET /a?b HTTP/1.1\r\n",
    "POST /events HTTP/1.1\r\n",
    "GET / HTTP/1.0\r\n",
    "Host: localhost\r\n",
    "Authorization: Bearer k\r\n",
    "If-None-Match: \"1\"\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "\r\n",
    "hello",
    "5\r\nhello\r\n",
    "0\r\n\r\n",
    "0\r\nTrailer: x\r\n\r\n",
    "X: " + std::string(100, 'x') + "\r\n",
    " folded\r\n",
    std::string("\0\xff\r", 3),
};

std::string anyBytes()
{
    std::string bytes;
    for (const std::size_t piece :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces.size())))
        bytes += pieces[piece];
    if (!bytes.empty() && *rc::gen::arbitrary<bool>())
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    return bytes;
}

} // namespace

class TestHttpParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutsMakeNoDifference()
    {
        QVERIFY(rc::check("however the bytes are cut, the same requests come of them", [] {
            const std::string bytes = anyBytes();
            auto cuts =
                *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
            std::ranges::sort(cuts);
            const Outcome whole = parse(bytes, {});
            RC_TAG(whole.requests.size(), static_cast<int>(whole.why));
            const Outcome cut = parse(bytes, cuts);
            RC_ASSERT(cut.requests == whole.requests);
            // Half a head is looked at only when its end has come: what is wrong with it may not have been seen yet.
            RC_ASSERT(cut.why == Refusal::none || whole.why != Refusal::none);
        }));
    }

    void everyByteMayEndAPiece()
    {
        const std::string bytes = "POST /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n"
                                  "GET /a?b HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"1\"\r\n\r\n"
                                  "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
        const Outcome whole = parse(bytes, {});
        QCOMPARE(whole.requests.size(), std::size_t{3});
        QCOMPARE(whole.requests[0], std::string("POST|/events||localhost|Bearer k||||hello"));
        QCOMPARE(whole.requests[1], std::string("GET|/a|b|localhost||\"1\"|||"));
        QCOMPARE(whole.requests[2], std::string("POST|/events||localhost|||||hello"));
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut)
            QVERIFY(parse(bytes, {cut}) == whole);
        std::vector<std::size_t> all;
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut)
            all.push_back(cut);
        QVERIFY(parse(bytes, all) == whole);
    }
};

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_http_parser.moc"
