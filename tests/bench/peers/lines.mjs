// SPDX-License-Identifier: GPL-3.0-or-later
// What the drivers of the peers share. A driver reads lines from standard input, measures what each asks for, and answers
// with one line of JSON; its first line says that it is ready and what it measures. At the end of the input, and when it
// is asked to end, it stops what it has started.
//
//     throughput RUNS CONCURRENCY   {"runs": 400, "seconds": 2.4, "runs_per_second": 166.7}
//     latency RUNS                  {"runs": 200, "p50_seconds": 0.0058}, one run at a time
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

/** A port that nobody has, for servers that must be told one. Should another process take it meanwhile, they say so. */
export async function freePort() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

export function versionOf(packageName) {
    const require = createRequire(process.env.RUNLENS_PEERS + "/package.json");
    const paths = require.resolve.paths(packageName).map((path) => `${path}/${packageName}/package.json`);
    for (const path of paths) {
        try {
            return JSON.parse(readFileSync(path, "utf8")).version;
        } catch {}
    }
    throw new Error(`${packageName} is not installed in ${process.env.RUNLENS_PEERS}`);
}

/** Imports an installed package: these files lie elsewhere than build/peers. */
export async function load(specifier) {
    const { pathToFileURL } = await import("node:url");
    const require = createRequire(process.env.RUNLENS_PEERS + "/package.json");
    try {
        return await import(pathToFileURL(require.resolve(specifier)).href);
    } catch (error) {
        if (error.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
        // Packages for `import` alone: what their "exports" names.
        const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(specifier);
        const folder = `${process.env.RUNLENS_PEERS}/node_modules/${name}`;
        const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
        let entry = exports[rest ? `./${rest}` : "."];
        while (typeof entry === "object") entry = entry.import ?? entry.default;
        return await import(pathToFileURL(`${folder}/${entry}`).href);
    }
}

/**
 * A server that ends with this process, whatever ends that (`deathSignal`, by the kernel); `ready` is called until it
 * returns true, for `seconds` at most. `asUser`: further arguments of setpriv.
 */
export async function startServer(command, args, { asUser = [], deathSignal, ...options }, ready, seconds = 60) {
    const child = spawn("setpriv", [`--pdeathsig=${deathSignal}`, ...asUser, command, ...args], options);
    let ended = "";
    child.on("error", (error) => (ended = String(error)));
    child.on("exit", (code, signal) => (ended = `it ended (${code ?? signal}); what it said stands above`));
    for (let tries = 0; !(await ready().catch(() => false)); ++tries) {
        if (!ended && tries > seconds * 20) ended = `no answer within ${seconds} s`;
        if (ended) {
            child.kill("SIGKILL");
            throw new Error(`${command}: ${ended}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return {
        pid: child.pid,
        async stop(signal = "SIGTERM") {
            if (child.exitCode !== null || child.signalCode !== null) return;
            const exited = once(child, "exit");
            child.kill(signal);
            const late = setTimeout(() => child.kill("SIGKILL"), 10000);
            await exited;
            clearTimeout(late);
        },
    };
}

async function throughput(one, settle, runs, concurrency) {
    let next = 0;
    const lane = async () => {
        while (next < runs) {
            ++next;
            await one();
        }
    };
    const since = process.hrtime.bigint();
    await Promise.all(Array.from({ length: Math.min(runs, concurrency) }, lane));
    await settle?.();
    const seconds = Number(process.hrtime.bigint() - since) / 1e9;
    return { runs, seconds, runs_per_second: runs / seconds };
}

async function latency(one, runs) {
    const each = [];
    for (let i = 0; i < runs; ++i) {
        const since = process.hrtime.bigint();
        await one();
        each.push(Number(process.hrtime.bigint() - since) / 1e9);
    }
    each.sort((a, b) => a - b);
    return { runs, p50_seconds: each[each.length >> 1] };
}

/**
 * Answers lines until they end. `facts` stand in the first line; `one` is a whole run of W, and resolves when it is
 * durably finished; `settle`, where there is one, waits until all runs are durably finished; `stop` stops what was started.
 */
export async function answerLines({ facts, one, settle, stop }) {
    let ending = false;
    const end = async (code) => {
        if (ending) return;
        ending = true;
        await stop().catch((error) => console.error(error));
        process.exit(code);
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => end(1));
    const say = (value) => process.stdout.write(JSON.stringify(value) + "\n");
    say({ ready: true, node: process.version, ...facts });
    for await (const line of createInterface({ input: process.stdin })) {
        const [what, runs, concurrency] = line.trim().split(/\s+/);
        try {
            if (what === "throughput") say(await throughput(one, settle, Number(runs), Number(concurrency)));
            else if (what === "latency") say(await latency(one, Number(runs)));
            else say({ error: `not understood: ${line}` });
        } catch (error) {
            console.error(error);
            say({ error: String(error) });
        }
    }
    await end(0);
}
