// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <string_view>

namespace runlens {
namespace {

/// One text where the place is known (%1), one where it is not.
struct ErrorText {
    const char* placed;
    const char* unplaced;
};

ErrorText textOfStore(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::storeLocked:
        return {QT_TRANSLATE_NOOP("Words", "Another process executes the store “%1”; stop that one first."),
                QT_TRANSLATE_NOOP("Words", "Another process executes this store; stop that one first.")};
    case ErrorCode::storeNewer:
        return {
            QT_TRANSLATE_NOOP("Words", "The store “%1” was made by another version of Runlens, and is left as it is; "
                                       "open it with that version."),
            QT_TRANSLATE_NOOP("Words", "The store was made by another version of Runlens, and is left as it is; open "
                                       "it with that version.")};
    case ErrorCode::storeCorrupt:
        return {QT_TRANSLATE_NOOP(
                    "Words", "“%1” is damaged, or no store of Runlens; restore it from a backup, or remove it where it "
                             "only keeps what was fetched from a server."),
                QT_TRANSLATE_NOOP(
                    "Words",
                    "The store is damaged, or none of Runlens; restore it from a backup, or remove it where it "
                    "only keeps what was fetched from a server.")};
    case ErrorCode::storeReadOnly:
        return {
            QT_TRANSLATE_NOOP("Words",
                              "The store “%1” cannot be written; see that you may write to it and its folder."),
            QT_TRANSLATE_NOOP("Words", "The store cannot be written; see that you may write to it and its folder.")};
    case ErrorCode::storeFull:
        return {QT_TRANSLATE_NOOP("Words", "There is no room left for the store “%1”; make room, and go on."),
                QT_TRANSLATE_NOOP("Words", "There is no room left for the store; make room, and go on.")};
    case ErrorCode::storeFenced:
        return {QT_TRANSLATE_NOOP("Words", "Another process has taken over the store “%1”; this one has stopped."),
                QT_TRANSLATE_NOOP("Words", "Another process has taken over the store; this one has stopped.")};
    case ErrorCode::storeFailed:
        return {QT_TRANSLATE_NOOP("Words", "The store “%1” failed; look at its disk, then check it: store check."),
                QT_TRANSLATE_NOOP("Words", "The store failed; look at its disk, then check it: store check.")};
    default: break;
    }
    return {QT_TRANSLATE_NOOP("Words", "Runlens itself is at fault (%1); please report it with what you did."),
            QT_TRANSLATE_NOOP("Words", "Runlens itself is at fault; please report it with what you did.")};
}

/// Of the way to a server.
ErrorText textOfConnection(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::nameUnknown:
        return {QT_TRANSLATE_NOOP("Words", "No machine is known by the name in “%1”; see that it is spelled right and "
                                           "that the network is up."),
                QT_TRANSLATE_NOOP("Words", "No machine is known by the server's name; see that it is spelled right and "
                                           "that the network is up.")};
    case ErrorCode::timedOut:
        return {QT_TRANSLATE_NOOP("Words", "“%1” took too long to answer; try again when it has less to do."),
                QT_TRANSLATE_NOOP("Words", "The server took too long to answer; try again when it has less to do.")};
    case ErrorCode::brokenAnswer:
        return {QT_TRANSLATE_NOOP("Words", "The answer of “%1” is broken or ended early, and none of it is used; try "
                                           "again, and see what stands between you and the server."),
                QT_TRANSLATE_NOOP("Words", "The server's answer is broken or ended early, and none of it is used; try "
                                           "again, and see what stands between you and the server.")};
    case ErrorCode::redirectRefused:
        return {QT_TRANSLATE_NOOP("Words", "The server sends on to “%1”, which is not followed, since the key is for "
                                           "the server alone; if that is right, enter that address."),
                QT_TRANSLATE_NOOP("Words", "The server sends on to where the key must not go; see that its address is "
                                           "right.")};
    case ErrorCode::certificateUntrusted:
        return {QT_TRANSLATE_NOOP("Words", "Nobody this machine trusts has signed the certificate of “%1”; if it is "
                                           "yours, name the file of its authority in the connection."),
                QT_TRANSLATE_NOOP("Words", "Nobody this machine trusts has signed the server's certificate; if it is "
                                           "yours, name the file of its authority in the connection.")};
    case ErrorCode::certificateExpired:
        return {QT_TRANSLATE_NOOP("Words", "The certificate of “%1” is not valid today; see that the clock is right, "
                                           "then have the certificate renewed."),
                QT_TRANSLATE_NOOP("Words", "The server's certificate is not valid today; see that the clock is right, "
                                           "then have the certificate renewed.")};
    case ErrorCode::certificateOfAnother:
        return {QT_TRANSLATE_NOOP("Words", "The certificate that “%1” shows is for a machine of another name; use the "
                                           "address that the certificate names."),
                QT_TRANSLATE_NOOP("Words", "The server's certificate is for a machine of another name; use the address "
                                           "that the certificate names.")};
    case ErrorCode::tlsFailed:
        return {QT_TRANSLATE_NOOP("Words", "No secure connection to “%1” came about; see that it speaks TLS there."),
                QT_TRANSLATE_NOOP("Words", "No secure connection came about; see that the server speaks TLS there.")};
    default: return textOfStore(code);
    }
}

