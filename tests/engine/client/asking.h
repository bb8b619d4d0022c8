// SPDX-License-Identifier: GPL-3.0-or-later
// A client of a hostile server, on a clock that does not wait, and without chance. For tests.
#pragma once

#include "engine/client/http_call.h"
#include "tests/engine/client/fast_clock.h"
#include "tests/hostile/hostile_server.h"

#include <QEventLoop>
#include <QTimer>

#include <memory>
#include <utility>

struct Asking {
    using Answer = runlens::Result<runlens::client::HttpAnswer>;
    static constexpr const char* key = "the-key-of-the-tests";

    explicit Asking(const HostileServer& server, runlens::client::HttpOptions options = {})
        : http(*runlens::client::ServerAddress::of(server.url(), key), still(std::move(options)), &log)
    {
        http.setBudget(1000, 1000);
    }

    /// Waits for the answer; `internal` where none comes.
    Answer ask(runlens::client::HttpRequest request)
    {
        Answer answer = std::unexpected(runlens::Error{runlens::ErrorCode::internal, "never finished", {}});
        QEventLoop loop;
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        QObject::connect(http.send(std::move(request)), &runlens::client::HttpCall::finished, &loop,
                         [&](const Answer& told) {
                             answer = told;
                             loop.quit();
                         });
        loop.exec();
        return answer;
    }
    Answer get(const QString& path)
    {
        runlens::client::HttpRequest request;
        request.path = path;
        return ask(std::move(request));
    }
    Answer post(const QString& path)
    {
        runlens::client::HttpRequest request;
        request.method = "POST";
        request.path = path;
        request.body = "{}";
        return ask(std::move(request));
    }

    std::shared_ptr<FastClock> clock = std::make_shared<FastClock>();
    runlens::client::RequestLog log;
    runlens::client::HttpClient http;

private:
    runlens::client::HttpOptions still(runlens::client::HttpOptions options)
    {
        options.clock = clock;
        options.dice = [] { return 0.5; };
        return options;
    }
};

/// What became of a question as a number, to be compared: the status of its answer, or failed(its error).
constexpr int failed(runlens::ErrorCode code) { return -static_cast<int>(code); }
inline int outcomeOf(const Asking::Answer& answer) { return answer ? answer->status : failed(answer.error().code); }
