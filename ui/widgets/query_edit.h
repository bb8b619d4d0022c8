// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/widgets/query_places.h"

#include <QLineEdit>
#include <QList>
#include <QString>

#include <optional>

namespace runlens {

/// The field of a query bar: one line of text, in which finished terms stand on chips. It stays a text, so that
/// everything can be edited, copied and read aloud. A chip goes by its cross under the pointer, by the middle button,
/// or by Backspace behind the blank that follows it.
class QueryEdit final : public QLineEdit {
    Q_OBJECT

public:
    struct Chip {
        TextPart part;
        int keyLength = 0;   ///< of `part`: what is muted, with the operator
        bool served = false; ///< a line below it says so
        QString tip;
        friend bool operator==(const Chip&, const Chip&) = default;
    };

    explicit QueryEdit(QWidget* parent = nullptr);

    /// Of the text as it is now; whoever changes it gives new ones.
    void setChips(const QList<Chip>& chips);
    [[nodiscard]] const QList<Chip>& chips() const noexcept { return m_chips; }
    /// Underlines what is wrong; nothing takes the line away.
    void setFault(std::optional<TextPart> fault);
    [[nodiscard]] std::optional<TextPart> fault() const noexcept { return m_fault; }

    /// Where that place of the text stands, in pixels of this widget.
    [[nodiscard]] int xOf(int place) const;
    /// The chip's box and that of its cross.
    [[nodiscard]] QRect boxOf(const Chip& chip) const;
    [[nodiscard]] QRect crossOf(const Chip& chip) const;
    void removeChip(qsizetype index);

Q_SIGNALS:
    /// Before the field itself looks at it: who accepts the event keeps it.
    void keyPressed(QKeyEvent* event);
    void focusLeft();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] qsizetype chipAt(QPoint place) const;
    [[nodiscard]] bool isFinished(const Chip& chip) const;
    bool removeChipBehind();
    void paintChips(QPainter& painter) const;
    void paintCross(QPainter& painter) const;
    void muteKeys();

    QList<Chip> m_chips;
    std::optional<TextPart> m_fault;
    qsizetype m_hovered = -1;
    bool m_muting = false;
};

} // namespace runlens
