// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/source_status.h"

#include "engine/words/safe_text.h"
#include "engine/words/words.h"
#include "ui/shell/live_text.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/looks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <utility>

namespace runlens::shell {
namespace {

constexpr int markSide = 12;

/// Painted anew each time, so that it follows the theme.
class MarkLabel final : public QLabel {
public:
    explicit MarkLabel(QWidget* parent) : QLabel(parent) { setFixedSize(markSide, markSide); }
    void setMark(SourceMark mark)
    {
        m_mark = mark;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintMark(painter, m_mark, QRectF(rect()));
    }

private:
    SourceMark m_mark = SourceMark::none;
};

} // namespace

SourceStatus::SourceStatus(QWidget* parent)
    : QWidget(parent),
      m_mark(new MarkLabel(this)),
      m_where(new theme::ElidedLabel({}, this, Qt::ElideMiddle)),
      m_readOnly(new QLabel(tr("read-only"), this)),
      m_what(new theme::ElidedLabel({}, this)),
      m_clock([] { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); })
{
    theme::setLook(m_where, theme::Look::muted);
    theme::setLook(m_what, theme::Look::muted);
    theme::setLook(m_readOnly, theme::Look::keycap);
    m_readOnly->setToolTip(tr("Nothing is changed at this source from here."));
    m_readOnly->hide();
    m_what->setAlignment(Qt::AlignCenter);
    auto* left = new QHBoxLayout;
    left->setSpacing(6);
    left->addWidget(m_mark);
    left->addWidget(m_where);
    left->addWidget(m_readOnly);
    left->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addLayout(left, 1);
    row->addWidget(m_what, 1);
    m_grows.setSingleShot(true);
    connect(&m_grows, &QTimer::timeout, this, &SourceStatus::tell);
    tell();
}

void SourceStatus::setTitle(const SourceTitle& title)
{
    m_title = title;
    tell();
}

void SourceStatus::setState(const SourceState& state)
{
    m_state = state;
    tell();
}

void SourceStatus::setMatches(const QString& text)
{
    m_matches = text;
    tell();
}

void SourceStatus::setNotes(const QStringList& notes)
{
    m_notes = notes;
    tell();
}

void SourceStatus::setTimeStyle(const TimeStyle& style)
{
    m_style = style;
    tell();
}

void SourceStatus::setClock(std::function<Instant()> clock)
{
    m_clock = std::move(clock);
    tell();
}

QString SourceStatus::where() const { return m_where->fullText(); }
QString SourceStatus::what() const { return m_what->fullText(); }

void SourceStatus::tell()
{
    const Instant now = m_clock();
    QStringList parts{m_title.name, safeText(m_state.description)};
    if (m_state.link == Link::online && m_state.latency.count() > 0)
        parts += durationText(m_state.latency);
    parts.removeAll(QString());
    parts.removeDuplicates();
    m_where->setFullText(parts.join(QStringLiteral(" · ")));
    static_cast<MarkLabel*>(m_mark)->setMark(m_title.mark);
    m_mark->setVisible(!m_title.name.isEmpty());
    // A file cannot be written to anyway: there the word would say nothing.
    m_readOnly->setVisible(!m_title.name.isEmpty() && m_state.link != Link::none
                           && (m_title.readOnly || m_state.readOnly));
    const QString age = ageText(m_state, now, m_style);
    QStringList middle{m_matches, age, clockNote().isEmpty() ? QString() : tr("Clocks differ"),
                       m_state.keepError ? tr("Not kept on this computer") : QString()};
    middle.removeAll(QString());
    m_what->setFullText(middle.join(QStringLiteral(" · ")));
    setToolTip(toolTipOf());
    if (isVisible() && !age.isEmpty())
        m_grows.start(ageHolds(m_state, now));
    else
        m_grows.stop();
}

QString SourceStatus::clockNote() const
{
    constexpr std::chrono::seconds least{10}; // less is nothing that a person would be misled by
    return m_state.clockSkew ? clockText(*m_state.clockSkew, least) : QString();
}

QString SourceStatus::toolTipOf() const
{
    QStringList lines{where(), markWord(m_title.mark).isEmpty() ? QString() : markName(m_title.mark)};
    for (const std::string& note : m_state.notes)
        lines += safeText(note);
    if (m_state.error)
        lines += Words(m_style).error(*m_state.error);
    if (!clockNote().isEmpty())
        lines += clockNote() + QLatin1Char(' ')
                 + tr("What is overdue, how long runs have lasted and how old they are is judged by this computer's.");
    if (m_state.keepError)
        lines += tr("What is fetched is shown, but not kept: %1").arg(Words(m_style).error(*m_state.keepError));
    lines += m_notes;
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void SourceStatus::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    tell();
}

void SourceStatus::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_grows.stop();
}

} // namespace runlens::shell
