// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/migrations.h"
#include "engine/store/statement.h"

#include <string>

namespace runlens::store {
namespace {

Result<void> applyOne(Connection& connection, std::int64_t version)
{
    const std::string marks = "PRAGMA application_id = " + std::to_string(applicationId)
                              + "; PRAGMA user_version = " + std::to_string(version) + ";";
    auto made = connection.execute("BEGIN IMMEDIATE");
    if (made)
        made = connection.execute(migrations()[static_cast<std::size_t>(version - 1)]);
    if (made)
        made = connection.execute(marks.c_str());
    if (made)
        made = connection.execute("COMMIT");
    if (!made)
        connection.rollBack();
    return made;
}

} // namespace

Result<Identity> identityOf(Connection& connection)
{
    Identity identity;
    const auto application = connection.number("PRAGMA application_id");
    if (!application)
        return std::unexpected(application.error());
    const auto version = connection.number("PRAGMA user_version");
    if (!version)
        return std::unexpected(version.error());
    const auto objects = connection.number("SELECT count(*) FROM sqlite_schema");
    if (!objects)
        return std::unexpected(objects.error());
    return Identity{*application, *version, *application == 0 && *version == 0 && *objects == 0};
}

Result<void> checkIdentity(const Identity& identity, const Connection& connection)
{
    if (identity.empty)
        return {};
    if (identity.application != applicationId || identity.version < 1)
        return std::unexpected(Error{ErrorCode::storeCorrupt, "a database of another program", connection.path()});
    if (identity.version > schemaVersion())
        return std::unexpected(Error{ErrorCode::storeNewer,
                                     "its schema has version " + std::to_string(identity.version)
                                         + ", this program knows " + std::to_string(schemaVersion()),
                                     connection.path()});
    return {};
}

Result<void> migrate(Connection& connection, const Identity& identity)
{
    for (std::int64_t version = identity.version + 1; version <= schemaVersion(); ++version)
        if (const auto applied = applyOne(connection, version); !applied)
            return applied;
    return {};
}

} // namespace runlens::store
