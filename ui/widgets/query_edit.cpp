// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/query_edit.h"

#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/theme/theme.h"
#include "ui/theme/window_palette.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextCharFormat>
#include <QToolTip>

#include <algorithm>

namespace runlens {
namespace {

constexpr int chipHeight = 22;
constexpr int chipMargin = 3; // beside its text: less than half a blank of the font
constexpr int crossSide = 14;

/// Keys that no shortcut of the window takes away while a query is written.
bool isOurs(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Escape || event.key() == Qt::Key_Up || event.key() == Qt::Key_Down
           || (event.key() == Qt::Key_R && event.modifiers() == Qt::ControlModifier);
}

} // namespace

QueryEdit::QueryEdit(QWidget* parent) : QLineEdit(parent)
{
    setFont(theme::monoFont()); // before the look, which keeps it
    theme::setLook(this, theme::Look::bare);
    setMouseTracking(true);
    setMaxLength(static_cast<int>(Query::mostBytes));
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] { update(); });
}

void QueryEdit::setChips(const QList<Chip>& chips)
{
    if (m_chips == chips)
        return;
    m_chips = chips;
    m_hovered = -1;
    muteKeys();
    update();
}

void QueryEdit::setFault(std::optional<TextPart> fault)
{
    m_fault = fault;
    update();
}

/// Keys are told from values by their colour. A line edit takes formats only as an input method gives them.
void QueryEdit::muteKeys()
{
    if (m_muting || !inputMethodQuery(Qt::ImSurroundingText).isValid())
        return;
    QTextCharFormat muted;
    muted.setForeground(theme::windowPaletteOf(theme::applicationTheme()).muted);
    QList<QInputMethodEvent::Attribute> formats;
    for (const Chip& chip : m_chips)
        if (chip.keyLength > 0)
            formats.append({QInputMethodEvent::TextFormat, chip.part.start - cursorPosition(), chip.keyLength, muted});
    m_muting = true;
    QInputMethodEvent event(QString(), formats);
    QCoreApplication::sendEvent(this, &event);
    m_muting = false;
}

int QueryEdit::xOf(int place) const
{
    // The font has one width for all, but texts may need others: what stands before is measured.
    const QFontMetricsF metrics(font());
    const double cursor = metrics.horizontalAdvance(text().left(cursorPosition()));
    const QRect caret = cursorRect();
    return static_cast<int>(caret.center().x() + metrics.horizontalAdvance(text().left(place)) - cursor);
}

QRect QueryEdit::boxOf(const Chip& chip) const
{
    const int left = xOf(chip.part.start) - chipMargin;
    const int right = xOf(chip.part.end()) + chipMargin;
    return {left, (height() - chipHeight) / 2, right - left, chipHeight};
}

QRect QueryEdit::crossOf(const Chip& chip) const
{
    const QRect box = boxOf(chip);
    return {box.right() - chipMargin, box.center().y() - crossSide / 2, crossSide, crossSide};
}

/// One that is being written is no chip yet.
bool QueryEdit::isFinished(const Chip& chip) const { return !hasFocus() || !chip.part.touches(cursorPosition()); }

qsizetype QueryEdit::chipAt(QPoint place) const
{
    if (m_hovered >= 0 && m_hovered < m_chips.size() && crossOf(m_chips[m_hovered]).contains(place))
        return m_hovered;
    for (qsizetype index = 0; index < m_chips.size(); ++index)
        if (isFinished(m_chips[index]) && boxOf(m_chips[index]).contains(place))
            return index;
    return -1;
}

void QueryEdit::removeChip(qsizetype index)
{
    const TextPart part = m_chips[index].part;
    QString left = text();
    const bool blankBehind = part.end() < left.size() && left[part.end()].isSpace();
    const bool blankBefore = part.start > 0 && left[part.start - 1].isSpace();
    const int start = part.start - (!blankBehind && blankBefore ? 1 : 0);
    const int length = part.end() - start + (blankBehind ? 1 : 0);
    // As the user would do it, so that it can be undone.
    setSelection(start, length);
    del();
    Q_EMIT textEdited(text());
}

