// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_sheet.h"

#include <QFile>
#include <QRegularExpression>

namespace runlens::theme {

QString styleSheetFor(const WindowPalette& palette)
{
    QFile file(QStringLiteral(":/runlens/theme/window.qss"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QString source = opened ? QString::fromUtf8(file.readAll()) : QString();
    const auto colours = namedColours(palette);

    static const QRegularExpression name(QStringLiteral("@([a-z-]+)"));
    QString sheet;
    qsizetype copied = source.indexOf(QStringLiteral("*/")) + 2; // the file's own comment speaks of @ too
    for (auto it = name.globalMatch(source, copied); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto found = colours.find(match.captured(1));
        Q_ASSERT_X(found != colours.end(), "styleSheetFor", qPrintable(match.captured(1)));
        sheet += source.mid(copied, match.capturedStart() - copied);
        sheet += found == colours.end() ? QStringLiteral("magenta") : found->second;
        copied = match.capturedEnd();
    }
    return sheet + source.mid(copied);
}

QPalette qtPaletteFor(const WindowPalette& p)
{
    QPalette palette;
    palette.setColor(QPalette::Window, p.window);
    palette.setColor(QPalette::WindowText, p.text);
    palette.setColor(QPalette::Base, p.card);
    palette.setColor(QPalette::AlternateBase, p.hover);
    palette.setColor(QPalette::Text, p.text);
    palette.setColor(QPalette::Button, p.face);
    palette.setColor(QPalette::ButtonText, p.text);
    palette.setColor(QPalette::BrightText, p.onInk);
    palette.setColor(QPalette::PlaceholderText, p.placeholder);
    palette.setColor(QPalette::ToolTipBase, p.ink);
    palette.setColor(QPalette::ToolTipText, p.onInk);
    palette.setColor(QPalette::Highlight, p.ink);
    palette.setColor(QPalette::HighlightedText, p.onInk);
    palette.setColor(QPalette::Link, p.text);
    palette.setColor(QPalette::LinkVisited, p.text);
    palette.setColor(QPalette::Light, p.card);
    palette.setColor(QPalette::Midlight, p.hover);
    palette.setColor(QPalette::Mid, p.border);
    palette.setColor(QPalette::Dark, p.control);
    palette.setColor(QPalette::Shadow, p.control);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, p.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, p.selected);
    return palette;
}

} // namespace runlens::theme
