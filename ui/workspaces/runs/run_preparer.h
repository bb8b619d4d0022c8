// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/source/run_source.h"
#include "ui/timeline/shown_run.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace runlens {

/// Makes runs ready to be shown and cuts pieces out of documents, away from the window's thread. Of each kind one thing
/// is done at a time: asking for another drops the result of the one before. Lives on the window's thread, where its
/// signals come.
class RunPreparer : public QObject {
    Q_OBJECT
public:
    explicit RunPreparer(QObject* parent = nullptr);
    ~RunPreparer() override; ///< waits for what is being done

    /// `automation` takes the place of the detail's own; null: that counts.
    void prepare(std::shared_ptr<const RunDetail> detail, std::shared_ptr<const Automation> automation, Instant now);
    /// The document's text of what stands at a place in the run. The detail has its document.
    enum class Place : std::uint8_t { run, step, wait, message };
    void cut(std::shared_ptr<const RunDetail> detail, Place place, std::size_t index);
    void openAutomation(const QString& path);
    void drop(); ///< what is being prepared or cut

Q_SIGNALS:
    void prepared(runlens::RowNumber row, std::shared_ptr<const ShownRun> shown);
    void wasCut(const QString& text);
    void cutFailed(const Error& error);
    void automationOpened(std::shared_ptr<const Automation> automation);
    void automationFailed(const Error& error);

private:
    template <class Work, class Deliver>
    void start(std::uint64_t& turn, Work work, Deliver deliver);

    QThreadPool m_pool;
    std::uint64_t m_preparing = 0;
    std::uint64_t m_cutting = 0;
    std::uint64_t m_opening = 0;
};

} // namespace runlens
