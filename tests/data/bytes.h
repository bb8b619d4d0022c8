// SPDX-License-Identifier: GPL-3.0-or-later
// Files of tests as bytes.
#pragma once

#include <QFile>

#include <string>

namespace runlens::testing {

/// Empty where it cannot be read.
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

} // namespace runlens::testing
