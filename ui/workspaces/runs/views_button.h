// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/models/saved_views.h"
#include "ui/theme/menu_button.h"

#include <QList>
#include <QString>

class QAction;
class QMenu;

namespace runlens {

/// The button beside the query that says which saved view the list shows, with a dot where query or columns differ from
/// it, and the menu of all views. It gives way down to a few letters; the whole is its tool tip. Hidden until its
/// owner shows it.
class ViewsButton final : public theme::MenuButton {
    Q_OBJECT

public:
    /// More stand in a menu of their own that scrolls, so that the commands stay in sight.
    static constexpr int mostInMenu = 15;

    explicit ViewsButton(QWidget* parent = nullptr);

    /// `views` must outlive this. `all` stands above them, `commands` below; they stay their owner's.
    void setViews(const SavedViews* views, QAction* all, const QList<QAction*>& commands);
    /// Empty: none of them.
    void setCurrent(const QString& name, bool differs);
    [[nodiscard]] const QString& current() const noexcept { return m_current; }
    [[nodiscard]] bool differs() const noexcept { return m_differs; }

    void setLineHeight(int pixels); ///< as high as what stands beside it
    void open();                    ///< the menu, for the keyboard: the current view is chosen in it
    [[nodiscard]] QMenu& choices() const noexcept { return *m_choices; }
    [[nodiscard]] QMenu& more() const noexcept { return *m_more; } ///< within choices(), where there are many

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void viewChosen(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    [[nodiscard]] QAction* addView(QMenu* menu, const SavedView& view);
    [[nodiscard]] QString shownName() const;

    QMenu* m_choices;
    QMenu* m_more;
    const SavedViews* m_views = nullptr;
    QAction* m_all = nullptr;
    QList<QAction*> m_commands;
    QAction* m_chosen = nullptr; ///< in the menu, where the keyboard begins
    QString m_current;
    bool m_differs = false;
    int m_height = 0;
};

} // namespace runlens
