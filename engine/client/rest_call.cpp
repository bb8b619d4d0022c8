// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rest_call.h"

#include "engine/client/http_call.h"
#include "engine/wire/reader.h"

#include <QEventLoop>

#include <optional>
#include <utility>

namespace runlens::client {

Result<RestAnswer> call(const ServerAddress& server, const RestCall& request)
{
    HttpClient client(server);
    HttpRequest http;
    http.method = request.method;
    http.path = request.path;
    http.body = request.body;
    http.patience = request.patience;
    http.attempts = 1; // who waits at a terminal is told, and may repeat it
    std::optional<Result<HttpAnswer>> answer;
    QEventLoop loop;
    QObject::connect(client.send(std::move(http)), &HttpCall::finished, &loop, [&](const Result<HttpAnswer>& result) {
        answer = result;
        loop.quit();
    });
    loop.exec();
    if (!answer) // the program was told to end
        return std::unexpected(Error{ErrorCode::cancelled, {}, server.url().toString().toStdString()});
    if (!*answer)
        return std::unexpected(answer->error());
    return RestAnswer{(*answer)->status, (*answer)->body};
}

Result<RestAnswer> callForSuccess(const ServerAddress& server, const RestCall& request)
{
    auto answer = call(server, request);
    if (!answer || (answer->status >= 200 && answer->status < 300))
        return answer;
    Error error{ErrorCode::requestRefused, {}, "HTTP " + std::to_string(answer->status)};
    const QByteArray& body = answer->body;
    if (const auto said = readErrorBody({body.constData(), static_cast<std::size_t>(body.size())}))
        error.message = said->code + (said->message.empty() ? "" : ": " + said->message);
    return std::unexpected(std::move(error));
}

} // namespace runlens::client
