// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/command_handler.h"

#include <utility>

namespace runlens::runtime {

Result<Reply> handle(Session& session, const Command& command)
{
    return std::visit([&session](const auto& what) { return carryOut(session, what); }, command);
}

void audit(Session& session, std::string action, std::string object, const std::string& who, const std::string& reason)
{
    session.take(session.transaction().addAudit({session.now(), who, std::move(action), std::move(object), reason}));
}

Result<Resolved> resolve(Session& session, const Identity& identity)
{
    const std::string email = normalisedEmail(identity.email);
    if (!identity.email.empty() && email.find('@') == std::string::npos)
        return refused(ErrorCode::unprocessable, "this is no email address", "/email");
    ContactWork* byId = nullptr;
    if (!identity.contactId.empty()) {
        const auto number = store::contactNumberOf(identity.contactId);
        byId = number ? session.contact(*number) : nullptr;
        if (byId == nullptr)
            return refused(ErrorCode::notFound, "there is no such contact", identity.contactId);
    }
    ContactWork* byExternalId =
        identity.externalId.empty() ? nullptr : session.contactByExternalId(identity.externalId);
    ContactWork* byEmail = email.empty() ? nullptr : session.contactByEmail(email);
    Resolved resolved;
    for (ContactWork* found : {byId, byExternalId, byEmail}) {
        if (found == nullptr)
            continue;
        if (resolved.contact != nullptr && resolved.contact != found)
            return refused(ErrorCode::unprocessable, "the identities are those of two different contacts",
                           found == byEmail ? "/email" : "/external_id");
        resolved.contact = found;
    }
    if (!identity.contactId.empty())
        std::tie(resolved.type, resolved.value) = std::pair(IdentityType::contactId, identity.contactId);
    else if (!identity.externalId.empty())
        std::tie(resolved.type, resolved.value) = std::pair(IdentityType::externalId, identity.externalId);
    else if (!email.empty())
        std::tie(resolved.type, resolved.value) = std::pair(IdentityType::email, email);
    else
        return refused(ErrorCode::unprocessable, "one of contact_id, external_id and email is needed", "/email");
    if (resolved.contact == nullptr) {
        resolved.contact = &session.addContact(identity.externalId, email);
        resolved.created = true;
    } else {
        session.identify(*resolved.contact, identity.externalId, email);
    }
    return resolved;
}

} // namespace runlens::runtime
