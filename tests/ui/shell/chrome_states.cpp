// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/chrome_states.h"

#include "ui/shell/alerts_dialog.h"
#include "ui/shell/live_indicator.h"
#include "ui/shell/request_panel.h"
#include "ui/shell/source_status.h"
#include "ui/shell/source_switcher.h"
#include "ui/theme/looks.h"
#include "ui/workspaces/runs/automations_panel.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace runlens::test {
namespace {

using namespace shell;
using namespace std::chrono_literals;

const QString longName =
    QStringLiteral("Production of the European shop, second region, behind the gateway of logistics");

AutomationRow automation(const char* id, const char* name, const char* status, std::optional<std::size_t> runs)
{
    AutomationRow row;
    row.automation.id = AutomationId(id);
    row.automation.name = name;
    row.automation.status = status;
    row.runs = runs;
    return row;
}

SourceState online()
{
    SourceState state;
    state.link = Link::online;
    state.canFollow = true;
    state.readOnly = false;
    state.interval = 2s;
    state.latency = 18ms;
    state.refreshed = chromeNow() - 1s;
    state.description = "127.0.0.1:8917";
    return state;
}

SourceState offline()
{
    SourceState state = online();
    state.link = Link::offline;
    state.since = chromeNow() - 133min;
    state.refreshed = chromeNow() - 50h;
    state.nextAttempt = chromeNow() + 8s;
    state.error = Error{ErrorCode::unreachable, "connection refused", "127.0.0.1:8917"};
    return state;
}

/// The top bar's ends, as wide as they are there.
QWidget* bar(const SourceTitle& title, const SourceState& state, int width)
{
    auto* window = new QWidget;
    auto* frame = new QFrame(window);
    theme::setLook(frame, theme::Look::bar);
    auto* row = new QHBoxLayout(frame);
    auto* switcher = new SourceSwitcher(frame);
    switcher->setCurrent(title);
    auto* live = new LiveIndicator(frame);
    live->setClock(chromeNow);
    live->setTimeStyle(chromeStyle());
    live->setState(state);
    row->addWidget(switcher);
    row->addStretch(1);
    row->addWidget(live);
    auto* edge = new SourceEdge(window);
    edge->setMark(title.mark);
    auto* status = new SourceStatus(window);
    status->setClock(chromeNow);
    status->setTimeStyle(chromeStyle());
    status->setMatches(QStringLiteral("212 runs match"));
    status->setTitle(title);
    status->setState(state);
    auto* column = new QVBoxLayout(window);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(frame);
    column->addWidget(edge);
    column->addStretch(1);
    column->addWidget(status);
    window->resize(width, 110);
    return window;
}

QWidget* switcherMenu()
{
    auto* switcher = new SourceSwitcher;
    switcher->setCurrent({QStringLiteral("Shop"), SourceMark::production});
    switcher->setProfiles({{QStringLiteral("1"), QStringLiteral("Shop"), {}, SourceMark::production},
                           {QStringLiteral("2"), QStringLiteral("Shop, before release"), {}, SourceMark::staging},
                           {QStringLiteral("3"), QStringLiteral("My machine"), {}, SourceMark::development},
                           {QStringLiteral("4"), longName, {}, SourceMark::none}},
                          QStringLiteral("1"));
    switcher->setRecentFiles({QStringLiteral("/data/runs.json"), QStringLiteral("/data/failed-runs.json")});
    Q_EMIT switcher->menu()->aboutToShow();
    QMenu* menu = switcher->menu();
    menu->setParent(nullptr);
    switcher->setParent(menu);
    switcher->hide();
    menu->resize(menu->sizeHint());
    return menu;
}

QWidget* automations(std::vector<AutomationRow> rows, const QString& filter = {})
{
    auto* panel = new AutomationsPanel;
    panel->resize(226, 420);
    panel->setRows(std::move(rows));
    panel->choose(AutomationId("aut_1"));
    panel->filter().setText(filter);
    return panel;
}

std::vector<AutomationRow> manyAutomations()
{
    auto rows = chromeAutomations();
    rows[1].automation.name = "Cart recovery for people who came by the newsletter of the third quarter";
    rows[1].failed = 1'204'113;
    for (int i = 0; i < 20; ++i)
        rows.push_back(automation(("aut_x" + std::to_string(i)).c_str(), "Journey", "active", std::nullopt));
    return rows;
}

QWidget* requests(bool failuresOnly, bool any)
{
    auto* panel = new RequestPanel;
    auto* log = new client::RequestLog(panel);
    panel->setTimeStyle(chromeStyle());
    for (int i = 0; any && i < 12; ++i) {
        client::LoggedRequest request;
        request.when = chromeNow() - std::chrono::hours((11 - i) * 3);
        request.method = i == 3 ? "POST" : "GET";
        request.path = i == 1 ? QStringLiteral("/automations/aut_0123456789abcdef/runs?status=failed&identity=olivia%40"
                                               "example.com&started_since=2026-06-08T00%3A00%3A00.000Z&limit=100&cursor"
                                               "=eyJpZCI6InJ1bl8wMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiJ9")
                              : QStringLiteral("/automations?limit=100");
        request.status = i == 2 ? 503 : i == 5 ? 0 : 200;
        if (i == 5)
            request.failed = ErrorCode::timedOut;
        request.took = std::chrono::milliseconds(i == 5 ? 30'000 : 18 + i);
        request.bytes = i == 5 ? 0 : 1'204'113;
        request.attempt = i == 2 ? 4 : 1;
        log->add(request);
    }
    panel->setLog(log, QUrl(QStringLiteral("https://api.example.com")));
    panel->failuresOnly().setChecked(failuresOnly);
    panel->resize(1000, 260);
    return panel;
}

QWidget* alerts(bool wrong)
{
    auto* dialog = new AlertsDialog({{QStringLiteral("1"), QStringLiteral("Receipts fail"),
                                      wrong ? QString() : QStringLiteral("status:failed step:send_receipt"), 3, 10},
                                     {QStringLiteral("2"), longName, QStringLiteral("overdue"), 1, 60, false}},
                                    {});
    return dialog;
}

} // namespace

Instant chromeNow() { return parseInstant("2026-06-08T16:15:00Z").value(); }

TimeStyle chromeStyle() { return {nullptr, date::local_days(date::year(2026) / 6 / 8)}; }

std::vector<AutomationRow> chromeAutomations()
{
    std::vector<AutomationRow> rows{automation("aut_1", "Post Purchase Journey", "active", 12'408),
                                    automation("aut_2", "Cart Recovery", "active", 58'112),
                                    automation("aut_3", "Trial Expiring", "enabled", 6'000),
                                    automation("aut_4", "Win-back 90 d", "paused", 1'204),
                                    automation("aut_5", "Onboarding v3", "draft", std::nullopt)};
    rows[0].failed = 31;
    rows[1].failed = 4;
    rows[1].atLeast = true;
    return rows;
}

const std::vector<ChromeState>& chromeStates()
{
    const SourceTitle local{QStringLiteral("Local engine"), SourceMark::none};
    const SourceTitle production{QStringLiteral("Shop · sendrealm"), SourceMark::production, true};
    static const std::vector<ChromeState> states{
        {"bar-nothing", [] { return bar({}, {}, 900); }},
        {"bar-live", [local] { return bar(local, online(), 900); }},
        {"bar-production", [production] { return bar(production, online(), 900); }},
        {"bar-staging", [] { return bar({QStringLiteral("Shop"), SourceMark::staging}, online(), 900); }},
        {"bar-development", [] { return bar({QStringLiteral("Shop"), SourceMark::development}, online(), 900); }},
        {"bar-offline", [production] { return bar(production, offline(), 900); }},
        {"bar-narrow", [] { return bar({longName, SourceMark::production, true}, offline(), 420); }},
        {"bar-long", [] { return bar({longName, SourceMark::none}, online(), 900); }},
        {"switcher-menu", switcherMenu},
        {"automations", [] { return automations(chromeAutomations()); }},
        {"automations-many", [] { return automations(manyAutomations()); }},
        {"automations-no-match", [] { return automations(manyAutomations(), QStringLiteral("zzz")); }},
        {"automations-none", [] { return automations({}); }},
        {"automations-untold",
         [] {
             auto* panel = new AutomationsPanel;
             panel->showUntold();
             panel->resize(226, 420);
             return panel;
         }},
        {"requests", [] { return requests(false, true); }},
        {"requests-failures", [] { return requests(true, true); }},
        {"requests-none", [] { return requests(false, false); }},
        {"alerts", [] { return alerts(false); }},
        {"alerts-wrong", [] { return alerts(true); }},
    };
    return states;
}

} // namespace runlens::test
