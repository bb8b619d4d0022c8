// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace runlens::theme {

/// One line of plain text that gives way: where it has no room it ends in an ellipsis (or has one in its middle), and
/// its tool tip is the whole. It never asks for more width than a few letters.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    void setFullText(const QString& text);
    [[nodiscard]] const QString& fullText() const noexcept { return m_text; }
    [[nodiscard]] bool isElided() const { return text() != m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    [[nodiscard]] int frameWidthOfText() const;

    QString m_text;
    Qt::TextElideMode m_mode;
};

} // namespace runlens::theme
