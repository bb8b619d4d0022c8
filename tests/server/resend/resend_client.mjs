#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// A client that nobody here wrote, the npm package `resend`, against runlens-cli serve: automations and runs are listed,
// paged and read.
//
//   resend_client.mjs RUNLENS_CLI FOLDER      FOLDER has the node_modules that `./dev test` installed
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const [program, modules] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "runlens-resend-"));
const keyFile = join(folder, "key");

const server = spawn(program, ["serve", "--store", `sqlite:${join(folder, "store.db")}`, "--listen", "127.0.0.1:0",
                               "--key-file", keyFile], { stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise((done) => server.on("exit", (code, signal) => done(code ?? signal)));
const firstLine = await new Promise((done, fail) => {
    createInterface(server.stdout).once("line", done);
    ended.then((code) => fail(new Error(`the server ended with ${code}`)));
});
const key = readFileSync(keyFile, "utf8").trim();

/** What the server is told in its own dialect. */
async function own(method, path, body) {
    const answer = await fetch(firstLine + path, {
        method, headers: { Authorization: `Bearer ${key}` }, body: body && JSON.stringify(body),
    });
    assert(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return (await answer.json()).data;
}

async function prepare() {
    await own("POST", "/templates", { id: "tv", channel: "email", subject: "Your receipt" });
    await own("POST", "/domains", { id: "dom", name: "example.com" });
    const { id } = await own("POST", "/automations", {
        name: "Receipt",
        definition: {
            trigger: { event_name: "order.completed" },
            steps: [
                { key: "send", type: "send_email_template", config: { template_version_id: "tv", domain_id: "dom" } },
                { key: "wait", type: "wait_for_event", config: { event_name: "order.paid", timeout_seconds: 600 } },
            ],
            connections: [{ from: "trigger", to: "send", branch: "next" }, { from: "send", to: "wait", branch: "next" }],
        },
    });
    await own("POST", `/automations/${id}/publish`);
    for (const email of ["a@example.com", "b@example.com", "c@example.com"])
        await own("POST", "/events", { event: "order.completed", email });
    await own("POST", "/events", { event: "order.paid", email: "a@example.com" });
    const deadline = Date.now() + 20_000;
    const states = async () => (await own("GET", `/automations/${id}/runs`)).map((run) => run.status).join();
    while (await states() !== "waiting,waiting,completed" && Date.now() < deadline);
    assert.equal(await states(), "waiting,waiting,completed");
    return id;
}

const good = ({ data, error }) => {
    assert.equal(error, null);
    return data;
};

async function check(id) {
    process.env.RESEND_BASE_URL = firstLine;
    const { Resend } = createRequire(resolve(modules, "package.json"))("resend");
    const resend = new Resend(key);

    const automations = good(await resend.automations.list());
    assert.equal(automations.object, "list");
    assert.equal(automations.has_more, false);
    assert.deepEqual(automations.data.map((one) => [one.id, one.name, one.status]), [[id, "Receipt", "enabled"]]);
    assert(Date.parse(automations.data[0].created_at));
    assert.equal(good(await resend.automations.list({ status: "disabled" })).data.length, 0);

    const automation = good(await resend.automations.get(id));
    assert.equal(automation.object, "automation");
    assert.deepEqual(automation.steps.map((step) => [step.key, step.type]),
                     [["trigger", "trigger"], ["send", "send_email"], ["wait", "wait_for_event"]]);
    assert.deepEqual(automation.connections, [{ from: "trigger", to: "send", type: "default" },
                                              { from: "send", to: "wait", type: "default" }]);

    const runs = good(await resend.automations.runs.list({ automationId: id }));
    assert.equal(runs.object, "list");
    assert.deepEqual(runs.data.map((run) => run.status), ["running", "running", "completed"]);
    for (const run of runs.data) {
        assert.deepEqual(Object.keys(run).sort(), ["completed_at", "created_at", "id", "started_at", "status"]);
        assert(Date.parse(run.started_at) >= Date.parse(run.created_at));
    }
    const first = good(await resend.automations.runs.list({ automationId: id, limit: 2 }));
    assert.equal(first.has_more, true);
    const second = good(await resend.automations.runs.list({ automationId: id, limit: 2, after: first.data[1].id }));
    assert.equal(second.has_more, false);
    assert.deepEqual([...first.data, ...second.data], runs.data);
    const back = good(await resend.automations.runs.list({ automationId: id, limit: 1, before: runs.data[2].id }));
    assert.deepEqual(back.data, [runs.data[1]]);
    const running = good(await resend.automations.runs.list({ automationId: id, status: ["running", "failed"] }));
    assert.equal(running.data.length, 2);

    const run = good(await resend.automations.runs.get({ automationId: id, runId: runs.data[2].id }));
    assert.equal(run.object, "automation_run");
    assert.equal(run.status, "completed");
    assert.deepEqual(run.steps.map((step) => [step.key, step.type, step.status]),
                     [["send", "send_email", "completed"], ["wait", "wait_for_event", "completed"]]);
    assert.deepEqual(run.steps[1].output, { branch: "event_received" });
    assert(run.steps.every((step) => Date.parse(step.completed_at) >= Date.parse(step.started_at)));

    const missing = await resend.automations.runs.get({ automationId: id, runId: "run_99" });
    assert.equal(missing.data, null);
    assert.equal(missing.error.name, "not_found");
    assert.equal(missing.error.statusCode, 404);
    assert.equal((await new Resend("another-key").automations.list()).error.name, "key_wrong");
}

try {
    await check(await prepare());
    server.kill("SIGTERM");
    assert.equal(await ended, 0);
    console.log("resend reads automations and runs of runlens-cli serve");
} finally {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true });
}
