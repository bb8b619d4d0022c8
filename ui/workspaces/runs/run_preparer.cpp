// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_preparer.h"

#include "engine/source/file_source.h"
#include "engine/wire/excerpt.h"

#include <utility>

namespace runlens {
namespace {

const std::string& pointerOf(const RunPlaces& places, RunPreparer::Place place, std::size_t index)
{
    switch (place) {
    case RunPreparer::Place::step: return places.steps.at(index);
    case RunPreparer::Place::wait: return places.waits.at(index);
    case RunPreparer::Place::message: return places.messages.at(index);
    case RunPreparer::Place::run: break;
    }
    return places.run;
}

Result<std::string> cutOut(const RunDetail& detail, RunPreparer::Place place, std::size_t index)
{
    const auto places = placesOfRun(*detail.bytes, detail.place);
    if (!places)
        return std::unexpected(places.error());
    return excerpt(*detail.bytes, pointerOf(*places, place, index));
}

} // namespace

RunPreparer::RunPreparer(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(2); }

RunPreparer::~RunPreparer()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template <class Work, class Deliver>
void RunPreparer::start(std::uint64_t& turn, Work work, Deliver deliver)
{
    const std::uint64_t mine = ++turn;
    m_pool.start([this, &turn, mine, work = std::move(work), deliver = std::move(deliver)] {
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            this,
            [&turn, mine, deliver, result] {
                if (turn == mine) // nobody asked for something else meanwhile
                    deliver(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

void RunPreparer::prepare(std::shared_ptr<const RunDetail> detail, std::shared_ptr<const Automation> automation,
                          Instant now)
{
    const RowNumber row = detail->row;
    start(
        m_preparing,
        [detail = std::move(detail), automation = std::move(automation), now] {
            const auto& definition = automation ? automation : detail->automation;
            return showRun(inspect(*detail->run, definition ? std::optional(*definition) : std::nullopt,
                                   detail->diagnostics, now));
        },
        [this, row](std::shared_ptr<const ShownRun> shown) { Q_EMIT prepared(row, std::move(shown)); });
}

void RunPreparer::cut(std::shared_ptr<const RunDetail> detail, Place place, std::size_t index)
{
    start(
        m_cutting, [detail = std::move(detail), place, index] { return cutOut(*detail, place, index); },
        [this](Result<std::string> text) {
            if (text)
                Q_EMIT wasCut(QString::fromStdString(*text));
            else
                Q_EMIT cutFailed(text.error());
        });
}

void RunPreparer::openAutomation(const QString& path)
{
    start(
        m_opening, [path] { return runlens::openAutomation(path.toStdString()); },
        [this](Result<Parsed<Automation>> automation) {
            if (automation)
                Q_EMIT automationOpened(std::make_shared<const Automation>(std::move(automation->value)));
            else
                Q_EMIT automationFailed(automation.error());
        });
}

void RunPreparer::drop()
{
    ++m_preparing;
    ++m_cutting;
}

} // namespace runlens
