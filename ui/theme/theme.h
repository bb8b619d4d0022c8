// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/theme/window_palette.h"

#include <QFont>
#include <QObject>

#include <cstdint>

namespace runlens::theme {

class SystemTheme;

enum class ThemeChoice : std::uint8_t { system, light, dark };

/// The theme of the application: chooses it, and gives QApplication its style, palette, font and style sheet. There is
/// one in a program, made after the QApplication and before the first widget.
class ThemeManager final : public QObject {
    Q_OBJECT

public:
    explicit ThemeManager(QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const noexcept { return m_choice; }
    [[nodiscard]] render::Theme theme() const noexcept { return m_theme; }
    [[nodiscard]] const WindowPalette& palette() const { return windowPaletteOf(m_theme); }

    void setChoice(ThemeChoice choice);

Q_SIGNALS:
    /// After the application has been given the theme. Icons of themedIcon() follow by themselves.
    void themeChanged(runlens::render::Theme theme);

private:
    void update();
    void apply() const;

    SystemTheme* m_system;
    ThemeChoice m_choice = ThemeChoice::system;
    render::Theme m_theme;
};

/// The timeline's mono font, for ids, keys and payloads. Needs a QGuiApplication.
[[nodiscard]] QFont monoFont();

} // namespace runlens::theme
