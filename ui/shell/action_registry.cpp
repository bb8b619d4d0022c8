// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QMenu>
#include <QVariant>

#include <algorithm>

namespace runlens::shell {
namespace {

constexpr const char* reasonProperty = "runlensReason";

} // namespace

void ActionRegistry::add(const QString& id, const QString& group, QAction* action)
{
    Q_ASSERT_X(!find(id), "ActionRegistry::add", qPrintable(id));
    m_actions.push_back({id, group, action});
    connect(action, &QAction::triggered, this, [this, id] { Q_EMIT triggered(id); });
    connect(action, &QAction::changed, this, &ActionRegistry::changed);
    connect(action, &QObject::destroyed, this, &ActionRegistry::forget);
    Q_EMIT changed();
}

QAction* ActionRegistry::find(const QString& id) const
{
    const auto found = std::ranges::find(m_actions, id, &RegisteredAction::id);
    return found == m_actions.end() ? nullptr : found->action;
}

void ActionRegistry::fillMenu(QMenu* menu, const QString& group) const
{
    for (const RegisteredAction& one : m_actions)
        if (one.group == group)
            menu->addAction(one.action);
}

QStringList ActionRegistry::contestedKeys() const
{
    QHash<QString, int> claims;
    for (const RegisteredAction& one : m_actions)
        for (const QKeySequence& key : one.action->shortcuts())
            ++claims[key.toString(QKeySequence::PortableText)];
    QStringList contested;
    for (auto it = claims.cbegin(); it != claims.cend(); ++it)
        if (it.value() > 1)
            contested << it.key();
    contested.sort();
    return contested;
}

void ActionRegistry::setUnavailable(QAction* action, const QString& reason)
{
    action->setProperty(reasonProperty, reason);
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason); // an empty one falls back to the action's name
}

QString ActionRegistry::reasonOf(const QAction* action)
{
    return action->isEnabled() ? QString() : action->property(reasonProperty).toString();
}

QString ActionRegistry::nameOf(const QAction* action)
{
    QString name = action->text();
    for (qsizetype i = name.indexOf(QLatin1Char('&')); i >= 0; i = name.indexOf(QLatin1Char('&'), i + 1))
        name.remove(i, 1); // of two in a row the second stays
    return name;
}

void ActionRegistry::forget(QObject* action)
{
    std::erase_if(m_actions, [action](const RegisteredAction& one) { return one.action == action; });
    Q_EMIT changed();
}

} // namespace runlens::shell
