// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/tls_errors.h"

namespace runlens::client {
namespace {

ErrorCode codeOfTls(QSslError::SslError error) noexcept
{
    switch (error) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidNotBeforeField:
    case QSslError::InvalidNotAfterField: return ErrorCode::certificateExpired;
    case QSslError::HostNameMismatch: return ErrorCode::certificateOfAnother;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateRejected:
    case QSslError::InvalidCaCertificate: return ErrorCode::certificateUntrusted;
    default: return ErrorCode::tlsFailed;
    }
}

/// Of a certificate with several faults, the one that would stay if the others were mended comes first.
int weightOf(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::certificateUntrusted: return 0;
    case ErrorCode::certificateOfAnother: return 1;
    case ErrorCode::certificateExpired: return 2;
    default: return 3;
    }
}

} // namespace

Error errorOfTls(const QList<QSslError>& errors, const QString& otherwise)
{
    Error error{ErrorCode::tlsFailed, otherwise.toStdString(), {}};
    for (const QSslError& one : errors) {
        const ErrorCode code = codeOfTls(one.error());
        if (weightOf(code) >= weightOf(error.code))
            continue;
        error.code = code;
        error.message = one.errorString().toStdString();
    }
    return error;
}

} // namespace runlens::client
