// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/row_marks.h"

#include "engine/layout/connectors.h"
#include "engine/layout/rows.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace runlens::layout {
namespace {

constexpr double attemptWidth = 20;
constexpr double narrowestAttempt = 4;
constexpr double narrowestCut = 6;  ///< pixels of a fold that cuts a bar
constexpr double widestToCome = 36; ///< pixels of the box of a step that is still to come
constexpr double wholeOnly = std::numeric_limits<double>::max();

class MarkLayout {
public:
    MarkLayout(Frame& frame, std::size_t index, const Rect& rowBox, LabelBoard& board)
        : m_frame(frame),
          m_row(frame.timeline.rows[index]),
          m_index(index),
          m_rowBox(rowBox),
          m_board(board),
          m_whole(barBox(frame, m_row, rowBox)),
          m_bar(frame.clipped(m_whole)),
          m_wordy(frame.density == Density::comfortable)
    {
    }

    void layOut()
    {
        if (m_row.kind == RowKind::notTaken)
            return;
        if (m_frame.scene.axis->blank())
            layOutUnplaced();
        else if (m_row.kind == RowKind::trigger)
            layOutTrigger();
        else if (!m_row.placed)
            layOutNotStarted();
        else
            layOutStep();
    }

private:
    [[nodiscard]] double topLine() const { return m_rowBox.y + 4; }
    [[nodiscard]] double middle() const { return m_bar.y + m_bar.height / 2; }
    [[nodiscard]] double besideLine() const { return middle() - m_frame.metrics.lineHeight(TextRole::small) / 2; }

    /// No time of the run is known: the state alone, between open brackets.
    void layOutUnplaced()
    {
        if (m_row.kind == RowKind::trigger)
            return;
        const Look look = lookOf(m_row.state, false);
        addBar({m_frame.scene.axisLeft, m_bar.y, narrowestBar, m_bar.height}, look, End::bracket, End::bracket);
        if (m_wordy)
            layOutChips(m_frame, m_index, m_rowBox, m_bar, m_board);
    }

    void layOutTrigger()
    {
        const double x = m_frame.x(m_row.span.from);
        const double radius = m_wordy ? 8 : 5;
        if (!m_frame.inPlot(x))
            return;
        if (m_row.placed)
            m_frame.scene.diamonds.push_back({{x, middle()}, radius, false, {m_index, Part::whole, 0}});
        if (!m_wordy)
            return;
        m_board.take({x - radius, middle() - radius, 2 * radius, 2 * radius});
        const std::array<LabelBoard::Anchor, 2> anchors{
            {{{x + radius + 8, besideLine()}, Align::left}, {{x - radius - 8, besideLine()}, Align::right}}};
        m_board.put(m_frame.say(CaptionCode::name, {m_row.note}), TextRole::small, Tone::muted, anchors);
    }

    /// A step that is still to come, or was skipped without a time: behind everything that is known.
    void layOutNotStarted()
    {
        if (!m_frame.inPlot(m_whole.x))
            return;
        // Where the axis ends with what is known, there is little room behind it, and the now-line is not covered.
        const double room = m_frame.plotRight - m_whole.x;
        Rect box = m_whole;
        box.x += room >= 12 + widestToCome ? 12 : 6;
        box.width = std::min(widestToCome, m_frame.plotRight - box.x);
        if (box.width < narrowestAttempt)
            return;
        m_board.take(box);
        addBar(box, lookOf(m_row.state, false), End::cut, End::cut);
        if (!m_wordy)
            return;
        const std::string word = m_frame.say(m_row.state == State::skipped ? CaptionCode::skipped : CaptionCode::next);
        const std::array<LabelBoard::Anchor, 3> anchors{{{{box.x - 8, besideLine()}, Align::right},
                                                         {{box.right() + 8, besideLine()}, Align::left},
                                                         {{m_whole.x - 8, besideLine()}, Align::right}}};
        m_board.put(word, TextRole::small, Tone::ghost, anchors, wholeOnly);
    }

