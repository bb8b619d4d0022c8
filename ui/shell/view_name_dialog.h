// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace runlens::shell {

/// Asks for the name of a view. Below the field stands what becomes of it, or why it cannot be; it is not accepted
/// before it can.
class ViewNameDialog final : public QDialog {
    Q_OBJECT

public:
    struct Verdict {
        bool fits = false;
        QString sentence; ///< what is wrong, or what will be done
        QString button;   ///< what is written on the button that does it
    };
    /// Asked at each letter; `name` is without blanks around it, and may be empty.
    using Judge = std::function<Verdict(const QString& name)>;

    ViewNameDialog(const QString& title, const QString& name, Judge judge, QWidget* parent);

    [[nodiscard]] QString name() const;
    void judge(); ///< again: what it is judged by has changed
    void accept() override;

private:
    void build();

    Judge m_judge;
    QLineEdit* m_name;
    QLabel* m_sentence;
    QPushButton* m_do = nullptr;
    bool m_asked = false; ///< that the name is missing is said once it was to be used
};

} // namespace runlens::shell
