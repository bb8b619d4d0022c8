// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/path_values.h"

#include "ui/models/value_text.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

QString textOf(const Value& value)
{
    const auto* text = value.as<std::string>();
    return text != nullptr ? safeStart(*text) : lineOf(value);
}

} // namespace

PathValues::PathValues(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

PathValues::~PathValues()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void PathValues::setSearch(std::shared_ptr<const RunSearch> search)
{
    m_stop.request_stop();
    ++m_turn;
    m_busy = false;
    m_search = std::move(search);
    m_texts.clear();
    m_wanted.clear();
}

void PathValues::forget(const std::vector<RowNumber>& rows)
{
    if (m_busy)
        m_outdated.insert(m_outdated.end(), rows.begin(), rows.end());
    for (auto& [path, texts] : m_texts) {
        if (rows.size() > mostAsked) {
            texts.clear();
            continue;
        }
        for (const RowNumber row : rows)
            texts.remove(row);
    }
}

std::optional<QString> PathValues::text(const std::string& path, RowNumber row)
{
    if (m_search == nullptr)
        return QString();
    Texts& texts = m_texts.try_emplace(path, mostKept).first->second;
    if (const QString* text = texts.object(row))
        return *text;
    std::vector<RowNumber>& wanted = m_wanted[path];
    if (std::ranges::find(wanted, row) == wanted.end()) {
        if (wanted.size() >= mostAsked)
            wanted.erase(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(mostAsked / 2));
        wanted.push_back(row);
    }
    if (!m_asking && !m_busy) {
        m_asking = true; // what is painted next is asked for together
        QMetaObject::invokeMethod(this, &PathValues::ask, Qt::QueuedConnection);
    }
    return std::nullopt;
}

void PathValues::ask()
{
    m_asking = false;
    if (m_busy || m_search == nullptr || m_wanted.empty())
        return;
    m_busy = true;
    m_outdated.clear();
    auto next = m_wanted.extract(m_wanted.begin());
    std::ranges::sort(next.mapped());
    m_stop = std::stop_source();
    m_pool.start([this, turn = m_turn, path = std::move(next.key()), rows = std::move(next.mapped()), search = m_search,
                  stop = m_stop.get_token()] {
        Found found;
        const auto had = search->values(
            path, rows, [&found](RowNumber row, const Value& value) { found.insert_or_assign(row, textOf(value)); },
            stop);
        // The pool is waited for before this object goes.
        QMetaObject::invokeMethod(
            this, [this, turn, path, rows, found, had = had.has_value()] { take(turn, path, rows, found, had); },
            Qt::QueuedConnection);
    });
}

void PathValues::take(std::uint64_t turn, const std::string& path, const std::vector<RowNumber>& rows,
                      const Found& found, bool had)
{
    if (turn != m_turn)
        return;
    m_busy = false;
    Texts& texts = m_texts.try_emplace(path, mostKept).first->second;
    std::ranges::sort(m_outdated);
    for (const RowNumber row : rows) {
        if (std::ranges::binary_search(m_outdated, row))
            continue;
        const auto text = found.find(row);
        // What could not be looked up is not asked for again and again: it is empty until the run changes.
        if (had || !texts.contains(row))
            texts.insert(row, new QString(text != found.end() ? text->second : QString()));
    }
    Q_EMIT ready(path, rows);
    ask();
}

} // namespace runlens