    void layOutStep()
    {
        if (!m_row.attempts.empty())
            layOutAttempts();
        else
            layOutBar();
        if (m_bar.width > 0)
            m_board.take(m_bar);
        if (m_row.due && *m_row.due > m_row.span.to)
            layOutRemainder();
        if (m_row.wait)
            layOutFlagAndEvents(*m_row.wait);
        if (!m_wordy)
            return;
        if (m_bar.width > 0)
            layOutWords();
        if (m_row.wait)
            layOutLateWords(*m_row.wait);
        if (m_bar.width > 0)
            layOutChips(m_frame, m_index, m_rowBox, m_bar, m_board);
        if (!m_elapsedAbove.text.empty()) {
            const LabelBoard::Anchor anchor{{m_elapsedAbove.box.x, m_elapsedAbove.box.y}, Align::centre};
            m_board.put(m_elapsedAbove.text, m_elapsedAbove.role, m_elapsedAbove.tone, {&anchor, 1}, wholeOnly);
        }
    }

    void layOutWords()
    {
        layOutBranch();
        layOutDeferrals(m_frame, m_row, m_rowBox, m_bar, m_board);
        if (m_row.wait)
            layOutWaitWords(*m_row.wait);
        else if (m_row.state == State::overdue)
            putBeside(m_frame.say(CaptionCode::overdueBy, {*m_frame.timeline.now - *m_row.due}), Tone::timedOut,
                      TextRole::smallStrong);
        if (m_row.attempts.empty() && m_row.state == State::failed && !m_row.note.empty())
            putBeside(m_frame.say(CaptionCode::attemptError, {m_row.note}), Tone::failed, TextRole::smallStrong);
        if (m_row.state == State::skipped)
            putBeside(m_row.note.empty() ? m_frame.say(CaptionCode::skipped)
                                         : m_frame.say(CaptionCode::skippedBecause, {m_row.note}),
                      Tone::ghost, TextRole::small);
    }

    void layOutBar()
    {
        const Look look = lookOf(m_row.state, spansTime(m_row));
        // A bar that had to be made wider to be seen does not end where it is drawn to.
        const bool widened = m_frame.x(m_row.span.to) < m_whole.right() - 1;
        const End known = endOf(m_row.span.toOrigin);
        const End right = m_row.open || (widened && known == End::cap) ? End::cut : known;
        addCut(m_whole, look, endOf(m_row.span.fromOrigin), right);
    }

    /// A bar in pieces: folds cut it, and each fold repeats how long the whole of it takes.
    void addCut(const Rect& box, const Look& look, End left, End right)
    {
        double x = box.x;
        End pieceLeft = left;
        const auto folds = m_frame.scene.axis->folds();
        const double axisLeft = m_frame.scene.axisLeft;
        // From the last fold that begins left of the plot on; what that leaves out is not seen.
        auto fold = std::ranges::lower_bound(folds, std::max(box.x, m_frame.scene.plotLeft) - axisLeft, {}, &Fold::x);
        if (fold != folds.begin() && axisLeft + std::prev(fold)->x >= box.x)
            --fold;
        const double end = std::min(box.right(), m_frame.plotRight);
        for (; fold != folds.end() && axisLeft + fold->x < end && axisLeft + fold->x + fold->width <= box.right();
             ++fold) {
            if (fold->width < narrowestCut)
                break; // all bands have one width
            const double cut = axisLeft + fold->x;
            addBar({x, box.y, cut - x, box.height}, look, pieceLeft, End::cut);
            x = cut + fold->width;
            pieceLeft = End::cut;
            addElapsed({cut, box.y, fold->width, box.height}, look.tone);
        }
        addBar({x, box.y, box.right() - x, box.height}, look, pieceLeft, right);
    }

