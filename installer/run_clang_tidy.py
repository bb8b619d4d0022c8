#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over every translation unit of the project in a build folder, several at a time.

A unit found clean is remembered by a hash of all it depends on (the configuration, its command, every header that Ninja
saw it read) and not looked at again until one of them changes. Prints each finding once; exits 1 if there is any.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

# The units are compiled by GCC: its own flags are unknown to Clang, and Clang's other warnings are no errors of ours.
# libstdc++ 12 offers std::expected only to compilers that claim the concepts of C++20 in full, as Clang 19 does not.
EXTRA = ["-Wno-unknown-warning-option", "-Wno-error", "-Wno-builtin-macro-redefined", "-D__cpp_concepts=202002L"]
FINDING = re.compile(r"^(\S+:\d+:\d+): (error|warning): ")


def units(root, build):
    """The compile commands of our own sources; generated ones lie in the build folder."""
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        file = Path(entry["directory"], entry["file"]).resolve()
        if file.is_relative_to(root) and not file.is_relative_to(root / "build"):
            yield file, entry


def object_of(entry):
    """The object file a command writes, as Ninja names it."""
    words = shlex.split(entry["command"])
    return words[words.index("-o") + 1] if "-o" in words else None


def dependencies(build):
    """What each object file was made from, as Ninja recorded it."""
    log = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    found, current = {}, None
    for line in log.splitlines():
        if line and not line.startswith(" "):
            current = found.setdefault(line.split(":")[0], [])
        elif line.strip() and current is not None:
            current.append(line.strip())
    return found


class Hasher:
    """The key of a unit. Our own files count by content, the system's by size and time."""

    def __init__(self, root, build, tidy):
        self.root, self.build = root, build
        version = subprocess.run([tidy, "--version"], capture_output=True, text=True, check=True).stdout
        self.common = "\n".join([version, (root / ".clang-tidy").read_text(encoding="utf-8"), *EXTRA])
        self.seen = {}

    def file(self, name):
        if name not in self.seen:
            path = Path(self.build, name).resolve()
            if path.is_relative_to(self.root):
                self.seen[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                status = path.stat()
                self.seen[name] = f"{status.st_size} {status.st_mtime_ns}"
        return self.seen[name]

    def key(self, entry, depends):
        parts = [self.common, entry["command"]]
        parts += [f"{name} {self.file(name)}" for name in sorted(depends)]
        folders = Path(entry["directory"], entry["file"]).resolve().relative_to(self.root).parents
        nested = [self.root / folder / ".clang-tidy" for folder in folders if folder != Path(".")]
        parts += [config.read_text(encoding="utf-8") for config in nested if config.exists()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def tidy_unit(tidy, build, file):
    command = [tidy, "-p", str(build), "--quiet", *(f"--extra-arg={argument}" for argument in EXTRA), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return done.stdout if done.stdout.strip() else f"{shlex.join(command)}\n{done.stderr}"


def paragraphs(output):
    """The findings of one run, each with the lines that belong to it."""
    current = []
    for line in output.splitlines():
        if FINDING.match(line) and current:
            yield "\n".join(current)
            current = []
        current.append(line)
    if current:
        yield "\n".join(current)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="a build folder with compile_commands.json, built")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--cache", type=Path, help="folder that remembers clean units")
    parser.add_argument("--tidy", default="clang-tidy-19")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    root, build = arguments.root.resolve(), arguments.build.resolve()

    depends, hasher = dependencies(build), Hasher(root, build, arguments.tidy)
    total, waiting = 0, []
    for file, entry in units(root, build):
        total += 1
        known = depends.get(object_of(entry))
        key = hasher.key(entry, known) if known else None
        clean = arguments.cache / key if arguments.cache and key else None
        if clean is None or not clean.exists():
            waiting.append((file, clean))
    if total == 0:
        sys.exit(f"run_clang_tidy: {build} has no translation units")

    started, findings = time.monotonic(), {}
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        runs = {pool.submit(tidy_unit, arguments.tidy, build, file): clean for file, clean in waiting}
        for run in concurrent.futures.as_completed(runs):
            output, clean = run.result(), runs[run]
            for finding in paragraphs(output):
                if findings.setdefault(finding.splitlines()[0], finding) is finding:
                    print(finding.replace(f"{root}/", ""), flush=True)
            if not output and clean is not None:
                clean.parent.mkdir(parents=True, exist_ok=True)
                clean.touch()
    print(f"clang-tidy: {total} units, {total - len(waiting)} known to be clean, {len(waiting)} looked at in "
          f"{time.monotonic() - started:.0f} s, {len(findings)} findings", flush=True)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
