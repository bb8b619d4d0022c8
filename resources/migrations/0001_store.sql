-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first store. Times are microseconds since 1970; numbers of runs, events, … are rowids; enums are their numbers in
-- the code, which never change meaning. Indexes are few: each costs every run of every store.

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
INSERT INTO clock VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0);

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

CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    automation INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    definition TEXT NOT NULL,
    published_at INTEGER NOT NULL
);

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

-- Attributes, audiences and topics are JSON; an empty text stands for an empty object.
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
CREATE UNIQUE INDEX contacts_by_external_id ON contacts (external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;

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
CREATE INDEX events_of_contact ON events (contact);
CREATE UNIQUE INDEX events_by_key ON events (idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE refusals (
    event INTEGER NOT NULL,
    automation INTEGER NOT NULL,
    why INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (event, automation)
) WITHOUT ROWID;

-- Small columns first: what is asked of many runs is found without reading their state and history.
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
CREATE INDEX runs_of_automation ON runs (automation);
CREATE INDEX runs_of_contact ON runs (contact, automation);
CREATE INDEX runs_alive ON runs (contact) WHERE listens OR status < 4;
-- Timers 0 and 1 fire on a tick, 2 and 3 when they are due.
CREATE INDEX runs_due_on_tick ON runs (due) WHERE due IS NOT NULL AND timer < 2;
CREATE INDEX runs_due_at_once ON runs (due) WHERE due IS NOT NULL AND timer > 1;
CREATE INDEX runs_by_status ON runs (status) WHERE status <> 4;

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
CREATE INDEX outbox_unclaimed ON outbox (created_at) WHERE claimed_by IS NULL;
CREATE INDEX outbox_claimed ON outbox (epoch, lease_until) WHERE claimed_by IS NOT NULL;

-- In the order in which they were taken.
CREATE TABLE slots (
    number INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    run INTEGER NOT NULL,
    step INTEGER NOT NULL,
    channel INTEGER NOT NULL
);
CREATE INDEX slots_of_contact ON slots (contact, taken_at);

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
CREATE INDEX dead_letters_of_run ON dead_letters (run);

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT NOT NULL
);
