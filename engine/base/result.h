// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace runlens {

/// What went wrong, as data. `engine/words` turns a code into a sentence; nothing compares messages.
enum class ErrorCode : std::uint8_t {
    usage,                ///< the caller asked for something that does not exist or does not fit
    unreadable,           ///< a file could not be opened or read
    empty,                ///< the input holds no bytes, or only white space
    tooLarge,             ///< over the size limit of one body or one run
    tooDeep,              ///< nested deeper than the limit
    tooManyItems,         ///< a list longer than the limit of one body
    invalidUtf8,          ///< the bytes are not UTF-8
    malformedJson,        ///< not JSON, or JSON that ends early
    numberOutOfRange,     ///< a number no double can hold
    wrongDocument,        ///< well-formed, but another kind of document than was asked for
    invalidDocument,      ///< the right kind of document, which asks for what cannot be
    serverRefused,        ///< the document is an error body of the server
    writeFailed,          ///< an output could not be written; nothing was left behind
    cancelled,            ///< whoever asked for it does not want it any more
    notFound,             ///< there is no such thing (any more)
    conflict,             ///< it does not fit what is there: a key used with another body, a run in another state
    unprocessable,        ///< well-formed, and refused for what it says
    overloaded,           ///< more is under way than can be taken on; try again later
    stopping,             ///< the program is about to end and takes nothing on
    unreachable,          ///< no whole answer of HTTP came; whether the request was carried out is not known
    requestRefused,       ///< a server answered with an error
    nameUnknown,          ///< no machine has the name of the server
    timedOut,             ///< no byte came for as long as was waited, or not all of them by the deadline
    brokenAnswer,         ///< what came is not what HTTP says, or it ended before its end
    redirectRefused,      ///< the answer leads to another server, or round in circles; `where` says where
    certificateUntrusted, ///< signed by itself, or by nobody this machine trusts
    certificateExpired,   ///< not valid any more, or not yet
    certificateOfAnother, ///< it names another machine
    tlsFailed,            ///< no secure connection came about, for another reason
    keyRefused,           ///< the server does not accept the key, or not for this
    rateLimited,          ///< the server wants to be asked less often
    keyStoreRefused,      ///< the system's key store is there, and does not give or forget a key
    serverFailed,         ///< the server said that it is at fault, or cannot answer now
    network,              ///< an address cannot be listened on
    storeLocked,          ///< another process executes this store
    storeNewer,           ///< the store was made by a newer program
    storeCorrupt,         ///< the store is damaged, or no store
    storeReadOnly,        ///< the store may not be written
    storeFull,            ///< no room is left on the disk
    storeFenced,          ///< another process has taken this store over; what this one holds is void
    storeFailed,          ///< the database failed in another way
    internal,             ///< a fault of the program itself
};

/// An expected failure. `message` is a technical detail in English for the log and for the end of the
/// sentence; `where` is the place: a path, "byte 17", or a JSON pointer. Both may be empty.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::string where;

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

} // namespace runlens
