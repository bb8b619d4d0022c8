// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/render/colour_science.h"
#include "ui/theme/window_palette.h"

#include <QTest>

#include <array>
#include <map>

using namespace runlens::test;
using namespace runlens::theme;
using runlens::layout::Tone;
using runlens::render::Theme;

namespace {

constexpr std::array tones{Tone::ink,    Tone::muted,    Tone::ghost, Tone::completed,
                           Tone::active, Tone::timedOut, Tone::failed};
constexpr std::array themes{Theme::light, Theme::dark};

using Named = std::map<QString, QColor>;

/// What text and marks stand on for longer than a press lasts.
Named surfacesOf(const WindowPalette& p)
{
    return {{QStringLiteral("window"), p.window},
            {QStringLiteral("card"), p.card},
            {QStringLiteral("face"), p.face},
            {QStringLiteral("hover"), p.hover},
            {QStringLiteral("selected"), p.selected}};
}

Named textsOf(const WindowPalette& p)
{
    Named texts{{QStringLiteral("text"), p.text},
                {QStringLiteral("muted"), p.muted},
                {QStringLiteral("placeholder"), p.placeholder}};
    for (const Tone tone : tones)
        texts[QStringLiteral("text of tone %1").arg(static_cast<int>(tone))] = p[tone].text;
    return texts;
}

Named marksOf(const WindowPalette& p)
{
    Named marks{{QStringLiteral("control"), p.control},
                {QStringLiteral("ink"), p.ink},
                {QStringLiteral("disabled"), p.disabled}};
    for (const Tone tone : tones)
        marks[QStringLiteral("mark of tone %1").arg(static_cast<int>(tone))] = p[tone].mark;
    return marks;
}

void expectContrast(Theme theme, const Named& above, const Named& below, double least)
{
    for (const auto& [name, colour] : above)
        for (const auto& [surface, ground] : below)
            QVERIFY2(contrast(colour, ground) >= least, qPrintable(QStringLiteral("theme %1: %2 on %3 is %4")
                                                                       .arg(static_cast<int>(theme))
                                                                       .arg(name, surface)
                                                                       .arg(contrast(colour, ground))));
}

} // namespace

class TestWindowPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEverySurface()
    {
        for (const Theme theme : themes) {
            const WindowPalette& p = windowPaletteOf(theme);
            expectContrast(theme, textsOf(p), surfacesOf(p), 4.5);
            expectContrast(theme, {{QStringLiteral("text"), p.text}, {QStringLiteral("muted"), p.muted}},
                           {{QStringLiteral("pressed"), p.pressed}}, 4.5);
        }
    }

    void textCanBeReadOnInkAndOnFills()
    {
        for (const Theme theme : themes) {
            const WindowPalette& p = windowPaletteOf(theme);
            QVERIFY(contrast(p.onInk, p.ink) >= 4.5);
            QVERIFY(contrast(p.onInk, p.inkHover) >= 4.5);
            for (const Tone tone : tones)
                QVERIFY2(contrast(p.textOnFill(tone), p[tone].fill) >= 4.5, qPrintable(QString::number(int(tone))));
        }
    }

    void marksAndControlsCanBeSeen()
    {
        for (const Theme theme : themes) {
            const WindowPalette& p = windowPaletteOf(theme);
            expectContrast(theme, marksOf(p), surfacesOf(p), 3);
        }
    }

    void theSurfacesCanBeToldApart()
    {
        for (const Theme theme : themes) {
            const WindowPalette& p = windowPaletteOf(theme);
            QVERIFY(p.window != p.card);
            QVERIFY(p.selected != p.card);
            QVERIFY(p.hover != p.selected);
            QVERIFY(p.hover != p.pressed);
            QVERIFY(p.scrim.alpha() > 0 && p.scrim.alpha() < 255);
        }
    }

    void namesAreComplete()
    {
        const auto names = namedColours(windowPaletteOf(Theme::dark));
        QCOMPARE(names.at(QStringLiteral("card")), windowPaletteOf(Theme::dark).card.name());
        QCOMPARE(names.at(QStringLiteral("failed-fill")), windowPaletteOf(Theme::dark)[Tone::failed].fill.name());
        QCOMPARE(names.size(), std::size_t(15 + 4 * 7));
    }
};

QTEST_APPLESS_MAIN(TestWindowPalette)
#include "tst_window_palette.moc"
