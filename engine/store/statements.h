// SPDX-License-Identifier: GPL-3.0-or-later
// The statements of an executing store, each prepared at its first use. Private to store.
#pragma once

#include "engine/store/row_codec.h"
#include "engine/store/statement.h"

namespace runlens::store {

struct Statements {
    const Connection& at;

    Statement begin{at, "BEGIN IMMEDIATE"};
    Statement commit{at, "COMMIT"};
    Statement rollBack{at, "ROLLBACK"};
    Statement clock{at, "SELECT sequence, time, runs, contacts, automations, versions, dead_letters FROM clock"};
    Statement setClock{at, "UPDATE clock SET sequence = ?1, time = ?2, runs = ?3, contacts = ?4, automations = ?5, "
                           "versions = ?6, dead_letters = ?7 WHERE id = 1 AND epoch = ?8"};

    Statement automations{at, "SELECT " + columns::automations + " FROM automations ORDER BY number"};
    Statement versions{at, "SELECT " + columns::versions + " FROM versions ORDER BY number"};
    Statement assets{at, "SELECT " + columns::assets + " FROM assets ORDER BY kind, id"};
    Statement putAutomation{at, "INSERT OR REPLACE INTO automations (" + columns::automations
                                    + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
    Statement addVersion{at, "INSERT INTO versions (" + columns::versions + ") VALUES (?1, ?2, ?3, ?4, ?5)"};
    Statement putAsset{at,
                       "INSERT OR REPLACE INTO assets (" + columns::assets + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};

    Statement contact{at, "SELECT " + columns::contacts + " FROM contacts WHERE number = ?1"};
    Statement contactByExternalId{at, "SELECT " + columns::contacts + " FROM contacts WHERE external_id = ?1"};
    Statement contactByEmail{at, "SELECT " + columns::contacts + " FROM contacts WHERE email = ?1"};
    Statement addContact{at, "INSERT INTO contacts (" + columns::contacts
                                 + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
    Statement changeContact{at, "UPDATE contacts SET flags = ?2, zone = ?3, attributes = ?4, audiences = ?5, topics = "
                                "?6, created_at = ?7, updated_at = ?8 WHERE number = ?1"};
    /// Identities have indexes, which an update would write anew even where they stay.
    Statement changeIdentities{at, "UPDATE contacts SET external_id = ?2, email = ?3 WHERE number = ?1 AND "
                                   "(external_id IS NOT ?2 OR email IS NOT ?3)"};

    Statement event{at, "SELECT " + columns::events + " FROM events WHERE sequence = ?1"};
    Statement eventByKey{at, "SELECT " + columns::events + " FROM events WHERE idempotency_key = ?1"};
    Statement addEvent{at,
                       "INSERT INTO events (" + columns::events + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
    Statement addRefusal{at, "INSERT INTO refusals (" + columns::refusals + ") VALUES (?1, ?2, ?3, ?4)"};

    Statement run{at, "SELECT " + columns::runs + " FROM runs WHERE number = ?1"};
    Statement addRun{at, "INSERT INTO runs (" + columns::runs
                             + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"};
    Statement changeRun{at, "UPDATE runs SET status = ?2, started_at = ?3, finished_at = ?4, due = ?5, timer = ?6, "
                            "waits = ?7, listens = ?8, changes = ?9, current_step = ?10, state = ?11, history = ?12 "
                            "WHERE number = ?1"};
    Statement listeningRuns{at, "SELECT number FROM runs INDEXED BY runs_alive WHERE contact = ?1 AND "
                                "(listens OR status < 4) AND listens ORDER BY number"};
    Statement history{at, "SELECT (SELECT count(*) FROM runs WHERE contact = ?1 AND automation = ?2), "
                          "(SELECT count(*) FROM runs INDEXED BY runs_alive WHERE contact = ?1 AND automation = ?2 AND "
                          "(listens OR status < 4) AND status < 4)"};
    Statement dueOnTick{at, "SELECT due, number, timer FROM runs INDEXED BY runs_due_on_tick "
                            "WHERE due IS NOT NULL AND timer < 2 AND due <= ?1 ORDER BY due, number LIMIT ?2"};
    Statement dueAtOnce{at, "SELECT due, number, timer FROM runs INDEXED BY runs_due_at_once "
                            "WHERE due IS NOT NULL AND timer > 1 AND due <= ?1 ORDER BY due, number LIMIT ?2"};
    Statement nextOnTick{at, "SELECT due FROM runs INDEXED BY runs_due_on_tick WHERE due IS NOT NULL AND timer < 2 "
                             "ORDER BY due LIMIT 1"};
    Statement nextAtOnce{at, "SELECT due FROM runs INDEXED BY runs_due_at_once WHERE due IS NOT NULL AND timer > 1 "
                             "ORDER BY due LIMIT 1"};

    Statement outbox{at, "SELECT " + columns::outbox + " FROM outbox WHERE run = ?1"};
    Statement putOutbox{at, "INSERT OR REPLACE INTO outbox (" + columns::outbox
                                + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
    Statement removeOutbox{at, "DELETE FROM outbox WHERE run = ?1"};
    Statement abandoned{at, "SELECT " + columns::outbox
                                + " FROM outbox WHERE claimed_by IS NOT NULL AND epoch < ?1 "
                                  "ORDER BY epoch, lease_until, run LIMIT ?2"};
    Statement expired{at, "SELECT " + columns::outbox
                              + " FROM outbox WHERE claimed_by IS NOT NULL AND epoch = ?1 AND "
                                "lease_until <= ?2 ORDER BY lease_until, run LIMIT ?3"};
    Statement unclaimed{at, "SELECT " + columns::outbox
                                + " FROM outbox WHERE claimed_by IS NULL "
                                  "ORDER BY created_at, run LIMIT ?1"};
    Statement nextLeaseEnd{at, "SELECT min(lease_until) FROM outbox WHERE claimed_by IS NOT NULL AND epoch = ?1"};
    Statement nextOldLeaseEnd{at, "SELECT min(lease_until) FROM outbox WHERE claimed_by IS NOT NULL AND epoch < ?1"};

    Statement slots{at, "SELECT " + columns::slots
                            + " FROM slots WHERE contact = ?1 AND taken_at >= ?2 "
                              "ORDER BY taken_at, number"};
    Statement addSlot{at, "INSERT INTO slots (" + columns::slots + ") VALUES (?1, ?2, ?3, ?4, ?5)"};
    Statement removeSlot{at, "DELETE FROM slots WHERE contact = (SELECT contact FROM runs WHERE number = ?1) AND "
                             "run = ?1 AND step = ?2"};

    Statement deadLetter{at, "SELECT " + columns::deadLetters + " FROM dead_letters WHERE number = ?1"};
    Statement openDeadLetterOf{at, "SELECT " + columns::deadLetters
                                       + " FROM dead_letters WHERE run = ?1 AND "
                                         "replayed_at IS NULL ORDER BY number DESC LIMIT 1"};
    Statement putDeadLetter{at, "INSERT OR REPLACE INTO dead_letters (" + columns::deadLetters
                                    + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
    Statement addAudit{at, "INSERT INTO audit (" + columns::audit + ") VALUES (?1, ?2, ?3, ?4, ?5)"};

    // Retention
    Statement finishedFrom{at, "SELECT number, contact, created_at, finished_at FROM runs WHERE number > ?1 "
                               "ORDER BY number"};
    Statement removeRun{at, "DELETE FROM runs WHERE number = ?1"};
    Statement removeDeadLetters{at, "DELETE FROM dead_letters WHERE run = ?1"};
    Statement removeSlots{at, "DELETE FROM slots WHERE contact = ?1 AND run = ?2"};
    Statement oldestTrigger{at, "SELECT min(trigger) FROM runs WHERE contact = ?1"};
    Statement eventsBefore{at, "SELECT sequence, received_at FROM events WHERE contact = ?1 AND sequence < ?2 "
                               "ORDER BY sequence"};
    Statement removeRefusals{at, "DELETE FROM refusals WHERE event = ?1"};
    Statement removeEvent{at, "DELETE FROM events WHERE sequence = ?1"};

    // The whole store
    Statement countStatus{at, "SELECT count(*) FROM runs WHERE status = ?1 AND status <> 4"};
    Statement countWaits{at, "SELECT count(*) FROM runs WHERE status IN (1, 2, 3) AND status <> 4 AND waits"};
    Statement countOutbox{at, "SELECT count(*) FROM outbox"};
    Statement eventTimes{at, "SELECT received_at, identity_type FROM events ORDER BY sequence DESC"};
    Statement runTimes{at, "SELECT created_at FROM runs ORDER BY number DESC"};
    Statement slotTimes{at, "SELECT taken_at FROM slots ORDER BY number DESC"};
};

} // namespace runlens::store
