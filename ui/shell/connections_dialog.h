// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/profile_book.h"
#include "ui/shell/profile_draft.h"

#include <QDialog>

#include <vector>

class QHBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace runlens::theme {
class ElidedLabel;
}

namespace runlens::shell {

class ConnectionTestPanel;
class ProfileForm;

/// The servers that are known: added, copied, removed, put in order, edited, tried out. Nothing is changed until it is
/// saved, and then all of it or nothing. Neither files nor the key store hold up the window. A key that is stored never
/// comes into a field.
class ConnectionsDialog final : public QDialog {
    Q_OBJECT

public:
    /// The book must outlive this.
    explicit ConnectionsDialog(ProfileBook& book, QWidget* parent = nullptr);

    void choose(const QString& profileId);
    void addProfile();

    void accept() override; ///< saves; closes once that is done
    void reject() override; ///< asks where something was changed

    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] QListWidget& list() const noexcept { return *m_list; }
    [[nodiscard]] ProfileForm& form() const noexcept { return *m_form; }
    [[nodiscard]] ConnectionTestPanel& test() const noexcept { return *m_test; }

Q_SIGNALS:
    void saved();

private:
    void build();
    [[nodiscard]] QWidget* buildList();
    [[nodiscard]] QWidget* buildDetail();
    [[nodiscard]] QWidget* buildUndo();
    void follow();
    void showDraft(int row);
    void take();
    void copyProfile();
    void removeProfile();
    void undoRemove();
    void move(int by);
    void insert(int row, ProfileDraft draft);
    void tell();
    void tellRow(int row);
    void askForKey();
    void runTest();
    void say(const QString& problem);
    [[nodiscard]] ProfileDraft* current();

    ProfileBook& m_book;
    std::vector<ProfileDraft> m_drafts;
    struct Removed {
        ProfileDraft draft;
        int row = 0;
    };
    std::vector<Removed> m_removed; ///< the latest last
    QListWidget* m_list = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    QWidget* m_undo = nullptr;
    theme::ElidedLabel* m_undoText = nullptr;
    QWidget* m_detail = nullptr;
    QLabel* m_empty = nullptr;
    ProfileForm* m_form = nullptr;
    ConnectionTestPanel* m_test = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_save = nullptr;
    bool m_saving = false;
};

} // namespace runlens::shell
