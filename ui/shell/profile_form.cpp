// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profile_form.h"

#include "ui/shell/source_mark.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <array>

namespace runlens::shell {
namespace {

using client::ProfileMark;
using Key = ProfileDraft::Key;

constexpr std::array marks{ProfileMark::none, ProfileMark::development, ProfileMark::staging, ProfileMark::production};

/// A style sheet takes a combo box's arrow away, and could bring it back only from a file per colour.
class Choice final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QComboBox::paintEvent(event);
        constexpr int side = 16;
        QPainter painter(this);
        theme::themedIcon(theme::ChromeIcon::chevronDown, {.tone = layout::Tone::muted})
            .paint(&painter, QRect(width() - side - 7, (height() - side) / 2, side, side));
    }
};

QLabel* problemLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", QStringLiteral("failed"));
    label->hide();
    return label;
}

void say(QLabel* label, QWidget* field, const QString& problem)
{
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
    field->setAccessibleDescription(problem);
}

} // namespace

ProfileForm::ProfileForm(QWidget* parent)
    : QWidget(parent),
      m_name(new QLineEdit(this)),
      m_address(new QLineEdit(this)),
      m_dialect(new Choice(this)),
      m_mark(new Choice(this)),
      m_readOnly(new QCheckBox(tr("&Read-only: nothing is changed from here"), this)),
      m_caFile(new QLineEdit(this)),
      m_rate(new QDoubleSpinBox(this)),
      m_key(new QLineEdit(this)),
      m_forget(new QPushButton(tr("Forget it"), this)),
      m_nameProblem(problemLabel(this)),
      m_addressProblem(problemLabel(this)),
      m_caProblem(problemLabel(this)),
      m_keyProblem(problemLabel(this)),
      m_keyNote(new QLabel(this))
{
    buildFields();
    for (QLineEdit* field : {m_name, m_address, m_caFile})
        connect(field, &QLineEdit::textEdited, this, &ProfileForm::take);
    connect(m_dialect, &QComboBox::currentIndexChanged, this, &ProfileForm::take);
    connect(m_mark, &QComboBox::currentIndexChanged, this, &ProfileForm::take);
    connect(m_readOnly, &QCheckBox::toggled, this, &ProfileForm::take);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &ProfileForm::take);
    connect(m_key, &QLineEdit::textEdited, this, &ProfileForm::takeKey);
    connect(m_forget, &QPushButton::clicked, this, &ProfileForm::forgetKey);
    setDraft({});
}

void ProfileForm::buildFields()
{
    m_address->setPlaceholderText(QStringLiteral("https://api.example.com"));
    m_dialect->addItems({tr("Found out by asking"), tr("Sendrealm"), tr("Resend")});
    for (const ProfileMark mark : marks)
        m_mark->addItem(markIcon(mark), markName(mark));
    m_caFile->setPlaceholderText(tr("The system's authorities alone"));
    m_rate->setRange(0.1, 1000);
    m_rate->setDecimals(1);
    m_rate->setButtonSymbols(QAbstractSpinBox::NoButtons); // a style sheet leaves no arrows on it
    m_key->setEchoMode(QLineEdit::Password);
    m_keyNote->setWordWrap(true);
    m_keyNote->setTextFormat(Qt::PlainText);
    theme::setLook(m_keyNote, theme::Look::small);
    theme::setLook(m_forget, theme::Look::link);
    m_forget->setAutoDefault(false);
    auto* choose = new QPushButton(tr("Choose …"), this);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ProfileForm::chooseCaFile);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(14);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    const auto beside = [this](QWidget* field, QWidget* button) {
        auto* both = new QWidget(this);
        auto* row = new QHBoxLayout(both);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(field, 1);
        row->addWidget(button);
        return both;
    };
    addField(form, tr("&Name"), {m_name, nullptr, m_nameProblem});
    addField(form, tr("&Address"), {m_address, nullptr, m_addressProblem});
    addField(form, tr("&Key"), {m_key, beside(m_key, m_forget), m_keyProblem});
    form->addRow(QString(), m_keyNote);
    addField(form, tr("&Mark"), {m_mark});
    form->addRow(QString(), m_readOnly);
    addField(form, tr("&Dialect"), {m_dialect});
    addField(form, tr("Re&quests a second, at most"), {m_rate});
    addField(form, tr("C&ertificates of your own"), {m_caFile, beside(m_caFile, choose), m_caProblem});
}

void ProfileForm::addField(QFormLayout* form, const QString& label, const Field& field)
{
    auto* name = new QLabel(label, this);
    name->setBuddy(field.input);
    field.input->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    form->addRow(name, field.row == nullptr ? field.input : field.row);
    if (field.problem != nullptr)
        form->addRow(QString(), field.problem);
}

