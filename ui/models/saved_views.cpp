// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saved_views.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

const QString group = QStringLiteral("savedViews");
const QString nameKey = QStringLiteral("name");
const QString queryKey = QStringLiteral("query");
const QString layoutKey = QStringLiteral("layout");

QString tidied(const QString& name) { return name.simplified().left(SavedViews::longestName).trimmed(); }

} // namespace

SavedViews::SavedViews(QSettings& store, QObject* parent) : QObject(parent), m_store(store) { read(); }

void SavedViews::read()
{
    const int count = std::min(m_store.beginReadArray(group), static_cast<int>(most));
    for (int i = 0; i < count; ++i) {
        m_store.setArrayIndex(i);
        SavedView view{
            tidied(m_store.value(nameKey).toString()), m_store.value(queryKey).toString(),
            RunListLayout::fromJson(m_store.value(layoutKey).toByteArray()).value_or(RunListLayout::defaults())};
        if (!view.name.isEmpty() && find(view.name) == nullptr)
            m_views.push_back(std::move(view));
    }
    m_store.endArray();
}

void SavedViews::write()
{
    m_store.remove(group);
    m_store.beginWriteArray(group, static_cast<int>(m_views.size()));
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        m_store.setArrayIndex(static_cast<int>(i));
        m_store.setValue(nameKey, m_views[i].name);
        m_store.setValue(queryKey, m_views[i].query);
        m_store.setValue(layoutKey, m_views[i].layout.toJson());
    }
    m_store.endArray();
    Q_EMIT changed();
}

std::vector<SavedView>::iterator SavedViews::at(const QString& name)
{
    const QString wanted = tidied(name);
    return std::ranges::find_if(
        m_views, [&wanted](const SavedView& view) { return view.name.compare(wanted, Qt::CaseInsensitive) == 0; });
}

const SavedView* SavedViews::find(const QString& name) const
{
    const QString wanted = tidied(name);
    const auto found = std::ranges::find_if(
        m_views, [&wanted](const SavedView& view) { return view.name.compare(wanted, Qt::CaseInsensitive) == 0; });
    return found == m_views.end() ? nullptr : &*found;
}

bool SavedViews::save(SavedView view)
{
    view.name = tidied(view.name);
    const auto place = at(view.name);
    if (view.name.isEmpty() || (place == m_views.end() && m_views.size() >= most))
        return false;
    if (place == m_views.end())
        m_views.push_back(std::move(view));
    else
        *place = std::move(view);
    write();
    return true;
}

bool SavedViews::rename(const QString& name, const QString& newName)
{
    const QString wanted = tidied(newName);
    const auto view = at(name);
    const auto taken = at(wanted);
    if (view == m_views.end() || wanted.isEmpty() || (taken != m_views.end() && taken != view))
        return false;
    const QString before = std::exchange(view->name, wanted);
    Q_EMIT renamed(before, wanted);
    write();
    return true;
}

bool SavedViews::remove(const QString& name)
{
    const auto view = at(name);
    if (view == m_views.end())
        return false;
    m_removed = Removed{*view, static_cast<std::size_t>(view - m_views.begin())};
    m_views.erase(view);
    write();
    return true;
}

std::optional<QString> SavedViews::lastRemoved() const
{
    return m_removed ? std::optional(m_removed->view.name) : std::nullopt;
}

bool SavedViews::undoRemove()
{
    if (!m_removed || find(m_removed->view.name) != nullptr || m_views.size() >= most)
        return false;
    const std::size_t place = std::min(m_removed->place, m_views.size());
    m_views.insert(m_views.begin() + static_cast<std::ptrdiff_t>(place), std::move(m_removed->view));
    m_removed.reset();
    write();
    return true;
}

} // namespace runlens
