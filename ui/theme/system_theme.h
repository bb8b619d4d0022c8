// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace runlens::theme {

/// What the desktop's portal answers to org.freedesktop.appearance color-scheme, however often it is wrapped: 1 is
/// dark, 2 is light; none where the desktop has no wish, or says something else.
[[nodiscard]] std::optional<render::Theme> themeOfPortal(const QVariant& answer);

/// What the desktop wants: the palette that the application started with until the settings portal has answered, and
/// the portal's word from then on. Without a session bus the palette stays. Never waits. Make it before a theme is
/// applied.
class SystemTheme final : public QObject {
    Q_OBJECT

public:
    explicit SystemTheme(QObject* parent = nullptr);

    [[nodiscard]] render::Theme theme() const noexcept { return m_theme; }

Q_SIGNALS:
    void changed(runlens::render::Theme theme);

private:
    void ask();
    void take(const QVariant& answer);
    Q_SLOT void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

    render::Theme m_atStart;
    render::Theme m_theme;
};

} // namespace runlens::theme
