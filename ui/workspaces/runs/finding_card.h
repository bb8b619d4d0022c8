// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/audit.h"
#include "engine/render/palette.h"
#include "engine/words/words.h"

#include <QAbstractButton>

namespace runlens {

/// One finding: filled where it is an error or a warning, quiet where it is a notice. A click leads to its step.
class FindingCard : public QAbstractButton {
    Q_OBJECT
public:
    FindingCard(const Finding& finding, const Words& words, render::Theme theme, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override { return {240, heightForWidth(240)}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int textWidth(int width) const;

    QString m_title;
    QString m_detail;
    Severity m_severity;
    render::Theme m_theme;
};

} // namespace runlens
