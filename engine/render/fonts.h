// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/caption.h"

#include <QFont>
#include <QFontMetricsF>

#include <string>
#include <string_view>

namespace runlens::render {

/// The font of a role: Inter and JetBrains Mono where they are installed, else the system's. Sizes are logical pixels.
/// Needs a QGuiApplication.
[[nodiscard]] const QFont& fontOf(layout::TextRole role);
[[nodiscard]] const QFontMetricsF& metricsOf(layout::TextRole role);

/// Measures with the fonts that will paint.
class FontMetrics final : public layout::TextMetrics {
public:
    [[nodiscard]] double width(std::string_view utf8, layout::TextRole role) const override;
    [[nodiscard]] double lineHeight(layout::TextRole role) const override;
    [[nodiscard]] std::string elided(std::string_view utf8, layout::TextRole role, double width) const override;
};

} // namespace runlens::render
