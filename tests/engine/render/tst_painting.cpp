// SPDX-License-Identifier: GPL-3.0-or-later
// A few pixels of what is painted: enough to fail when a mark, an end or an icon is no longer drawn.
#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "engine/render/picture.h"
#include "engine/render/scene_painter.h"

#include <QFontInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <QXmlStreamReader>

using namespace runlens;
using namespace runlens::layout;
using namespace runlens::render;

namespace {

constexpr Icon allIcons[] = {Icon::trigger,     Icon::email,     Icon::push,    Icon::wait,
                             Icon::delay,       Icon::condition, Icon::person,  Icon::topic,
                             Icon::unknownStep, Icon::completed, Icon::running, Icon::waiting,
                             Icon::timedOut,    Icon::failed,    Icon::skipped, Icon::cancelled};

Scene sceneWith(const Bar& bar)
{
    Scene scene;
    scene.width = 200;
    scene.height = 60;
    scene.bars = {bar};
    return scene;
}

Bar barOf(Pattern pattern, End left, End right)
{
    return {{50, 20, 100, 24}, pattern, Tone::failed, left, right, Icon::none, 0, {}};
}

QImage painted(const Scene& scene, Theme theme = Theme::light, double scale = 1)
{
    const auto png = toPng(scene, theme, scale);
    return png ? QImage::fromData(*png, "PNG") : QImage();
}

/// How strongly a pixel differs from the background.
int ink(const QImage& image, int x, int y)
{
    const QColor c = image.pixelColor(x, y);
    const QColor ground = image.pixelColor(1, 1);
    return std::abs(c.red() - ground.red()) + std::abs(c.green() - ground.green()) + std::abs(c.blue() - ground.blue());
}

/// How many pixels differ from the background by at least `least`.
int inkIn(const QImage& image, const QRect& box, int least = 60)
{
    int sum = 0;
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            sum += ink(image, x, y) >= least ? 1 : 0;
    return sum;
}

} // namespace

class TestPainting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFontsAreInstalled()
    {
        // Without them pictures and their measures are another machine's: a failure, not a skip.
        QCOMPARE(QFontInfo(fontOf(TextRole::body)).family(), QStringLiteral("Inter"));
        QCOMPARE(QFontInfo(fontOf(TextRole::mono)).family(), QStringLiteral("JetBrains Mono"));
    }

    void aReportedEndHasACap()
    {
        const QImage capped = painted(sceneWith(barOf(Pattern::solid, End::cap, End::cut)));
        QVERIFY(ink(capped, 51, 19) > 100); // the cap stands out above the bar …
        QVERIFY(ink(capped, 100, 18) < 20); // … and only the cap does
        const QImage cut = painted(sceneWith(barOf(Pattern::solid, End::cut, End::cut)));
        QVERIFY(ink(cut, 51, 18) < 20);
    }

    void anInferredEndFades()
    {
        const QImage image = painted(sceneWith(barOf(Pattern::solid, End::fade, End::cap)));
        const int begin = ink(image, 51, 32);
        const int middle = ink(image, 55, 32);
        const int full = ink(image, 70, 32);
        QVERIFY(begin < middle && middle < full);
        QVERIFY(begin < full / 4);
        QCOMPARE(ink(image, 62, 32), full); // the fade is ten pixels long
    }

    void anUnknownEndHasAnOpenBracket()
    {
        const QImage image = painted(sceneWith(barOf(Pattern::tinted, End::bracket, End::bracket)));
        QVERIFY(inkIn(image, QRect(44, 18, 4, 28)) > 20);
        QVERIFY(inkIn(image, QRect(152, 18, 4, 28)) > 20);
    }

    void hatchesAreHatched()
    {
        const QImage hatched = painted(sceneWith(barOf(Pattern::hatched, End::cut, End::cut)));
        const QImage tinted = painted(sceneWith(barOf(Pattern::tinted, End::cut, End::cut)));
        const QRect inside(60, 24, 80, 16);
        QVERIFY(inkIn(hatched, inside, 200) > 100);
        QCOMPARE(inkIn(tinted, inside, 200), 0);
    }

    void lowHatchesBecomeCentreLines()
    {
        Bar bar = barOf(Pattern::centreLine, End::cut, End::cut);
        bar.box = {50, 20, 100, 5};
        const QImage image = painted(sceneWith(bar));
        QVERIFY(ink(image, 100, 22) > 100);
        QVERIFY(ink(image, 100, 20) < 40);
    }

    void everyIconIsDrawnInItsColour()
    {
        for (const Icon icon : allIcons) {
            QImage image(24, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            paintIcon(painter, icon, QRectF(0, 0, 24, 24), QColor(0, 0, 255));
            painter.end();
            int blue = 0;
            for (int y = 0; y < 24; ++y)
                for (int x = 0; x < 24; ++x) {
                    const QColor c = image.pixelColor(x, y);
                    QVERIFY(c.blue() >= c.red()); // no other colour than the one asked for
                    blue += c.blue() > 200 && c.red() < 100 ? 1 : 0;
                }
            QVERIFY2(blue > 20, qPrintable(QStringLiteral("icon %1").arg(static_cast<int>(icon))));
        }
    }

    void scaleMultipliesPixels()
    {
        const Scene scene = sceneWith(barOf(Pattern::hatched, End::cap, End::fade));
        QCOMPARE(painted(scene).size(), QSize(200, 60));
        QCOMPARE(painted(scene, Theme::light, 2).size(), QSize(400, 120));
        QVERIFY(painted(scene).pixelColor(1, 1) == paletteOf(Theme::light).surface);
        QVERIFY(painted(scene, Theme::dark).pixelColor(1, 1) == paletteOf(Theme::dark).surface);
    }

    void aPictureThatNoImageCanHoldIsRefused()
    {
        Scene scene = sceneWith(barOf(Pattern::solid, End::cap, End::cap));
        scene.height = 20'000;
        const auto png = toPng(scene, Theme::light, 2);
        QVERIFY(!png);
        QCOMPARE(png.error().code, ErrorCode::tooLarge);
    }

    void vectorFilesHoldTheHatchAndTheWords()
    {
        Scene scene = sceneWith(barOf(Pattern::hatched, End::cap, End::cap));
        const std::string words = "wait_for_open \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D";
        scene.texts.push_back({{10, 2, 180, 14}, words, TextRole::small, Tone::ink, Align::left, false});
        const auto svg = toSvg(scene, Theme::light, "run & <run>");
        QVERIFY(svg);
        QXmlStreamReader xml(*svg);
        int lines = 0;
        QString text;
        QString title;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            lines += xml.name() == QStringLiteral("polyline") || xml.name() == QStringLiteral("path") ? 1 : 0;
            if (xml.name() == QStringLiteral("text"))
                text += xml.readElementText();
            else if (xml.name() == QStringLiteral("title"))
                title = xml.readElementText();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(title, QStringLiteral("run & <run>"));
        QVERIFY(text.contains(QString::fromStdString(words)));
        QVERIFY(lines > 10); // hatch lines are geometry, not a brush
    }

    void measuresAgreeWithWhatIsPainted()
    {
        const FontMetrics metrics;
        QCOMPARE(metrics.elided("short", TextRole::body, metrics.width("short", TextRole::body)), std::string("short"));
        const std::string elided = metrics.elided(std::string(500, 'w'), TextRole::body, 100);
        QVERIFY(metrics.width(elided, TextRole::body) <= 100.5);
        QVERIFY(elided.ends_with("\xE2\x80\xA6"));
    }
};

int main(int argc, char** argv)
{
    const QGuiApplication app(argc, argv);
    TestPainting test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_painting.moc"
