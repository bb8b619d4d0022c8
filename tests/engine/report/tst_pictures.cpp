// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of all samples, in every theme and scale: each character has a glyph, no label meets another or leaves
// its box, and every label can be read on what is painted under it.
#include "engine/render/fonts.h"
#include "engine/render/scene_painter.h"
#include "engine/report/picture_report.h"
#include "engine/words/translations.h"
#include "tests/data/sample.h"
#include "tests/engine/render/colour_science.h"

#include <QDir>
#include <QGlyphRun>
#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>
#include <QTextLayout>

#include <map>
#include <memory>

using namespace runlens;
using namespace runlens::layout;
using namespace runlens::render;

namespace {

constexpr AxisKind axes[] = {AxisKind::folded, AxisKind::linear, AxisKind::sequence};
/// Width and height; 0: as high as the rows need.
constexpr std::pair<double, double> sizes[] = {{1200, 0}, {1440, 900}, {1024, 640}};
constexpr double highestPainted = 4000; ///< what is higher is looked at as numbers alone
constexpr double leastContrast = 4.5;
/// A background under less than this part of a label is a line that it crosses.
constexpr double crossedPart = 0.15;
constexpr int margin = 8; ///< pixels around a label that is painted by itself

Inspection inspected(const std::string& name)
{
    auto run = readRun(sample(name));
    if (!run)
        qFatal("sample %s cannot be read", name.c_str());
    std::optional<Automation> automation;
    if (QFile::exists(QString::fromStdString(RUNLENS_SOURCE_DIR "/resources/samples/" + name + ".automation.json")))
        automation = readAutomation(sample(name + ".automation"))->value;
    return inspect(std::move(run->value), std::move(automation), {}, instant("2026-06-09T12:00:00Z"));
}

QString textOf(const Text& text) { return QString::fromStdString(text.text); }

QRect enclosing(const Rect& box, double scale)
{
    return QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale).toAlignedRect();
}

/// Is there a character that the fonts of the system cannot show?
bool lacksGlyph(const Text& text)
{
    QTextLayout layout(textOf(text), fontOf(text.role));
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    return std::ranges::any_of(layout.glyphRuns(),
                               [](const QGlyphRun& run) { return run.glyphIndexes().contains(quint32{0}); });
}

/// Empty where every text has its place to itself, in the picture, and fits there.
QString placeFault(const Scene& scene)
{
    const Rect picture{0, 0, scene.width, scene.height};
    for (std::size_t i = 0; i < scene.texts.size(); ++i) {
        const Text& text = scene.texts[i];
        const Rect& box = text.box;
        if (box.x < picture.x || box.y < picture.y || box.right() > picture.right() || box.bottom() > picture.bottom())
            return QStringLiteral("outside of the picture: ") + textOf(text);
        if (metricsOf(text.role).horizontalAdvance(textOf(text)) > box.width + 0.5)
            return QStringLiteral("wider than its box: ") + textOf(text);
        if (metricsOf(text.role).height() > box.height + 0.5)
            return QStringLiteral("higher than its box: ") + textOf(text);
        if (textOf(text) == QStringLiteral("…"))
            return QStringLiteral("nothing is left of a text");
        for (std::size_t other = 0; other < i; ++other)
            if (box.meets(scene.texts[other].box))
                return textOf(text) + QStringLiteral(" meets ") + textOf(scene.texts[other]);
        for (const Chip& chip : scene.chips)
            if (box.meets(chip.box) && (box.x < chip.box.x || box.right() > chip.box.right()))
                return textOf(text) + QStringLiteral(" meets a chip");
        for (const FoldBand& fold : scene.folds)
            if (fold.box.width >= 12 && box.meets({fold.sign.x - 8, fold.sign.y - 8, 16, 16}))
                return textOf(text) + QStringLiteral(" meets the sign of a fold");
    }
    return {};
}

/// The scene's picture, its labels left out.
QImage backdropOf(Scene scene, const Palette& palette, double scale)
{
    scene.texts.clear();
    QImage image((QSizeF(scene.width, scene.height) * scale).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintScene(painter, scene, palette);
    return image;
}

/// One label, painted by itself.
struct PaintedText {
    QImage image;
    QRect box; ///< of the label in the image …
    QPoint at; ///< … whose corner stands there in the picture
    QRgb ground = 0;

    [[nodiscard]] bool inked(int x, int y, int least) const
    {
        const QColor a(image.pixel(x, y));
        const QColor b(ground);
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) >= least;
    }
};

PaintedText paintedAlone(const Text& text, const Palette& palette, double scale)
{
    Scene scene;
    scene.width = text.box.right() + margin;
    scene.height = text.box.bottom() + margin;
    scene.texts = {text};
    const QRect place = enclosing(text.box, scale);
    const QPoint at = place.topLeft() - QPoint(margin, margin);
    QImage image(place.size() + QSize(2 * margin, 2 * margin), QImage::Format_RGB32);
    image.fill(palette.surface);
    QPainter painter(&image);
    painter.translate(-at);
    painter.scale(scale, scale);
    paintScene(painter, scene, palette);
    return {image, QRect(QPoint(margin, margin), place.size()), at,
            text.pill ? palette.pill.rgb() : palette.surface.rgb()};
}