/// Of what a server, a runtime or a network refuses.
ErrorText textOfRequest(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::notFound:
        return {QT_TRANSLATE_NOOP("Words", "There is no “%1”; see that it is spelled right, and not removed."),
                QT_TRANSLATE_NOOP("Words", "There is no such thing; see that it is spelled right, and not removed.")};
    case ErrorCode::conflict:
        return {
            QT_TRANSLATE_NOOP("Words", "This does not fit the state of “%1”; look at it again before you repeat it."),
            QT_TRANSLATE_NOOP("Words", "This does not fit what is there; look at it again before you repeat it.")};
    case ErrorCode::unprocessable:
        return {QT_TRANSLATE_NOOP("Words", "What stands at %1 is refused; mend it there."),
                QT_TRANSLATE_NOOP("Words", "What was asked for is refused; mend it.")};
    case ErrorCode::overloaded:
        return {QT_TRANSLATE_NOOP("Words", "“%1” has more to do than it can take on; try again in a moment."),
                QT_TRANSLATE_NOOP("Words", "There is more to do than can be taken on; try again in a moment.")};
    case ErrorCode::unreachable:
        return {QT_TRANSLATE_NOOP("Words",
                                  "“%1” did not answer; see that the server runs there and can be reached, then "
                                  "look whether the request was carried out."),
                QT_TRANSLATE_NOOP("Words", "The server did not answer; see that it runs and can be reached, then look "
                                           "whether the request was carried out.")};
    case ErrorCode::requestRefused:
        return {QT_TRANSLATE_NOOP("Words", "The server refused the request (%1); mend what it names."),
                QT_TRANSLATE_NOOP("Words", "The server refused the request; mend what it names.")};
    case ErrorCode::stopping:
        return {QT_TRANSLATE_NOOP("Words", "“%1” is about to stop and takes nothing on; try again when it is back."),
                QT_TRANSLATE_NOOP("Words", "The program is about to stop and takes nothing on; try again later.")};
    case ErrorCode::network:
        return {QT_TRANSLATE_NOOP("Words", "The network refused “%1”; see that the address is right and free."),
                QT_TRANSLATE_NOOP("Words", "The network refused; see that the address is right and free.")};
    case ErrorCode::keyRefused:
        return {QT_TRANSLATE_NOOP("Words", "The server does not accept the key for this (%1); give it one that may."),
                QT_TRANSLATE_NOOP("Words", "The server does not accept the key for this; give it one that may.")};
    case ErrorCode::rateLimited:
        return {QT_TRANSLATE_NOOP("Words", "The server wants to be asked less often (%1); wait a moment, or lower the "
                                           "requests per second of the connection."),
                QT_TRANSLATE_NOOP("Words", "The server wants to be asked less often; wait a moment, or lower the "
                                           "requests per second of the connection.")};
    case ErrorCode::serverFailed:
        return {QT_TRANSLATE_NOOP("Words", "The server has failed to answer (%1); try again, and tell those who run it "
                                           "if it stays so."),
                QT_TRANSLATE_NOOP("Words", "The server has failed to answer; try again, and tell those who run it if "
                                           "it stays so.")};
    case ErrorCode::keyStoreRefused:
        return {QT_TRANSLATE_NOOP("Words", "The key store of the system refuses the key of “%1”; unlock it, then try "
                                           "again."),
                QT_TRANSLATE_NOOP("Words", "The key store of the system refuses the key; unlock it, then try again.")};
    default: return textOfConnection(code);
    }
}

