// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/client/key_store.h"
#include "ui/shell/profile_draft.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace runlens::shell {

/// The fields of one profile. What is wrong stands under its field once that was edited, or all of it after
/// showProblems().
class ProfileForm final : public QWidget {
    Q_OBJECT

public:
    explicit ProfileForm(QWidget* parent = nullptr);

    void setDraft(const ProfileDraft& draft);
    [[nodiscard]] const ProfileDraft& draft() const noexcept { return m_draft; }
    /// Only whether there is one; the key itself never comes here.
    void setKeyKnown(ProfileDraft::Key key);
    void setKeyPlace(const client::KeyPlace& place);

    /// Says all that is wrong, and puts the cursor into the first field of it.
    void showProblems();
    void focusName();

Q_SIGNALS:
    void edited();

private:
    void buildFields();
    struct Field {
        QWidget* input = nullptr;
        QWidget* row = nullptr;    ///< what stands in its line; null: the input alone
        QLabel* problem = nullptr; ///< null: nothing can be wrong
    };
    void addField(QFormLayout* form, const QString& label, const Field& field);
    void take();
    void takeKey(const QString& typed);
    void forgetKey();
    void chooseCaFile();
    void tell();
    void tellKey();

    ProfileDraft m_draft;
    client::KeyPlace m_place;
    QLineEdit* m_name;
    QLineEdit* m_address;
    QComboBox* m_dialect;
    QComboBox* m_mark;
    QCheckBox* m_readOnly;
    QLineEdit* m_caFile;
    QDoubleSpinBox* m_rate;
    QLineEdit* m_key;
    QPushButton* m_forget;
    QLabel* m_nameProblem;
    QLabel* m_addressProblem;
    QLabel* m_caProblem;
    QLabel* m_keyProblem;
    QLabel* m_keyNote;
    bool m_setting = false;
    bool m_all = false; ///< problems of fields nobody touched yet are said too
};

} // namespace runlens::shell
