#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the window's timeline as a screen reader does: a real AT-SPI client, a real bus, a real display.

Usage: read_by_screen_reader.py RUNLENS SAMPLE EXPECTED
Needs DISPLAY and a session bus of its own. Prints what differs from EXPECTED and exits with 1; a window that does not
appear within a minute is a failure.
"""
import os
import signal
import subprocess
import sys
import tempfile

import pyatspi
from gi.repository import GLib

PATIENCE = 60  # seconds: only what hangs waits as long


def children(node):
    return [node.getChildAtIndex(i) for i in range(node.childCount)]


def find(node, wanted):
    """The first below `node`, in reading order, of which `wanted` is true."""
    for child in children(node):
        if child is None:
            continue
        if wanted(child):
            return child
        found = find(child, wanted)
        if found is not None:
            return found
    return None


def timeline():
    for application in children(pyatspi.Registry.getDesktop(0)):
        if application is not None and application.name.lower() == "runlens":
            return find(application, lambda n: n.getRole() == pyatspi.ROLE_LIST and n.name == "Timeline"
                        and n.childCount > 0)
    return None


def wait_for(condition):
    """Lets the bus work until `condition` is true of something; that, or None when patience ends."""
    loop = GLib.MainLoop()
    found = []

    def look():
        try:
            value = condition()
        except (LookupError, GLib.Error):  # what was there a moment ago is gone
            value = None
        if value:
            found.append(value)
            loop.quit()
        return not found

    GLib.timeout_add(50, look)
    GLib.timeout_add_seconds(PATIENCE, loop.quit)
    loop.run()
    return found[0] if found else None


def selected(node):
    return node.getState().contains(pyatspi.STATE_SELECTED)


def read(node, indent, lines):
    for child in children(node):
        lines.append(f"{indent}{child.name} [{child.getRoleName()}] {child.description}".rstrip())
        read(child, indent + "  ", lines)


def fail(message):
    print(f"read_by_screen_reader: {message}", file=sys.stderr)
    return 1


def check(expected_path):
    rows = wait_for(timeline)
    if rows is None:
        return fail("no timeline came onto the bus")
    lines = []
    read(rows, "", lines)
    with open(expected_path, encoding="utf-8") as file:
        expected = file.read().splitlines()
    if lines != expected:
        print("\n".join(lines))
        return fail(f"the timeline reads as above, not as in {expected_path}")
    wait = rows.getChildAtIndex(2)
    if selected(wait) or selected(rows.getChildAtIndex(1)):
        return fail("something is selected before anything was chosen")
    wait.queryAction().doAction(0)
    if wait_for(lambda: selected(wait)) is None:
        return fail("a row that is pressed is not selected")
    if selected(rows.getChildAtIndex(1)):
        return fail("two rows are selected")
    return 0


def main():
    program, sample, expected = sys.argv[1:]
    home = tempfile.TemporaryDirectory()
    environment = dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb", TZ="UTC",
                       XDG_CONFIG_HOME=home.name, XDG_RUNTIME_DIR=home.name)
    window = subprocess.Popen([program, "--now", "2026-06-08T16:15:00Z", sample], env=environment)
    try:
        return check(expected)
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait()
        home.cleanup()


if __name__ == "__main__":
    sys.exit(main())
