// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace runlens::shell {

class MainWindow;

/// Renders a window to a picture once its file is there, and tells the run: what is left to do without a display.
class Portrait : public QObject {
    Q_OBJECT
public:
    enum class Outcome : std::uint8_t { taken, unreadable, notWritten };

    /// `window` must outlive the portrait, and opens its file after this was made.
    Portrait(MainWindow& window, QString path, QObject* parent = nullptr);

    [[nodiscard]] const QString& path() const noexcept { return m_path; }

Q_SIGNALS:
    /// `text` is the run's story, or why there is none. Of an unreadable file too there is a picture.
    void done(Outcome outcome, const QString& text);

private:
    void look();
    void take(bool read);

    MainWindow& m_window;
    QString m_path;
};

} // namespace runlens::shell
