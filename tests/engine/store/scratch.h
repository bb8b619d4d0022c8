// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that is gone after the test, and the files of a store in it.
#pragma once

#include "engine/store/sqlite_store.h"
#include "tests/data/bytes.h"

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

using runlens::testing::bytesOf;
using runlens::testing::writeBytes;

} // namespace runlens::store
