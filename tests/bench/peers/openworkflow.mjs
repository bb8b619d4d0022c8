// SPDX-License-Identifier: GPL-3.0-or-later
// W on OpenWorkflow with its SQLite backend: openworkflow.mjs FOLDER. Worker and client share this process.
import { DatabaseSync } from "node:sqlite";
import { answerLines, load, versionOf } from "./lines.mjs";

const { OpenWorkflow } = await load("openworkflow");
const { BackendSqlite } = await load("openworkflow/sqlite");

const file = `${process.argv[2]}/openworkflow.db`;
const backend = BackendSqlite.connect(file);
const client = new OpenWorkflow({ backend });

// What a run has come to, told by its own steps: cheaper for the peer than asking its database.
const under = new Map();

const work = client.defineWorkflow({ name: "W" }, async ({ input, step }) => {
    await step.run({ name: "a" }, async () => {
        under.get(input.id).waits();
        return { stage: "a" };
    });
    await step.waitForSignal({ name: "go", signal: input.id, timeout: "30s" });
    await step.run({ name: "b" }, async () => {
        under.get(input.id).ends();
        return { stage: "b" };
    });
});
const worker = client.newWorker({ concurrency: 32 });
await worker.start();

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let started = 0;
async function one() {
    const id = `order-${++started}`;
    const entry = {};
    const waits = new Promise((resolve) => (entry.waits = resolve));
    const ends = new Promise((resolve) => (entry.ends = resolve));
    under.set(id, entry);
    await work.run({ id });
    await waits;
    // Signals are not kept for those who do not wait yet.
    while ((await client.sendSignal({ signal: id, data: { order_id: id } })).workflowRunIds.length === 0) await pause(1);
    await ends;
    under.delete(id);
}

async function settle() {
    while ((await backend.countWorkflowRuns()).completed < started) await pause(1);
}

const probe = new DatabaseSync(file);
const pragma = (name) => Object.values(probe.prepare(`PRAGMA ${name}`).get())[0];
const facts = {
    peer: "OpenWorkflow",
    versions: { openworkflow: versionOf("openworkflow"), sqlite: process.versions.sqlite },
    // The second is that of a connection for which, as OpenWorkflow does, nothing was set.
    durability: `SQLite, journal_mode=${pragma("journal_mode")}, synchronous=${pragma("synchronous")} (2 is FULL)`,
};
probe.close();

await answerLines({
    facts,
    one,
    settle,
    async stop() {
        await worker.stop();
        await backend.stop();
    },
});