bool QueryEdit::removeChipBehind()
{
    const int cursor = cursorPosition();
    if (hasSelectedText() || cursor < 2 || !text()[cursor - 1].isSpace())
        return false;
    const auto chip = std::ranges::find(m_chips, cursor - 1, [](const Chip& one) { return one.part.end(); });
    if (chip == m_chips.end())
        return false;
    removeChip(chip - m_chips.begin());
    return true;
}

bool QueryEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const qsizetype chip = chipAt(help->pos());
        QToolTip::showText(help->globalPos(), chip < 0 ? toolTip() : m_chips[chip].tip, this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && isOurs(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab) {
        event->ignore();
        Q_EMIT keyPressed(static_cast<QKeyEvent*>(event));
        if (event->isAccepted())
            return true;
    }
    const bool taken = QLineEdit::event(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        muteKeys();
    return taken;
}

void QueryEdit::keyPressEvent(QKeyEvent* event)
{
    event->ignore();
    Q_EMIT keyPressed(event);
    if (event->isAccepted())
        return;
    event->accept();
    if (event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier && removeChipBehind())
        return;
    QLineEdit::keyPressEvent(event);
}

void QueryEdit::mouseMoveEvent(QMouseEvent* event)
{
    const qsizetype hovered = chipAt(event->pos());
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
    const bool onCross = m_hovered >= 0 && crossOf(m_chips[m_hovered]).contains(event->pos());
    setCursor(onCross ? Qt::PointingHandCursor : Qt::IBeamCursor);
    QLineEdit::mouseMoveEvent(event);
}

void QueryEdit::mousePressEvent(QMouseEvent* event)
{
    const qsizetype chip = chipAt(event->pos());
    const bool onCross = chip >= 0 && crossOf(m_chips[chip]).contains(event->pos());
    if (chip >= 0 && (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && onCross))) {
        removeChip(chip);
        return;
    }
    QLineEdit::mousePressEvent(event);
}

void QueryEdit::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QLineEdit::leaveEvent(event);
}

void QueryEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    update();
    Q_EMIT focusLeft();
}

void QueryEdit::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(contentsRect()); // of a text that is scrolled
        paintChips(painter);
    }
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCross(painter);
}

void QueryEdit::paintChips(QPainter& painter) const
{
    const theme::WindowPalette& colours = theme::windowPaletteOf(theme::applicationTheme());
    for (const Chip& chip : m_chips) {
        const QRectF box = QRectF(boxOf(chip));
        if (isFinished(chip)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.selected);
            painter.drawRoundedRect(box, 4, 4);
        }
        if (chip.served)
            painter.fillRect(QRectF(box.left() + chipMargin, box.bottom() - 1.5, box.width() - 2 * chipMargin, 1.5),
                             colours[layout::Tone::active].mark);
    }
    if (!m_fault)
        return;
    const int left = xOf(m_fault->start);
    const int right = std::max(xOf(m_fault->end()), left + 6);
    painter.fillRect(QRectF(left, (height() + chipHeight) / 2.0 - 2, right - left, 2),
                     colours[layout::Tone::failed].mark);
}

void QueryEdit::paintCross(QPainter& painter) const
{
    if (m_hovered < 0 || m_hovered >= m_chips.size())
        return;
    const theme::WindowPalette& colours = theme::windowPaletteOf(theme::applicationTheme());
    const QRectF box(crossOf(m_chips[m_hovered]));
    painter.setPen(QPen(colours.control, 1));
    painter.setBrush(colours.card);
    painter.drawEllipse(box);
    painter.setPen(QPen(colours.text, 1.4));
    const QRectF lines = box.adjusted(4.5, 4.5, -4.5, -4.5);
    painter.drawLine(lines.topLeft(), lines.bottomRight());
    painter.drawLine(lines.topRight(), lines.bottomLeft());
}

} // namespace runlens
