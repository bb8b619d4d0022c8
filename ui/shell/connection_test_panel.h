// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/client/connection_test.h"

#include <QPointer>
#include <QWidget>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>

class QLabel;
class QPushButton;

namespace runlens::theme {
class BreakingLabel;
}

namespace runlens::shell {

/// The button that tries out a connection, and its layers, a line each, which fill one after the other: a tick, a cross
/// or a dash, what is so, and how long it took.
class ConnectionTestPanel final : public QWidget {
    Q_OBJECT

public:
    enum class LineState : std::uint8_t { waiting, running, passed, failed, notTried };
    static constexpr std::size_t layers = static_cast<std::size_t>(client::ConnectionLayer::shape) + 1;

    explicit ConnectionTestPanel(QWidget* parent = nullptr);
    ~ConnectionTestPanel() override;

    /// For each layer; 10 s by default.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    /// Forgets what was found, and stops what is under way: another server is meant.
    void reset();
    /// Tests that server. The file of certificates, where one is named, is read on another thread.
    void run(const client::ServerAddress& server, const QString& caFile);
    /// Says why there is no test.
    void refuse(const QString& sentence);

    [[nodiscard]] bool isRunning() const noexcept { return m_running; }
    [[nodiscard]] LineState stateOf(client::ConnectionLayer layer) const;
    [[nodiscard]] QString textOf(client::ConnectionLayer layer) const;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QPushButton& button() const noexcept { return *m_button; }

Q_SIGNALS:
    void testRequested(); ///< whoever knows the server is to call run() or refuse()
    void finished(bool good);

private:
    struct Line {
        QLabel* sign = nullptr;
        QLabel* name = nullptr;
        theme::BreakingLabel* text = nullptr;
        QLabel* took = nullptr;
        LineState state = LineState::waiting;
    };

    void begin(const client::ServerAddress& server, client::HttpOptions options);
    void stop();
    void setLine(client::ConnectionLayer layer, LineState state, const QString& text, const QString& took);
    void passed(const client::LayerPassed& layer);
    void ended(const client::ConnectionReport& report);
    void say(const QString& summary, bool bad);
    [[nodiscard]] client::ConnectionLayer after(client::ConnectionLayer layer) const;

    std::array<Line, layers> m_lines{};
    QPushButton* m_button;
    theme::BreakingLabel* m_summary;
    QPointer<client::ConnectionTest> m_test;
    std::chrono::milliseconds m_patience = std::chrono::seconds(10);
    bool m_secure = true;
    bool m_running = false;
    int m_number = 0; ///< of the test; answers to earlier ones are not heard
};

} // namespace runlens::shell
