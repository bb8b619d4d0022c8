// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "engine/render/fonts.h"
#include "ui/theme/ink_style.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/system_theme.h"

#include <QApplication>

namespace runlens::theme {

using render::Theme;

ThemeManager::ThemeManager(QObject* parent)
    : QObject(parent), m_system(new SystemTheme(this)), m_theme(m_system->theme())
{
    QApplication::setStyle(new InkStyle);
    QApplication::setFont(render::fontOf(layout::TextRole::body));
    apply();
    connect(m_system, &SystemTheme::changed, this, &ThemeManager::update);
}

void ThemeManager::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    update();
}

void ThemeManager::update()
{
    const Theme theme = m_choice == ThemeChoice::light  ? Theme::light
                        : m_choice == ThemeChoice::dark ? Theme::dark
                                                        : m_system->theme();
    if (theme == m_theme)
        return;
    m_theme = theme;
    apply();
    Q_EMIT themeChanged(theme);
}

void ThemeManager::apply() const
{
    QApplication::setPalette(qtPaletteFor(palette()));
    qApp->setStyleSheet(styleSheetFor(palette()));
}

QFont monoFont() { return render::fontOf(layout::TextRole::mono); }

} // namespace runlens::theme
