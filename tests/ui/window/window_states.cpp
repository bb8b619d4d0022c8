// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/window_states.h"

#include "engine/layout/hit.h"
#include "tests/ui/window/server_states.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/timeline_widget.h"
#include "ui/workspaces/runs/payload_view.h"
#include "ui/workspaces/runs/raw_view.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/step_panel.h"

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <iterator>

namespace runlens::test {
namespace {

using layout::Part;
using layout::Subject;

std::function<bool(Stage&)> sample(const char* name)
{
    return [name](Stage& stage) { return stage.openSample(QLatin1String(name)); };
}

bool select(Stage& stage, const char* step, Part part = Part::whole)
{
    stage.view().select(Subject{stage.row(step), part, 0});
    return stage.view().selection().has_value();
}

bool sheet(Stage& stage)
{
    return stage.openSampleWithDefinition(QStringLiteral("timed-out")) && select(stage, "wait_for_open");
}

bool list(Stage& stage, int runs) { return stage.open(stage.write(QStringLiteral("runs.json"), listOfRuns(runs))); }

bool showTab(Stage& stage, StepPanel::Tab tab)
{
    stage.runs().stepPanel().showTab(tab);
    return true;
}

QPoint middleOf(Stage& stage, const Subject& subject)
{
    const auto box = layout::boxOf(stage.runs().runPane().rows().scene(), subject);
    return box ? QPoint(static_cast<int>(box->x + box->width / 2), static_cast<int>(box->y + box->height / 2))
               : QPoint();
}

/// To the widget itself: the offscreen screen is smaller than some windows, and keeps the cursor on it.
void moveMouse(QWidget* widget, const QPoint& at)
{
    QMouseEvent event(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(widget, &event);
}

bool hover(Stage& stage)
{
    if (!sheet(stage))
        return false;
    TimelineWidget& rows = stage.runs().runPane().rows();
    moveMouse(rows.viewport(), {300, 5});
    moveMouse(rows.viewport(), middleOf(stage, {stage.row("wait_for_open"), Part::limit, 0}));
    return QTest::qWaitFor([&rows] { return rows.hoverCard() != nullptr && rows.hoverCard()->isVisible(); });
}

bool measure(Stage& stage)
{
    if (!sheet(stage))
        return false;
    QWidget* plot = stage.runs().runPane().rows().viewport();
    QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, {340, 200});
    QTest::mouseMove(plot, {700, 200});
    QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, {700, 200});
    return stage.view().measured().has_value();
}

bool palette(Stage& stage, const QString& letters)
{
    if (!sheet(stage) || !stage.run(QStringLiteral("help.palette")))
        return false;
    QTest::keyClicks(QApplication::focusWidget(), letters);
    return true;
}

bool payload(Stage& stage)
{
    if (!sheet(stage))
        return false;
    stage.view().selectFirst();
    stage.runs().stepPanel().payloadView().tree().expandAll();
    return showTab(stage, StepPanel::payload);
}

bool raw(Stage& stage)
{
    if (!sheet(stage) || !showTab(stage, StepPanel::raw))
        return false;
    RawView& view = stage.runs().stepPanel().rawView();
    if (!QTest::qWaitFor([&view] { return view.text().contains(QLatin1String("timeout_at")); }))
        return false;
    view.focusSearch();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("timed"));
    return view.matches() > 0;
}

bool unreadable(Stage& stage, const QByteArray& bytes)
{
    return stage.open(stage.write(QStringLiteral("run.json"), bytes));
}

std::vector<WindowState> fileStates()
{
    return {
        {"empty", [](Stage&) { return true; }},
        {"documented", sample("documented-run")},
        {"documented-selected",
         [](Stage& s) { return s.openSample(QStringLiteral("documented-run")) && select(s, "wait_for_open"); }},
        {"sheet", sheet},
        {"sheet-linear", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("timeline.linear")); }},
        {"sheet-sequence", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("timeline.sequence")); }},
        {"sheet-compact", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("timeline.compact")); }},
        {"sheet-zoomed", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("timeline.selection")); }},
        {"sheet-messages",
         [](Stage& s) {
             return sheet(s) && select(s, "send_receipt", Part::message) && showTab(s, StepPanel::messages);
         }},
        {"sheet-payload", payload},
        {"sheet-raw", raw},
        {"hover", hover},
        {"measure", measure},
        {"toast", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("edit.answer")); }},
        {"palette", [](Stage& s) { return palette(s, {}); }},
        {"palette-letters", [](Stage& s) { return palette(s, QStringLiteral("zoom")); }},
        {"palette-nothing", [](Stage& s) { return palette(s, QStringLiteral("qqq")); }},
        {"keys", [](Stage& s) { return sheet(s) && s.run(QStringLiteral("help.keys")); }},
        {"list", [](Stage& s) { return list(s, 9); }},
        {"list-one", [](Stage& s) { return list(s, 1); }},
        {"list-10000", [](Stage& s) { return list(s, 10'000); }},
        {"list-none", [](Stage& s) { return s.open(s.write(QStringLiteral("none.json"), R"({"data": []})")); }},
        {"unreadable", [](Stage& s) { return unreadable(s, R"({"data": {"id": "run_1", "steps": [{"id": )"); }},
        {"unreadable-error-body",
         [](Stage& s) {
             return unreadable(s, R"({"status": 404, "error": {"code": "not_found", "message": "Run not found"}})");
         }},
        {"diagnostics",
         [](Stage& s) {
             return unreadable(s, R"({"data": {"id": "run_1", "status": 7, "steps": [{"step_key": "a"}, 3]}})");
         }},
        {"failed", sample("failed")},
        {"overdue", sample("overdue")},
        {"still-waiting", sample("still-waiting")},
        {"contradictory-waits", sample("contradictory-waits")},
        {"skipped-and-deferred", sample("skipped-and-deferred")},
        {"unknown-words", sample("unknown-words")},
        {"long-names",
         [](Stage& s) {
             return s.openSample(QStringLiteral("long-names")) && (s.view().selectRow(1), s.view().selectRow(1), true);
         }},
        {"bidi", sample("bidi")},
        {"many-steps", sample("many-steps")},
        {"many-steps-all",
         [](Stage& s) { return s.openSample(QStringLiteral("many-steps")) && s.run(QStringLiteral("timeline.all")); }},
        {"null-everywhere", sample("null-everywhere")},
        {"empty-run", sample("empty-run")},
        {"tiny", sample("tiny")},
        {"years", sample("years")},
    };
}

} // namespace

const std::vector<WindowState>& windowStates()
{
    static const std::vector<WindowState> states = [] {
        std::vector<WindowState> all = fileStates();
        std::ranges::move(serverStates(), std::back_inserter(all));
        return all;
    }();
    return states;
}

} // namespace runlens::test
