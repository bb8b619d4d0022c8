// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own server, in a process of its own. For tests: what goes wrong ends them.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>

namespace runlens::test {

class ServerProcess {
public:
    /// On the store "server.db" of that folder.
    ServerProcess(QString folder, QByteArray key);
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();

    [[nodiscard]] QString keyFile() const { return m_folder + QStringLiteral("/key"); }
    [[nodiscard]] QString store() const { return m_folder + QStringLiteral("/server.db"); }
    [[nodiscard]] const QByteArray& key() const { return m_key; }
    [[nodiscard]] const QString& url() const { return m_url; }

    /// The first time on a free port, then on the same.
    [[nodiscard]] bool start();
    /// As a loss of power does.
    void stop();

    /// The answer's `data`, which must be good.
    QJsonObject post(const QString& path, const QJsonObject& body) const;

private:
    QString m_folder;
    QByteArray m_key;
    QString m_url;
    QProcess m_process;
};

/// What the program's command line says to these arguments. Ends the test where it does not end well.
[[nodiscard]] QByteArray outputOfCli(const QStringList& arguments);

} // namespace runlens::test
