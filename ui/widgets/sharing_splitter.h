// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

#include <functional>

namespace runlens {

/// A splitter of two that shares its length by a rule, anew whenever it is resized, until the user moves the handle:
/// from then on it keeps what the user chose.
class SharingSplitter final : public QSplitter {
    Q_OBJECT

public:
    /// `rule` gives the pixels of the first widget for a length; it is asked again whenever share() is called.
    SharingSplitter(Qt::Orientation orientation, std::function<int(int length)> rule, QWidget* parent = nullptr);

    void share();                                 ///< by the rule, unless the user chose
    [[nodiscard]] QByteArray saveChoice() const;  ///< empty where the user has not chosen
    void restoreChoice(const QByteArray& choice); ///< empty or broken: none

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    std::function<int(int)> m_rule;
    bool m_chosen = false;
};

} // namespace runlens
