// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/timeline/subject_words.h"

#include <QWidget>

namespace runlens {

/// What is said of the subject under the cursor. A child of the window it floats in, so that it stays within; takes no
/// events and no focus.
class HoverCard : public QWidget {
    Q_OBJECT
public:
    explicit HoverCard(QWidget* window);

    void setPalette(const render::Palette& palette) { m_palette = &palette; }
    /// Shows the text near `at` (of the window), where it hides least and is not cut off.
    void showAt(const QPoint& at, const SubjectText& text);
    [[nodiscard]] const SubjectText& text() const noexcept { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QSize wanted() const;

    SubjectText m_text;
    const render::Palette* m_palette;
};

} // namespace runlens
