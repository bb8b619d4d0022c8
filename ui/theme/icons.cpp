// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "engine/render/icons.h"
#include "ui/theme/window_palette.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace runlens::theme {
namespace {

constexpr std::array<const char*, chromeIconCount> fileNames{
    "runs",  "search",     "help",   "open",         "export",        "copy",    "theme",    "close",
    "empty", "unreadable", "folder", "chevron-down", "chevron-right", "zoom-in", "zoom-out", "fit",
};

class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(QString file, IconLook look) : m_file(std::move(file)), m_look(look) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        if (m_file.isEmpty())
            return;
        const double side = std::min(rect.width(), rect.height());
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(rect).center());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        render::paintIconFile(*painter, m_file, box, colour(mode, state));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedIconEngine(*this); }
    [[nodiscard]] QString key() const override { return QStringLiteral("runlens-tinted"); }
    bool isNull() override { return m_file.isEmpty(); }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const WindowPalette& palette = windowPaletteOf(m_look.theme.value_or(applicationTheme()));
        if (mode == QIcon::Disabled)
            return palette.disabled;
        if (state == QIcon::On && m_look.onInkWhenChecked)
            return palette.onInk;
        return palette[m_look.tone].mark;
    }

    QString m_file;
    IconLook m_look;
};

} // namespace

QString fileNameOf(ChromeIcon icon) { return QLatin1String(fileNames[static_cast<std::size_t>(icon)]); }

QIcon themedIcon(ChromeIcon icon, const IconLook& look) { return QIcon(new TintedIconEngine(fileNameOf(icon), look)); }

QIcon themedIcon(layout::Icon icon, const IconLook& look)
{
    return QIcon(new TintedIconEngine(render::iconFileName(icon), look));
}

render::Theme applicationTheme()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? render::Theme::dark
                                                                                : render::Theme::light;
}

} // namespace runlens::theme
