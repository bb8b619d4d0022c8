// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/render/colour_science.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPalette>
#include <QTest>

#include <set>

using namespace runlens;
using namespace runlens::theme;
using render::Theme;

namespace {

/// The colour of the pixels that an icon covers fully; invalid where there is none.
QColor colourOf(const QImage& image)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() == 255)
                return image.pixelColor(x, y);
    return {};
}

/// Rows and columns at the edge that are painted at all.
bool touchesEdge(const QImage& image)
{
    const int right = image.width() - 1;
    const int bottom = image.height() - 1;
    for (int i = 0; i <= right; ++i)
        if (image.pixelColor(i, 0).alpha() > 40 || image.pixelColor(i, bottom).alpha() > 40
            || image.pixelColor(0, i).alpha() > 40 || image.pixelColor(right, i).alpha() > 40)
            return true;
    return false;
}

QImage painted(const QIcon& icon, double scale = 1, QIcon::Mode mode = QIcon::Normal, QIcon::State state = QIcon::Off)
{
    return icon.pixmap(QSize(24, 24), scale, mode, state).toImage().convertToFormat(QImage::Format_ARGB32);
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChromeIconIsDrawnAndDiffers()
    {
        std::set<QByteArray> seen;
        for (int i = 0; i < chromeIconCount; ++i) {
            const auto icon = static_cast<ChromeIcon>(i);
            const QString name = fileNameOf(icon);
            QVERIFY2(QFile::exists(QStringLiteral(":/runlens/icons/%1.svg").arg(name)), qPrintable(name));
            const QImage image = painted(themedIcon(icon, {.theme = Theme::light}), 2);
            QVERIFY2(colourOf(image).isValid(), qPrintable(name));
            QVERIFY2(!touchesEdge(image), qPrintable(name));
            seen.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(seen.size(), std::size_t(chromeIconCount));
    }

    void allFilesAreOfOneStyle()
    {
        int files = 0;
        QDirIterator all(QStringLiteral(":/runlens/icons"));
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray svg = file.readAll();
            for (const char* part : {"viewBox=\"0 0 24 24\"", "stroke=\"currentColor\"", "stroke-width=\"2\"",
                                     "stroke-linejoin=\"round\"", "stroke-linecap=\"round\""})
                QVERIFY2(svg.contains(part), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files >= chromeIconCount + 17);
    }

    void aPixmapHasThePixelsOfItsScreen()
    {
        const QIcon icon = themedIcon(ChromeIcon::search);
        QCOMPARE(painted(icon, 1).size(), QSize(24, 24));
        QCOMPARE(painted(icon, 1.25).size(), QSize(30, 30));
        QCOMPARE(painted(icon, 2).size(), QSize(48, 48));
        QCOMPARE(icon.pixmap(QSize(24, 24), 2.0).devicePixelRatio(), 2.0);
    }

    void theColourFollowsThemeToneAndState()
    {
        for (const Theme theme : {Theme::light, Theme::dark}) {
            const WindowPalette& p = windowPaletteOf(theme);
            const QIcon plain = themedIcon(ChromeIcon::close, {.theme = theme});
            QCOMPARE(colourOf(painted(plain, 2)), p[layout::Tone::ink].mark);
            QCOMPARE(colourOf(painted(plain, 2, QIcon::Disabled)), p.disabled);
            QCOMPARE(colourOf(painted(plain, 2, QIcon::Normal, QIcon::On)), p[layout::Tone::ink].mark);
            const QIcon failed = themedIcon(layout::Icon::failed, {.tone = layout::Tone::failed, .theme = theme});
            QCOMPARE(colourOf(painted(failed, 2)), p[layout::Tone::failed].mark);
            const QIcon segment = themedIcon(ChromeIcon::fit, {.onInkWhenChecked = true, .theme = theme});
            QCOMPARE(colourOf(painted(segment, 2, QIcon::Normal, QIcon::On)), p.onInk);
        }
    }

    void withoutAThemeItFollowsTheApplication()
    {
        const QIcon icon = themedIcon(ChromeIcon::close);
        for (const Theme theme : {Theme::dark, Theme::light}) {
            QPalette palette;
            palette.setColor(QPalette::Window, windowPaletteOf(theme).window);
            QGuiApplication::setPalette(palette);
            QCOMPARE(applicationTheme(), theme);
            QCOMPARE(colourOf(painted(icon, 2)), windowPaletteOf(theme)[layout::Tone::ink].mark);
        }
    }

    void noIconIsNull()
    {
        QVERIFY(themedIcon(layout::Icon::none).isNull());
        QVERIFY(!themedIcon(layout::Icon::email).isNull());
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
