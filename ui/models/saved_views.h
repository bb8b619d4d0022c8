// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/models/run_list_layout.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

class QSettings;

namespace runlens {

/// What is asked for, and how it is listed, by a name.
struct SavedView {
    QString name;
    QString query;
    RunListLayout layout;

    friend bool operator==(const SavedView&, const SavedView&) = default;
};

/// The views that were saved, by their names, each once whatever its case; kept in the store at once. What of the store
/// is broken is left out; a broken layout is the default one. The store must outlive this. Main thread only.
class SavedViews final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most = 100;
    static constexpr qsizetype longestName = 80;

    explicit SavedViews(QSettings& store, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<SavedView>& views() const noexcept { return m_views; }
    [[nodiscard]] const SavedView* find(const QString& name) const; ///< null where there is none; until the next change

    /// In the place of the one of that name, or after the last. False where the name is empty, and where there are
    /// `most` already.
    bool save(SavedView view);
    /// False where there is no such view, or another one of the new name.
    bool rename(const QString& name, const QString& newName);
    bool remove(const QString& name);
    [[nodiscard]] std::optional<QString> lastRemoved() const; ///< the name of what undoRemove() brings back
    /// Brings back what was removed last, in its place. False where there is nothing, or its name was taken meanwhile.
    bool undoRemove();

Q_SIGNALS:
    void renamed(const QString& name, const QString& newName); ///< before changed()
    void changed();

private:
    void read();
    void write();
    [[nodiscard]] std::vector<SavedView>::iterator at(const QString& name);

    struct Removed {
        SavedView view;
        std::size_t place = 0;
    };

    QSettings& m_store;
    std::vector<SavedView> m_views;
    std::optional<Removed> m_removed;
};

} // namespace runlens
