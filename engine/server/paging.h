// SPDX-License-Identifier: GPL-3.0-or-later
// Pages: cursors are the ids of their last rows, as Resend's clients take them to be. Private to server.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace runlens::server {

/// Cuts off the row by which a query says that there are more, at the end, or at the beginning of a page that was asked
/// for by `before`. The cursor to go on from, else nothing.
template <class Row, class IdOf>
std::string cutPage(std::vector<Row>& rows, std::size_t limit, IdOf idOf, bool backwards = false)
{
    if (rows.size() <= limit)
        return {};
    const auto over = static_cast<std::ptrdiff_t>(rows.size() - limit);
    if (backwards)
        rows.erase(rows.begin(), rows.begin() + over);
    else
        rows.erase(rows.end() - over, rows.end());
    return idOf(backwards ? rows.front() : rows.back());
}

template <class Row>
struct Page {
    std::vector<Row> rows;
    std::string nextCursor; ///< empty: there are no more
};

/// Of a list that is held as a whole: the page behind the row of id `after`, or the one that ends before the row of id
/// `before`. Of an id that is not there, nothing comes after, and everything before.
template <class Row, class IdOf>
Page<Row> pageOf(std::vector<Row> all, const std::string& after, const std::string& before, std::size_t limit,
                 IdOf idOf)
{
    const auto placeOf = [&](const std::string& id) {
        return std::ranges::find_if(all, [&](const Row& row) { return idOf(row) == id; }) - all.begin();
    };
    auto first = after.empty() ? 0 : std::min(placeOf(after) + 1, std::ssize(all));
    auto last = before.empty() ? std::ssize(all) : placeOf(before);
    const auto most = static_cast<std::ptrdiff_t>(limit);
    bool more = false;
    if (before.empty()) {
        more = last - first > most;
        last = std::min(last, first + most);
    } else {
        more = last - first > most;
        first = std::max(first, last - most);
    }
    Page<Row> page;
    for (auto i = first; i < last; ++i)
        page.rows.push_back(std::move(all[static_cast<std::size_t>(i)]));
    if (more && !page.rows.empty())
        page.nextCursor = idOf(before.empty() ? page.rows.back() : page.rows.front());
    return page;
}

} // namespace runlens::server
