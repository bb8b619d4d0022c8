// SPDX-License-Identifier: GPL-3.0-or-later
// An archive in a folder that is gone after the test, and runs to put into it.
#pragma once

#include "engine/archive/archive.h"
#include "engine/wire/run_writer.h"
#include "tests/data/bytes.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace runlens::testing {

inline Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

inline const ArchiveFacts facts{"prod", "https://api.example.com", "sendrealm", "Runlens 1", at(5)};

class Place {
public:
    [[nodiscard]] std::string path(const char* name = "kept/prod.runlens") const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    /// A new or a present archive.
    [[nodiscard]] std::unique_ptr<Archive> archive() const
    {
        auto opened = Archive::open(path(), facts);
        return opened ? std::move(*opened) : nullptr;
    }

private:
    QTemporaryDir m_folder;
};

/// Changes a database behind the archive's back.
inline bool execute(const std::string& path, const char* sql)
{
    sqlite3* database = nullptr;
    const bool done = sqlite3_open(path.c_str(), &database) == SQLITE_OK
                      && sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

/// Has the index exactly the texts that are kept?
inline bool indexFits(const std::string& path)
{
    return execute(path, "INSERT INTO texts_index (texts_index, rank) VALUES ('integrity-check', 1)");
}

inline RunSummary summary(const std::string& id, const std::string& identity = "olivia@example.com")
{
    RunSummary run;
    run.id = RunId(id);
    run.status = RunStatus::completed;
    run.identityType = IdentityType::email;
    run.identity = identity;
    return run;
}

inline Run runWith(const std::string& id, const std::string& identity, Value payload)
{
    Run run;
    run.id = RunId(id);
    run.status = RunStatus::completed;
    run.identityType = IdentityType::email;
    run.identityValue = identity;
    run.triggerEvent.emplace();
    run.triggerEvent->id = EventId("evt_" + id);
    run.triggerEvent->payload = std::move(payload);
    return run;
}

inline Value object(const char* name, Value value) { return Value(Value::Object{{name, std::move(value)}}); }

/// With its detail, as it is fetched.
inline ArchivedRun detailOf(const Run& run, Instant fetched = at(100))
{
    return {.summary = summaryOfDetail(run, nullptr, fetched),
            .detail = writeRun(run),
            .fetched = fetched,
            .etag = "\"1\""};
}

inline std::vector<ArchivedRow> allOf(ArchiveReader& reader)
{
    std::vector<ArchivedRow> rows;
    const auto loaded =
        reader.load([&](std::span<ArchivedRow> some) { rows.insert(rows.end(), some.begin(), some.end()); });
    return loaded ? rows : std::vector<ArchivedRow>();
}

} // namespace runlens::testing
