// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that knows Beast: its parser walks over the bytes and calls back.
#include "engine/server/http_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>

namespace runlens::server {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastText = boost::beast::string_view;

std::string_view view(BeastText text) { return {text.data(), text.size()}; }

Method methodOf(http::verb verb)
{
    switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::post: return Method::post;
    case http::verb::put: return Method::put;
    case http::verb::patch: return Method::patch;
    case http::verb::delete_: return Method::remove;
    case http::verb::head: return Method::head;
    case http::verb::options: return Method::options;
    default: return Method::other;
    }
}

void clear(HttpRequest& request)
{
    request.method = Method::other;
    for (std::string* text : {&request.path, &request.query, &request.host, &request.authorization,
                              &request.ifNoneMatch, &request.userAgent, &request.idempotencyKey, &request.body})
        text->clear(); // their room stays for the next request
}

/// "http://host/path" is the same as "/path" (RFC 9112, 3.2.2).
std::string_view originForm(std::string_view target)
{
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos)
        return target;
    const auto path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? "/" : target.substr(path);
}

bool sameWord(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(left, right, {}, lower, lower);
}

/// One request. Beast's parsers are made anew for each.
class BeastParser final : public http::basic_parser<true> {
public:
    BeastParser(HttpRequest& request, ParserLimits limits) : m_request(request)
    {
        header_limit(static_cast<std::uint32_t>(limits.headerBytes));
        body_limit(limits.bodyBytes);
    }

    Refusal refusal = Refusal::none;
    bool wantsContinue = false;
    bool headTold = false;
    bool hasBody = false;

private:
    void on_request_impl(http::verb method, BeastText /*word*/, BeastText target, int version, error_code&) override
    {
        m_request.method = methodOf(method);
        m_needsHost = version == 11;
        const std::string_view whole = originForm(view(target));
        const auto mark = whole.find('?');
        m_request.path.assign(whole.substr(0, mark));
        if (mark != std::string_view::npos)
            m_request.query.assign(whole.substr(mark + 1));
        if (const auto fragment = m_request.query.find('#'); fragment != std::string::npos)
            m_request.query.resize(fragment);
    }

    void on_field_impl(http::field name, BeastText nameText, BeastText value, error_code& ec) override
    {
        if (m_headDone)
            return; // trailers change nothing
        switch (name) {
        case http::field::host: once(m_hasHost, m_request.host, value, ec); break;
        case http::field::authorization: once(m_hasKey, m_request.authorization, value, ec); break;
        case http::field::if_none_match: append(m_request.ifNoneMatch, value); break;
        case http::field::user_agent: m_request.userAgent.assign(view(value)); break;
        case http::field::expect: expect(view(value), ec); break;
        case http::field::unknown:
            if (sameWord(view(nameText), "idempotency-key"))
                once(m_hasIdempotencyKey, m_request.idempotencyKey, value, ec);
            break;
        default: break;
        }
    }

    void on_header_impl(error_code& ec) override
    {
        m_headDone = true;
        if (m_needsHost && !m_hasHost)
            fail(Refusal::noHost, ec);
        hasBody = chunked() || content_length().value_or(0) > 0;
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override
    {
        // The length is within the limit, and yet only a promise.
        constexpr std::uint64_t mostReserved = std::uint64_t{64} * 1024;
        m_request.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), mostReserved)));
    }
    std::size_t on_body_impl(BeastText body, error_code&) override
    {
        m_request.body.append(body.data(), body.size());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, BeastText /*extensions*/, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t /*left*/, BeastText body, error_code& ec) override
    {
        return on_body_impl(body, ec);
    }
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int /*code*/, BeastText /*reason*/, int /*version*/, error_code&) override {}

    void fail(Refusal why, error_code& ec)
    {
        refusal = why;
        ec = http::error::bad_field;
    }
    void once(bool& seen, std::string& text, BeastText value, error_code& ec)
    {
        if (seen)
            fail(Refusal::repeatedHeader, ec);
        seen = true;
        text.assign(view(value));
    }
    static void append(std::string& text, BeastText value)
    {
        text.append(text.empty() ? "" : ", ").append(view(value));
    }
    void expect(std::string_view word, error_code& ec)
    {
        wantsContinue = sameWord(word, "100-continue");
        if (!wantsContinue)
            fail(Refusal::unknownExpectation, ec);
    }

    HttpRequest& m_request;
    bool m_needsHost = false;
    bool m_hasHost = false;
    bool m_hasKey = false;
    bool m_hasIdempotencyKey = false;
    bool m_headDone = false;
};

Refusal refusalOf(const BeastParser& parser, const error_code& ec)
{
    if (parser.refusal != Refusal::none)
        return parser.refusal;
    if (ec == http::error::header_limit)
        return Refusal::headTooLarge;
    return ec == http::error::body_limit ? Refusal::bodyTooLarge : Refusal::malformed;
}

} // namespace

class RequestParser::Parser {
public:
    std::optional<BeastParser> beast;
};

RequestParser::RequestParser(ParserLimits limits) : m_limits(limits), m_parser(std::make_unique<Parser>()) {}

RequestParser::~RequestParser() = default;

void RequestParser::begin(HttpRequest& request)
{
    clear(request);
    m_parser->beast.emplace(request, m_limits);
}

RequestParser::Step RequestParser::feed(std::string_view bytes)
{
    BeastParser& parser = *m_parser->beast;
    std::size_t used = 0;
    if (!parser.got_some()) // a client may end the body before with a line feed too many (RFC 9112, 2.2)
        used = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    for (;;) {
        if (parser.is_header_done() && !parser.headTold) {
            parser.headTold = true;
            return {State::head, used, Refusal::none};
        }
        if (parser.is_done())
            return {State::done, used, Refusal::none};
        const std::string_view rest = bytes.substr(used);
        if (rest.empty())
            return {State::needMore, used, Refusal::none};
        error_code ec;
        used += parser.put(boost::asio::const_buffer(rest.data(), rest.size()), ec);
        if (ec == http::error::need_more)
            return {State::needMore, used, Refusal::none};
        if (ec)
            return {State::failed, used, refusalOf(parser, ec)};
    }
}

bool RequestParser::begun() const noexcept { return m_parser->beast->got_some(); }
bool RequestParser::keepsAlive() const noexcept { return m_parser->beast->keep_alive(); }
bool RequestParser::wantsContinue() const noexcept { return m_parser->beast->wantsContinue; }
bool RequestParser::hasBody() const noexcept { return m_parser->beast->hasBody; }

} // namespace runlens::server
