// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/fonts.h"

#include <QString>
#include <QStringList>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace runlens::render {
namespace {

using layout::TextRole;

constexpr std::array roles{TextRole::body, TextRole::strong,     TextRole::small,     TextRole::smallStrong,
                           TextRole::mono, TextRole::monoStrong, TextRole::monoSmall, TextRole::title};

QFont makeFont(TextRole role)
{
    const bool mono = role == TextRole::mono || role == TextRole::monoStrong || role == TextRole::monoSmall;
    const bool strong = role == TextRole::strong || role == TextRole::smallStrong || role == TextRole::monoStrong
                        || role == TextRole::title;
    const bool small = role == TextRole::small || role == TextRole::smallStrong || role == TextRole::monoSmall;
    QFont font;
    font.setFamilies(mono ? QStringList{QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                                        QStringLiteral("Noto Sans Mono"), QStringLiteral("monospace")}
                          : QStringList{QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                                        QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setStyleHint(mono ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(role == TextRole::title ? 16 : small ? 11 : 13);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    // Shapes do not snap to pixels: a picture is the same at 1x and 2x, and so are the widths it was laid out with.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

struct FontSet {
    std::vector<QFont> fonts;
    std::vector<QFontMetricsF> metrics;

    FontSet()
    {
        for (const TextRole role : roles) {
            fonts.push_back(makeFont(role));
            metrics.emplace_back(fonts.back());
        }
    }
};

const FontSet& fontSet()
{
    static const FontSet set;
    return set;
}

QString textOf(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }

} // namespace

const QFont& fontOf(TextRole role) { return fontSet().fonts[static_cast<std::size_t>(role)]; }

const QFontMetricsF& metricsOf(TextRole role) { return fontSet().metrics[static_cast<std::size_t>(role)]; }

double FontMetrics::width(std::string_view utf8, TextRole role) const
{
    return metricsOf(role).horizontalAdvance(textOf(utf8));
}

double FontMetrics::lineHeight(TextRole role) const { return std::ceil(metricsOf(role).height()); }

std::string FontMetrics::elided(std::string_view utf8, TextRole role, double width) const
{
    // A hundredth of a pixel more: a text that was given exactly its own width must not lose its end to rounding.
    return metricsOf(role).elidedText(textOf(utf8), Qt::ElideRight, width + 0.01).toStdString();
}

} // namespace runlens::render
