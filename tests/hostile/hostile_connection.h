// SPDX-License-Identifier: GPL-3.0-or-later
// One connection of a HostileServer; deletes itself when it has ended.
#pragma once

#include "tests/hostile/hostile_server.h"

#include <QSslSocket>
#include <QTimer>

class HostileConnection : public QSslSocket {
public:
    HostileConnection(HostileServer& server, Certificate certificate, qintptr descriptor, QObject* parent);

private:
    void heard();
    void play(const Behaviour& behaviour);
    [[nodiscard]] QByteArray headOf(const Behaviour& behaviour) const;
    void goOn();
    [[nodiscard]] QByteArray framed(const QByteArray& bytes) const;
    void end();

    HostileServer& m_server;
    QByteArray m_heard;
    Behaviour m_playing;
    QTimer m_pace;
    qsizetype m_at = 0;  ///< of the body of a slow answer
    bool m_busy = false; ///< an answer is under way, or will never come
};