/// Is a label drawn, and does it stay in its box? Strokes may overhang by two pixels, the marks of letters by a few.
bool staysInItsBox(const PaintedText& text, bool pill)
{
    const QRect allowed = text.box.adjusted(-2, -5, 2, 5);
    bool drawn = false;
    for (int y = 0; y < text.image.height(); ++y)
        for (int x = 0; x < text.image.width(); ++x) {
            const bool within = allowed.contains(x, y);
            if ((!pill || text.box.contains(x, y)) && text.inked(x, y, 60)) {
                drawn = true;
                if (!within)
                    return false;
            }
        }
    return drawn;
}

/// The least contrast of a label to the colours it stands on.
double contrastOn(const PaintedText& text, const QImage& backdrop, const QColor& colour)
{
    std::map<QRgb, int> grounds;
    int all = 0;
    for (int y = 0; y < text.image.height(); ++y)
        for (int x = 0; x < text.image.width(); ++x)
            if (const QPoint at = text.at + QPoint(x, y); backdrop.rect().contains(at) && text.inked(x, y, 120)) {
                ++grounds[backdrop.pixel(at)];
                ++all;
            }
    double least = 21;
    for (const auto& [ground, count] : grounds)
        if (count >= crossedPart * all)
            least = std::min(least, test::contrast(colour, QColor(ground)));
    return least;
}

QString paintFault(const Scene& scene, const Palette& palette, double scale)
{
    const QImage backdrop = backdropOf(scene, palette, scale);
    for (const Text& text : scene.texts) {
        const PaintedText alone = paintedAlone(text, palette, scale);
        if (!staysInItsBox(alone, text.pill))
            return QStringLiteral("not drawn, or out of its box: ") + textOf(text);
        const double contrast = text.pill ? test::contrast(palette.pillText, palette.pill)
                                          : contrastOn(alone, backdrop, palette[text.tone].text);
        if (contrast < leastContrast)
            return QStringLiteral("contrast %1: ").arg(contrast) + textOf(text);
    }
    return {};
}

QStringList sampleNames()
{
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples"))
                                   .entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        if (!file.endsWith(QStringLiteral(".automation.json")))
            names.append(file.chopped(5));
    return names;
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(installTranslations(QLocale(QStringLiteral("en_GB")))); }
    void labelsHaveGlyphsAndPlaces_data();
    void labelsHaveGlyphsAndPlaces();
    void labelsCanBeRead_data();
    void labelsCanBeRead();
};

void TestPictures::labelsHaveGlyphsAndPlaces_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : sampleNames())
        QTest::addRow("%s", qPrintable(name)) << name;
}

void TestPictures::labelsHaveGlyphsAndPlaces()
{
    QFETCH(QString, name);
    const Inspection inspection = inspected(name.toStdString());
    for (const AxisKind axis : axes)
        for (const auto& [width, height] : sizes) {
            PictureOptions options;
            options.axis = axis;
            options.width = width;
            options.height = height;
            const Scene scene = pictureScene(inspection, Words(), options);
            QVERIFY(!scene.texts.empty());
            for (const Text& text : scene.texts)
                QVERIFY2(!lacksGlyph(text), text.text.c_str());
            const QString fault = placeFault(scene);
            QVERIFY2(fault.isEmpty(),
                     qPrintable(QStringLiteral("axis %1, width %2: ").arg(static_cast<int>(axis)).arg(width) + fault));
        }
}

void TestPictures::labelsCanBeRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    for (const QString& name : sampleNames())
        for (const bool dark : {false, true})
            for (const double scale : {1.0, 2.0})
                QTest::addRow("%s, %s, %.0fx", qPrintable(name), dark ? "dark" : "light", scale)
                    << name << dark << scale;
}

void TestPictures::labelsCanBeRead()
{
    QFETCH(QString, name);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    const Inspection inspection = inspected(name.toStdString());
    int painted = 0;
    for (const AxisKind axis : axes)
        for (const auto& [width, height] : sizes) {
            PictureOptions options;
            options.axis = axis;
            options.width = width;
            options.height = height;
            const Scene scene = pictureScene(inspection, Words(), options);
            if (scene.height > highestPainted)
                continue;
            ++painted;
            const QString fault = paintFault(scene, paletteOf(dark ? Theme::dark : Theme::light), scale);
            QVERIFY2(fault.isEmpty(),
                     qPrintable(QStringLiteral("axis %1, width %2: ").arg(static_cast<int>(axis)).arg(width) + fault));
        }
    QVERIFY(painted >= 6);
}

int main(int argc, char** argv)
{
    const QGuiApplication app(argc, argv);
    TestPictures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_pictures.moc"