    void addElapsed(const Rect& band, Tone tone)
    {
        if (!m_wordy)
            return;
        const std::string text = m_frame.say(CaptionCode::elapsed, {m_row.span.to - m_row.span.from});
        const double width = m_frame.metrics.width(text, TextRole::smallStrong);
        const Rect seen = m_frame.clipped(band);
        if (width > seen.width - 2) {
            if (!m_elapsedWritten && m_elapsedAbove.text.empty())
                m_elapsedAbove = {{seen.x + seen.width / 2, topLine(), 0, 0},
                                  text,
                                  TextRole::smallStrong,
                                  tone,
                                  Align::centre,
                                  false};
            return;
        }
        m_elapsedAbove.text.clear();
        m_elapsedWritten = true;
        const double height = m_frame.metrics.lineHeight(TextRole::smallStrong);
        m_frame.scene.texts.push_back({{seen.x, seen.y + (seen.height - height) / 2, seen.width, height},
                                       text,
                                       TextRole::smallStrong,
                                       tone,
                                       Align::centre,
                                       false});
    }

    void addBar(const Rect& whole, const Look& look, End left, End right, std::optional<std::size_t> attempt = {})
    {
        const Rect box = m_frame.clipped(whole);
        if (box.width <= 0)
            return;
        const bool roomForGlyph = box.width >= 16 && box.height >= 12;
        m_frame.scene.bars.push_back({box, look.pattern, look.tone, box.x > whole.x ? End::cut : left,
                                      box.right() < whole.right() ? End::cut : right,
                                      roomForGlyph ? look.glyph : Icon::none, m_index, attempt});
    }

    /// Attempts are blocks at their starts, as wide as there is room until the next; a track joins them.
    void layOutAttempts()
    {
        const auto& attempts = m_row.attempts;
        const double trackLeft = m_frame.x(m_row.span.from);
        const double trackRight = std::max(trackLeft, m_frame.x(m_row.span.to));
        if (const Rect track = m_frame.clipped({trackLeft, middle(), trackRight - trackLeft, 0}); track.width > 0)
            m_frame.scene.connectors.push_back({{{track.x, middle()}, {track.right(), middle()}}, Tone::muted, true});
        double free = -std::numeric_limits<double>::max(); // behind the block drawn last
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            const AttemptMark& attempt = attempts[i];
            const bool last = i + 1 == attempts.size();
            if (m_frame.x(attempt.span.from) < free && !last) { // several in one place: the worst shows
                if (attempt.failed && !m_frame.scene.bars.empty() && m_frame.scene.bars.back().row == m_index)
                    m_frame.scene.bars.back().tone = Tone::failed;
                continue;
            }
            const double x = std::max(m_frame.x(attempt.span.from), free);
            const double wanted = std::max(attemptWidth, m_frame.x(attempt.span.to) - x);
            const double room = last ? wanted : m_frame.x(attempts[i + 1].span.from) - 1 - x;
            const Rect box{x, m_bar.y, std::max(narrowestAttempt, std::min(wanted, room)), m_bar.height};
            free = box.right() + 1;
            if (box.right() < m_frame.scene.plotLeft)
                continue;
            if (box.x > m_frame.plotRight)
                break;
            addAttempt(attempt, i, box);
            m_whole.width = std::max(m_whole.width, box.right() - m_whole.x);
            m_bar = m_frame.clipped(m_whole);
        }
    }

    void addAttempt(const AttemptMark& attempt, std::size_t index, const Rect& box)
    {
        const bool last = index + 1 == m_row.attempts.size();
        Look look = attempt.failed ? Look{Pattern::tinted, Tone::failed, Icon::failed}
                    : last         ? lookOf(m_row.state, false)
                                   : Look{Pattern::tinted, Tone::muted, Icon::none};
        if (attempt.failed && last && m_row.state == State::failed)
            look.pattern = Pattern::solid;
        const auto ends = [](Origin origin) { return origin == Origin::reported ? End::cap : End::cut; };
        addBar(box, look, ends(attempt.span.fromOrigin), ends(attempt.span.toOrigin), index);
        m_board.take(box);
        if (!attempt.failed || !m_wordy)
            return;
        const std::array<LabelBoard::Anchor, 2> anchors{
            {{{box.x + box.width / 2, topLine() + 4}, Align::centre}, {{box.x, topLine() + 4}, Align::left}}};
        m_board.put(m_frame.say(CaptionCode::attemptError, {attempt.error}), TextRole::smallStrong, Tone::failed,
                    anchors);
    }

