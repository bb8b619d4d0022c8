// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_search.h"

#include <QCache>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

/// Values at paths of runs' documents as texts: looked up away from the window's thread for those rows that are asked
/// for, and kept as long as they are not too many. Lives on the window's thread, where its signal comes.
class PathValues : public QObject {
    Q_OBJECT
public:
    static constexpr int mostKept = 20'000;
    static constexpr std::size_t mostAsked = 2'000; ///< rows of a path waiting to be looked up; older ones are dropped

    explicit PathValues(QObject* parent = nullptr);
    ~PathValues() override; ///< stops what is being done, and waits for it

    /// Forgets everything. Null: no values anywhere.
    void setSearch(std::shared_ptr<const RunSearch> search);
    [[nodiscard]] const std::shared_ptr<const RunSearch>& search() const noexcept { return m_search; }
    /// Forgets the values of these rows.
    void forget(const std::vector<RowNumber>& rows);

    /// None: not known yet, and ready() tells when it is. Empty: there is no value.
    [[nodiscard]] std::optional<QString> text(const std::string& path, RowNumber row);

Q_SIGNALS:
    void ready(const std::string& path, const std::vector<runlens::RowNumber>& rows);

private:
    using Texts = QCache<RowNumber, QString>;
    using Found = std::map<RowNumber, QString>;

    void ask();
    void take(std::uint64_t turn, const std::string& path, const std::vector<RowNumber>& rows, const Found& found,
              bool had);

    std::shared_ptr<const RunSearch> m_search;
    std::map<std::string, Texts> m_texts;
    std::map<std::string, std::vector<RowNumber>> m_wanted;
    std::vector<RowNumber> m_outdated; ///< forgotten while they are looked up
    std::uint64_t m_turn = 0;
    bool m_busy = false;
    bool m_asking = false; ///< ask() will be called by the event loop
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace runlens
