// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/view_name_dialog.h"

#include "ui/models/saved_views.h"
#include "ui/theme/looks.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace runlens::shell {
namespace {

constexpr int wide = 400;
constexpr int sentenceLines = 3; // what is said changes while one types, and the buttons stay where they are

} // namespace

ViewNameDialog::ViewNameDialog(const QString& title, const QString& name, Judge judge, QWidget* parent)
    : QDialog(parent), m_judge(std::move(judge)), m_name(new QLineEdit(name, this)), m_sentence(new QLabel(this))
{
    setWindowTitle(title);
    build();
    m_name->selectAll();
    this->judge();
}

void ViewNameDialog::build()
{
    auto* label = new QLabel(tr("&Name"), this);
    label->setBuddy(m_name);
    m_name->setMaxLength(SavedViews::longestName);
    m_name->setPlaceholderText(tr("Failed today"));
    m_name->setAccessibleName(tr("Name of the view"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_sentence->setMinimumHeight(sentenceLines * m_sentence->fontMetrics().lineSpacing());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_do = buttons->button(QDialogButtonBox::Ok);
    theme::setLook(m_do, theme::Look::primary);
    auto* column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_sentence, 1);
    column->addWidget(buttons);
    setMinimumWidth(wide);
    connect(buttons, &QDialogButtonBox::accepted, this, &ViewNameDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &ViewNameDialog::judge);
}

QString ViewNameDialog::name() const { return m_name->text().simplified(); }

void ViewNameDialog::judge()
{
    const Verdict verdict = m_judge(name());
    const bool bad = !verdict.fits && (m_asked || !name().isEmpty());
    const QString sentence = verdict.fits || bad ? verdict.sentence : QString();
    const bool isNews = sentence != m_sentence->text();
    m_sentence->setText(sentence);
    m_sentence->setProperty("tone", bad ? QStringLiteral("failed") : QString());
    theme::setLook(m_sentence, theme::Look::muted);
    m_name->setAccessibleDescription(sentence);
    m_do->setText(verdict.button);
    if (bad && isNews) {
        QAccessibleEvent alert(m_sentence, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void ViewNameDialog::accept()
{
    m_asked = true;
    judge();
    if (m_judge(name()).fits)
        QDialog::accept();
    else
        m_name->setFocus();
}

} // namespace runlens::shell
