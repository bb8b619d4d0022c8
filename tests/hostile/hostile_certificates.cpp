// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hostile/hostile_certificates.h"

#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <array>
#include <cstddef>

namespace {

class Forge {
public:
    Forge()
    {
        const QStringList key{QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                              QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes")};
        openssl(QStringList{QStringLiteral("req"), QStringLiteral("-x509")} + key
                + QStringList{QStringLiteral("-keyout"), path("authority.key"), QStringLiteral("-out"),
                              path("authority.pem"), QStringLiteral("-subj"),
                              QStringLiteral("/CN=Authority of the tests"), QStringLiteral("-days"),
                              QStringLiteral("30")});
        const QString here = QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost");
        make(Certificate::good, key, here, false, true);
        make(Certificate::selfSigned, key, here, false, false);
        make(Certificate::expired, key, here, true, true);
        make(Certificate::otherHost, key, QStringLiteral("subjectAltName=DNS:other.example"), false, true);
    }

    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] const ServerCertificate& of(Certificate kind) const
    {
        return m_made.at(static_cast<std::size_t>(kind));
    }

private:
    static void openssl(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("openssl %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
                   process.readAllStandardError().constData());
    }
    [[nodiscard]] static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(path));
        return file.readAll();
    }

    /// Signed by the authority, or by itself.
    void make(Certificate kind, const QStringList& key, const QString& names, bool expired, bool byAuthority)
    {
        openssl(QStringList{QStringLiteral("req")} + key
                + QStringList{QStringLiteral("-keyout"), path("one.key"), QStringLiteral("-out"), path("one.csr"),
                              QStringLiteral("-subj"), QStringLiteral("/CN=Server of the tests")});
        write("names.cnf", names.toLatin1() + '\n');
        QStringList sign{QStringLiteral("x509"),     QStringLiteral("-req"),
                         QStringLiteral("-in"),      path("one.csr"),
                         QStringLiteral("-extfile"), path("names.cnf"),
                         QStringLiteral("-out"),     path("one.pem"),
                         QStringLiteral("-days"),    expired ? QStringLiteral("-1") : QStringLiteral("30")};
        if (byAuthority)
            sign += {QStringLiteral("-CA"), path("authority.pem"), QStringLiteral("-CAkey"), path("authority.key"),
                     QStringLiteral("-CAcreateserial")};
        else
            sign += {QStringLiteral("-signkey"), path("one.key")};
        openssl(sign);
        m_made.at(static_cast<std::size_t>(kind)) = {QSslCertificate(contentOf(path("one.pem")), QSsl::Pem),
                                                     QSslKey(contentOf(path("one.key")), QSsl::Ec, QSsl::Pem)};
    }
    void write(const char* name, const QByteArray& content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", name);
    }

    QTemporaryDir m_folder;
    std::array<ServerCertificate, 5> m_made;
};

const Forge& forge()
{
    static const Forge forge;
    return forge;
}

} // namespace

const ServerCertificate& certificateOf(Certificate kind) { return forge().of(kind); }

QString authorityFile() { return forge().path("authority.pem"); }
