// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <cstddef>

class QLabel;
class QProgressBar;
class QPushButton;

namespace runlens {

/// Stands where something would be shown: nothing is there yet, it is being read, or it cannot be. One icon, one
/// sentence, one button, and of what cannot be read a second one. Progress shows after 300 ms: what is faster needs
/// none.
class StatePage : public QWidget {
    Q_OBJECT
public:
    explicit StatePage(QWidget* parent = nullptr);

    void showEmpty(const QString& sentence, const QString& action);
    void showLoading(const QString& sentence);
    void showError(const QString& sentence, const QString& action, const QString& secondAction);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool showsProgress() const;

public Q_SLOTS:
    /// Bytes so far of all (0: not known), and what was found in them.
    void setProgress(std::size_t done, std::size_t total, std::size_t found);

Q_SIGNALS:
    void actionRequested();
    void secondActionRequested();
    void cancelRequested();

private:
    void setUp(const QString& sentence, bool loading);

    QLabel* m_icon;
    QLabel* m_sentence;
    QProgressBar* m_progress;
    QLabel* m_found;
    QPushButton* m_action;
    QPushButton* m_second;
    QPushButton* m_cancel;
    QTimer m_patience;
};

} // namespace runlens
