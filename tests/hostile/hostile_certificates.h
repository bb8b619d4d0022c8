// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates of a test: made by the openssl program when first asked for, gone with the process.
#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QString>

#include <cstdint>

enum class Certificate : std::uint8_t {
    none,       ///< no TLS
    good,       ///< for 127.0.0.1 and localhost, signed by the tests' own authority
    selfSigned, ///< the same names, signed by itself
    expired,    ///< by the authority; it was good until yesterday
    otherHost,  ///< by the authority, for other.example
};

struct ServerCertificate {
    QSslCertificate certificate;
    QSslKey key;
};

/// Ends the process where openssl is absent. Any thread.
[[nodiscard]] const ServerCertificate& certificateOf(Certificate kind);
/// The PEM file of the authority.
[[nodiscard]] QString authorityFile();
