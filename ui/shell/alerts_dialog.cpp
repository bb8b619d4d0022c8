// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alerts_dialog.h"

#include "ui/theme/looks.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace runlens::shell {

AlertsDialog::AlertsDialog(std::vector<AlertRule> rules, QueryCheck check, QWidget* parent)
    : QDialog(parent), m_rules(std::move(rules)), m_check(std::move(check))
{
    setWindowTitle(tr("Notifications"));
    auto* intro =
        new QLabel(tr("While a window follows a server or the local engine, the desktop tells you when runs begin to "
                      "match a rule, at most once in 10 minutes for each."),
                   this);
    intro->setWordWrap(true);
    theme::setLook(intro, theme::Look::muted);
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    theme::setLook(save, theme::Look::primary);
    save->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &AlertsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AlertsDialog::reject);
    auto* across = new QHBoxLayout;
    across->setSpacing(16);
    across->addWidget(buildList(), 2);
    across->addWidget(buildForm(), 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(12);
    column->addWidget(intro);
    column->addLayout(across, 1);
    column->addWidget(buttons);
    resize(720, 400);
    for (const AlertRule& rule : m_rules)
        m_list->addItem(itemText(rule));
    showRule(-1);
    const auto bad = firstUnusable();
    if (!m_rules.empty())
        m_list->setCurrentRow(bad == m_rules.end() ? 0 : static_cast<int>(bad - m_rules.begin()));
}

QString AlertsDialog::itemText(const AlertRule& rule) const
{
    if (!rule.on)
        return tr("%1 (off)").arg(rule.name);
    return problemOf(rule).isEmpty() ? rule.name : tr("%1 (not in use)").arg(rule.name);
}

std::vector<AlertRule>::const_iterator AlertsDialog::firstUnusable() const
{
    return std::ranges::find_if(m_rules, [this](const AlertRule& rule) { return !problemOf(rule).isEmpty(); });
}

QWidget* AlertsDialog::buildList()
{
    auto* side = new QWidget(this);
    m_list = new QListWidget(side);
    m_list->setAccessibleName(tr("Rules"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    auto* add = new QPushButton(tr("Add"), side);
    add->setAutoDefault(false);
    m_remove = new QPushButton(tr("Remove"), side);
    m_remove->setAutoDefault(false);
    auto* below = new QHBoxLayout;
    below->addWidget(add);
    below->addWidget(m_remove);
    below->addStretch(1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list, 1);
    column->addLayout(below);
    connect(m_list, &QListWidget::currentRowChanged, this, &AlertsDialog::showRule);
    connect(add, &QPushButton::clicked, this, [this] { addRule({}); });
    connect(m_remove, &QPushButton::clicked, this, &AlertsDialog::removeRule);
    return side;
}

QWidget* AlertsDialog::buildForm()
{
    m_form = new QWidget(this);
    m_name = new QLineEdit(m_form);
    m_query = new QLineEdit(m_form);
    m_query->setPlaceholderText(QStringLiteral("status:failed"));
    m_threshold = new QSpinBox(m_form);
    m_threshold->setRange(1, AlertRule::mostThreshold);
    m_minutes = new QSpinBox(m_form);
    m_minutes->setRange(1, AlertRule::mostMinutes);
    m_threshold->setButtonSymbols(QAbstractSpinBox::NoButtons); // a style sheet leaves no arrows on them
    m_minutes->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_on = new QCheckBox(tr("Tell me"), m_form);
    m_problem = new QLabel(m_form);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setProperty("tone", QStringLiteral("failed"));
    auto* form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(10);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Query"), m_query);
    form->addRow(QString(), m_problem);
    form->addRow(tr("Matches, at &least"), m_threshold);
    form->addRow(tr("Within &minutes"), m_minutes);
    form->addRow(QString(), m_on);
    connect(m_name, &QLineEdit::textEdited, this, &AlertsDialog::take);
    connect(m_query, &QLineEdit::textEdited, this, &AlertsDialog::take);
    connect(m_threshold, &QSpinBox::valueChanged, this, &AlertsDialog::take);
    connect(m_minutes, &QSpinBox::valueChanged, this, &AlertsDialog::take);
    connect(m_on, &QCheckBox::toggled, this, &AlertsDialog::take);
    return m_form;
}

AlertRule* AlertsDialog::currentRule()
{
    const int row = m_list->currentRow();
    return row < 0 || row >= static_cast<int>(m_rules.size()) ? nullptr : &m_rules[static_cast<std::size_t>(row)];
}

void AlertsDialog::showRule(int)
{
    const AlertRule* rule = currentRule();
    const QScopedValueRollback showing(m_showing, true);
    m_form->setEnabled(rule != nullptr);
    m_remove->setEnabled(rule != nullptr);
    const AlertRule shown = rule == nullptr ? AlertRule() : *rule;
    m_name->setText(shown.name);
    m_query->setText(shown.query);
    m_threshold->setValue(shown.threshold);
    m_minutes->setValue(shown.minutes);
    m_on->setChecked(shown.on);
    tell();
}

void AlertsDialog::take()
{
    AlertRule* rule = currentRule();
    if (m_showing || rule == nullptr)
        return;
    rule->name = m_name->text();
    rule->query = m_query->text();
    rule->threshold = m_threshold->value();
    rule->minutes = m_minutes->value();
    rule->on = m_on->isChecked();
    m_list->currentItem()->setText(itemText(*rule));
    tell();
}

void AlertsDialog::tell()
{
    const AlertRule* rule = currentRule();
    const QString problem = rule == nullptr ? QString() : problemOf(*rule);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_query->setAccessibleDescription(problem);
}

QString AlertsDialog::problemOf(const AlertRule& rule) const
{
    if (rule.query.trimmed().isEmpty())
        return tr("Write what the runs are to match, such as status:failed.");
    return m_check ? m_check(rule.query) : QString();
}

void AlertsDialog::addRule(const QString& query)
{
    if (static_cast<int>(m_rules.size()) >= mostRules)
        return;
    AlertRule rule;
    rule.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    rule.name = query.isEmpty() ? tr("New rule") : query;
    rule.query = query;
    rule.threshold = 3;
    m_rules.push_back(rule);
    m_list->addItem(itemText(rule));
    m_list->setCurrentRow(m_list->count() - 1);
    m_name->setFocus();
    m_name->selectAll();
}

void AlertsDialog::removeRule()
{
    const int row = m_list->currentRow();
    if (currentRule() == nullptr)
        return;
    m_rules.erase(m_rules.begin() + row);
    delete m_list->takeItem(row);
    showRule(m_list->currentRow());
}

void AlertsDialog::accept()
{
    if (const auto bad = firstUnusable(); bad != m_rules.end()) {
        m_list->setCurrentRow(static_cast<int>(bad - m_rules.begin()));
        m_query->setFocus();
        return;
    }
    Q_EMIT saved(m_rules);
    QDialog::accept();
}

} // namespace runlens::shell
