// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/request_panel.h"

#include "ui/models/request_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/theme/window_palette.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace runlens::shell {
namespace {

constexpr int lineHeight = 26;

/// All, or what failed.
class ByFailure final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setFailuresOnly(bool only)
    {
        m_only = only;
        invalidateFilter();
    }
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        return !m_only || sourceModel()->index(row, 0, parent).data(RequestListModel::failedRole).toBool();
    }

private:
    bool m_only = false;
};

/// A failed request has a cross before its status, and both are red.
class RequestDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode =
            index.column() == static_cast<int>(RequestColumn::path) ? Qt::ElideMiddle : Qt::ElideRight;
        if (index.column() != static_cast<int>(RequestColumn::status)
            || !index.data(RequestListModel::failedRole).toBool())
            return;
        const QColor red = theme::windowPaletteOf(theme::applicationTheme())[layout::Tone::failed].text;
        option->palette.setColor(QPalette::Text, red);
        option->palette.setColor(QPalette::HighlightedText, red);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = theme::themedIcon(layout::Icon::failed, {.tone = layout::Tone::failed});
        option->decorationSize = QSize(14, 14);
    }
};

} // namespace

RequestPanel::RequestPanel(QWidget* parent)
    : QFrame(parent),
      m_model(new RequestListModel(this)),
      m_shown(new ByFailure(this)),
      m_table(new QTableView(this)),
      m_failures(new QCheckBox(tr("Failures only"), this)),
      m_none(new QLabel(this))
{
    theme::setLook(this, theme::Look::card);
    m_shown->setSourceModel(m_model);
    auto* heading = new QLabel(tr("REQUESTS"), this);
    theme::setLook(heading, theme::Look::heading);
    auto* clearButton = new QPushButton(tr("Clear"), this);
    auto* close = new QToolButton(this);
    close->setIcon(theme::themedIcon(theme::ChromeIcon::close, {.tone = layout::Tone::muted}));
    close->setToolTip(tr("Close the requests"));
    close->setAccessibleName(tr("Close the requests"));
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignCenter);
    theme::setLook(m_none, theme::Look::muted);
    auto* head = new QHBoxLayout;
    head->addWidget(heading);
    head->addSpacing(12);
    head->addWidget(m_failures);
    head->addStretch(1);
    head->addWidget(clearButton);
    head->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_none, 1);
    column->addWidget(m_table, 1);
    buildTable();
    buildActions();
    connect(clearButton, &QPushButton::clicked, this, &RequestPanel::clear);
    connect(close, &QToolButton::clicked, this, &RequestPanel::closeRequested);
    connect(m_failures, &QCheckBox::toggled, this, [this](bool only) {
        static_cast<ByFailure*>(m_shown)->setFailuresOnly(only);
        tell();
    });
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_shown, change, this, &RequestPanel::tell);
    connect(m_shown, &QAbstractItemModel::modelReset, this, &RequestPanel::tell);
    tell();
}

void RequestPanel::buildTable()
{
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new RequestDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Requests"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(lineHeight);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    constexpr std::array<int, requestColumnCount> widths{130, 84, 300, 116, 92, 100, 92};
    for (int i = 0; i < requestColumnCount; ++i)
        m_table->setColumnWidth(i, widths[static_cast<std::size_t>(i)]);
    header->setSectionResizeMode(static_cast<int>(RequestColumn::path), QHeaderView::Stretch);
}

void RequestPanel::buildActions()
{
    const auto add = [this](const QString& text, const QKeySequence& keys, void (RequestPanel::*run)()) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        m_table->addAction(action);
    };
    add(tr("Copy as c&URL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &RequestPanel::copyAsCurl);
    add(tr("Copy &path"), QKeySequence::Copy, &RequestPanel::copyPath);
    add(tr("C&lear"), {}, &RequestPanel::clear);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RequestPanel::setLog(client::RequestLog* log, const QUrl& server)
{
    m_hasLog = log != nullptr;
    m_server = server;
    m_model->setLog(log);
    tell();
}

void RequestPanel::setTimeStyle(const TimeStyle& style) { m_model->setTimeStyle(style); }

const client::LoggedRequest* RequestPanel::chosen() const
{
    const QModelIndex index = m_shown->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model->at(index.row()) : nullptr;
}

void RequestPanel::copyAsCurl()
{
    const client::LoggedRequest* request = chosen();
    if (request == nullptr)
        return;
    QGuiApplication::clipboard()->setText(client::asCurl(*request, m_server));
    Q_EMIT told(tr("Copied the request; set RUNLENS_API_KEY before you run it"));
}

void RequestPanel::copyPath()
{
    const client::LoggedRequest* request = chosen();
    if (request == nullptr)
        return;
    QGuiApplication::clipboard()->setText(request->path);
    Q_EMIT told(tr("Copied the path"));
}

void RequestPanel::clear() { m_model->clear(); }

void RequestPanel::tell()
{
    const bool none = m_shown->rowCount() == 0;
    m_none->setVisible(none);
    m_table->setVisible(!none);
    if (!m_hasLog)
        m_none->setText(tr("This source is no server; nothing is asked over the network."));
    else if (m_model->rowCount() > 0)
        m_none->setText(tr("None of the last %1 requests failed.").arg(m_model->rowCount()));
    else
        m_none->setText(tr("Nothing was asked yet; requests appear here as they are sent."));
}

} // namespace runlens::shell
