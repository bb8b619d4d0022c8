-- SPDX-License-Identifier: GPL-3.0-or-later
-- A store as schema version 1 left it (sqlite3 .dump). Never to be changed once that version is released.
PRAGMA application_id = 0x526E6C73;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    time INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    automations INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    dead_letters INTEGER NOT NULL
);
INSERT INTO clock VALUES(1,1,3,3000,3,7,1,1,1);
CREATE TABLE automations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    status INTEGER NOT NULL,
    reentry INTEGER NOT NULL,
    definition TEXT NOT NULL,
    editor_layout TEXT NOT NULL,
    current INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
INSERT INTO automations VALUES(1,'Welcome','',1,0,'{}','',1,0,0);
CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    automation INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    definition TEXT NOT NULL,
    published_at INTEGER NOT NULL
);
INSERT INTO versions VALUES(1,1,1,'{}',0);
CREATE TABLE assets (
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    channel INTEGER,
    title TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
INSERT INTO assets VALUES(0,'tv_1','Hello','published',0,'',0);
CREATE TABLE contacts (
    number INTEGER PRIMARY KEY,
    external_id TEXT,
    email TEXT,
    flags INTEGER NOT NULL,
    zone TEXT NOT NULL,
    attributes TEXT NOT NULL,
    audiences TEXT NOT NULL,
    topics TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
INSERT INTO contacts VALUES(1,NULL,NULL,0,'','','','',0,0);
INSERT INTO contacts VALUES(2,'customer-2','olivia@example.org',2,'Europe/Lisbon','{"plan":"pro"}','["aud_1"]','{"news":true}',0,0);
INSERT INTO contacts VALUES(3,NULL,NULL,0,'','','','',0,0);
INSERT INTO contacts VALUES(4,NULL,NULL,0,'','','','',0,0);
INSERT INTO contacts VALUES(5,NULL,NULL,0,'','','','',0,0);
INSERT INTO contacts VALUES(6,NULL,NULL,0,'','','','',0,0);
INSERT INTO contacts VALUES(7,NULL,NULL,0,'','','','',0,0);
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    occurred_at INTEGER,
    depth INTEGER NOT NULL,
    identity_type INTEGER NOT NULL,
    name TEXT NOT NULL,
    identity_value TEXT NOT NULL,
    idempotency_key TEXT,
    payload TEXT NOT NULL
);
INSERT INTO events VALUES(1,2,1000,NULL,0,3,'ledger.entry','someone@example.org','key 1','"entry 1 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"');
INSERT INTO events VALUES(2,3,2000,NULL,0,3,'ledger.entry','someone@example.org','key 2','"entry 2 cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"');
INSERT INTO events VALUES(3,4,3000,NULL,0,3,'ledger.entry','someone@example.org','key 3','"entry 3 ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"');
CREATE TABLE refusals (
    event INTEGER NOT NULL,
    automation INTEGER NOT NULL,
    why INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (event, automation)
) WITHOUT ROWID;
INSERT INTO refusals VALUES(1,1,4,0);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    automation INTEGER NOT NULL,
    version INTEGER NOT NULL,
    contact INTEGER NOT NULL,
    trigger INTEGER NOT NULL,
    status INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    due INTEGER,
    timer INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    listens INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    current_step TEXT NOT NULL,
    state BLOB NOT NULL,
    history BLOB NOT NULL
);
INSERT INTO runs VALUES(1,1,1,2,1,4,1000,1000,2000,NULL,1,0,0,1,'',X'656e74727920312062626262626262626262626262626262626262626262626262626262626262626262626262',X'656e7472792032206363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363');
INSERT INTO runs VALUES(2,1,1,3,2,4,2000,2000,3000,NULL,1,0,0,1,'',X'656e7472792032206363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363636363',X'656e747279203320646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464');
INSERT INTO runs VALUES(3,1,1,4,3,3,3000,3000,NULL,1003000,1,1,1,0,'wait',X'656e747279203320646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464646464',X'656e74727920342065656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565656565');
CREATE TABLE outbox (
    run INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    claimed_by INTEGER,
    epoch INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    lease_until INTEGER NOT NULL
);
INSERT INTO outbox VALUES(3,4,0,1,0,2,1,5,0);
CREATE TABLE slots (
    number INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    run INTEGER NOT NULL,
    step INTEGER NOT NULL,
    channel INTEGER NOT NULL
);
INSERT INTO slots VALUES(1,4,0,3,1,0);
CREATE TABLE dead_letters (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    event INTEGER NOT NULL,
    automation INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    replayed_at INTEGER,
    step_key TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL
);
INSERT INTO dead_letters VALUES(1,1,1,1,0,NULL,'send','permanent_failure','');
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT NOT NULL
);
INSERT INTO audit VALUES(1,0,'api key','run.retry','run_1','');
CREATE UNIQUE INDEX contacts_by_external_id ON contacts (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;
CREATE INDEX events_of_contact ON events (contact);
CREATE UNIQUE INDEX events_by_key ON events (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_of_automation ON runs (automation);
CREATE INDEX runs_of_contact ON runs (contact, automation);
CREATE INDEX runs_alive ON runs (contact) WHERE listens OR status < 4;
CREATE INDEX runs_due ON runs (due) WHERE due IS NOT NULL;
CREATE INDEX runs_by_status ON runs (status) WHERE status <> 4;
CREATE INDEX outbox_unclaimed ON outbox (created_at) WHERE claimed_by IS NULL;
CREATE INDEX outbox_claimed ON outbox (epoch, lease_until) WHERE claimed_by IS NOT NULL;
CREATE INDEX slots_of_contact ON slots (contact, taken_at);
CREATE INDEX dead_letters_of_run ON dead_letters (run);
COMMIT;