void ProfileForm::setDraft(const ProfileDraft& draft)
{
    const QScopedValueRollback setting(m_setting, true);
    m_draft = draft;
    m_all = false;
    m_name->setText(draft.profile.name);
    m_address->setText(draft.profile.url);
    const auto& dialect = draft.profile.dialect;
    m_dialect->setCurrentIndex(!dialect ? 0 : *dialect == Dialect::sendrealm ? 1 : 2);
    const auto* mark = std::find(marks.begin(), marks.end(), draft.profile.mark);
    m_mark->setCurrentIndex(static_cast<int>(mark - marks.begin()));
    m_readOnly->setChecked(draft.profile.readOnly);
    m_caFile->setText(draft.profile.caFile);
    m_rate->setValue(draft.profile.requestsPerSecond);
    m_key->setText(draft.typedKey);
    for (QLineEdit* field : {m_name, m_address, m_caFile, m_key})
        field->setModified(false);
    tell();
    tellKey();
}

void ProfileForm::setKeyKnown(ProfileDraft::Key key)
{
    if (m_draft.key == Key::notYetKnown)
        m_draft.key = key;
    tellKey();
}

void ProfileForm::setKeyPlace(const client::KeyPlace& place)
{
    m_place = place;
    tellKey();
}

void ProfileForm::take()
{
    if (m_setting)
        return;
    m_draft.profile.name = m_name->text();
    m_draft.profile.url = m_address->text().trimmed();
    m_draft.profile.caFile = m_caFile->text().trimmed();
    const int dialect = m_dialect->currentIndex();
    m_draft.profile.dialect =
        dialect == 0 ? std::nullopt : std::optional(dialect == 1 ? Dialect::sendrealm : Dialect::resend);
    m_draft.profile.mark = marks[static_cast<std::size_t>(std::max(m_mark->currentIndex(), 0))];
    m_draft.profile.readOnly = m_readOnly->isChecked();
    m_draft.profile.requestsPerSecond = m_rate->value();
    tell();
    Q_EMIT edited();
}

void ProfileForm::takeKey(const QString& typed)
{
    const bool had = m_draft.key == Key::stored || m_draft.key == Key::typed || m_draft.key == Key::notYetKnown;
    m_draft.typedKey = typed.trimmed();
    // An empty field leaves what is stored, as its text says; whether there is one is asked anew.
    m_draft.key = !m_draft.typedKey.isEmpty() ? Key::typed : had ? Key::notYetKnown : Key::none;
    tell();
    tellKey();
    Q_EMIT edited();
}

void ProfileForm::forgetKey()
{
    m_draft.key = Key::forgotten;
    m_draft.typedKey.clear();
    m_key->clear();
    m_key->setFocus();
    tellKey();
    Q_EMIT edited();
}

void ProfileForm::chooseCaFile()
{
    auto* dialog = new QFileDialog(this, tr("Certificates to trust"), m_caFile->text(),
                                   tr("Certificates (*.pem *.crt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_caFile->setText(path);
        take();
    });
    dialog->open();
}

void ProfileForm::tell()
{
    const ProfileProblems problems = problemsOf(m_draft);
    const auto of = [this](const QLineEdit* field, const QString& problem) {
        return m_all || field->isModified() ? problem : QString();
    };
    say(m_nameProblem, m_name, of(m_name, problems.name));
    say(m_addressProblem, m_address, of(m_address, problems.address));
    say(m_caProblem, m_caFile, of(m_caFile, problems.caFile));
    say(m_keyProblem, m_key, of(m_key, problems.key));
}

void ProfileForm::tellKey()
{
    m_forget->setVisible(m_draft.key == Key::stored);
    switch (m_draft.key) {
    case Key::stored: m_key->setPlaceholderText(tr("One is stored; leave this empty to keep it")); break;
    case Key::forgotten: m_key->setPlaceholderText(tr("It is forgotten when you save")); break;
    default: m_key->setPlaceholderText(QString());
    }
    switch (m_place.where) {
    case client::KeyPlace::Where::system: m_keyNote->setText(tr("Kept in the system's key store.")); break;
    case client::KeyPlace::Where::memoryOnly:
        m_keyNote->setText(tr("Kept in memory only, until Runlens closes: no key store answered."));
        break;
    case client::KeyPlace::Where::notYetKnown:
        m_keyNote->setText(tr("Kept in the system's key store, where there is one."));
        break;
    }
    m_keyNote->setToolTip(m_place.reason);
}

void ProfileForm::showProblems()
{
    m_all = true;
    tell();
    const ProfileProblems problems = problemsOf(m_draft);
    if (!problems.name.isEmpty())
        m_name->setFocus();
    else if (!problems.address.isEmpty())
        m_address->setFocus();
    else if (!problems.key.isEmpty())
        m_key->setFocus();
    else if (!problems.caFile.isEmpty())
        m_caFile->setFocus();
}

void ProfileForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

} // namespace runlens::shell
