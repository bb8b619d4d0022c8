// SPDX-License-Identifier: GPL-3.0-or-later
// W on Restate: restate.mjs FOLDER. The server is a process of its own; the service and the client share this one.
import { createRequire } from "node:module";
import { Agent, request } from "node:http";
import { answerLines, freePort, load, startServer, versionOf } from "./lines.mjs";

const restate = await load("@restatedev/restate-sdk");

const waiting = new Map(); // by order: tells the client the awakeable's id

const service = restate.service({
    name: "W",
    handlers: {
        run: async (context, order) => {
            await context.run("a", () => ({ stage: "a" }));
            const { id, promise } = context.awakeable();
            waiting.get(order)?.(id);
            await restate.RestatePromise.race([promise, context.sleep(30000)]);
            await context.run("b", () => ({ stage: "b" }));
            return order;
        },
    },
});

const [ingress, admin, node, endpoint] = [await freePort(), await freePort(), await freePort(), await freePort()];
const logger = () => {};
await restate.endpoint().bind(service).setLogger(logger).listen(endpoint);

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
function call(port, method, path, body) {
    return new Promise((resolve, reject) => {
        const text = body === undefined ? "" : JSON.stringify(body);
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
        const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent }, (answer) => {
            let heard = "";
            answer.setEncoding("utf8");
            answer.on("data", (part) => (heard += part));
            answer.on("error", reject);
            answer.on("end", () =>
                answer.statusCode < 300 ? resolve(heard) : reject(new Error(`${path}: ${answer.statusCode} ${heard}`)),
            );
        });
        outgoing.on("error", reject);
        outgoing.end(text);
    });
}

const require = createRequire(process.env.RUNLENS_PEERS + "/package.json");
const binary = require.resolve("@restatedev/restate-server-linux-x64/package.json").replace(/package\.json$/, "bin/restate-server");
const server = await startServer(
    binary,
    ["--base-dir", `${process.argv[2]}/restate`],
    {
        deathSignal: "KILL",
        cwd: process.argv[2],
        stdio: ["ignore", 2, 2],
        env: {
            ...process.env,
            RESTATE_DISABLE_TELEMETRY: "true",
            RESTATE_LISTEN_MODE: "tcp",
            RESTATE_BIND_IP: "127.0.0.1",
            RESTATE_BIND_PORT: String(node),
            RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
            RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
        },
    },
    async () => (await call(admin, "GET", "/health"), await call(ingress, "GET", "/restate/health"), true),
);
await call(admin, "POST", "/deployments", { uri: `http://127.0.0.1:${endpoint}` });

let started = 0;
async function one() {
    const order = `order-${++started}`;
    const id = new Promise((resolve) => waiting.set(order, resolve));
    const finished = call(ingress, "POST", "/W/run", order);
    const resumed = id.then((awakeable) => call(ingress, "POST", `/restate/awakeables/${awakeable}/resolve`, { order }));
    await Promise.all([finished, resumed]);
    waiting.delete(order);
}

await answerLines({
    facts: {
        peer: "Restate",
        versions: {
            "restate-server": versionOf("@restatedev/restate-server"),
            "restate-sdk": versionOf("@restatedev/restate-sdk"),
        },
        durability: "its log (RocksDB), defaults",
    },
    one,
    stop: () => server.stop(),
});