    void layOutRemainder()
    {
        const double left = m_whole.right();
        const double right = std::max(left + 2, m_frame.x(*m_row.due));
        const Look look{Pattern::dashed, m_row.state == State::overdue ? Tone::timedOut : Tone::active, Icon::none};
        const Rect whole{left, m_whole.y, right - left, m_whole.height};
        const Rect rest = m_frame.clipped(whole);
        addBar(whole, look, End::cut, End::cut);
        if (rest.width <= 0)
            return;
        if (m_wordy) {
            const std::string text = m_frame.say(CaptionCode::left, {*m_row.due - m_row.span.to});
            const double width = m_frame.metrics.width(text, TextRole::smallStrong);
            if (width + 12 <= rest.width) {
                const double height = m_frame.metrics.lineHeight(TextRole::smallStrong);
                m_frame.scene.texts.push_back({{rest.x + 6, middle() - height / 2, width + 1, height},
                                               text,
                                               TextRole::smallStrong,
                                               Tone::active,
                                               Align::left,
                                               false});
            } else {
                const std::array<LabelBoard::Anchor, 2> anchors{
                    {{{rest.right() + 14, besideLine()}, Align::left}, {{rest.right(), topLine()}, Align::right}}};
                m_board.put(text, TextRole::smallStrong, Tone::active, anchors, wholeOnly);
            }
        }
        m_whole.width = whole.right() - m_whole.x;
        m_bar = m_frame.clipped(m_whole);
        m_board.take(rest);
    }

    void layOutFlagAndEvents(const WaitMark& wait)
    {
        if (wait.limit && m_frame.inPlot(m_frame.x(*wait.limit))) {
            const double x = m_frame.x(*wait.limit);
            const bool fallen = m_row.state == State::timedOut || m_row.state == State::overdue;
            const double rise = m_wordy ? 8 : 3;
            m_frame.scene.flags.push_back(
                {{x, m_bar.y - rise}, m_bar.height + rise, fallen ? Tone::timedOut : Tone::muted, fallen, m_index});
            m_board.take({x - 2, m_bar.y - rise, 14, m_bar.height + rise});
        }
        if (wait.resumedAt && m_row.state != State::timedOut)
            addDiamond(m_frame.x(*wait.resumedAt), false, Part::resumption, 0);
        const auto& late = wait.lateEvents;
        for (auto event = firstSeen(late); event != late.end();) {
            const double x = m_frame.x(event->at);
            if (x > m_frame.plotRight)
                break;
            addDiamond(x, true, Part::lateEvent, static_cast<std::size_t>(event - late.begin()));
            // However many came, no more are drawn than there are pixels.
            event = std::ranges::lower_bound(event + 1, late.end(),
                                             m_frame.scene.axis->toTime(x - m_frame.scene.axisLeft + 1), {},
                                             &LateEventMark::at);
        }
    }

    [[nodiscard]] std::vector<LateEventMark>::const_iterator firstSeen(const std::vector<LateEventMark>& late) const
    {
        return std::ranges::lower_bound(late, m_frame.scene.plotLeft, {},
                                        [this](const LateEventMark& mark) { return m_frame.x(mark.at); });
    }

    void addDiamond(double x, bool dashed, Part part, std::size_t index)
    {
        if (!m_frame.inPlot(x))
            return;
        const double radius = m_wordy ? 7 : 4;
        m_frame.scene.diamonds.push_back({{x, middle()}, radius, dashed, {m_index, part, index}});
        m_board.take({x - radius, middle() - radius, 2 * radius, 2 * radius});
    }

