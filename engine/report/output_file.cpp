// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/output_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace runlens {
namespace {

std::unexpected<Error> failure(const QString& reason, const std::string& path)
{
    return std::unexpected(Error{ErrorCode::writeFailed, reason.toStdString(), path});
}

Result<void> writeStandardOutput(const QByteArray& bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        return failure(QString::fromLocal8Bit(std::strerror(errno)), "-");
    return {};
}

} // namespace

Result<void> writeOutput(const std::string& path, const QByteArray& bytes)
{
    if (path == "-")
        return writeStandardOutput(bytes);
    const QString name = QFile::decodeName(path.c_str());
    // A pipe or a device is written to, not replaced by a file of its name.
    if (const QFileInfo target(name); target.exists() && !target.isFile() && !target.isDir()) {
        QFile device(name);
        if (!device.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || device.write(bytes) != bytes.size())
            return failure(device.errorString(), path);
        return {};
    }
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(file.errorString(), path);
    return {};
}

} // namespace runlens
