// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/models/run_list_layout.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace runlens {

/// Which columns a list of runs has, in which order, and those of paths into the runs' documents.
class ColumnsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ColumnsDialog(const RunListLayout& layout, QWidget* parent = nullptr);

    /// As it was chosen; widths are those given, or shared for what is new.
    [[nodiscard]] RunListLayout columnLayout() const;

private:
    void build();
    void fill(const RunListLayout& layout);
    void addPath();
    void judgePath();

    RunListLayout m_layout; ///< as it was; of the columns that the list's items number
    QListWidget* m_list;
    QLineEdit* m_path;
    QPushButton* m_add;
    QPushButton* m_ok = nullptr;
};

} // namespace runlens
