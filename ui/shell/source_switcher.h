// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/source_mark.h"
#include "ui/theme/menu_button.h"

#include <QStringList>

#include <vector>

class QMenu;

namespace runlens::shell {

/// A server that can be chosen.
struct SourceChoice {
    QString id;
    QString name;
    QString address;
    SourceMark mark = SourceMark::none;
};

/// The button at the left of the top bar that says where the runs come from, and the menu that leads elsewhere. It
/// gives way down to a few letters; the whole is its tool tip.
class SourceSwitcher final : public theme::MenuButton {
    Q_OBJECT

public:
    explicit SourceSwitcher(QWidget* parent = nullptr);

    void setCurrent(const SourceTitle& title); ///< no name: nothing is open
    [[nodiscard]] const SourceTitle& current() const noexcept { return m_current; }

    /// In their order; `current` is the id of the one that is shown, empty where none is.
    void setProfiles(std::vector<SourceChoice> profiles, const QString& current);
    /// Whether the engine at hand can be opened, and is what is shown.
    void setLocalEngine(bool available, bool current);
    void setRecentFiles(const QStringList& paths); ///< absolute, the latest first

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void profileChosen(const QString& id);
    void localEngineChosen();
    void fileChosen(const QString& path);
    void openFileRequested();
    void connectionsRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    void addServers();
    void addFiles();

    QMenu* m_choices;
    SourceTitle m_current;
    std::vector<SourceChoice> m_profiles;
    QString m_currentProfile;
    QStringList m_recent;
    bool m_hasLocal = true;
    bool m_isLocal = false;
};

} // namespace runlens::shell
