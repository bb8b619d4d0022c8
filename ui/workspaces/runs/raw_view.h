// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace runlens {

/// JSON as the server wrote it, with search: Enter and Shift+Enter go to the next and the last place, Ctrl+F comes
/// here.
class RawView : public QWidget {
    Q_OBJECT
public:
    explicit RawView(QWidget* parent = nullptr);

    void setText(const QString& text);
    void setNotice(const QString& sentence); ///< in place of the text
    [[nodiscard]] QString text() const;
    [[nodiscard]] int matches() const noexcept { return m_matches; }

    void focusSearch();

private:
    void search();
    void go(bool backward);
    void tellCount();

    QLineEdit* m_search;
    QLabel* m_count;
    QPlainTextEdit* m_text;
    int m_matches = 0;
};

} // namespace runlens
