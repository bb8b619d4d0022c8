// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/palette.h"
#include "tests/engine/render/colour_science.h"

#include <QTest>

#include <array>
#include <vector>

using namespace runlens::render;
using namespace runlens::test;
using runlens::layout::Tone;

namespace {

constexpr std::array tones{Tone::ink,    Tone::muted,    Tone::ghost, Tone::completed,
                           Tone::active, Tone::timedOut, Tone::failed};
constexpr std::array themes{Theme::light, Theme::dark};

/// What text and marks stand on.
std::vector<QColor> surfacesOf(const Palette& palette)
{
    return {palette.surface, palette.shadedRow, palette.fold, palette.chip};
}

QString nameOf(Theme theme, std::size_t tone)
{
    return QStringLiteral("%1, tone %2")
        .arg(theme == Theme::light ? QStringLiteral("light") : QStringLiteral("dark"))
        .arg(tone);
}

} // namespace

class TestPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFormulasAreThoseOfTheStandards()
    {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 1e-9);
        QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
        QVERIFY(distanceForDeuteranopia(QColor(200, 0, 0), QColor(90, 90, 0)) < 25); // a red and an olive they confuse
        QVERIFY(distanceForDeuteranopia(Qt::black, Qt::white) > 99);
    }

    void textCanBeRead()
    {
        for (const Theme theme : themes) {
            const Palette& palette = paletteOf(theme);
            for (std::size_t i = 0; i < tones.size(); ++i)
                for (const QColor& surface : surfacesOf(palette))
                    QVERIFY2(contrast(palette[tones[i]].text, surface) >= 4.5, qPrintable(nameOf(theme, i)));
            QVERIFY(contrast(palette.pillText, palette.pill) >= 4.5);
            for (const Tone filled : {Tone::failed, Tone::timedOut})
                QVERIFY(contrast(palette[filled].text, palette[filled].fill) >= 4.5);
        }
    }

    void marksCanBeSeen()
    {
        for (const Theme theme : themes) {
            const Palette& palette = paletteOf(theme);
            for (std::size_t i = 0; i < tones.size(); ++i)
                for (const QColor& surface : surfacesOf(palette))
                    QVERIFY2(contrast(palette[tones[i]].mark, surface) >= 3, qPrintable(nameOf(theme, i)));
            for (const Tone solid : {Tone::completed, Tone::active, Tone::failed})
                QVERIFY(contrast(palette.glyph, palette[solid].mark) >= 3);
            for (const Tone tinted : {Tone::muted, Tone::ghost, Tone::failed})
                QVERIFY(contrast(palette[tinted].text, palette[tinted].fill) >= 3); // glyphs on pale bars
        }
    }

    void failedAndTimedOutDifferWithoutGreenCones()
    {
        for (const Theme theme : themes) {
            const Palette& palette = paletteOf(theme);
            QVERIFY(distanceForDeuteranopia(palette[Tone::failed].mark, palette[Tone::timedOut].mark) >= 25);
        }
    }
};

QTEST_APPLESS_MAIN(TestPalette)
#include "tst_palette.moc"