ErrorText textOf(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::usage:
        return {QT_TRANSLATE_NOOP("Words", "“%1” does not exist or does not fit here; look at what --help offers."),
                QT_TRANSLATE_NOOP("Words",
                                  "What was asked for does not exist or does not fit; look at what --help offers.")};
    case ErrorCode::unreadable:
        return {QT_TRANSLATE_NOOP("Words", "“%1” cannot be read; see that it exists and that you may read it."),
                QT_TRANSLATE_NOOP("Words", "The file cannot be read; see that it exists and that you may read it.")};
    case ErrorCode::empty:
        return {QT_TRANSLATE_NOOP("Words", "The input is empty (%1); give it what the server sent."),
                QT_TRANSLATE_NOOP("Words", "The input is empty; give it what the server sent.")};
    case ErrorCode::tooLarge:
        return {QT_TRANSLATE_NOOP("Words", "The input is over the limit of size (%1); give it in smaller parts."),
                QT_TRANSLATE_NOOP("Words", "The input is over the limit of size; give it in smaller parts.")};
    case ErrorCode::tooDeep:
        return {QT_TRANSLATE_NOOP("Words", "The input is nested too deep to be read (%1); see where it comes from."),
                QT_TRANSLATE_NOOP("Words", "The input is nested too deep to be read; see where it comes from.")};
    case ErrorCode::tooManyItems:
        return {
            QT_TRANSLATE_NOOP("Words",
                              "A list of the input is over the limit of length (%1); give it in smaller parts."),
            QT_TRANSLATE_NOOP("Words", "A list of the input is over the limit of length; give it in smaller parts.")};
    case ErrorCode::invalidUtf8:
        return {QT_TRANSLATE_NOOP("Words", "The input is no UTF-8 text (%1); see that it was saved as it was sent."),
                QT_TRANSLATE_NOOP("Words", "The input is no UTF-8 text; see that it was saved as it was sent.")};
    case ErrorCode::malformedJson:
        return {QT_TRANSLATE_NOOP("Words", "The input is not JSON from its beginning to its end (%1); see that all of "
                                           "it was saved, and nothing else."),
                QT_TRANSLATE_NOOP("Words", "The input is not JSON from its beginning to its end; see that all of it "
                                           "was saved, and nothing else.")};
    case ErrorCode::numberOutOfRange:
        return {
            QT_TRANSLATE_NOOP("Words", "A number of the input is too large to be kept (%1); see where it comes from."),
            QT_TRANSLATE_NOOP("Words", "A number of the input is too large to be kept; see where it comes from.")};
    case ErrorCode::wrongDocument:
        return {QT_TRANSLATE_NOOP("Words", "The input is another document than is wanted here (%1); give it that one."),
                QT_TRANSLATE_NOOP("Words", "The input is another document than is wanted here; give it that one.")};
    case ErrorCode::invalidDocument:
        return {QT_TRANSLATE_NOOP("Words", "What stands at %1 cannot be; mend it there."),
                QT_TRANSLATE_NOOP("Words", "The input asks for what cannot be; mend it.")};
    case ErrorCode::serverRefused:
        return {QT_TRANSLATE_NOOP("Words", "The server refused, and the input is its answer (%1); ask it again."),
                QT_TRANSLATE_NOOP("Words", "The server refused, and the input is its answer; ask it again.")};
    case ErrorCode::writeFailed:
        return {QT_TRANSLATE_NOOP(
                    "Words", "“%1” cannot be written, and nothing was left behind; see that there is room and that "
                             "you may write there."),
                QT_TRANSLATE_NOOP("Words",
                                  "The output cannot be written, and nothing was left behind; see that there is room "
                                  "and that you may write there.")};
    case ErrorCode::cancelled:
        return {QT_TRANSLATE_NOOP("Words", "Opening “%1” was stopped; open it again when you want it."),
                QT_TRANSLATE_NOOP("Words", "This was stopped before it was done; start it again when you want it.")};
    default: return textOfRequest(code);
    }
}

/// What was written to standard output before it failed has gone its way.
ErrorText outputCutOff() noexcept
{
    constexpr const char* text = QT_TRANSLATE_NOOP(
        "Words", "Standard output took not all that was to be written; see that there is room where it leads.");
    return {text, text};
}

/// Where it went wrong; what the command line calls "-" by its name.
QString placeOf(const Error& error)
{
    constexpr std::string_view within = "-: ";
    if (error.where == "-")
        return translated(QT_TRANSLATE_NOOP("Words", "standard input"));
    if (error.where.starts_with(within))
        return filled(translated(QT_TRANSLATE_NOOP("Words", "standard input: %1")),
                      {safeText(std::string_view(error.where).substr(within.size()))});
    return safeText(error.where);
}

} // namespace

QString Words::error(const Error& error) const
{
    const ErrorText text =
        error.code == ErrorCode::writeFailed && error.where == "-" ? outputCutOff() : textOf(error.code);
    QString sentence =
        error.where.empty() ? translated(text.unplaced) : filled(translated(text.placed), {placeOf(error)});
    if (error.message.empty())
        return sentence;
    return filled(translated(QT_TRANSLATE_NOOP("Words", "%1 (In detail: %2)")), {sentence, safeText(error.message)});
}

} // namespace runlens
