// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that is gone after the test, and the files of a store in it.
#pragma once

#include "engine/store/sqlite_store.h"

#include <QFile>
#include <QTemporaryDir>

#include <string>

namespace runlens::store {

/// Where what is written is read back by this very system, nothing hangs on the disk.
inline const SqliteOptions quick{
    .vfs = {}, .create = true, .syncEveryCommit = false, .cacheBytes = 1U << 20U, .logPages = 1000};

class Scratch {
public:
    [[nodiscard]] std::string path(const char* name = "store.db") const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private:
    QTemporaryDir m_folder;
};

inline std::string bytesOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

inline void writeBytes(const std::string& path, const std::string& bytes)
{
    QFile file(QString::fromStdString(path));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

} // namespace runlens::store
