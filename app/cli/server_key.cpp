// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/server_key.h"

#include "app/cli/options.h"
#include "engine/source/file_source.h"

#include <QCoreApplication>

#include <algorithm>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ServerKey", text); }

constexpr std::size_t mostBytes = 64 * 1024;

} // namespace

QCommandLineOption keyFileOption()
{
    return {QStringLiteral("key-file"), tr("The file with the server's key; else RUNLENS_API_KEY of the environment."),
            QStringLiteral("FILE")};
}

Result<std::string> keyOf(const QCommandLineParser& parser)
{
    std::string key;
    if (parser.isSet(QStringLiteral("key-file"))) {
        auto read = readFile(parser.value(QStringLiteral("key-file")).toStdString(), mostBytes);
        if (!read)
            return std::unexpected(std::move(read.error()));
        key = std::move(*read);
    } else {
        key = qEnvironmentVariable("RUNLENS_API_KEY").toStdString();
    }
    key.erase(0, std::min(key.find_first_not_of(" \t\r\n"), key.size()));
    key.erase(key.find_last_not_of(" \t\r\n") + 1);
    if (key.empty())
        return usageError(tr("the server's key is needed: --key-file FILE, or RUNLENS_API_KEY in the environment"));
    return key;
}

} // namespace runlens::cli
