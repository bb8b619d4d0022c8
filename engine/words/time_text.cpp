// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/time_text.h"

#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace runlens {
namespace {

constexpr const char* shortMonths[] = {
    QT_TRANSLATE_NOOP("Words", "Jan"), QT_TRANSLATE_NOOP("Words", "Feb"), QT_TRANSLATE_NOOP("Words", "Mar"),
    QT_TRANSLATE_NOOP("Words", "Apr"), QT_TRANSLATE_NOOP("Words", "May"), QT_TRANSLATE_NOOP("Words", "Jun"),
    QT_TRANSLATE_NOOP("Words", "Jul"), QT_TRANSLATE_NOOP("Words", "Aug"), QT_TRANSLATE_NOOP("Words", "Sep"),
    QT_TRANSLATE_NOOP("Words", "Oct"), QT_TRANSLATE_NOOP("Words", "Nov"), QT_TRANSLATE_NOOP("Words", "Dec"),
};
constexpr const char* longMonths[] = {
    QT_TRANSLATE_NOOP("Words", "January"),   QT_TRANSLATE_NOOP("Words", "February"),
    QT_TRANSLATE_NOOP("Words", "March"),     QT_TRANSLATE_NOOP("Words", "April"),
    QT_TRANSLATE_NOOP("Words", "May"),       QT_TRANSLATE_NOOP("Words", "June"),
    QT_TRANSLATE_NOOP("Words", "July"),      QT_TRANSLATE_NOOP("Words", "August"),
    QT_TRANSLATE_NOOP("Words", "September"), QT_TRANSLATE_NOOP("Words", "October"),
    QT_TRANSLATE_NOOP("Words", "November"),  QT_TRANSLATE_NOOP("Words", "December"),
};

struct LocalTime {
    date::local_time<Duration> at;
    std::string ambiguousIn; ///< the zone's name at that time, where the clock shows it twice
};

LocalTime localTime(const date::time_zone* zone, Instant at)
{
    if (zone == nullptr)
        return {date::local_time<Duration>(at.time_since_epoch()), {}};
    const auto local = zone->to_local(at);
    const bool twice = zone->get_info(local).result == date::local_info::ambiguous;
    return {local, twice ? zone->get_info(at).abbrev : std::string()};
}

QString clockText(const LocalTime& local, TimeForm form)
{
    const date::hh_mm_ss<std::chrono::milliseconds> time(
        std::chrono::floor<std::chrono::milliseconds>(local.at - date::floor<date::days>(local.at)));
    const auto twoDigits = [](auto part) { return QString::number(part.count()).rightJustified(2, QLatin1Char('0')); };
    QString text = twoDigits(time.hours()) + QLatin1Char(':') + twoDigits(time.minutes());
    if (form != TimeForm::minutes)
        text += QLatin1Char(':') + twoDigits(time.seconds());
    if (form != TimeForm::minutes && form != TimeForm::seconds && time.subseconds().count() != 0)
        text += QLatin1Char('.') + QString::number(time.subseconds().count()).rightJustified(3, QLatin1Char('0'));
    if (!local.ambiguousIn.empty())
        text += QLatin1Char(' ') + QString::fromStdString(local.ambiguousIn);
    return text;
}

struct Unit {
    Duration length;
    const char* alone;
    const char* withNext; ///< null for the last
};

constexpr Unit units[] = {
    {std::chrono::days(1), QT_TRANSLATE_NOOP("Words", "%1 d"), QT_TRANSLATE_NOOP("Words", "%1 d %2 h")},
    {std::chrono::hours(1), QT_TRANSLATE_NOOP("Words", "%1 h"), QT_TRANSLATE_NOOP("Words", "%1 h %2 m")},
    {std::chrono::minutes(1), QT_TRANSLATE_NOOP("Words", "%1 m"), QT_TRANSLATE_NOOP("Words", "%1 m %2 s")},
    {std::chrono::seconds(1), QT_TRANSLATE_NOOP("Words", "%1 s"), QT_TRANSLATE_NOOP("Words", "%1 s %2 ms")},
    {std::chrono::milliseconds(1), QT_TRANSLATE_NOOP("Words", "%1 ms"), nullptr},
};

/// To the nearest whole number of units, half of one up; where that is out of range, down.
Duration roundedTo(Duration duration, Duration unit) noexcept
{
    const Duration rest = duration % unit;
    const Duration floor = duration - rest;
    return rest < unit - rest || floor > Duration::max() - unit ? floor : floor + unit;
}

} // namespace

TimeWriter::TimeWriter(const TimeStyle& style, TimeForm form, bool dated) : m_style(style), m_form(form)
{
    if (!dated)
        m_day = style.today;
}

QString TimeWriter::time(Instant at)
{
    const LocalTime local = localTime(m_style.zone, at);
    const date::local_days day = date::floor<date::days>(local.at);
    QString clock = clockText(local, m_form);
    if (m_day == day)
        return clock;
    m_day = day;
    if (m_form != TimeForm::prose)
        return filled(translated(QT_TRANSLATE_NOOP("Words", "%2 %1")), {clock, dateText(m_style, day, m_form)});
    return filled(translated(QT_TRANSLATE_NOOP("Words", "%1 on %2")), {clock, dateText(m_style, day, m_form)});
}

QString TimeWriter::moment(const Moment& moment)
{
    if (!moment.known())
        return m_form != TimeForm::prose ? translated(QT_TRANSLATE_NOOP("Words", "unknown"))
                                         : translated(QT_TRANSLATE_NOOP("Words", "an unknown time"));
    const QString text = time(moment.at);
    return moment.origin == Origin::inferred ? QLatin1Char('~') + text : text;
}

QString dateText(const TimeStyle& style, date::local_days day, TimeForm form)
{
    const date::year_month_day date(day);
    const unsigned month = static_cast<unsigned>(date.month()) - 1;
    const QStringList parts = {QString::number(static_cast<unsigned>(date.day())),
                               translated(form == TimeForm::prose ? longMonths[month] : shortMonths[month]),
                               QString::number(static_cast<int>(date.year()))};
    const bool thisYear = style.today && date::year_month_day(*style.today).year() == date.year();
    return filled(thisYear ? translated(QT_TRANSLATE_NOOP("Words", "%1 %2"))
                           : translated(QT_TRANSLATE_NOOP("Words", "%1 %2 %3")),
                  parts);
}

QString durationText(Duration duration)
{
    if (duration < Duration(0)) {
        const Duration length = duration == Duration::min() ? Duration::max() : -duration;
        return filled(translated(QT_TRANSLATE_NOOP("Words", "−%1")), {durationText(length)});
    }
    const auto largest = std::ranges::find_if(units, [duration](const Unit& it) { return it.length <= duration; });
    if (largest == std::end(units))
        return duration == Duration(0) ? translated(QT_TRANSLATE_NOOP("Words", "0 s"))
                                       : translated(QT_TRANSLATE_NOOP("Words", "under 1 ms"));
    const Duration smaller = largest->withNext == nullptr ? largest->length : std::next(largest)->length;
    const Duration rounded = roundedTo(duration, smaller);
    // What rounding made a whole larger unit is written as one.
    const bool carries = largest != std::begin(units) && rounded >= std::prev(largest)->length;
    const Unit& unit = carries ? *std::prev(largest) : *largest;
    const QString count = QString::number(rounded / unit.length);
    const auto rest = (rounded % unit.length) / smaller;
    return rest == 0 ? filled(translated(unit.alone), {count})
                     : filled(translated(unit.withNext), {count, QString::number(rest)});
}

} // namespace runlens
