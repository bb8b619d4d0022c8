// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/source_switcher.h"

#include "engine/render/fonts.h"
#include "engine/render/icons.h"
#include "ui/theme/icons.h"
#include "ui/theme/window_palette.h"

#include <QFileInfo>
#include <QFontMetrics>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace runlens::shell {
namespace {

using layout::TextRole;

constexpr int inset = 12;
constexpr int markSide = 14;
constexpr int gap = 8;
constexpr int chevronSide = 16;
constexpr int buttonHeight = 30;
constexpr int mostWidth = 420;
constexpr int mostMenuText = 320; // px
constexpr qsizetype mostFiles = 8;

double widthOf(TextRole role, const QString& text)
{
    return text.isEmpty() ? 0 : render::metricsOf(role).horizontalAdvance(text) + 1;
}

QString menuText(const QString& text, const QFontMetrics& metrics)
{
    return theme::menuText(text, metrics, mostMenuText, Qt::ElideMiddle);
}

} // namespace

SourceSwitcher::SourceSwitcher(QWidget* parent) : MenuButton(parent), m_choices(new QMenu(this))
{
    m_choices->setToolTipsVisible(true);
    setMenu(m_choices);
    connect(m_choices, &QMenu::aboutToShow, this, &SourceSwitcher::fill);
    setCurrent({});
}

void SourceSwitcher::setCurrent(const SourceTitle& title)
{
    m_current = title;
    const QString name = title.name.isEmpty() ? tr("Open a source of runs") : title.name;
    QStringList lines{name, title.detail};
    if (title.readOnly)
        lines += tr("read-only");
    lines.removeAll(QString());
    setToolTip(lines.join(QLatin1Char('\n')));
    const QString word = markWord(title.mark);
    setAccessibleName(word.isEmpty() ? tr("Source of the runs: %1").arg(name)
                                     : tr("Source of the runs: %1, %2").arg(name, markName(title.mark)));
    updateGeometry();
    update();
}

void SourceSwitcher::setProfiles(std::vector<SourceChoice> profiles, const QString& current)
{
    m_profiles = std::move(profiles);
    m_currentProfile = current;
}

void SourceSwitcher::setLocalEngine(bool available, bool current)
{
    m_hasLocal = available;
    m_isLocal = current;
}

void SourceSwitcher::setRecentFiles(const QStringList& paths) { m_recent = paths; }

void SourceSwitcher::fill()
{
    m_choices->clear();
    addServers();
    m_choices->addSeparator();
    addFiles();
}

void SourceSwitcher::addServers()
{
    const QFontMetrics metrics(m_choices->font());
    const auto add = [this, &metrics](const QString& name, SourceMark mark, bool current, const QString& tip) {
        QString text = menuText(name, metrics);
        if (current)
            text = tr("%1\tshown").arg(text);
        QAction* action = m_choices->addAction(markIcon(mark), text);
        action->setIconVisibleInMenu(true);
        action->setToolTip(tip);
        QFont font = m_choices->font();
        font.setBold(current);
        action->setFont(font);
        return action;
    };
    for (const SourceChoice& profile : m_profiles) {
        const QString word = markName(profile.mark);
        const QString tip =
            profile.mark == SourceMark::none ? profile.address : tr("%1\n%2").arg(profile.address, word);
        QAction* action = add(profile.name, profile.mark, profile.id == m_currentProfile, tip);
        connect(action, &QAction::triggered, this, [this, id = profile.id] { Q_EMIT profileChosen(id); });
    }
    QAction* local = add(tr("Local engine"), SourceMark::none, m_isLocal, tr("Runs of the engine in this program"));
    local->setEnabled(m_hasLocal);
    connect(local, &QAction::triggered, this, &SourceSwitcher::localEngineChosen);
    connect(m_choices->addAction(tr("&Connections …")), &QAction::triggered, this,
            &SourceSwitcher::connectionsRequested);
}

void SourceSwitcher::addFiles()
{
    const QFontMetrics metrics(m_choices->font());
    for (const QString& path : m_recent.mid(0, mostFiles)) {
        QAction* action =
            m_choices->addAction(theme::themedIcon(theme::ChromeIcon::open, {.tone = layout::Tone::muted}),
                                 menuText(QFileInfo(path).fileName(), metrics));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT fileChosen(path); });
    }
    connect(m_choices->addAction(tr("&Open file …")), &QAction::triggered, this, &SourceSwitcher::openFileRequested);
}

QSize SourceSwitcher::sizeHint() const
{
    const QString word = markWord(m_current.mark);
    const QString name = m_current.name.isEmpty() ? tr("Open a source of runs") : m_current.name;
    const double text =
        widthOf(TextRole::strong, name) + (word.isEmpty() ? 0 : gap + widthOf(TextRole::smallStrong, word));
    return {std::min(mostWidth, static_cast<int>(text) + 2 * inset + markSide + 2 * gap + chevronSide), buttonHeight};
}

QSize SourceSwitcher::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 2 * inset + markSide + 2 * gap + chevronSide + 60), buttonHeight};
}

void SourceSwitcher::paintEvent(QPaintEvent*)
{
    const theme::WindowPalette& p = theme::windowPaletteOf(theme::applicationTheme());
    QPainter painter(this);
    paintGround(painter);
    QRectF room = QRectF(rect()).adjusted(inset, 0, -inset, 0);
    paintMark(painter, m_current.mark, QRectF(room.left(), room.center().y() - markSide / 2.0, markSide, markSide));
    render::paintIconFile(
        painter, theme::fileNameOf(theme::ChromeIcon::chevronDown),
        QRectF(room.right() - chevronSide, room.center().y() - chevronSide / 2.0, chevronSide, chevronSide), p.muted);
    room.adjust(markSide + gap, 0, -(chevronSide + gap), 0);
    // The word stays whole as long as a few letters of the name have room beside it.
    const QString word = markWord(m_current.mark);
    const double wordWidth = widthOf(TextRole::smallStrong, word);
    if (wordWidth > 0 && (room.width() - wordWidth > 40 || m_current.mark == SourceMark::production)) {
        painter.setFont(render::fontOf(TextRole::smallStrong));
        painter.setPen(p[markTone(m_current.mark)].text);
        const QRectF box(room.left(), room.top(), std::min(wordWidth, room.width()), room.height());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         render::metricsOf(TextRole::smallStrong).elidedText(word, Qt::ElideRight, box.width() + 0.01));
        room.setLeft(room.left() + wordWidth + gap);
    }
    if (room.width() < 12)
        return;
    const bool empty = m_current.name.isEmpty();
    painter.setFont(render::fontOf(TextRole::strong));
    painter.setPen(empty ? p.muted : p.text);
    painter.drawText(
        room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        render::metricsOf(TextRole::strong)
            .elidedText(empty ? tr("Open a source of runs") : m_current.name, Qt::ElideRight, room.width() + 0.01));
}

} // namespace runlens::shell
