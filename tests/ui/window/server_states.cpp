// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/server_states.h"

#include "tests/hostile/hostile_server.h"
#include "ui/shell/connection_test_panel.h"
#include "ui/shell/connections_dialog.h"
#include "ui/shell/source_chrome.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/state_page.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/views_button.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <memory>

namespace runlens::test {
namespace {

using namespace std::chrono_literals;

constexpr int longestWait = 30'000; // ms: only what hangs waits as long
const QString key = QStringLiteral("key-of-a-picture");

QByteArray listing(const QJsonArray& data)
{
    return QJsonDocument(QJsonObject{{QLatin1String("data"), data}, {QLatin1String("has_more"), false}}).toJson();
}

QJsonObject automation(const QString& id, const QString& name, const QString& status)
{
    return {{QLatin1String("id"), id},
            {QLatin1String("name"), name},
            {QLatin1String("status"), status},
            {QLatin1String("current_published_version"),
             QJsonObject{{QLatin1String("id"), id + QStringLiteral("_v3")}, {QLatin1String("version_number"), 3}}}};
}

/// A server of three automations, of which one has a long name and one has no runs.
std::shared_ptr<HostileServer> town(int runs)
{
    auto server = std::make_shared<HostileServer>();
    const std::array<QString, 3> ids{QStringLiteral("aut_post_purchase"), QStringLiteral("aut_cart"),
                                     QStringLiteral("aut_winback")};
    server->script("/automations",
                   Behaviour::json(listing(
                       {automation(ids[0], QStringLiteral("Post Purchase Journey"), QStringLiteral("active")),
                        automation(ids[1], QStringLiteral("Abandoned cart: three reminders, the last with a discount"),
                                   QStringLiteral("active")),
                        automation(ids[2], QStringLiteral("Win back"), QStringLiteral("paused"))})));
    std::array<QJsonArray, 3> listed;
    const QJsonArray all = QJsonDocument::fromJson(listOfRuns(runs)).object().value(QLatin1String("data")).toArray();
    for (int i = 0; i < all.size(); ++i) {
        const std::size_t which = i % 3 == 2 ? 1 : 0;
        QJsonObject run = all[i].toObject();
        run[QLatin1String("automation_id")] = ids[which];
        server->script("/automation-runs/" + run[QLatin1String("id")].toString().toLatin1(),
                       Behaviour::json(QJsonDocument(QJsonObject{{QLatin1String("data"), run}}).toJson()));
        for (const char* part : {"steps", "waits", "sent_emails", "sent_push_notifications", "trigger_event"})
            run.remove(QLatin1String(part));
        listed[which].append(run);
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        server->script(QStringLiteral("/automations/%1/runs").arg(ids[i]).toLatin1(),
                       Behaviour::json(listing(listed[i])));
    return server;
}

bool addProfile(Stage& stage, const QString& url, client::ProfileMark mark, bool readOnly)
{
    client::ServerProfile profile;
    profile.id = client::newProfileId();
    profile.name = mark == client::ProfileMark::production ? QStringLiteral("Sendrealm, production")
                                                           : QStringLiteral("Staging in Frankfurt, of the growth team");
    profile.url = url;
    profile.mark = mark;
    profile.readOnly = readOnly;
    profile.requestsPerSecond = 1'000;
    std::vector<client::ServerProfile> profiles = stage.book().profiles();
    profiles.push_back(profile);
    QSignalSpy saved(&stage.book(), &shell::ProfileBook::saved);
    stage.book().save(std::move(profiles), {{profile.id, key}});
    return saved.wait(longestWait);
}

/// Two profiles, the first of which is that server.
bool addProfiles(Stage& stage, const QString& url)
{
    return addProfile(stage, url, client::ProfileMark::production, true)
           && addProfile(stage, QStringLiteral("https://staging.example.com/v1"), client::ProfileMark::staging, false);
}

const SourceState& stateOf(Stage& stage) { return stage.runs().browser().snapshot().state; }

bool waitFor(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, longestWait); }

/// At the server, with every detail fetched.
bool atServer(Stage& stage, int runs = 24)
{
    const auto server = town(runs);
    stage.keep(server);
    if (!addProfiles(stage, server->url()))
        return false;
    client::HttpOptions http = impatientHttp();
    http.patience = 2'000ms; // a picture is of a server that answers, however busy the machine is
    stage.window().sources().setTuning(quickPolicy(), http);
    stage.window().sources().openProfile(stage.book().profiles().front().id);
    if (!waitFor([&] { return stateOf(stage).link == Link::online && stage.view().run() != nullptr; }))
        return false;
    stage.runs().browser().source()->setFetchingAll(true);
    return waitFor([&] { return stateOf(stage).coverage.details == static_cast<std::size_t>(runs); });
}

QueryBar& bar(Stage& stage) { return *stage.runs().parts().bar; }

bool query(Stage& stage, const QString& text, int rows)
{
    bar(stage).setText(text);
    return waitFor([&] { return stage.runs().browser().model().rowCount() == rows; });
}

bool filtered(Stage& stage)
{
    return atServer(stage) && query(stage, QStringLiteral("status:failed step:send_receipt"), 3);
}

bool wrongQuery(Stage& stage)
{
    if (!atServer(stage))
        return false;
    bar(stage).setText(QStringLiteral("statsu:failed"));
    return bar(stage).shownError().has_value();
}

bool paused(Stage& stage)
{
    return stage.run(QStringLiteral("server.pause")) && waitFor([&] { return stateOf(stage).link == Link::paused; });
}

/// Paused: what is told of each look would come in between.
bool nothingFound(Stage& stage)
{
    QSignalSpy why(&stage.runs().browser(), &RunBrowser::foundWhyNone);
    return atServer(stage) && query(stage, QStringLiteral("identity:nobody"), 0)
           && waitFor([&] { return !why.isEmpty() && stage.runs().parts().noRuns->isVisible(); }) && paused(stage);
}

bool offline(Stage& stage)
{
    if (!atServer(stage))
        return false;
    const auto server = std::static_pointer_cast<HostileServer>(stage.kept());
    server->script("/automations", Behaviour::failing(503));
    for (const char* id : {"aut_post_purchase", "aut_cart", "aut_winback"})
        server->script(QByteArrayLiteral("/automations/") + id + "/runs", Behaviour::failing(503));
    return waitFor([&] { return stateOf(stage).link == Link::offline; });
}

bool refused(Stage& stage)
{
    const auto server = std::make_shared<HostileServer>();
    server->script("/automations", Behaviour::failing(401));
    stage.keep(server);
    if (!addProfiles(stage, server->url()))
        return false;
    stage.window().sources().openProfile(stage.book().profiles().front().id);
    return waitFor([&] { return stage.runs().page() == RunsWorkspace::Page::unreadable; });
}

bool requests(Stage& stage) { return atServer(stage) && stage.run(QStringLiteral("server.requests")); }

bool selected(Stage& stage)
{
    if (!atServer(stage))
        return false;
    stage.runs().runList().selectRow(2);
    QTest::keyClick(&stage.runs().runList(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&stage.runs().runList(), Qt::Key_Down, Qt::ShiftModifier);
    return waitFor([&] { return stage.view().run() != nullptr; });
}

bool archived(Stage& stage)
{
    if (!atServer(stage))
        return false;
    const QString path = stage.folder() + QStringLiteral("/june.runlens");
    QSignalSpy told(&stage.window().sources(), &shell::SourceManager::told);
    if (!stage.window().sources().saveArchive(path) || !told.wait(longestWait) || !stage.open(path))
        return false;
    return waitFor([&] { return stage.view().run() != nullptr; });
}

bool connections(Stage& stage)
{
    const auto server = town(3);
    stage.keep(server);
    return addProfiles(stage, server->url()) && stage.run(QStringLiteral("server.connections"))
           && stage.window().chrome().connections() != nullptr;
}

/// Its first connection tried, against a server that answers it or refuses its key.
bool tested(Stage& stage, bool good)
{
    if (!connections(stage))
        return false;
    const auto server = std::static_pointer_cast<HostileServer>(stage.kept());
    if (!good)
        server->script("/automations", Behaviour::failing(401));
    shell::ConnectionTestPanel& test = stage.window().chrome().connections()->test();
    QSignalSpy finished(&test, &shell::ConnectionTestPanel::finished);
    QTest::mouseClick(test.findChild<QPushButton*>(), Qt::LeftButton);
    if ((finished.isEmpty() && !finished.wait(longestWait)) || finished[0][0].toBool() != good)
        return false;
    return waitFor([&] { return test.height() >= test.heightForWidth(test.width()); }); // of what it says now
}

bool completing(Stage& stage)
{
    if (!atServer(stage) || !stage.run(QStringLiteral("edit.query")))
        return false;
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("status:"));
    return waitFor([&] { return &stage.seen() != &stage.window(); }) && paused(stage);
}

bool views(Stage& stage)
{
    if (!filtered(stage))
        return false;
    stage.savedViews().save({QStringLiteral("Receipts that failed"), QStringLiteral("status:failed step:send_receipt"),
                             RunListLayout::defaults()});
    stage.savedViews().save({QStringLiteral("People of the growth team who wait longer than a day"),
                             QStringLiteral("status:waiting -step:delay_2d"), RunListLayout::defaults()});
    stage.runs().parts().views->open();
    return waitFor([&] { return &stage.seen() != &stage.window(); });
}

bool alerts(Stage& stage)
{
    return filtered(stage) && stage.run(QStringLiteral("server.notify")) && stage.alerts().dialog() != nullptr;
}

} // namespace

std::vector<WindowState> serverStates()
{
    return {
        {"server", [](Stage& s) { return atServer(s); }},
        {"server-one", [](Stage& s) { return atServer(s, 1); }},
        {"server-filtered", filtered},
        {"server-wrong-query", wrongQuery},
        {"server-nothing-found", nothingFound},
        {"server-selected", selected},
        {"server-paused", [](Stage& s) { return atServer(s) && paused(s); }},
        {"server-offline", offline},
        {"server-refused", refused},
        {"server-requests", requests},
        {"archive", archived},
        {"server-completing", completing},
        {"server-views", views},
        {"server-alerts", alerts},
        {"connections", connections},
        {"connections-tested", [](Stage& s) { return tested(s, true); }},
        {"connections-refused", [](Stage& s) { return tested(s, false); }},
    };
}

} // namespace runlens::test
