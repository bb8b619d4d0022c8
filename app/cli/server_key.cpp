// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/server_key.h"

#include "app/cli/options.h"
#include "engine/source/file_source.h"

#include <QCoreApplication>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ServerKey", text); }

} // namespace

QCommandLineOption keyFileOption()
{
    return {QStringLiteral("key-file"), tr("The file with the server's key; else RUNLENS_API_KEY of the environment."),
            QStringLiteral("FILE")};
}

Result<std::string> keyOf(const QCommandLineParser& parser)
{
    auto key = readServerKey(parser.value(QStringLiteral("key-file")).toStdString());
    if (key && key->empty())
        return usageError(tr("the server's key is needed: --key-file FILE, or RUNLENS_API_KEY in the environment"));
    return key;
}

} // namespace runlens::cli
