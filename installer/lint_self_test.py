#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the checks of `dev lint` can fail.

Each case plants one violation in a small tree of its own and wants the check to fail and to name the file and the rule;
the same tree without it must pass. Exits 1 if a check let something through, or found something where nothing was.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
HASH_LICENCE = "# SPDX-License-Identifier: GPL-3.0-or-later\n"

# A tree in which every check passes.
CLEAN = {
    "engine/base/result.h": LICENCE + "#pragma once\n",
    "engine/domain/run.h": LICENCE + '#pragma once\n\n#include "engine/base/result.h"\n\n#include <string>\n',
    "engine/domain/CMakeLists.txt": HASH_LICENCE + "target_link_libraries(runlens_domain PUBLIC runlens_base)\n",
    "engine/wire/parse.cpp": LICENCE + '#include "engine/domain/run.h"\n\n#include <nlohmann/json.hpp>\n',
    "engine/render/paint.cpp": LICENCE + "#include <QPainter>\n#include <QtSvg/QSvgGenerator>\n",
    "engine/render/CMakeLists.txt": HASH_LICENCE + "target_link_libraries(runlens_render PUBLIC Qt6::Gui)\n",
    "app/cli/main.cpp": LICENCE + '#include "engine/render/paint.h"\n\n#include <QGuiApplication>\n',
    "installer/a.sh": HASH_LICENCE + '# shellcheck shell=bash\nprintf \'%s\\n\' "$1"\n',
    "dev": "#!/usr/bin/env bash\n" + HASH_LICENCE + "true\n",
    ".ci/run": "#!/usr/bin/env bash\n" + HASH_LICENCE + "true\n",
}

# Check, planted file, its text, what the check has to say.
INCLUDES = ROOT / "installer/check_includes.py"
SOURCES = ROOT / "installer/check_sources.py"
SOURCE_CASES = [
    ("an upward include", INCLUDES, "engine/domain/up.h", LICENCE + '#include "engine/wire/parse.h"\n', "point down"),
    ("words used by layout", INCLUDES, "engine/layout/a.cpp", LICENCE + '#include "engine/words/a.h"\n', "point down"),
    ("an include of a program", INCLUDES, "engine/report/a.cpp", LICENCE + '#include "app/cli/a.h"\n', "point down"),
    ("one program in the other", INCLUDES, "app/cli/a.cpp", LICENCE + '#include "app/desktop/a.h"\n', "point down"),
    ("an upward link", INCLUDES, "engine/base/CMakeLists.txt", HASH_LICENCE + "link(runlens_render)\n", "point down"),
    ("a layer nobody knows", INCLUDES, "engine/misc/a.h", LICENCE, "no layer"),
    ("Qt where there is none", INCLUDES, "engine/layout/a.h", LICENCE + "#include <QString>\n", "free of Qt"),
    ("a Qt link where there is none", INCLUDES, "engine/wire/CMakeLists.txt", "link(Qt6::Core)\n", "free of Qt"),
    ("painting in the report", INCLUDES, "engine/report/a.cpp", LICENCE + "#include <QPainter>\n", "only Qt Core"),
    ("a widget in the engine", INCLUDES, "engine/render/a.h", LICENCE + "#include <QWidget>\n", "no Widgets"),
    ("a widget by its module", INCLUDES, "engine/words/a.h", LICENCE + "#include <QtWidgets/QLabel>\n", "no Widgets"),
    ("a widget in the CLI", INCLUDES, "app/cli/a.cpp", LICENCE + "#include <QApplication>\n", "no Widgets"),
    ("a link of Widgets", INCLUDES, "engine/report/CMakeLists.txt", "link(Qt6::Widgets)\n", "no Widgets"),
    ("JSON outside wire", INCLUDES, "engine/report/a.cpp", LICENCE + "#include <nlohmann/json.hpp>\n", "engine/wire"),
    ("a JSON link outside wire", INCLUDES, "engine/report/CMakeLists.txt", "nlohmann_json::nlohmann_json\n",
     "engine/wire"),
    ("a relative include", INCLUDES, "engine/domain/a.cpp", LICENCE + '#include "run.h"\n', "from the root"),
    ("a source without licence line", SOURCES, "engine/domain/a.cpp", "int a();\n", "[licence]"),
    ("a CMake file without", SOURCES, "tests/CMakeLists.txt", "enable_testing()\n", "[licence]"),
    ("a script without", SOURCES, "installer/tool", "#!/bin/sh\ntrue\n", "[licence]"),
    ("a source too long", SOURCES, "engine/domain/a.cpp", LICENCE + "//\n" * 700, "[small rooms]"),
]


def lint_function(name):
    """One of the shell functions of lint.sh, as a command."""
    return ["bash", "-euc", f'. "{ROOT}/installer/lint.sh"; {name}']


