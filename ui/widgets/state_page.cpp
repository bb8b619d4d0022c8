// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/state_page.h"

#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace runlens {
namespace {

constexpr int patience = 300; ///< milliseconds
constexpr int widest = 560;
constexpr int progressSteps = 1'000;

} // namespace

StatePage::StatePage(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_found(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_second(new QPushButton(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setMinimumWidth(240);
    m_sentence->setMaximumWidth(widest);
    m_progress->setMaximumWidth(320);
    m_progress->setTextVisible(false);
    theme::setLook(m_action, theme::Look::primary);
    theme::setLook(m_found, theme::Look::muted);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {m_action, m_second, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    auto* line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(m_sentence, 1000);
    line->addStretch(1);
    column->addLayout(line);
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addWidget(m_found, 0, Qt::AlignHCenter);
    column->addLayout(buttons);
    column->addStretch(3);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_progress->show();
        m_found->show();
        m_cancel->show();
    });
    connect(m_action, &QPushButton::clicked, this, &StatePage::actionRequested);
    connect(m_second, &QPushButton::clicked, this, &StatePage::secondActionRequested);
    connect(m_cancel, &QPushButton::clicked, this, &StatePage::cancelRequested);
    setUp({}, false);
}

void StatePage::setUp(const QString& sentence, bool loading)
{
    m_patience.stop();
    m_sentence->setText(sentence);
    m_sentence->setAccessibleName(sentence);
    m_progress->setRange(0, 0);
    m_found->clear();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_progress, m_found, m_cancel, m_second})
        widget->hide();
    m_action->setVisible(!loading);
    if (loading)
        m_patience.start();
}

void StatePage::showEmpty(const QString& sentence, const QString& action)
{
    setUp(sentence, false);
    m_icon->setPixmap(theme::themedIcon(theme::ChromeIcon::empty, {layout::Tone::muted, false, {}}).pixmap(40, 40));
    m_action->setText(action);
}

void StatePage::showLoading(const QString& sentence)
{
    setUp(sentence, true);
    m_icon->setPixmap(theme::themedIcon(theme::ChromeIcon::open, {layout::Tone::muted, false, {}}).pixmap(40, 40));
}

void StatePage::showError(const QString& sentence, const QString& action, const QString& secondAction)
{
    setUp(sentence, false);
    m_icon->setPixmap(
        theme::themedIcon(theme::ChromeIcon::unreadable, {layout::Tone::failed, false, {}}).pixmap(40, 40));
    m_action->setText(action);
    m_second->setText(secondAction);
    m_second->show();
}

QString StatePage::sentence() const { return m_sentence->text(); }

bool StatePage::showsProgress() const { return m_progress->isVisible(); }

void StatePage::setProgress(std::size_t done, std::size_t total, std::size_t found)
{
    if (total > 0) {
        m_progress->setRange(0, progressSteps);
        m_progress->setValue(static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * progressSteps));
    }
    if (found > 0)
        m_found->setText(tr("%1 runs so far").arg(QLocale().toString(static_cast<qulonglong>(found))));
}

} // namespace runlens
