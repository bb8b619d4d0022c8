// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace runlens::theme {

/// Plain text that can be selected and copied, and wraps wherever it must: also inside a long id or address, which has
/// no blank to break at. What is copied is the text, without the breaks.
class BreakingLabel final : public QLabel {
    Q_OBJECT

public:
    explicit BreakingLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setFullText(const QString& text);
    [[nodiscard]] const QString& fullText() const noexcept { return m_text; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fit(); ///< breaks the words that the width cannot hold, and no others
    [[nodiscard]] QString selection() const;

    QString m_text;
};

} // namespace runlens::theme
