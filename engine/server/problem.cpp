// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/problem.h"

namespace runlens::server {
namespace {

struct Meaning {
    int status = 500;
    std::string_view code;
    std::string_view message; ///< empty: that of the error
};

Meaning meaningOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::usage: return {400, "invalid_parameter", ""};
    case ErrorCode::empty: return {400, "body_missing", "this request needs a body of JSON"};
    case ErrorCode::tooLarge: return {413, "body_too_large", ""};
    case ErrorCode::tooDeep: return {400, "json_too_deep", ""};
    case ErrorCode::tooManyItems: return {400, "json_too_many_items", ""};
    case ErrorCode::invalidUtf8: return {400, "invalid_utf8", ""};
    case ErrorCode::malformedJson:
    case ErrorCode::numberOutOfRange: return {400, "malformed_json", ""};
    case ErrorCode::wrongDocument:
    case ErrorCode::invalidDocument: return {422, "invalid_body", ""};
    case ErrorCode::notFound: return {404, "not_found", "there is nothing of this id"};
    case ErrorCode::conflict: return {409, "conflict", ""};
    case ErrorCode::unprocessable: return {422, "unprocessable", ""};
    case ErrorCode::overloaded: return {429, "overloaded", ""};
    case ErrorCode::stopping: return {503, "stopping", "the server is about to stop"};
    case ErrorCode::storeFull: return {503, "store_full", "no room is left for the store"};
    case ErrorCode::storeReadOnly: return {503, "store_read_only", "the store cannot be written"};
    case ErrorCode::storeFenced: return {503, "store_fenced", "another process has taken the store over"};
    case ErrorCode::storeLocked:
    case ErrorCode::storeFailed: return {503, "store_failed", "the store does not answer"};
    case ErrorCode::storeNewer:
    case ErrorCode::storeCorrupt: return {500, "store_corrupt", "the store cannot be read"};
    default: return {500, "internal_error", "a fault of the server"};
    }
}

} // namespace

HttpResponse problem(int status, std::string_view code, std::string_view message,
                     const std::vector<ErrorDetail>& details, Dialect dialect)
{
    return makeResponse(status,
                        errorAnswer({.status = status, .code = code, .message = message, .details = details}, dialect));
}

HttpResponse problemOf(const Error& error, Dialect dialect)
{
    const Meaning meaning = meaningOf(error.code);
    const std::string_view message = meaning.message.empty() ? std::string_view(error.message) : meaning.message;
    std::vector<ErrorDetail> details;
    // Of those who say where, it is a place within the request.
    const bool hasPlace = meaning.status == 422 || meaning.status == 400;
    if (hasPlace && error.code != ErrorCode::empty)
        details.push_back({.pointer = error.where, .message = std::string(message), .code = {}});
    auto response = problem(meaning.status, meaning.code, message, details, dialect);
    if (meaning.status == 429 || meaning.status == 503)
        response.headers.emplace_back("Retry-After", "1");
    return response;
}

HttpResponse unfit(const Diagnostics& diagnostics, Dialect dialect)
{
    std::vector<ErrorDetail> details;
    details.reserve(diagnostics.items.size());
    for (const Diagnostic& one : diagnostics.items) {
        const std::string message = one.code == DiagnosticCode::missingField   ? "the field is missing"
                                    : one.code == DiagnosticCode::unknownField ? "no such field is known here"
                                                                               : one.detail;
        details.push_back({.pointer = one.pointer, .message = message, .code = {}});
    }
    if (diagnostics.suppressed > 0)
        details.push_back(
            {.pointer = {}, .message = std::to_string(diagnostics.suppressed) + " more were left out", .code = {}});
    return problem(422, "invalid_body", "the body does not say what is needed", details, dialect);
}

} // namespace runlens::server