TOOL_CASES = [
    ("a source badly formatted", lint_function("check_format"), "engine/domain/a.h", LICENCE + "int  a( );\n",
     "clang-format"),
    ("a careless script", lint_function("check_shell"), "installer/b.sh", "# shellcheck shell=bash\nrm $1\n", "SC2086"),
]


class Report:
    def __init__(self):
        self.failures = 0

    def expect(self, name, held, output):
        print(f"{'ok  ' if held else 'FAIL'}  {name}")
        if not held:
            self.failures += 1
            print("      " + output.strip().replace("\n", "\n      "))


def plant(folder, files):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def run(check, folder):
    """Exit code and output of a check over a folder."""
    command = [sys.executable, str(check), "--root", str(folder)] if isinstance(check, Path) else check
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def run_on(files, check):
    with tempfile.TemporaryDirectory() as name:
        plant(Path(name), files)
        shutil.copy(ROOT / ".clang-format", name)
        return run(check, Path(name))


def prove(report, cases):
    for check in {str(case[1]): case[1] for case in cases}.values():
        code, output = run_on(CLEAN, check)
        name = check.name if isinstance(check, Path) else check[-1].split("; ")[1]
        report.expect(f"{name}: nothing in a clean tree", code == 0, output)
    for title, check, file, text, rule in cases:
        code, output = run_on(CLEAN | {file: text}, check)
        report.expect(title, code == 1 and file in output and rule in output, f"exit code {code}\n{output}")


def plant_build(folder, sources):
    """A build folder of these sources, each of which is compiled by itself."""
    build = folder / "build/ci"
    ninja, entries = "", []
    for number, source in enumerate(sources):
        command = f"g++ -std=c++23 -I{folder} -MD -MF {number}.o.d -o {number}.o -c {folder}/{source}"
        ninja += (f"rule cxx{number}\n command = {command}\n deps = gcc\n depfile = {number}.o.d\n"
                  f"build {number}.o: cxx{number} {folder}/{source}\n")
        entries.append({"directory": str(build), "command": command, "file": f"{folder}/{source}"})
    plant(folder, {"build/ci/build.ninja": ninja, "build/ci/compile_commands.json": json.dumps(entries)})


def prove_tidy(report):
    """clang-tidy passes clean sources, remembers them, and yet finds what is then changed in one or in a header."""
    helper = "namespace {\nint helper() { return 1; }\n} // namespace\n"
    use = '#include "engine/domain/a.h"\n' + helper
    clean = {
        "engine/domain/a.h": "#pragma once\nint answer();\n",
        "engine/domain/a.cpp": "#include <expected>\n" + use
                               + "int answer() { return std::expected<int, int>{helper()}.value(); }\n",
        "engine/domain/b.cpp": '#include "engine/domain/a.h"\nint main() { return answer(); }\n',
        "engine/domain/c.cpp": "int main() { return 0; }\n",
        # In one unit with a.cpp it would not compile, which no look at it from outside can tell.
        "engine/domain/d.cpp": use.replace("int helper", "int\nhelper") + "int other() { return helper(); }\n",
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        plant(folder, clean)
        plant_build(folder, [file for file in clean if file.endswith(".cpp")])
        shutil.copy(ROOT / ".clang-tidy", folder)

        def tidy(changed):
            plant(folder, clean | changed)
            subprocess.run(["ninja", "-C", folder / "build/ci"], stdout=subprocess.DEVNULL, check=True)
            return run([sys.executable, str(ROOT / "installer/run_clang_tidy.py"), str(folder / "build/ci"),
                        "--root", str(folder), "--cache", str(folder / "build/lint-cache")], folder)

        code, output = tidy({})
        report.expect("clang-tidy: nothing in clean sources, std::expected in one", code == 0, output)
        code, output = tidy({})
        report.expect("clang-tidy: clean sources are remembered", code == 0 and "4 known to be clean" in output, output)
        code, output = tidy({"engine/domain/a.h": "#pragma once\nint answer();\nint Bad_Name();\n"})
        report.expect("clang-tidy: a bad name in a header is found",
                      code == 1 and "engine/domain/a.h" in output and "readability-identifier-naming" in output, output)
        code, output = tidy({"engine/domain/c.cpp": "int main(int count, char**)\n{\n    int* none = nullptr;\n"
                                                    "    return count > 1 ? *none : 0;\n}\n",
                             "engine/domain/b.cpp": clean["engine/domain/b.cpp"] + "// and this one is looked at too\n"})
        report.expect("clang-tidy: what is wrong on one path through one of several sources is found",
                      code == 1 and "engine/domain/c.cpp" in output and "core.NullDereference" in output, output)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", action="store_true", help="leave out what needs clang and shellcheck")
    arguments = parser.parse_args()
    report = Report()
    prove(report, SOURCE_CASES)
    if not arguments.sources:
        prove(report, TOOL_CASES)
        prove_tidy(report)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
