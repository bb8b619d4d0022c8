// SPDX-License-Identifier: GPL-3.0-or-later
// `runlens-cli store`: what is said, what is left on the disk, and with which exit code.
#include "cli_program.h"
#include "engine/store/sqlite_store.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace runlens;
using namespace runlens::store;

namespace {

const SqliteOptions quick{
    .vfs = {}, .create = true, .syncEveryCommit = false, .cacheBytes = 1U << 20U, .logPages = 1000};

Outcome runStore(const QStringList& arguments) { return cli(QStringList{QStringLiteral("store")} + arguments); }

/// A folder with a store of one run; its version is there only where it is to be sound.
class Place {
public:
    explicit Place(bool sound = true)
    {
        auto opened = openStore(path("store.db").toStdString(), quick);
        auto transaction = *(*opened)->begin();
        AutomationRow automation;
        automation.number = AutomationNumber{1};
        VersionRow version;
        version.number = VersionNumber{1};
        version.automation = automation.number;
        ContactRow contact;
        contact.number = ContactNumber{1};
        contact.email = "olivia@example.org";
        EventRow event;
        event.sequence = Sequence{1};
        event.contact = contact.number;
        RunRow run;
        run.number = RunNumber{1};
        run.automation = automation.number;
        run.version = version.number;
        run.contact = contact.number;
        run.trigger = event.sequence;
        run.status = RunStatus::completed;
        m_made = transaction->putAutomation(automation) && (!sound || transaction->addVersion(version))
                 && transaction->addContact(contact) && transaction->addEvent(event) && transaction->addRun(run)
                 && transaction->commit({.sequence = Sequence{1},
                                         .time = {},
                                         .runs = 1,
                                         .contacts = 1,
                                         .automations = 1,
                                         .versions = 1,
                                         .deadLetters = 0});
    }
    [[nodiscard]] bool made() const { return m_made; }
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files); }

private:
    QTemporaryDir m_folder;
    bool m_made = false;
};

} // namespace

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void check()
    {
        const Place place;
        QVERIFY(place.made());
        Outcome outcome = runStore({QStringLiteral("check"), place.path("store.db")});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        QCOMPARE(outcome.out, QByteArray("The store is sound.\n"));
        outcome = runStore({QStringLiteral("check"), QStringLiteral("sqlite:") + place.path("store.db"),
                            QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(outcome.exit, 0);
        const auto report = QJsonDocument::fromJson(outcome.out).object();
        QVERIFY(report[QStringLiteral("sound")].toBool());
        QVERIFY(report[QStringLiteral("findings")].toArray().isEmpty());
    }

    void checkSaysWhatIsWrongAndWhere()
    {
        const Place place(false);
        QVERIFY(place.made());
        Outcome outcome = runStore({QStringLiteral("check"), place.path("store.db")});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.out.contains("run_1: the version it runs by is not there"), outcome.out.constData());
        outcome = runStore(
            {QStringLiteral("check"), place.path("store.db"), QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(outcome.exit, 1);
        const auto finding =
            QJsonDocument::fromJson(outcome.out).object()[QStringLiteral("findings")].toArray().first().toObject();
        QCOMPARE(finding[QStringLiteral("code")].toString(), QStringLiteral("run_without_version"));
        QCOMPARE(finding[QStringLiteral("place")].toString(), QStringLiteral("run_1"));
    }

    void whatIsNoStoreIsSaidToBeNone()
    {
        const Place place;
        Outcome outcome = runStore({QStringLiteral("check"), sample("documented-run.json")});
        QCOMPARE(outcome.exit, 3);
        QVERIFY2(outcome.err.contains("no store of Runlens"), outcome.err.constData());
        outcome = runStore({QStringLiteral("check"), place.path("absent.db")});
        QCOMPARE(outcome.exit, 3);
        QVERIFY(!place.files().contains(QStringLiteral("absent.db")));
    }

    void backupAndRestore()
    {
        const Place place;
        QVERIFY(place.made());
        const auto running = openStore(place.path("store.db").toStdString(), quick);
        QVERIFY(running);
        Outcome outcome = runStore({QStringLiteral("backup"), place.path("store.db"), place.path("copy.db")});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        QVERIFY(outcome.err.isEmpty());
        outcome = runStore({QStringLiteral("restore"), place.path("copy.db"), place.path("store.db")});
        QCOMPARE(outcome.exit, 3);
        QVERIFY2(outcome.err.contains("stop that one first"), outcome.err.constData());
        outcome = runStore(
            {QStringLiteral("restore"), place.path("copy.db"), place.path("other.db"), QStringLiteral("--progress")});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        QVERIFY2(outcome.err.contains("100 %"), outcome.err.constData());
        QCOMPARE(runStore({QStringLiteral("check"), place.path("other.db")}).exit, 0);
        QCOMPARE(runStore({QStringLiteral("restore"), place.path("copy.db"), place.path("other.db")}).exit, 0);
        QVERIFY(place.files().contains(QStringLiteral("other.db.before-restore")));
        QCOMPARE(runStore({QStringLiteral("restore"), place.path("copy.db"), place.path("other.db")}).exit, 3);
        QCOMPARE(runStore({QStringLiteral("restore"), place.path("copy.db"), place.path("other.db"),
                           QStringLiteral("--replace")})
                     .exit,
                 0);
    }

    void aBackupThatCannotBeWrittenLeavesNothing()
    {
        const Place place;
        // Whoever reads a store leaves an empty log beside it.
        QCOMPARE(runStore({QStringLiteral("check"), place.path("store.db")}).exit, 0);
        const auto before = place.files();
        const Outcome outcome = runStore({QStringLiteral("backup"), place.path("store.db"), place.path("no/copy.db")});
        QCOMPARE(outcome.exit, 5);
        QCOMPARE(place.files(), before);
    }

    void forgetPerson()
    {
        const Place place;
        QVERIFY(place.made());
        const QStringList forget{QStringLiteral("forget-person"), place.path("store.db"),
                                 QStringLiteral("olivia@example.org")};
        const Outcome outcome = runStore(forget);
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        QCOMPARE(outcome.out, QByteArray("contact_1 is forgotten. Events removed: 1; runs: 1; dead letters: 0.\n"));
        QVERIFY(!contents(place.path("store.db")).contains("olivia"));
        QCOMPARE(runStore(forget).exit, 3);
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no verb") << QStringList{};
        QTest::newRow("no such verb") << QStringList{QStringLiteral("chek")};
        QTest::newRow("no store") << QStringList{QStringLiteral("check")};
        QTest::newRow("an empty path") << QStringList{QStringLiteral("check"), QStringLiteral("sqlite:")};
        QTest::newRow("PostgreSQL") << QStringList{QStringLiteral("check"), QStringLiteral("postgresql://localhost")};
        QTest::newRow("one path of two") << QStringList{QStringLiteral("backup"), QStringLiteral("a")};
        QTest::newRow("no such option") << QStringList{QStringLiteral("check"), QStringLiteral("--fast")};
    }

    void usage()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = runStore(arguments);
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.err.contains("--help tells more"), outcome.err.constData());
    }

    void help()
    {
        QVERIFY(runStore({QStringLiteral("--help")}).out.contains("forget-person"));
        for (const char* verb : {"check", "backup", "restore", "forget-person"}) {
            const Outcome outcome = runStore({QLatin1String(verb), QStringLiteral("--help")});
            QCOMPARE(outcome.exit, 0);
            QVERIFY(outcome.out.startsWith(QByteArray("Usage: runlens-cli store ") + verb));
            QVERIFY(outcome.out.contains("Examples:"));
        }
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
