// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/source/run_document.h"
#include "ui/timeline/shown_run.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace runlens {

/// Opens documents, makes runs ready to be shown and cuts pieces out of documents, all away from the window's thread.
/// Of each kind one thing is done at a time: asking for another stops the one before, whose result is dropped. Lives on
/// the window's thread, where its signals come.
class RunLoader : public QObject {
    Q_OBJECT
public:
    explicit RunLoader(QObject* parent = nullptr);
    ~RunLoader() override; ///< stops what is being done, and waits for it

    void open(const QString& path);
    void openAutomation(const QString& path);
    /// The run of that number of the document, as seen at `now`. `automation` may be null.
    void prepare(std::shared_ptr<const RunDocument> document, std::size_t run,
                 std::shared_ptr<const Automation> automation, Instant now);
    /// The document's text of what stands at a place in one of its runs.
    enum class Place : std::uint8_t { run, step, wait, message };
    void cut(std::shared_ptr<const RunDocument> document, std::size_t run, Place place, std::size_t index);
    void cancel(); ///< of opening and preparing; signals cancelled() where something was

Q_SIGNALS:
    void progressed(std::size_t bytes, std::size_t total, std::size_t runs); ///< total 0: not known
    void opened(std::shared_ptr<const RunDocument> document);
    void openFailed(const Error& error);
    void automationOpened(std::shared_ptr<const Automation> automation);
    void automationFailed(const Error& error);
    void prepared(std::size_t run, std::shared_ptr<const ShownRun> shown);
    void wasCut(const QString& text);
    void cutFailed(const Error& error);
    void cancelled();

private:
    struct Channel {
        std::uint64_t turn = 0;
        std::stop_source stop;
        bool busy = false;
    };
    template <class Work, class Deliver>
    void start(Channel& channel, Work work, Deliver deliver);
    void stop(Channel& channel);

    QThreadPool m_pool;
    Channel m_opening;
    Channel m_automation;
    Channel m_preparing;
    Channel m_cutting;
};

} // namespace runlens
