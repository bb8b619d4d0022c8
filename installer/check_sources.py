#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every source, script and CMake file to its licence line, and C++ files to their length.

Prints one line per violation and exits 1 if there is any; lines that begin with "note:" are no violations.
"""

import argparse
import os
import sys
from pathlib import Path

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
SOURCE_SUFFIXES = {".h", ".cpp", ".py", ".sh", ".cmake", ".supp"}
LONG, TOO_LONG = 500, 700  # lines of a C++ file


def is_source(file):
    if file.suffix in SOURCE_SUFFIXES or file.name == "CMakeLists.txt":
        return True
    if file.suffix:
        return False
    with file.open("rb") as stream:
        return stream.read(2) == b"#!"


def sources(root):
    """Every source below `root`, but for what is built, and what hidden folders other than .ci hold."""
    for directory, folders, names in os.walk(root):
        top = Path(directory) == root
        folders[:] = sorted(name for name in folders
                            if (not name.startswith(".") or name == ".ci") and not (top and name == "build"))
        for name in sorted(names):
            file = Path(directory, name)
            if file.is_file() and is_source(file):
                yield file


def check(file, shown):
    lines = file.read_text(encoding="utf-8").splitlines()
    if not any(SPDX in line for line in lines[:5]):
        yield f"{shown}:1: no line '{SPDX}' among the first five [licence]"
    if file.suffix in (".h", ".cpp"):
        if len(lines) > TOO_LONG:
            yield f"{shown}:{TOO_LONG + 1}: {len(lines)} lines, more than {TOO_LONG} [small rooms]"
        elif len(lines) > LONG:
            yield f"note: {shown}: {len(lines)} lines, more than {LONG}; it will want to be split"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    root = parser.parse_args().root.resolve()
    seen, failed = 0, False
    for file in sources(root):
        seen += 1
        for message in check(file, file.relative_to(root)):
            print(message)
            failed = failed or not message.startswith("note:")
    if seen == 0:
        sys.exit("check_sources: found nothing to check")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
