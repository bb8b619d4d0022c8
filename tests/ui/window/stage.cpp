// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/stage.h"

#include "engine/words/translations.h"
#include "ui/widgets/query_popup.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <array>

namespace runlens::test {

using namespace std::chrono_literals;

namespace {

const QString samples = QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/");
constexpr int longestWait = 30'000; // ms: only what hangs waits as long

QJsonObject runOf(const QString& sample)
{
    QFile file(samplePath(sample));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(sample));
    return QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("data")).toObject();
}

} // namespace

QString samplePath(const QString& name) { return samples + name + QStringLiteral(".json"); }

QByteArray listOfRuns(int count)
{
    static const QStringList names{
        QStringLiteral("timed-out"), QStringLiteral("documented-run"), QStringLiteral("failed"),
        QStringLiteral("condition"), QStringLiteral("still-waiting"),  QStringLiteral("overdue"),
        QStringLiteral("cancelled"), QStringLiteral("unknown-words"),  QStringLiteral("skipped-and-deferred")};
    static const std::array<const char*, 7> people{"olivia", "noah", "mia", "liam", "zoe", "ava", "emma"};
    QList<QJsonObject> runs;
    for (const QString& name : names)
        runs += runOf(name);
    QJsonArray data;
    for (int i = 0; i < count; ++i) {
        QJsonObject run = runs[i % runs.size()];
        run[QLatin1String("id")] = QStringLiteral("run_%1").arg(i + 1, 6, 10, QLatin1Char('0'));
        if (i >= runs.size())
            run[QLatin1String("resolved_identity_value")] =
                QStringLiteral("%1.%2@example.com")
                    .arg(QLatin1String(people[static_cast<std::size_t>(i) % people.size()]))
                    .arg(i);
        data += run;
    }
    return QJsonDocument(QJsonObject{{QLatin1String("data"), data}}).toJson(QJsonDocument::Compact);
}

FollowPolicy quickPolicy()
{
    FollowPolicy policy;
    policy.shortest = 30ms;
    policy.longest = 100ms;
    policy.retry = 50ms;
    policy.longestRetry = 200ms;
    policy.publish = 10ms;
    policy.automations = 50ms;
    return policy;
}

client::HttpOptions impatientHttp()
{
    client::HttpOptions http;
    http.firstBackoff = 5ms;
    http.longestBackoff = 10ms;
    http.longestRetryAfter = 50ms;
    http.patience = 500ms;
    http.deadline = 3'000ms;
    return http;
}

Stage::Stage(theme::ThemeChoice theme, const QSize& size)
    : m_store(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
      m_settings(m_store),
      m_views(m_store),
      m_book(m_folder.filePath(QStringLiteral("profiles.json")), m_keys),
      m_alerts(m_settings)
{
    static const bool translated = (installTranslations(QLocale(QLocale::English)), true);
    Q_UNUSED(translated);
    m_themes.setChoice(theme);
    m_window = std::make_unique<shell::MainWindow>(shared());
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->runs().setClock([] { return parseInstant("2026-06-08T16:15:00Z").value(); });
    m_window->setZone(shell::ZoneChoice::utc);
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    QCoreApplication::processEvents();
}

Stage::~Stage() = default;

shell::MainWindow::Shared Stage::shared()
{
    return {m_themes,
            m_settings,
            m_book,
            m_views,
            m_alerts,
            {m_folder.filePath(QStringLiteral("profiles.json")), m_folder.filePath(QStringLiteral("archives")),
             m_folder.filePath(QStringLiteral("server.db"))}};
}

bool Stage::open(const QString& path)
{
    QSignalSpy changed(&runs(), &RunsWorkspace::pageChanged);
    m_window->open(path);
    while (runs().page() == RunsWorkspace::Page::loading)
        if (!changed.wait(longestWait))
            return false;
    QCoreApplication::processEvents();
    return true;
}

QWidget& Stage::seen()
{
    for (QDialog* dialog : m_window->findChildren<QDialog*>())
        if (dialog->isVisible())
            return *dialog;
    if (QWidget* menu = QApplication::activePopupWidget())
        return *menu;
    if (auto* popup = m_window->findChild<QueryPopup*>(); popup != nullptr && popup->isVisible())
        return *popup;
    return *m_window;
}

bool Stage::openSampleWithDefinition(const QString& name)
{
    if (!openSample(name))
        return false;
    QSignalSpy shown(&runs(), &RunsWorkspace::runShown);
    runs().openAutomation(samples + name + QStringLiteral(".automation.json"));
    const bool done = shown.wait(longestWait);
    for (QWidget* toast : m_window->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (toast->inherits("runlens::shell::Toast"))
            toast->hide(); // it says that the definition is used
    return done;
}

QString Stage::write(const QString& name, const QByteArray& bytes)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

bool Stage::run(const QString& id)
{
    QAction* action = m_window->actionRegistry().find(id);
    if (action == nullptr || !action->isEnabled())
        return false;
    action->trigger();
    return true;
}

std::size_t Stage::row(std::string_view key)
{
    const auto& rows = view().run()->timeline().rows;
    const auto found = std::ranges::find(rows, key, &layout::Row::key);
    if (found == rows.end())
        qFatal("no row %s", std::string(key).c_str());
    return static_cast<std::size_t>(found - rows.begin());
}

} // namespace runlens::test
