#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the sources to the layers of ARCHITECTURE.md.

An include, and a link between our libraries, may only point down the list LAYERS. Which Qt modules a layer may use
stands in qt_modules_of(). Prints one line per violation and exits 1 if there is any.
"""

import argparse
import functools
import os
import re
import subprocess
import sys
from pathlib import Path

# From top to bottom. A layer may use itself and whatever stands below it.
LAYERS = [
    "app/desktop", "app/cli",
    "ui/shell", "ui/workspaces",
    "ui/timeline", "ui/charts",
    "ui/widgets",
    "ui/models", "ui/theme",
    "engine/report",
    "engine/render",
    "engine/words",
    "engine/source",
    "engine/query",
    "engine/archive",
    "engine/table",
    "engine/layout",
    "engine/analysis",
    "engine/client",
    "engine/server", "engine/runtime",
    "engine/store",
    "engine/simulation",
    "engine/journey",
    "engine/wire",
    "engine/domain", "engine/base",
]
# app/desktop and app/cli are two programs: neither uses the other.
PEERS = {("app/desktop", "app/cli")}

QT_FREE = {"engine/" + name for name in
           ("base", "domain", "wire", "journey", "simulation", "store", "runtime", "server", "layout", "table", "archive", "query")}
WIDGET_MODULES = {"Widgets", "PrintSupport", "SvgWidgets", "OpenGLWidgets", "QuickWidgets", "WebEngineWidgets"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
QT_HEADER = re.compile(r"^(Qt?[A-Z]\w*(/\w+(\.h)?)?|q[a-z0-9_]+\.h)$")
QT_TARGET = re.compile(r"\bQt6?::([A-Z]\w*)")
OUR_TARGET = re.compile(r"\brunlens_(\w+)\b")


def qt_modules_of(layer):
    """The Qt modules a layer may use; None stands for all."""
    if layer in QT_FREE:
        return set()
    if layer == "engine/client":
        return {"Core", "Network"}
    if layer == "engine/render":
        return {"Core", "Gui", "Svg"}
    if layer.startswith("engine/"):
        return {"Core"}
    return None


def may_have_widgets(layer):
    return layer != "app/cli" and layer != "ui/models" and not layer.startswith("engine/")


def layer_of(path):
    """The layer a path belongs to: its first two folders. None outside the layers."""
    parts = Path(path).parts
    if len(parts) < 3:
        return None
    return "/".join(parts[:2])


@functools.cache
def qt_headers():
    """Qt's include folder, asked of the installed Qt."""
    for tool in ("qtpaths6", "qmake6"):
        try:
            answer = subprocess.run([tool, "-query", "QT_INSTALL_HEADERS"], capture_output=True, text=True, check=True)
            return Path(answer.stdout.strip())
        except (OSError, subprocess.CalledProcessError):
            continue
    sys.exit("check_includes: neither qtpaths6 nor qmake6 is here to say where Qt's headers are")


@functools.cache
def qt_module_of(header):
    """The module a Qt header belongs to: "QPainter" -> "Gui", "QtGui/QPainter" -> "Gui"."""
    if "/" in header or header.startswith("Qt"):
        return header.split("/")[0].removeprefix("Qt")
    for module in sorted(qt_headers().glob("Qt[A-Z]*")):
        if (module / header).exists():
            return module.name.removeprefix("Qt")
    return None


class Checker:
    def __init__(self, root):
        self.root = root
        self.violations = []
        self.files = 0

    def say(self, file, line, what, rule):
        self.violations.append(f"{file.relative_to(self.root)}:{line}: {what} [{rule}]")

    def check_known(self, file, layer):
        if layer in LAYERS:
            return True
        self.say(file, 1, f"{layer or file.parent} is no layer that is known", "layers are listed in ARCHITECTURE.md")
        return False

    def check_direction(self, file, line, layer, target, what):
        if target == layer:
            return
        if target not in LAYERS:
            self.say(file, line, f"{what}: {target} is no layer that is known", "layers are listed in ARCHITECTURE.md")
        elif LAYERS.index(target) < LAYERS.index(layer):
            self.say(file, line, f"{what}: {layer} stands below {target}", "an include may only point down the layers")
        elif (layer, target) in PEERS:
            self.say(file, line, f"{what}: {layer} and {target} are separate programs", "an include may only point down")

    def check_qt(self, file, line, layer, module, what):
        if module is None:
            self.say(file, line, f"{what}: no installed Qt module has it", "Qt modules by layer")
            return
        allowed = qt_modules_of(layer)
        if module in WIDGET_MODULES and not may_have_widgets(layer):
            self.say(file, line, f"{what} (Qt {module}) in {layer}", "no Widgets in engine/, ui/models and app/cli")
        elif allowed is not None and not allowed:
            self.say(file, line, f"{what} (Qt {module}) in {layer}", "this layer is free of Qt")
        elif allowed is not None and module not in allowed:
            self.say(file, line, f"{what} (Qt {module}) in {layer}", f"only Qt {', '.join(sorted(allowed))} here")

    def check_source(self, file):
        layer = layer_of(file.relative_to(self.root))
        if not self.check_known(file, layer):
            return
        for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(text)
            if match:
                self.check_include(file, number, layer, match[1] == '"', match[2])

    def check_include(self, file, line, layer, quoted, header):
        what = f"includes {header}"
        if header.split("/")[0] in ("app", "ui", "engine"):
            self.check_direction(file, line, layer, layer_of(header), what)
        elif QT_HEADER.match(header):
            self.check_qt(file, line, layer, qt_module_of(header), what)
        elif header.split("/")[0] == "nlohmann":
            if layer != "engine/wire":
                self.say(file, line, what, "nlohmann/json stays inside engine/wire")
        elif quoted and not header.endswith(".moc") and not Path(header).name.startswith("moc_"):
            self.say(file, line, what, "our headers are included by their path from the root")

    def check_links(self, file):
        layer = layer_of(file.relative_to(self.root))
        if layer is None:
            return
        for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            code = text.split("#")[0]
            for module in QT_TARGET.findall(code):
                self.check_qt(file, number, layer, module, f"links Qt6::{module}")
            for name in OUR_TARGET.findall(code):
                if f"engine/{name}" in LAYERS:
                    self.check_direction(file, number, layer, f"engine/{name}", f"names runlens_{name}")
            if "nlohmann_json" in code and layer != "engine/wire":
                self.say(file, number, "links nlohmann_json", "nlohmann/json stays inside engine/wire")

    def run(self):
        for folder in ("app", "ui", "engine"):
            for directory, _, names in os.walk(self.root / folder):
                for name in sorted(names):
                    file = Path(directory, name)
                    if file.suffix in (".h", ".cpp"):
                        self.check_source(file)
                    elif name == "CMakeLists.txt":
                        self.check_links(file)
                    else:
                        continue
                    self.files += 1
        return self.violations


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    checker = Checker(parser.parse_args().root.resolve())
    violations = checker.run()
    for violation in violations:
        print(violation)
    if checker.files == 0:
        sys.exit("check_includes: found nothing to check")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
