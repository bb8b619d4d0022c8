// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connections_dialog.h"

#include "engine/words/words.h"
#include "ui/shell/connection_test_panel.h"
#include "ui/shell/profile_form.h"
#include "ui/shell/source_mark.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/looks.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runlens::shell {
namespace {

using Key = ProfileDraft::Key;

QPushButton* plainButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    return button;
}

} // namespace

ConnectionsDialog::ConnectionsDialog(ProfileBook& book, QWidget* parent) : QDialog(parent), m_book(book)
{
    setWindowTitle(tr("Connections"));
    for (const client::ServerProfile& profile : book.profiles())
        m_drafts.push_back({profile, Key::notYetKnown});
    build();
    follow();
    for (int row = 0; row < static_cast<int>(m_drafts.size()); ++row) {
        m_list->addItem(new QListWidgetItem);
        tellRow(row);
    }
    m_list->setCurrentRow(m_drafts.empty() ? -1 : 0);
    showDraft(m_list->currentRow());
}

void ConnectionsDialog::build()
{
    auto* across = new QHBoxLayout;
    across->setSpacing(18);
    across->addWidget(buildList());
    across->addWidget(buildDetail(), 1);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setProperty("tone", QStringLiteral("failed"));
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    theme::setLook(m_save, theme::Look::primary);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ConnectionsDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(12);
    column->addLayout(across, 1);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    resize(840, 720);
}

QWidget* ConnectionsDialog::buildList()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(230);
    m_list = new QListWidget(side);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* add = plainButton(tr("Ne&w"), side);
    m_copy = plainButton(tr("Du&plicate"), side);
    m_remove = plainButton(tr("Remo&ve"), side);
    m_up = plainButton(tr("Move up"), side);
    m_down = plainButton(tr("Move down"), side);
    m_up->setToolTip(tr("Alt+Up"));
    m_down->setToolTip(tr("Alt+Down"));
    auto* first = new QHBoxLayout;
    first->addWidget(add);
    first->addWidget(m_copy, 1);
    auto* second = new QHBoxLayout;
    second->addWidget(m_up, 1);
    second->addWidget(m_down, 1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_list, 1);
    column->addWidget(buildUndo());
    column->addLayout(first);
    column->addLayout(second);
    column->addWidget(m_remove);
    connect(add, &QPushButton::clicked, this, &ConnectionsDialog::addProfile);
    const auto onList = [this](const QKeySequence& keys, auto run) {
        auto* action = new QAction(m_list);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_list->addAction(action);
    };
    onList(QKeySequence(Qt::ALT | Qt::Key_Up), [this] { move(-1); });
    onList(QKeySequence(Qt::ALT | Qt::Key_Down), [this] { move(1); });
    onList(QKeySequence::Delete, [this] { removeProfile(); });
    onList(QKeySequence::Undo, [this] { undoRemove(); });
    return side;
}

QWidget* ConnectionsDialog::buildUndo()
{
    m_undo = new QWidget(this);
    m_undoText = new theme::ElidedLabel({}, m_undo);
    theme::setLook(m_undoText, theme::Look::muted);
    auto* undo = plainButton(tr("&Undo"), m_undo);
    theme::setLook(undo, theme::Look::link);
    auto* row = new QHBoxLayout(m_undo);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_undoText, 1);
    row->addWidget(undo);
    m_undo->hide();
    connect(undo, &QPushButton::clicked, this, &ConnectionsDialog::undoRemove);
    return m_undo;
}

QWidget* ConnectionsDialog::buildDetail()
{
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget(area);
    m_detail = new QWidget(inside);
    m_form = new ProfileForm(m_detail);
    m_test = new ConnectionTestPanel(m_detail);
    auto* column = new QVBoxLayout(m_detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_form);
    column->addWidget(m_test);
    column->addStretch(1);
    m_empty = new QLabel(tr("No server is known yet. Add one to see its runs."), inside);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    auto* outer = new QVBoxLayout(inside);
    outer->setContentsMargins(2, 0, 10, 0);
    outer->addWidget(m_detail, 1);
    outer->addWidget(m_empty, 1);
    area->setWidget(inside);
    return area;
}

