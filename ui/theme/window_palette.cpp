// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/window_palette.h"

#include <cstddef>

namespace runlens::theme {
namespace {

using layout::Tone;
using render::Theme;

/// What the timeline has already decided.
WindowPalette sharedWith(const render::Palette& timeline)
{
    WindowPalette p;
    p.card = timeline.surface;
    p.border = timeline.line;
    p.ink = timeline.pill;
    p.onInk = timeline.pillText;
    p.text = timeline[Tone::ink].text;
    p.muted = timeline[Tone::muted].text;
    p.placeholder = timeline[Tone::ghost].text;
    p.selected = timeline[Tone::ink].fill;
    p.tones = timeline.tones;
    for (std::size_t i = 0; i < p.onFill.size(); ++i)
        p.onFill[i] = p.tones[i].text;
    return p;
}

WindowPalette lightPalette()
{
    WindowPalette p = sharedWith(render::paletteOf(Theme::light));
    p.window = QColor(0xf3, 0xf4, 0xf6);
    p.face = QColor(0xf7, 0xf8, 0xf9);
    p.hover = QColor(0xf1, 0xf2, 0xf5);
    p.pressed = QColor(0xe1, 0xe4, 0xe9);
    p.control = QColor(0x80, 0x88, 0x93);
    p.inkHover = QColor(0x3a, 0x3f, 0x49);
    p.disabled = QColor(0x80, 0x88, 0x93);
    p.scrim = QColor(0x1d, 0x20, 0x26, 0x66);
    return p;
}

WindowPalette darkPalette()
{
    WindowPalette p = sharedWith(render::paletteOf(Theme::dark));
    p.window = QColor(0x1b, 0x1d, 0x21);
    p.face = QColor(0x1b, 0x1d, 0x21);
    p.hover = QColor(0x29, 0x2d, 0x33);
    p.pressed = QColor(0x38, 0x3d, 0x46);
    p.control = QColor(0x76, 0x7e, 0x8b);
    p.inkHover = QColor(0xcd, 0xd2, 0xd9);
    p.disabled = QColor(0x7a, 0x82, 0x8f);
    p.scrim = QColor(0x0b, 0x0c, 0x0e, 0xa6);
    // The red that reads well on a card is too dark on its own fill.
    p.onFill[static_cast<std::size_t>(Tone::failed)] = p[Tone::failed].text.lighter(125);
    return p;
}

} // namespace

const WindowPalette& windowPaletteOf(Theme theme)
{
    static const WindowPalette light = lightPalette();
    static const WindowPalette dark = darkPalette();
    return theme == Theme::light ? light : dark;
}

std::map<QString, QString> namedColours(const WindowPalette& p)
{
    std::map<QString, QString> names{
        {QStringLiteral("window"), p.window.name()},     {QStringLiteral("card"), p.card.name()},
        {QStringLiteral("face"), p.face.name()},         {QStringLiteral("hover"), p.hover.name()},
        {QStringLiteral("selected"), p.selected.name()}, {QStringLiteral("pressed"), p.pressed.name()},
        {QStringLiteral("border"), p.border.name()},     {QStringLiteral("control"), p.control.name()},
        {QStringLiteral("ink"), p.ink.name()},           {QStringLiteral("ink-hover"), p.inkHover.name()},
        {QStringLiteral("on-ink"), p.onInk.name()},      {QStringLiteral("text"), p.text.name()},
        {QStringLiteral("muted"), p.muted.name()},       {QStringLiteral("placeholder"), p.placeholder.name()},
        {QStringLiteral("disabled"), p.disabled.name()},
    };
    constexpr std::array toneNames{"ink-tone", "muted-tone", "ghost", "completed", "active", "timed-out", "failed"};
    static_assert(toneNames.size() == render::toneCount);
    for (std::size_t i = 0; i < toneNames.size(); ++i) {
        const QString name = QString::fromLatin1(toneNames[i]);
        names[name + QStringLiteral("-text")] = p.tones[i].text.name();
        names[name + QStringLiteral("-mark")] = p.tones[i].mark.name();
        names[name + QStringLiteral("-fill")] = p.tones[i].fill.name();
        names[name + QStringLiteral("-on-fill")] = p.onFill[i].name();
    }
    return names;
}

} // namespace runlens::theme
