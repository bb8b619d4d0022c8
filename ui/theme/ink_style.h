// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace runlens::theme {

/// Fusion with our own ticks, arrows and focus rings: the parts of a control that a style sheet could only take from a
/// file per colour.
class InkStyle final : public QProxyStyle {
    Q_OBJECT

public:
    InkStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
};

} // namespace runlens::theme