void ConnectionsDialog::follow()
{
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionsDialog::showDraft);
    connect(m_copy, &QPushButton::clicked, this, &ConnectionsDialog::copyProfile);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionsDialog::removeProfile);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_form, &ProfileForm::edited, this, &ConnectionsDialog::take);
    connect(m_test, &ConnectionTestPanel::testRequested, this, &ConnectionsDialog::runTest);
    connect(&m_book.keys(), &client::KeyStore::whereChanged, m_form, &ProfileForm::setKeyPlace);
    m_form->setKeyPlace(m_book.keys().where());
    connect(&m_book, &ProfileBook::saved, this, [this] {
        if (!std::exchange(m_saving, false))
            return;
        Q_EMIT saved();
        QDialog::accept();
    });
    connect(&m_book, &ProfileBook::failed, this, [this](const Error& error) {
        if (!std::exchange(m_saving, false))
            return;
        setEnabled(true);
        say(Words().error(error));
    });
}

ProfileDraft* ConnectionsDialog::current()
{
    const int row = m_list->currentRow();
    return row < 0 || row >= static_cast<int>(m_drafts.size()) ? nullptr : &m_drafts[static_cast<std::size_t>(row)];
}

void ConnectionsDialog::showDraft(int)
{
    const ProfileDraft* draft = current();
    m_detail->setVisible(draft != nullptr);
    m_empty->setVisible(draft == nullptr);
    m_test->reset();
    if (draft != nullptr) {
        m_form->setDraft(*draft);
        askForKey();
    }
    tell();
}

void ConnectionsDialog::askForKey()
{
    const ProfileDraft* draft = current();
    if (draft == nullptr || draft->key != Key::notYetKnown)
        return;
    const QString id = draft->profile.id;
    m_book.keys().read(id, this, [this, id](const Result<QString>& key) {
        // A store that does not give the key still has one.
        const Key known = key && key->isEmpty() ? Key::none : Key::stored;
        const auto of = std::ranges::find_if(m_drafts, [&id](const ProfileDraft& it) { return it.profile.id == id; });
        if (of == m_drafts.end() || of->key != Key::notYetKnown)
            return;
        of->key = known;
        if (current() == &*of)
            m_form->setKeyKnown(known);
    });
}

void ConnectionsDialog::take()
{
    ProfileDraft* draft = current();
    if (draft == nullptr)
        return;
    *draft = m_form->draft();
    m_test->reset();
    say({});
    tellRow(m_list->currentRow());
    askForKey();
}

void ConnectionsDialog::tellRow(int row)
{
    const ProfileDraft& draft = m_drafts[static_cast<std::size_t>(row)];
    QListWidgetItem* item = m_list->item(row);
    const QString name = draft.profile.name.trimmed();
    item->setText(name.isEmpty() ? tr("Without a name") : name);
    item->setIcon(markIcon(draft.profile.mark));
    item->setToolTip(QStringList{item->text(), draft.profile.url}.join(QLatin1Char('\n')).trimmed());
    item->setData(Qt::AccessibleTextRole, draft.profile.mark == SourceMark::none
                                              ? item->text()
                                              : tr("%1, %2").arg(item->text(), markName(draft.profile.mark)));
}

void ConnectionsDialog::tell()
{
    const int row = m_list->currentRow();
    const bool any = current() != nullptr;
    m_copy->setEnabled(any);
    m_remove->setEnabled(any);
    m_up->setEnabled(any && row > 0);
    m_down->setEnabled(any && row + 1 < m_list->count());
    m_undo->setVisible(!m_removed.empty());
    if (!m_removed.empty())
        m_undoText->setFullText(tr("Removed “%1”.").arg(m_removed.back().draft.profile.name));
}

void ConnectionsDialog::choose(const QString& profileId)
{
    const auto of =
        std::ranges::find_if(m_drafts, [&](const ProfileDraft& draft) { return draft.profile.id == profileId; });
    if (of != m_drafts.end())
        m_list->setCurrentRow(static_cast<int>(of - m_drafts.begin()));
}

void ConnectionsDialog::insert(int row, ProfileDraft draft)
{
    m_drafts.insert(m_drafts.begin() + row, std::move(draft));
    {
        const QSignalBlocker blocked(m_list);
        m_list->insertItem(row, new QListWidgetItem);
        tellRow(row);
        m_list->setCurrentRow(row);
    }
    showDraft(row);
}

void ConnectionsDialog::addProfile()
{
    ProfileDraft draft;
    draft.profile.id = client::newProfileId();
    draft.profile.name = tr("New connection");
    insert(m_list->count(), std::move(draft));
    m_form->focusName();
}

