// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/columns_dialog.h"

#include "engine/words/safe_text.h"
#include "ui/models/run_texts.h"
#include "ui/theme/looks.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace runlens {

ColumnsDialog::ColumnsDialog(const RunListLayout& layout, QWidget* parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_path(new QLineEdit(this)), m_add(new QPushButton(this))
{
    setWindowTitle(tr("Columns of the list"));
    build();
    fill(layout);
    judgePath();
}

void ColumnsDialog::build()
{
    auto* what = new QLabel(tr("Tick what the list shows, and drag it into its order."), this);
    what->setWordWrap(true);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setAccessibleName(tr("Columns"));
    auto* more = new QLabel(tr("A value of each run by its path, such as payload.amount:"), this);
    more->setWordWrap(true);
    more->setBuddy(m_path);
    m_path->setPlaceholderText(tr("payload.amount"));
    m_path->setMaxLength(static_cast<int>(RunListLayout::longestPath) / 4); // bytes of a character
    m_add->setText(tr("Add column"));
    auto* buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    theme::setLook(m_ok, theme::Look::primary);
    auto* line = new QHBoxLayout;
    line->addWidget(m_path, 1);
    line->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->addWidget(what);
    column->addWidget(m_list, 1);
    column->addWidget(more);
    column->addLayout(line);
    column->addWidget(buttons);
    resize(420, 540);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { fill(RunListLayout::defaults()); });
    connect(m_path, &QLineEdit::textChanged, this, &ColumnsDialog::judgePath);
    connect(m_add, &QPushButton::clicked, this, &ColumnsDialog::addPath);
}

void ColumnsDialog::fill(const RunListLayout& layout)
{
    m_layout = layout;
    m_list->clear();
    for (std::size_t at = 0; at < layout.columns.size(); ++at) {
        const RunListLayout::Column& column = layout.columns[at];
        auto* item =
            new QListWidgetItem(column.column ? RunTexts::title(*column.column) : safeText(column.path), m_list);
        item->setData(Qt::UserRole, static_cast<int>(at));
        item->setCheckState(column.hidden ? Qt::Unchecked : Qt::Checked);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
    }
}

void ColumnsDialog::judgePath()
{
    const std::string path = m_path->text().trimmed().toStdString();
    const auto paths = m_layout.paths();
    m_add->setEnabled(!path.empty() && std::ranges::find(paths, path) == paths.end()
                      && paths.size() < RunListLayout::mostPaths);
    m_add->setDefault(m_add->isEnabled());
    m_ok->setDefault(!m_add->isEnabled());
}

void ColumnsDialog::addPath()
{
    if (!m_add->isEnabled())
        return;
    RunListLayout layout = columnLayout();
    layout.columns.push_back({std::nullopt, m_path->text().trimmed().toStdString(), 0, false});
    fill(layout);
    m_list->scrollToBottom();
    m_path->clear();
}

RunListLayout ColumnsDialog::columnLayout() const
{
    RunListLayout layout;
    layout.sort = m_layout.sort;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        RunListLayout::Column column = m_layout.columns[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())];
        column.hidden = item->checkState() != Qt::Checked;
        // A path that nobody wants to see is no column any more.
        if (column.column || !column.hidden)
            layout.columns.push_back(std::move(column));
    }
    if (std::ranges::all_of(layout.columns, &RunListLayout::Column::hidden))
        layout.columns.front().hidden = false;
    return layout;
}

} // namespace runlens
