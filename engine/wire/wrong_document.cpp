// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/wrong_document.h"

#include "engine/wire/reader.h"
#include "engine/wire/sax.h"

#include <string>
#include <utility>

namespace runlens {

Error wrongDocument(std::string_view json, DocumentKind found, std::string_view wanted)
{
    if (auto error = readJson(json, nullptr))
        return std::move(*error);
    if (found == DocumentKind::errorBody) {
        const auto body = readErrorBody(json);
        if (body) {
            std::string message = body->status ? std::to_string(*body->status) + " " : std::string();
            return {ErrorCode::serverRefused,
                    message + body->code + (body->message.empty() ? "" : ": ") + body->message, ""};
        }
    }
    std::string message = "this is ";
    message.append(nameOf(found)).append(", not ").append(wanted);
    return {ErrorCode::wrongDocument, std::move(message), ""};
}

} // namespace runlens