void ConnectionsDialog::copyProfile()
{
    const ProfileDraft* of = current();
    if (of == nullptr)
        return;
    ProfileDraft draft{of->profile, Key::none}; // the key is another profile's
    draft.profile.id = client::newProfileId();
    draft.profile.name = tr("%1 (copy)").arg(of->profile.name);
    insert(m_list->currentRow() + 1, std::move(draft));
    m_form->focusName();
}

void ConnectionsDialog::removeProfile()
{
    const int row = m_list->currentRow();
    const ProfileDraft* draft = current();
    if (draft == nullptr)
        return;
    m_removed.push_back({*draft, row});
    m_drafts.erase(m_drafts.begin() + row);
    {
        const QSignalBlocker blocked(m_list);
        delete m_list->takeItem(row);
        m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    }
    showDraft(m_list->currentRow());
    m_list->setFocus();
}

void ConnectionsDialog::undoRemove()
{
    if (m_removed.empty())
        return;
    Removed last = std::move(m_removed.back());
    m_removed.pop_back();
    insert(std::min(last.row, m_list->count()), std::move(last.draft));
}

void ConnectionsDialog::move(int by)
{
    const int row = m_list->currentRow();
    const int to = row + by;
    if (current() == nullptr || to < 0 || to >= m_list->count())
        return;
    std::swap(m_drafts[static_cast<std::size_t>(row)], m_drafts[static_cast<std::size_t>(to)]);
    const QSignalBlocker blocked(m_list);
    m_list->insertItem(to, m_list->takeItem(row));
    m_list->setCurrentRow(to);
    tell();
}

void ConnectionsDialog::runTest()
{
    const ProfileDraft* draft = current();
    if (draft == nullptr)
        return;
    if (problemsOf(*draft).any()) {
        m_form->showProblems();
        m_test->refuse(tr("Mend what is marked above; then test again."));
        return;
    }
    const auto run = [this, profile = draft->profile](const QString& key) {
        if (const auto server = client::ServerAddress::of(profile.url, key.toStdString()))
            m_test->run(*server, profile.caFile);
    };
    if (draft->key == Key::typed || draft->key == Key::none || draft->key == Key::forgotten) {
        run(draft->typedKey);
        return;
    }
    const QString id = draft->profile.id;
    m_book.keys().read(id, this, [this, run, id](const Result<QString>& key) {
        if (current() == nullptr || current()->profile.id != id)
            return;
        if (key)
            run(*key);
        else
            m_test->refuse(Words().error(key.error()));
    });
}

bool ConnectionsDialog::isChanged() const
{
    const auto same = [](const ProfileDraft& draft, const client::ServerProfile& profile) {
        return draft.profile == profile && draft.key != Key::typed && draft.key != Key::forgotten;
    };
    return !std::ranges::equal(m_drafts, m_book.profiles(), same);
}

void ConnectionsDialog::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void ConnectionsDialog::accept()
{
    if (m_saving)
        return;
    const auto bad = std::ranges::find_if(m_drafts, [](const ProfileDraft& draft) { return problemsOf(draft).any(); });
    if (bad != m_drafts.end()) {
        m_list->setCurrentRow(static_cast<int>(bad - m_drafts.begin()));
        m_form->showProblems();
        say(tr("Nothing was saved. Mend what is marked, then save again."));
        return;
    }
    std::vector<client::ServerProfile> profiles;
    std::vector<KeyChange> keys;
    for (const ProfileDraft& draft : m_drafts) {
        profiles.push_back(draft.profile);
        profiles.back().name = draft.profile.name.trimmed();
        if (draft.key == Key::typed)
            keys.push_back({draft.profile.id, draft.typedKey});
        else if (draft.key == Key::forgotten)
            keys.push_back({draft.profile.id, std::nullopt});
    }
    m_test->reset();
    m_saving = true;
    say({});
    setEnabled(false);
    m_book.save(std::move(profiles), std::move(keys));
}

void ConnectionsDialog::reject()
{
    if (m_saving)
        return;
    if (!isChanged()) {
        m_test->reset();
        QDialog::reject();
        return;
    }
    auto* ask = new QMessageBox(QMessageBox::Question, tr("Discard the changes?"),
                                tr("The connections were changed, and nothing of it is saved yet."),
                                QMessageBox::NoButton, this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* leave = ask->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    ask->setDefaultButton(ask->addButton(tr("Go on editing"), QMessageBox::RejectRole));
    connect(leave, &QPushButton::clicked, this, [this] {
        m_test->reset();
        QDialog::reject();
    });
    ask->open();
}

} // namespace runlens::shell
