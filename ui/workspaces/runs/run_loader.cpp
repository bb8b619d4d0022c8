// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_loader.h"

#include "engine/source/file_source.h"
#include "engine/wire/excerpt.h"

#include <utility>

namespace runlens {
namespace {

const std::string& pointerOf(const RunPlaces& places, RunLoader::Place place, std::size_t index)
{
    switch (place) {
    case RunLoader::Place::step: return places.steps.at(index);
    case RunLoader::Place::wait: return places.waits.at(index);
    case RunLoader::Place::message: return places.messages.at(index);
    case RunLoader::Place::run: break;
    }
    return places.run;
}

Result<std::string> cutOut(const RunDocument& document, std::size_t run, RunLoader::Place place, std::size_t index)
{
    const auto places = placesOfRun(*document.bytes, document.places[run]);
    if (!places)
        return std::unexpected(places.error());
    return excerpt(*document.bytes, pointerOf(*places, place, index));
}

} // namespace

RunLoader::RunLoader(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(2); }

RunLoader::~RunLoader()
{
    for (Channel* channel : {&m_opening, &m_automation, &m_preparing, &m_cutting})
        stop(*channel);
    m_pool.waitForDone();
}

void RunLoader::stop(Channel& channel)
{
    channel.stop.request_stop();
    ++channel.turn;
    channel.busy = false;
}

template <class Work, class Deliver>
void RunLoader::start(Channel& channel, Work work, Deliver deliver)
{
    stop(channel);
    channel.stop = {};
    channel.busy = true;
    const std::uint64_t turn = channel.turn;
    m_pool.start(
        [this, &channel, turn, token = channel.stop.get_token(), work = std::move(work), deliver = std::move(deliver)] {
            auto result = std::make_shared<decltype(work(token))>(work(token));
            QMetaObject::invokeMethod(
                this,
                [&channel, turn, deliver, result] {
                    if (turn != channel.turn)
                        return; // others asked for something else meanwhile
                    channel.busy = false;
                    deliver(std::move(*result));
                },
                Qt::QueuedConnection);
        });
}

void RunLoader::open(const QString& path)
{
    stop(m_preparing);
    start(
        m_opening,
        [this, path, turn = m_opening.turn + 1](const std::stop_token& token) {
            return openDocument(path.toStdString(), token, [this, turn](OpenProgress progress) {
                QMetaObject::invokeMethod(this, [this, turn, progress] {
                    if (turn == m_opening.turn)
                        Q_EMIT progressed(progress.bytesRead, progress.bytesTotal, progress.runs);
                });
            });
        },
        [this](Result<RunDocument> document) {
            if (document)
                Q_EMIT opened(std::make_shared<const RunDocument>(std::move(*document)));
            else
                Q_EMIT openFailed(document.error());
        });
}

void RunLoader::openAutomation(const QString& path)
{
    start(
        m_automation, [path](const std::stop_token&) { return runlens::openAutomation(path.toStdString()); },
        [this](Result<Parsed<Automation>> automation) {
            if (automation)
                Q_EMIT automationOpened(std::make_shared<const Automation>(std::move(automation->value)));
            else
                Q_EMIT automationFailed(automation.error());
        });
}

void RunLoader::prepare(std::shared_ptr<const RunDocument> document, std::size_t run,
                        std::shared_ptr<const Automation> automation, Instant now)
{
    start(
        m_preparing,
        [document = std::move(document), run, automation = std::move(automation), now](const std::stop_token&) {
            return showRun(
                inspect(document->runs[run], automation ? std::optional<Automation>(*automation) : std::nullopt,
                        document->kind == RunDocument::Kind::run ? document->diagnostics : Diagnostics{}, now));
        },
        [this, run](std::shared_ptr<const ShownRun> shown) { Q_EMIT prepared(run, std::move(shown)); });
}

void RunLoader::cut(std::shared_ptr<const RunDocument> document, std::size_t run, Place place, std::size_t index)
{
    start(
        m_cutting,
        [document = std::move(document), run, place, index](const std::stop_token&) {
            return cutOut(*document, run, place, index);
        },
        [this](Result<std::string> text) {
            if (text)
                Q_EMIT wasCut(QString::fromStdString(*text));
            else
                Q_EMIT cutFailed(text.error());
        });
}

void RunLoader::cancel()
{
    const bool busy = m_opening.busy || m_preparing.busy;
    stop(m_opening);
    stop(m_preparing);
    if (busy)
        Q_EMIT cancelled();
}

} // namespace runlens
