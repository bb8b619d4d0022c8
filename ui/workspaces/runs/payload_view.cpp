// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/payload_view.h"

#include "ui/models/value_tree_model.h"
#include "ui/theme/looks.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

namespace runlens {

PayloadView::PayloadView(QWidget* parent)
    : QWidget(parent), m_model(new ValueTreeModel(this)), m_tree(new QTreeView(this)), m_none(new QLabel(this))
{
    m_tree->setModel(m_model);
    m_tree->setFont(theme::monoFont());
    m_tree->setUniformRowHeights(true);
    m_tree->setAccessibleName(tr("Payload"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setDefaultSectionSize(140);
    theme::setLook(m_tree, theme::Look::bare);
    theme::setLook(m_none, theme::Look::muted);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(16, 12, 16, 12);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_none, 1);
    const auto shortcut = [this](const QKeySequence& keys, int role, const QString& what) {
        auto* made = new QShortcut(keys, m_tree);
        made->setContext(Qt::WidgetShortcut);
        connect(made, &QShortcut::activated, this, [this, role, what] { copy(role, what); });
    };
    shortcut(QKeySequence::Copy, ValueTreeModel::copyRole, tr("the value"));
    shortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), ValueTreeModel::pathRole, tr("the path"));
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &PayloadView::openMenu);
}

void PayloadView::setValue(const Value& value, const QString& whereNone)
{
    m_model->setValue(std::make_shared<const Value>(value));
    m_none->setText(whereNone);
    m_none->setVisible(value.isNull());
    m_tree->setVisible(!value.isNull());
    m_tree->expandToDepth(1);
}

void PayloadView::copy(int role, const QString& what)
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return;
    QApplication::clipboard()->setText(index.data(role).toString());
    Q_EMIT copied(what);
}

void PayloadView::openMenu(const QPoint& at)
{
    if (const QModelIndex index = m_tree->indexAt(at); index.isValid()) {
        m_tree->setCurrentIndex(index);
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy value"), this, [this] { copy(ValueTreeModel::copyRole, tr("the value")); });
        menu->addAction(tr("Copy path"), this, [this] { copy(ValueTreeModel::pathRole, tr("the path")); });
        menu->popup(m_tree->viewport()->mapToGlobal(at));
    }
}

} // namespace runlens
