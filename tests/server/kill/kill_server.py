#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a real server with SIGKILL, at random and at every named failpoint, and holds it to its promises over HTTP.

The journal of what was acknowledged is kept here, outside of the process that dies. Last, a store is damaged on purpose,
to see that the checks can fail.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

KEY = "kill-test-key-0123456789"
PEOPLE = [f"person{i}@example.com" for i in range(20)]
DEFINITION = {
    "trigger": {"event_name": "order.completed"},
    "steps": [
        {"key": "receipt", "type": "send_email_template",
         "config": {"template_version_id": "t1", "domain_id": "d"}},
        {"key": "wait", "type": "wait_for_event",
         "config": {"event_name": "order.paid", "timeout_seconds": 2, "correlation": "order"}},
        {"key": "thanks", "type": "send_push_template", "config": {"template_version_id": "t2"}},
        {"key": "reminder", "type": "send_email_template",
         "config": {"template_version_id": "t3", "domain_id": "d"}},
    ],
    "connections": [
        {"from": "trigger", "to": "receipt", "branch": "next"},
        {"from": "receipt", "to": "wait", "branch": "next"},
        {"from": "wait", "to": "thanks", "branch": "received"},
        {"from": "wait", "to": "reminder", "branch": "timeout"},
    ],
}


class Server:
    """One life of the server."""

    def __init__(self, program, store, failpoint=None):
        environment = dict(os.environ, RUNLENS_API_KEY=KEY)
        environment.pop("RUNLENS_FAILPOINT", None)
        if failpoint:
            environment["RUNLENS_FAILPOINT"] = failpoint
        self.process = subprocess.Popen([program, "serve", "--store", f"sqlite:{store}", "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        url = self.process.stdout.readline()
        if not url.startswith("http://"):
            self.process.wait()
            self.port = None
            if self.process.returncode != -signal.SIGKILL:
                sys.exit(f"the server does not start: {self.process.stderr.read()}")
        else:
            self.port = int(url.rsplit(":", 1)[1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        if self.process.wait(timeout=30) != 0:
            sys.exit(f"the server did not end well: {self.process.stderr.read()}")


def ask(connection, method, path, body=None):
    """Status and body; an exception where the server has died."""
    connection.request(method, path, body=None if body is None else json.dumps(body),
                       headers={"Authorization": f"Bearer {KEY}"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read() or b"null")


class Journal:
    """What was asked for, and what was acknowledged. Every request has its idempotency key."""

    def __init__(self):
        self.lock = threading.Lock()
        self.requests = []
        self.acknowledged = {}  # key -> event id
        self.violations = []

    def add(self, request):
        with self.lock:
            request["idempotency_key"] = f"key-{len(self.requests)}"
            self.requests.append(request)
        return request

    def open(self):
        with self.lock:
            return [r for r in self.requests if r["idempotency_key"] not in self.acknowledged]

    def answered(self, request, status, body):
        if status not in (200, 202):
            self.violations.append(f"{request} was answered with {status}: {body}")
            return
        key, identity = request["idempotency_key"], body["data"]["id"]
        with self.lock:
            if self.acknowledged.setdefault(key, identity) != identity:
                self.violations.append(f"{key} was acknowledged as {self.acknowledged[key]} and as {identity}")


def client(server, journal, seed, ended):
    """Orders, pays for some of it in time, and sends some of it twice, until the server dies."""
    dice = random.Random(seed)
    connection = server.connect()
    try:
        while not ended.is_set():
            order = f"order-{seed}-{dice.random()}"
            request = journal.add({"event": "order.completed", "email": dice.choice(PEOPLE),
                                   "payload": {"order": order}})
            for _ in range(1 + (dice.random() < 0.2)):
                journal.answered(request, *ask(connection, "POST", "/events", request))
            if dice.random() < 0.6:
                paid = journal.add({"event": "order.paid", "email": request["email"], "payload": {"order": order}})
                journal.answered(paid, *ask(connection, "POST", "/events", paid))
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        pass


def live(program, store, journal, seed, failpoint=None, seconds=0.0):
    """One life, which ends with SIGKILL. True where it did."""
    server = Server(program, store, failpoint)
    if server.port is None:  # it died before it answered
        return True
    ended = threading.Event()
    clients = [threading.Thread(target=client, args=(server, journal, seed * 10 + i, ended)) for i in range(3)]
    for one in clients:
        one.start()
    if failpoint:
        try:
            server.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            pass
        died = server.process.returncode == -signal.SIGKILL
    else:
        time.sleep(seconds)
        died = True
    ended.set()
    server.kill()
    for one in clients:
        one.join()
    return died


def all_runs(connection):
    """Every run in full."""
    runs, after = [], ""
    while True:
        status, page = ask(connection, "GET", f"/automations/aut_1/runs?limit=100{after}")
        assert status == 200, page
        for row in page["data"]:
            runs.append(ask(connection, "GET", f"/automation-runs/{row['id']}")[1]["data"])
        if not page["has_more"]:
            return runs
        after = f"&after={page['next_cursor']}"


def violations_of_run(run):
    """The promises that one run can show."""
    found, name = [], run["id"]
    keys = [step["step_key"] for step in run["steps"]]
    if len(keys) != len(set(keys)):
        found.append(f"{name}: a step twice")
    if run["status"] != "completed":
        found.append(f"{name}: is {run['status']}")
    for step in run["steps"]:
        messages = step.get("linked_emails", []) + step.get("linked_push_notifications", [])
        if step["step_type"].startswith("send_") and len(messages) != 1:
            found.append(f"{name}: {step['step_key']} has {len(messages)} messages")
    waits = run.get("waits", [])
    if len(waits) != 1:
        return found + [f"{name}: {len(waits)} waits"]
    wait = waits[0]
    received, timed_out = wait.get("resumed_by_event"), wait.get("timed_out_at")
    if bool(received) == bool(timed_out):
        found.append(f"{name}: its wait was resolved {'twice' if received else 'never'}")
    if timed_out and timed_out < wait["timeout_at"]:
        found.append(f"{name}: timed out early")
    if received and received["payload"]["order"] != run["trigger_event"]["payload"]["order"]:
        found.append(f"{name}: resumed by another order's event")
    onward = "thanks" if received else "reminder"
    if keys != ["receipt", "wait", onward]:
        found.append(f"{name}: went {keys}")
    return found


def check(server, journal, sandbox):
    """Everything that is broken."""
    connection, found = server.connect(), list(journal.violations)
    runs = all_runs(connection)
    for run in runs:
        found += violations_of_run(run)
    started = {}
    for run in runs:
        started.setdefault(run["trigger_event"]["id"], []).append(run["id"])
    events = {}
    for person in PEOPLE:
        after = ""
        while True:
            status, page = ask(connection, "GET", f"/events?contact={person}&limit=100{after}")
            if status != 200:
                break
            events.update((event["id"], event) for event in page["data"])
            if not page["has_more"]:
                break
            after = f"&after={page['next_cursor']}"
    for request in journal.requests:
        identity = journal.acknowledged.get(request["idempotency_key"])
        if identity is None:
            found.append(f"{request} was never acknowledged")
        elif identity not in events or events[identity]["payload"] != request["payload"]:
            found.append(f"{identity} was acknowledged, and is not there as it was sent")
        elif request["event"] == "order.completed" and len(started.get(identity, [])) != 1:
            found.append(f"{identity} started {started.get(identity, [])}")
    if len(set(journal.acknowledged.values())) != len(journal.acknowledged):
        found.append("two requests were acknowledged as one event")
    with sqlite3.connect(sandbox) as log:
        sent = {row[0] for row in log.execute("SELECT key FROM keys")}
    wanted = {f"{run['id']}/{step['step_key']}" for run in runs for step in run["steps"]
              if step["step_type"].startswith("send_")}
    if sent != wanted:
        found.append(f"sent and not told: {sorted(sent - wanted)[:3]}, told and not sent: {sorted(wanted - sent)[:3]}")
    return found, len(runs)


def settle(server, journal):
    """Every client asks until it is answered, and every run ends."""
    connection = server.connect()
    for request in journal.open():
        journal.answered(request, *ask(connection, "POST", "/events", request))
    for _ in range(300):
        open_runs = sum(len(ask(connection, "GET", f"/automations/aut_1/runs?status={status}&limit=1")[1]["data"])
                        for status in ("queued", "running", "waiting"))
        if open_runs == 0:
            return
        time.sleep(0.1)
    sys.exit("runs do not come to an end")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="runlens-cli, built with failpoints")
    parser.add_argument("sources", type=Path, help="folder in which failpoints are named")
    parser.add_argument("--random", type=int, default=25, help="lives that end at a random time")
    parser.add_argument("--each", type=int, default=3, help="lives that end at each failpoint")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    failpoints = sorted({name for file in arguments.sources.rglob("*.cpp")
                         for name in re.findall(r'failpoint\("(\w+)"\)', file.read_text(encoding="utf-8"))})
    if not failpoints:
        sys.exit("no failpoint is named in the sources")

    dice, journal = random.Random(arguments.seed), Journal()
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/server.db"
        server = Server(arguments.program, store)
        connection = server.connect()
        status, body = ask(connection, "POST", "/automations", {"name": "Orders", "definition": DEFINITION})
        assert status == 201, body
        status, body = ask(connection, "POST", "/automations/aut_1/publish", {})
        assert status == 200, body
        server.kill()

        lives = [(None, dice.uniform(0.02, 0.4)) for _ in range(arguments.random)]
        lives += [(f"{name}:{dice.randint(1, 40)}", 0.0) for name in failpoints for _ in range(arguments.each)]
        dice.shuffle(lives)
        reached = dict.fromkeys(failpoints, 0)
        for number, (failpoint, seconds) in enumerate(lives):
            died = live(arguments.program, store, journal, arguments.seed * 1000 + number, failpoint, seconds)
            if failpoint and died:
                reached[failpoint.split(":")[0]] += 1

        server = Server(arguments.program, store)
        settle(server, journal)
        found, runs = check(server, journal, f"{store}-sandbox")
        server.stop()
        print(f"{len(lives)} lives, {len(journal.requests)} requests, {runs} runs; deaths at failpoints: {reached}")
        for violation in found[:10]:
            print(violation)
        for name, count in reached.items():
            if count < arguments.each:
                found.append(name)
                print(f"{name} was reached {count} times, not {arguments.each}")

        # The checks can fail: a run is taken out, and its trigger has started nothing.
        with sqlite3.connect(store) as damaged:
            damaged.execute("DELETE FROM runs WHERE number = 3")
        server = Server(arguments.program, store)
        planted, _ = check(server, journal, f"{store}-sandbox")
        server.stop()
        if not any("started []" in violation for violation in planted):
            sys.exit("a run was taken out of the store, and nobody noticed")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
