#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy over every source of the project in a build folder, several at a time.

A source found clean is remembered by a hash of all it depends on (the configuration, its command, every header that
Ninja saw it read) and not looked at again until one of them changes. The others are looked at in batches
(tidy_batches.py). Prints each finding once; exits 1 if there is any.
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

import tidy_batches

# The units are compiled by GCC: its own flags are unknown to Clang, and Clang's other warnings are no errors of ours.
# libstdc++ 12 offers std::expected only to compilers that claim the concepts of C++20 in full, as Clang 19 does not.
# The analyzer gives up on a function after so many states: with its own limit (225,000) a few functions, in which nothing
# was ever found, take three quarters of its time.
EXTRA = ["-Wno-unknown-warning-option", "-Wno-error", "-Wno-builtin-macro-redefined", "-D__cpp_concepts=202002L",
         "-Xclang", "-analyzer-config", "-Xclang", "max-nodes=40000"]
FINDING = re.compile(r"^(\S+):(\d+):\d+: (error|warning): ")


def has_code(file):
    """False of a source that is nothing but a library's headers, compiled once."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return not all(line.startswith(("//", "#include <")) for line in lines if line)


def units(root, build):
    """Our own sources and the compile command of each; generated ones lie in the build folder. Of the commands of a
    source that stands in several targets the longest counts: it defines the most."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        file = Path(entry["directory"], entry["file"]).resolve()
        if file.is_relative_to(root) and not file.is_relative_to(root / "build") and has_code(file):
            found[file] = max(found.get(file, entry), entry, key=lambda either: len(either["command"]))
    return sorted(found.items(), key=lambda item: item[0])


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

    def key(self, entry, depends, config):
        parts = [self.common, entry["command"]]
        parts += [f"{name} {self.file(name)}" for name in sorted(depends)]
        parts += [config.read_text(encoding="utf-8")]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def config_of(root, file):
    """The .clang-tidy in force for a source: that of the nearest folder above it."""
    return next(folder / ".clang-tidy" for folder in file.parents
                if folder == root or (folder / ".clang-tidy").exists())


def tidy(command):
    """What clang-tidy has to say; nothing if it found nothing."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return done.stdout if done.stdout.strip() else f"{shlex.join(command)}\n{done.stderr}"


def places(output):
    """The file and line of each finding."""
    return [(found[1], int(found[2])) for found in map(FINDING.match, output.splitlines()) if found]


def look_at(program, build, units):
    """What clang-tidy says of a batch; those of its units that do not compile beside the others; and those to be looked
    at again, each alone: something was found in them, or may have been."""
    if len(units) == 1:
        extra = [f"--extra-arg={argument}" for argument in EXTRA]
        return tidy([program, "-p", str(build), "--quiet", *extra, str(units[0].file)]), [], []
    misfits = []
    while len(units) > 1:
        with tidy_batches.Batch(build, units) as batch:
            source = [str(batch.file), "--", *tidy_batches.flags(units), *EXTRA, "-ferror-limit=0"]
            errors = tidy([program, "--quiet", "--checks=-*,bugprone-suspicious-include", *source])
            if not errors:
                output = tidy([program, "--quiet", f"--config-file={units[0].config}", *source])
                found = places(output)
                doubted = batch.named(found)
                told = "\n".join(part for part in paragraphs(output) if not part.startswith(str(batch.file)))
                return (told, misfits, doubted) if found or not output else ("", misfits, units)
            named = batch.named(places(errors)) or batch.including(places(errors))
        if not named:
            break
        misfits += named
        units = [unit for unit in units if unit not in named]
    return "", misfits, units


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
        known, config = depends.get(object_of(entry)), config_of(root, file)
        key = hasher.key(entry, known, config) if known else None
        clean = arguments.cache / key if arguments.cache and key else None
        if clean is None or not clean.exists():
            waiting.append(tidy_batches.Unit(file, entry["command"], config, clean))
    if total == 0:
        sys.exit(f"run_clang_tidy: {build} has no translation units")

    started, findings = time.monotonic(), {}
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        runs = {}

        def start(batch):
            runs[pool.submit(look_at, arguments.tidy, build, batch)] = batch

        for batch in tidy_batches.batches(waiting):
            start(batch)
        while runs:
            run = next(concurrent.futures.as_completed(runs))
            batch, (output, misfits, doubted) = runs.pop(run), run.result()
            for again in [misfits] if 0 < len(misfits) < len(batch) else [[unit] for unit in misfits]:
                start(again)
            for unit in doubted:
                start([unit])
            for finding in paragraphs(output):
                if findings.setdefault(finding.splitlines()[0], finding) is finding:
                    print(finding.replace(f"{root}/", ""), flush=True)
            for unit in batch:
                if not output and unit.clean is not None and unit not in misfits and unit not in doubted:
                    unit.clean.parent.mkdir(parents=True, exist_ok=True)
                    unit.clean.touch()
    print(f"clang-tidy: {total} sources, {total - len(waiting)} known to be clean, {len(waiting)} looked at in "
          f"{time.monotonic() - started:.0f} s, {len(findings)} findings", flush=True)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
