// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_tree_model.h"

#include "engine/wire/json_pointer.h"
#include "engine/wire/json_writer.h"
#include "engine/words/safe_text.h"
#include "ui/models/value_text.h"

#include <algorithm>
#include <limits>
#include <ranges>
#include <utility>

namespace runlens {
namespace {

const Value& nullValue()
{
    static const Value null;
    return null;
}

const Value& childAt(const Value& value, std::size_t row)
{
    if (const auto* list = value.as<Value::Array>())
        return (*list)[row];
    const auto* object = value.as<Value::Object>();
    return object != nullptr ? (*object)[row].value : nullValue();
}

/// The name of a field; null where the parent is a list.
const std::string* nameAt(const Value& parent, int row)
{
    const auto* object = parent.as<Value::Object>();
    return object != nullptr ? &(*object)[static_cast<std::size_t>(row)].name : nullptr;
}

int rowsOf(const Value& value)
{
    return static_cast<int>(std::min<std::size_t>(sizeOf(value), std::numeric_limits<int>::max()));
}

bool hasRows(const Value& value) { return value.as<Value::Array>() != nullptr || value.as<Value::Object>() != nullptr; }

} // namespace

ValueTreeModel::ValueTreeModel(QObject* parent) : QAbstractItemModel(parent) { setValue(nullptr); }

void ValueTreeModel::setValue(std::shared_ptr<const Value> value, std::string pointer)
{
    beginResetModel();
    m_value = std::move(value);
    m_pointer = std::move(pointer);
    m_nodes.clear();
    m_nodes.emplace_back().value = m_value != nullptr ? m_value.get() : &nullValue();
    endResetModel();
}

ValueTreeModel::Node* ValueTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : &m_nodes.front();
}

ValueTreeModel::Node* ValueTreeModel::childOf(Node& node, int row) const
{
    const bool isAlone = !hasRows(*node.value); // the whole value is one row
    if (node.children.empty())
        node.children.resize(isAlone ? 1 : sizeOf(*node.value));
    Node*& child = node.children[static_cast<std::size_t>(row)];
    if (child == nullptr) {
        child = &m_nodes.emplace_back();
        child->value = isAlone ? node.value : &childAt(*node.value, static_cast<std::size_t>(row));
        child->parent = &node;
        child->row = row;
    }
    return child;
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= columns || row >= rowCount(parent))
        return {};
    return createIndex(row, column, childOf(*nodeOf(parent), row));
}

QModelIndex ValueTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    Node* parent = nodeOf(index)->parent;
    return parent->parent == nullptr ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int ValueTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Value& value = *nodeOf(parent)->value;
    if (!parent.isValid() && !hasRows(value))
        return value.isNull() ? 0 : 1;
    return rowsOf(value);
}

int ValueTreeModel::columnCount(const QModelIndex& /*parent*/) const { return columns; }

QVariant ValueTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return index.column() == keyColumn ? keyText(node) : lineOf(*node.value);
    case Qt::AccessibleTextRole: return index.column() == keyColumn ? keyText(node) : accessibleText(node);
    case pathRole: return path(node);
    case pointerRole: return pointer(node);
    case jsonRole: return QString::fromStdString(toJson(*node.value, 2));
    case copyRole:
        if (const auto* text = node.value->as<std::string>())
            return QString::fromStdString(*text);
        return QString::fromStdString(toJson(*node.value, 2));
    case typeRole: return QVariant::fromValue(typeOf(*node.value));
    default: return {};
    }
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    return section == keyColumn ? tr("Key") : tr("Value");
}

QString ValueTreeModel::keyText(const Node& node) const
{
    const Value& parent = *node.parent->value;
    if (const std::string* name = nameAt(parent, node.row))
        return name->empty() ? QStringLiteral("\"\"") : safeStart(*name);
    return hasRows(parent) ? QLatin1Char('[') + QString::number(node.row) + QLatin1Char(']') : QStringLiteral("$");
}

QString ValueTreeModel::accessibleText(const Node& node) const
{
    const QString count = QString::number(sizeOf(*node.value));
    switch (typeOf(*node.value)) {
    case ValueType::list: return filled(tr("list, items: %1"), {count});
    case ValueType::object: return filled(tr("object, fields: %1"), {count});
    default: return lineOf(*node.value);
    }
}

/// From the top to the node, without the value itself.
std::vector<const ValueTreeModel::Node*> ValueTreeModel::way(const Node& node) const
{
    std::vector<const Node*> nodes;
    if (hasRows(*m_nodes.front().value))
        for (const Node* at = &node; at->parent != nullptr; at = at->parent)
            nodes.push_back(at);
    std::ranges::reverse(nodes);
    return nodes;
}

QString ValueTreeModel::path(const Node& node) const
{
    std::string path = "$";
    for (const Node* at : way(node)) {
        if (const std::string* name = nameAt(*at->parent->value, at->row))
            appendToPath(path, *name);
        else
            path.append("[").append(std::to_string(at->row)).append("]");
    }
    return QString::fromStdString(path);
}

QString ValueTreeModel::pointer(const Node& node) const
{
    std::string pointer = m_pointer;
    for (const Node* at : way(node)) {
        if (const std::string* name = nameAt(*at->parent->value, at->row))
            appendField(pointer, *name);
        else
            appendIndex(pointer, static_cast<std::size_t>(at->row));
    }
    return QString::fromStdString(pointer);
}

} // namespace runlens
