// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/live_text.h"

#include "engine/words/safe_text.h"
#include "engine/words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace runlens::shell {
namespace {

using std::chrono::seconds;

QString tr(const char* text) { return QCoreApplication::translate("LiveText", text); }

QString inWholeSeconds(Duration duration)
{
    return durationText(std::max<Duration>(std::chrono::ceil<seconds>(duration), Duration(0)));
}

/// "5 s", "3 m", "2 h", "1 d": the largest unit alone, for what grows.
QString roughly(Duration age)
{
    const auto whole = std::chrono::floor<seconds>(std::max(age, Duration(0)));
    if (whole < std::chrono::minutes(1))
        return durationText(whole);
    if (whole < std::chrono::hours(1))
        return durationText(std::chrono::floor<std::chrono::minutes>(whole));
    if (whole < std::chrono::days(1))
        return durationText(std::chrono::floor<std::chrono::hours>(whole));
    return durationText(std::chrono::floor<std::chrono::days>(whole));
}

LiveText offlineText(const SourceState& state, Instant now, const TimeStyle& style)
{
    LiveText live;
    live.trouble = true;
    const QString since = state.since ? shortTime(*state.since, style) : QString();
    if (!state.nextAttempt) {
        live.text = since.isEmpty() ? tr("Offline") : tr("Offline since %1").arg(since);
    } else if (*state.nextAttempt > now) {
        const QString wait = inWholeSeconds(*state.nextAttempt - now);
        live.text = since.isEmpty() ? tr("Offline · again in %1").arg(wait)
                                    : tr("Offline since %1 · again in %2").arg(since, wait);
        live.counts = true;
    } else {
        live.text =
            since.isEmpty() ? tr("Offline · trying again …") : tr("Offline since %1 · trying again …").arg(since);
    }
    QStringList lines{live.text};
    if (state.error)
        lines += Words(style).error(*state.error);
    lines += tr("What was fetched before stays. Look now to try at once.");
    live.toolTip = lines.join(QLatin1Char('\n'));
    return live;
}

LiveText onlineText(const SourceState& state)
{
    LiveText live;
    if (!state.canFollow) {
        live.text = tr("Not followed");
        live.toolTip = tr("This source cannot be followed; look now to see what has changed.");
        return live;
    }
    if (state.interval.count() <= 0) {
        live.text = tr("Live");
        live.toolTip = tr("Changes are shown as they come. Click to pause.");
        return live;
    }
    const QString interval = durationText(std::chrono::ceil<std::chrono::seconds>(state.interval));
    live.text = tr("Live · %1").arg(interval);
    live.toolTip = tr("The source is asked for changes every %1. Click to pause.").arg(interval);
    return live;
}

} // namespace

LiveText liveText(const SourceState& state, Instant now, const TimeStyle& style)
{
    LiveText live;
    switch (state.link) {
    case Link::none: break;
    case Link::opening:
        live.text = tr("Connecting …");
        live.toolTip = tr("The source was asked, and has not answered yet.");
        break;
    case Link::online: return onlineText(state);
    case Link::offline: return offlineText(state, now, style);
    case Link::paused:
        live.text = tr("Paused");
        live.toolTip = state.since
                           ? tr("Nothing new is fetched since %1. Click to go on.").arg(shortTime(*state.since, style))
                           : tr("Nothing new is fetched. Click to go on.");
        break;
    }
    return live;
}

QString ageText(const SourceState& state, Instant now, const TimeStyle& style)
{
    if (!state.refreshed || state.link == Link::none)
        return {};
    const Duration age = std::max(now - *state.refreshed, Duration(0));
    const QString old = roughly(age);
    if (state.link == Link::online)
        return tr("refreshed %1 ago").arg(old);
    return tr("as of %1, %2 ago").arg(shortTime(*state.refreshed, style), old);
}

std::chrono::milliseconds ageHolds(const SourceState& state, Instant now)
{
    const Duration age = state.refreshed ? now - *state.refreshed : Duration(0);
    return age < std::chrono::minutes(1) ? seconds(1) : seconds(30);
}

QString clockText(seconds skew, seconds least)
{
    if (std::chrono::abs(skew) < least)
        return {};
    const QString length = durationText(std::chrono::abs(skew));
    return filled(skew.count() > 0 ? tr("Its clock is %1 ahead of this computer's.")
                                   : tr("Its clock is %1 behind this computer's."),
                  {length});
}

QString shortTime(Instant at, const TimeStyle& style) { return TimeWriter(style, TimeForm::minutes, false).time(at); }

} // namespace runlens::shell
