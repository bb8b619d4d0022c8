// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/http_message.h"

#include "engine/wire/reader.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::client {
namespace {

ErrorCode codeOf(int status) noexcept
{
    switch (status) {
    case 401:
    case 403: return ErrorCode::keyRefused;
    case 404:
    case 410: return ErrorCode::notFound;
    case 409:
    case 412: return ErrorCode::conflict;
    case 422: return ErrorCode::unprocessable;
    case 429: return ErrorCode::rateLimited;
    default: return status >= 500 ? ErrorCode::serverFailed : ErrorCode::requestRefused;
    }
}

} // namespace

Result<HttpAnswer> successOf(HttpAnswer answer)
{
    if (answer.success() || answer.unchanged())
        return answer;
    Error error{codeOf(answer.status), {}, "HTTP " + std::to_string(answer.status)};
    const QByteArray& body = answer.body;
    if (const auto said = readErrorBody({body.constData(), static_cast<std::size_t>(body.size())}))
        error.message = said->code + (said->code.empty() || said->message.empty() ? "" : ": ") + said->message;
    return std::unexpected(std::move(error));
}

std::optional<Instant> parseHttpDate(const QByteArray& header)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray& header, Instant now)
{
    bool isNumber = false;
    const qulonglong seconds = header.trimmed().toULongLong(&isNumber);
    if (isNumber) // a longer one is as good as never
        return std::chrono::seconds(std::min<qulonglong>(seconds, 366ULL * 24 * 3600));
    if (const auto date = parseHttpDate(header))
        return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(*date - now));
    return std::nullopt;
}

} // namespace runlens::client
