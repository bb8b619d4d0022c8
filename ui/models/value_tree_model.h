// SPDX-License-Identifier: GPL-3.0-or-later
// A payload as a tree of keys and values.
#pragma once

#include "engine/domain/value.h"

#include <QAbstractItemModel>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace runlens {

enum class ValueType : std::uint8_t { null, boolean, number, text, list, object };

/// The top rows are the fields or items of the value; a value that has none of these is one row, null no row at all.
/// What stands behind an index is made when the index is: an item of a hundred thousand costs when it is looked at.
///
/// Display texts are one line, cut off and safe to show: a text stands in quotes, a list is "[3]", an object "{3}", by
/// how many there are. Roles are for the clipboard: whole, and as they are. Main thread only.
class ValueTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { keyColumn, valueColumn };
    static constexpr int columns = 2;

    enum Role {
        pathRole = Qt::UserRole + 1, ///< QString: `$.order.items[0].id`, `$['a b']` (RFC 9535)
        pointerRole,                 ///< QString: a JSON pointer into the document
        jsonRole,                    ///< QString: the value as JSON, indented by two blanks
        copyRole,                    ///< QString: a text as it is, without quotes; anything else as JSON
        typeRole,                    ///< ValueType
    };
    // Of fields of one name in one object path and pointer are the same.

    explicit ValueTreeModel(QObject* parent = nullptr);

    /// `pointer` is that of the value itself. Null stands for the value null.
    void setValue(std::shared_ptr<const Value> value, std::string pointer = {});

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Node {
        const Value* value = nullptr;
        Node* parent = nullptr;
        int row = 0;                 ///< in its parent
        std::vector<Node*> children; ///< empty until one is asked for; null where none was made yet
    };

    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const;
    [[nodiscard]] Node* childOf(Node& node, int row) const;
    [[nodiscard]] QString keyText(const Node& node) const;
    [[nodiscard]] QString accessibleText(const Node& node) const;
    [[nodiscard]] std::vector<const Node*> way(const Node& node) const;
    [[nodiscard]] QString path(const Node& node) const;
    [[nodiscard]] QString pointer(const Node& node) const;

    std::shared_ptr<const Value> m_value;
    std::string m_pointer;
    mutable std::deque<Node> m_nodes; ///< the first is the value; they stay where they are
};

} // namespace runlens
