// SPDX-License-Identifier: GPL-3.0-or-later
// W on DBOS and PostgreSQL 15: dbos.mjs FOLDER. The cluster is its own; workflows and client share this process.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import { createConnection } from "node:net";
import { answerLines, freePort, load, startServer, versionOf } from "./lines.mjs";

const binaries = "/usr/lib/postgresql/15/bin";
if (!existsSync(`${binaries}/initdb`)) throw new Error(`PostgreSQL 15 is not in ${binaries}`);

// PostgreSQL refuses to run as root: then it is the user whom Debian's package makes.
const isRoot = process.getuid() === 0;
const asUser = isRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
const data = `${process.argv[2]}/postgresql`;
mkdirSync(data);
if (isRoot) {
    const id = (what) => Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
    chownSync(data, id("-u"), id("-g"));
}
const port = await freePort();
execFileSync(
    "setpriv",
    [...asUser, `${binaries}/initdb`, "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D", data],
    { stdio: ["ignore", "ignore", "inherit"], cwd: "/" },
);
async function answers() {
    const socket = createConnection(port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    return true;
}
const server = await startServer(
    `${binaries}/postgres`,
    ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=120"],
    { asUser, deathSignal: "QUIT", stdio: ["ignore", 2, 2], cwd: "/" },
    answers,
);

const { DBOS } = await load("@dbos-inc/dbos-sdk");
const reached = new Map(); // by workflow: tells the client that it is about to wait
const work = DBOS.registerWorkflow(
    async (id) => {
        await DBOS.runStep(async () => ({ stage: "a" }), { name: "a" });
        reached.get(id)?.();
        await DBOS.recv("go", 30);
        await DBOS.runStep(async () => ({ stage: "b" }), { name: "b" });
    },
    { name: "W" },
);
// Its log would stand between the answers.
const quiet = { info() {}, debug() {}, warn: console.error, error: console.error };
DBOS.setConfig({
    name: "runlens-bench",
    systemDatabaseUrl: `postgresql://postgres@127.0.0.1:${port}/dbos`,
    systemDatabasePoolSize: 20,
    runAdminServer: false,
    logger: quiet,
});
await DBOS.launch();

let started = 0;
async function one() {
    const id = `order-${++started}`;
    const waits = new Promise((resolve) => reached.set(id, resolve));
    const handle = await DBOS.startWorkflow(work, { workflowID: id })(id);
    await waits;
    await DBOS.send(id, { order_id: id }, "go");
    await handle.getResult();
    reached.delete(id);
}

await answerLines({
    facts: {
        peer: "DBOS",
        versions: {
            "dbos-sdk": versionOf("@dbos-inc/dbos-sdk"),
            postgresql: execFileSync(`${binaries}/postgres`, ["--version"], { encoding: "utf8" }).trim(),
        },
        durability: "PostgreSQL, fsync=on, synchronous_commit=on",
    },
    one,
    async stop() {
        await DBOS.shutdown();
        await server.stop("SIGINT");
    },
});
