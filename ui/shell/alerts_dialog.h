// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/alert_rule.h"

#include <QDialog>

#include <functional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace runlens::shell {

/// The rules by which people are told of failures: a list, and the chosen one to edit. Nothing counts until it is
/// saved.
class AlertsDialog final : public QDialog {
    Q_OBJECT

public:
    /// What is wrong with a query, as a sentence; empty for nothing. Runs on the window's thread at each letter.
    using QueryCheck = std::function<QString(const QString& query)>;

    AlertsDialog(std::vector<AlertRule> rules, QueryCheck check, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<AlertRule>& rules() const noexcept { return m_rules; }
    /// A new rule with that query, ready to be named.
    void addRule(const QString& query);

    void accept() override; ///< not while a rule cannot be used: it is shown instead

Q_SIGNALS:
    void saved(const std::vector<runlens::shell::AlertRule>& rules);

private:
    [[nodiscard]] QWidget* buildList();
    [[nodiscard]] QWidget* buildForm();
    void showRule(int row);
    void take();
    void removeRule();
    void tell();
    [[nodiscard]] QString itemText(const AlertRule& rule) const;
    [[nodiscard]] std::vector<AlertRule>::const_iterator firstUnusable() const;
    [[nodiscard]] QString problemOf(const AlertRule& rule) const;
    [[nodiscard]] AlertRule* currentRule();

    std::vector<AlertRule> m_rules;
    QueryCheck m_check;
    QListWidget* m_list = nullptr;
    QPushButton* m_remove = nullptr;
    QWidget* m_form = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_query = nullptr;
    QSpinBox* m_threshold = nullptr;
    QSpinBox* m_minutes = nullptr;
    QCheckBox* m_on = nullptr;
    QLabel* m_problem = nullptr;
    bool m_showing = false;
};

} // namespace runlens::shell
