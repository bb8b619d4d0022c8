// SPDX-License-Identifier: GPL-3.0-or-later
// What a source of runs looks like, so that nobody takes production for something else: a shape, a colour and a word,
// never a colour alone.
#pragma once

#include "engine/client/server_profile.h"
#include "engine/layout/scene.h"

#include <QFrame>
#include <QIcon>
#include <QString>

class QPainter;

namespace runlens::shell {

/// none: a small square of ink; development: a blue ring; staging: an amber triangle; production: a large red square.
using SourceMark = client::ProfileMark;

[[nodiscard]] layout::Tone markTone(SourceMark mark) noexcept;
/// "PRODUCTION"; empty for none.
[[nodiscard]] QString markWord(SourceMark mark);
/// "Production"; "No mark" for none: for a choice.
[[nodiscard]] QString markName(SourceMark mark);

/// In the theme the application has. The box is square; 12 to 16 px are meant.
void paintMark(QPainter& painter, SourceMark mark, const QRectF& box);
/// The same, painted anew at every size and in every theme.
[[nodiscard]] QIcon markIcon(SourceMark mark);

/// What the window shows of the source it is at.
struct SourceTitle {
    QString name; ///< "Production · sendrealm", a file's name
    SourceMark mark = SourceMark::none;
    bool readOnly = false;
    QString detail{}; ///< an address or a path, for tool tips

    friend bool operator==(const SourceTitle&, const SourceTitle&) = default;
};

/// A line of the mark's colour under the top bar while it is production; else it takes no room.
class SourceEdge final : public QFrame {
    Q_OBJECT

public:
    explicit SourceEdge(QWidget* parent);

    void setMark(SourceMark mark);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace runlens::shell
