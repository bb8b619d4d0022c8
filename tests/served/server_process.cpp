// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/served/server_process.h"

#include "engine/client/rest_call.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>
#include <sys/prctl.h>
#include <utility>

namespace runlens::test {

ServerProcess::ServerProcess(QString folder, QByteArray key) : m_folder(std::move(folder)), m_key(std::move(key))
{
    QFile file(keyFile());
    if (!file.open(QIODevice::WriteOnly) || file.write(m_key) != m_key.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        qFatal("no key file");
}

ServerProcess::~ServerProcess() { stop(); }

bool ServerProcess::start()
{
    const QString listen =
        m_url.isEmpty() ? QStringLiteral("127.0.0.1:0") : QString(m_url).remove(QStringLiteral("http://"));
    // A test that is killed takes its server along.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral(RUNLENS_CLI),
                    {QStringLiteral("serve"), QStringLiteral("--store"), QStringLiteral("sqlite:") + store(),
                     QStringLiteral("--listen"), listen, QStringLiteral("--key-file"), keyFile()});
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(10'000))
            return false;
    m_url = QString::fromUtf8(m_process.readLine().trimmed());
    return true;
}

void ServerProcess::stop()
{
    m_process.kill();
    m_process.waitForFinished();
}

QJsonObject ServerProcess::post(const QString& path, const QJsonObject& body) const
{
    const auto address = client::ServerAddress::of(m_url, m_key.toStdString());
    client::RestCall call;
    call.method = "POST";
    call.path = path;
    call.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto answer = client::callForSuccess(*address, call);
    if (!answer)
        qFatal("%s: %s", qPrintable(path), answer.error().message.c_str());
    return QJsonDocument::fromJson(answer->body).object().value(QLatin1String("data")).toObject();
}

QByteArray outputOfCli(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(RUNLENS_CLI), arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("runlens-cli %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace runlens::test