    /// The branch by which the run came here, beside the line that leads here.
    void layOutBranch()
    {
        if (m_row.branch.empty() || !m_row.from)
            return;
        const Row& from = m_frame.timeline.rows[*m_row.from];
        const double x = from.placed ? m_frame.x(from.span.to) : m_bar.x;
        const bool timedOut = from.state == State::timedOut;
        const std::array<LabelBoard::Anchor, 2> anchors{
            {{{x - 8, topLine()}, Align::right}, {{x + 8, topLine()}, Align::left}}};
        m_board.put(m_frame.say(CaptionCode::branch, {m_row.branch}), TextRole::smallStrong,
                    timedOut ? Tone::timedOut : Tone::muted, anchors, wholeOnly);
    }

    void layOutWaitWords(const WaitMark& wait)
    {
        const std::string waiting = m_frame.say(
            m_row.span.fromOrigin == Origin::inferred ? CaptionCode::waitingForInferred : CaptionCode::waitingFor,
            {wait.eventName});
        switch (m_row.state) {
        case State::timedOut:
            if (wait.timedOutAt) {
                const Moment at{Origin::reported, *wait.timedOutAt, {}};
                const auto lag = wait.limit ? *wait.timedOutAt - *wait.limit : Duration{0};
                putTwoBeside(m_frame.say(CaptionCode::timedOut, {at}),
                             lag.count() > 0 ? m_frame.say(CaptionCode::timedOutLate, {lag}) : std::string());
            }
            break;
        case State::overdue:
            if (wait.limit && m_frame.timeline.now)
                putBeside(m_frame.say(CaptionCode::overdueBy, {*m_frame.timeline.now - *wait.limit}), Tone::timedOut,
                          TextRole::smallStrong);
            break;
        default:
            if (!wait.resumedName.empty())
                putBeside(m_frame.say(CaptionCode::received, {wait.resumedName}), Tone::ink, TextRole::small);
            break;
        }
        if (!wait.eventName.empty()) {
            const std::array<LabelBoard::Anchor, 2> anchors{
                {{{m_bar.x + 2, topLine()}, Align::left}, {{m_bar.right(), topLine()}, Align::right}}};
            m_board.put(waiting, TextRole::small, Tone::muted, anchors);
        }
    }

    void layOutLateWords(const WaitMark& wait)
    {
        for (auto late = firstSeen(wait.lateEvents); late != wait.lateEvents.end(); ++late) {
            const double x = m_frame.x(late->at);
            const double below = m_rowBox.bottom() - m_frame.metrics.lineHeight(TextRole::small);
            const std::array<LabelBoard::Anchor, 6> anchors{{{{x + 12, besideLine()}, Align::left},
                                                             {{x - 12, besideLine()}, Align::right},
                                                             {{x, topLine()}, Align::centre},
                                                             {{x + 4, topLine()}, Align::right},
                                                             {{x, below}, Align::centre},
                                                             {{x + 4, below}, Align::right}}};
            if (!m_board.put(m_frame.say(CaptionCode::lateEvent, {late->name}), TextRole::small, Tone::ghost, anchors,
                             wholeOnly))
                break; // where one finds no room, those right behind it will not either
        }
    }

    /// Right of everything at the bar's end, else left of its beginning.
    void putBeside(const std::string& text, Tone tone, TextRole role)
    {
        const std::array<LabelBoard::Anchor, 3> anchors{{{{behindBar(), besideLine()}, Align::left},
                                                         {{m_bar.x - 10, besideLine()}, Align::right},
                                                         {{m_bar.right(), topLine()}, Align::right}}};
        m_board.put(text, role, tone, anchors);
    }

