// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that is gone after the test, and the files of a store in it.
#pragma once

#include <QTemporaryDir>

#include <fstream>
#include <iterator>
#include <string>

namespace runlens::store {

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
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void writeBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace runlens::store
