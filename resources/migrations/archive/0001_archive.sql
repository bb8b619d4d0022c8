-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first archive. Times are microseconds since 1970. Bytes are those of engine/archive: summaries of summary_code.h,
-- documents of deflate.h, texts of searchable_text.h.

CREATE TABLE facts (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    profile TEXT NOT NULL,
    server TEXT NOT NULL,
    dialect TEXT NOT NULL,
    written_by TEXT NOT NULL,
    created INTEGER NOT NULL
);

CREATE TABLE automations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    size INTEGER NOT NULL,
    document BLOB NOT NULL
) WITHOUT ROWID;

-- Texts that many summaries share.
CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    key INTEGER NOT NULL, -- a hash of its id
    fetched INTEGER NOT NULL,
    detail_fetched INTEGER,
    summary BLOB NOT NULL
);
CREATE INDEX runs_by_key ON runs (key);

-- Of each run its detail, else its row.
CREATE TABLE documents (
    run INTEGER PRIMARY KEY,
    detail INTEGER NOT NULL,
    etag TEXT NOT NULL,
    size INTEGER NOT NULL, -- before it was made smaller
    bytes BLOB NOT NULL
);

CREATE TABLE texts (
    run INTEGER PRIMARY KEY,
    text BLOB NOT NULL
);
-- Which three characters stand in which text: those it gives are looked at themselves, so that places need not be kept.
CREATE VIRTUAL TABLE texts_index USING fts5 (
    text, content = 'texts', content_rowid = 'run', tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0
);