    void putTwoBeside(const std::string& first, const std::string& second)
    {
        if (second.empty())
            return putBeside(first, Tone::timedOut, TextRole::smallStrong);
        const double line = m_frame.metrics.lineHeight(TextRole::smallStrong);
        const double width = std::max(m_frame.metrics.width(first, TextRole::smallStrong),
                                      m_frame.metrics.width(second, TextRole::small));
        // Around the bar's middle, else from the top of the row, where nothing but words may stand in the way.
        for (const double left : {behindBar(), m_bar.x - 10 - width}) {
            for (const double top : {middle() - line, topLine()}) {
                const Rect upper{left, top, m_frame.metrics.width(first, TextRole::smallStrong) + 1, line};
                const Rect lower{left, top + line, m_frame.metrics.width(second, TextRole::small) + 1, line};
                if (left < m_frame.scene.plotLeft + 2 || left + width > m_frame.plotRight || !m_board.free(upper)
                    || !m_board.free(lower))
                    continue;
                m_board.take(upper);
                m_board.take(lower);
                m_frame.scene.texts.push_back(
                    {upper, first, TextRole::smallStrong, Tone::timedOut, Align::left, false});
                m_frame.scene.texts.push_back({lower, second, TextRole::small, Tone::timedOut, Align::left, false});
                return;
            }
        }
        if (!putInOneLine(first, second))
            putBeside(first, Tone::timedOut, TextRole::smallStrong);
    }

    /// Above the bar, left of its flag, the second alone where both do not fit; some room is left to what it waits for.
    bool putInOneLine(const std::string& first, const std::string& second)
    {
        constexpr double gap = 8;
        constexpr double leastForName = 100;
        const double line = m_frame.metrics.lineHeight(TextRole::smallStrong);
        const double firstWidth = m_frame.metrics.width(first, TextRole::smallStrong) + 1;
        const double secondWidth = m_frame.metrics.width(second, TextRole::small) + 1;
        const double right =
            std::min(m_bar.right(), m_row.wait && m_row.wait->limit ? m_frame.x(*m_row.wait->limit) : m_bar.right())
            - gap;
        const Rect lower{right - secondWidth, topLine(), secondWidth, line};
        const Rect upper{lower.x - gap - firstWidth, topLine(), firstWidth, line};
        if (lower.x < m_bar.x + leastForName || !m_board.free(lower))
            return false;
        m_board.take(lower);
        m_frame.scene.texts.push_back({lower, second, TextRole::small, Tone::timedOut, Align::left, false});
        if (upper.x >= m_bar.x + leastForName && m_board.free(upper)) {
            m_board.take(upper);
            m_frame.scene.texts.push_back({upper, first, TextRole::smallStrong, Tone::timedOut, Align::left, false});
        }
        return true;
    }

    /// The first place right of the bar, of its flag and of the event at its end.
    [[nodiscard]] double behindBar() const
    {
        double x = m_bar.right() + 10;
        if (!m_row.wait)
            return x;
        if (m_row.wait->limit)
            if (const double flag = m_frame.x(*m_row.wait->limit); flag >= m_bar.x && flag <= x + 14)
                x = std::max(x, flag + 16);
        if (m_row.wait->resumedAt)
            x = std::max(x, m_frame.x(*m_row.wait->resumedAt) + 14);
        return x;
    }

    Frame& m_frame;
    const Row& m_row;
    std::size_t m_index;
    Rect m_rowBox;
    LabelBoard& m_board;
    Rect m_whole; ///< the bar, however far it reaches
    Rect m_bar;   ///< what of it, and of what is added to it, stands in the plot
    bool m_wordy;
    Text m_elapsedAbove; ///< how long the bar takes, where no band is wide enough to hold it
    bool m_elapsedWritten = false;
};

} // namespace

void layOutMarks(Frame& frame, std::size_t row, const Rect& rowBox, LabelBoard& board)
{
    MarkLayout(frame, row, rowBox, board).layOut();
}

} // namespace runlens::layout
