# SPDX-License-Identifier: GPL-3.0-or-later
"""Several sources as one translation unit for clang-tidy.

Nine tenths of what clang-tidy does for a source it does for the headers of Qt and of the standard library, whose
declarations it tries every check on. Sources that stand in one unit share that. A source whose names are another's too
goes into another batch; what fits no batch all the same is looked at alone.
"""

import contextlib
import re
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path

SIZE = 40

# To a batch its sources are headers, whose findings are told, and whose functions the analyzer goes through, if asked.
HEADER_FILTER = r"--header-filter=.*/(app|ui|engine|tests)/.*\.(h|cpp)$"
ANALYZE = ["-Xclang", "-analyzer-opt-analyze-headers"]

# What a line that starts in the first column declares. Names of macros are none of it.
DECLARED = re.compile(r"^(?:class|struct|enum class|enum|union) (\w+)"
                      r"|^(?=\S)[\w:<>,&*\[\] ]*?(?<!:)\b(\w*[a-z]\w*)(?=\s*[(={;\[])")
NOTHING_DECLARED = ("namespace", "using namespace", "extern", "int main(")


@dataclass
class Unit:
    file: Path
    command: str
    config: Path  # the .clang-tidy in force
    clean: Path | None  # to be made when it was found clean
    alone: bool = False  # it includes headers through whose functions the analyzer would go for minutes


def declared(file):
    """The names a source declares outside of classes and functions, by its look: clang-format made it regular."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(NOTHING_DECLARED)]
    return {found[1] or found[2] for found in map(DECLARED.match, lines) if found}


def batches(units):
    """Units in batches: of one configuration, no name declared in two of them, neighbours together."""
    yield from ([unit] for unit in units if unit.alone)
    for config in sorted({unit.config for unit in units}):
        left = [(unit, declared(unit.file)) for unit in units if unit.config == config and not unit.alone]
        while left:
            batch, taken, rest = [], set(), []
            for unit, names in left:
                if len(batch) < SIZE and not names & taken:
                    batch.append(unit)
                    taken |= names
                else:
                    rest.append((unit, names))
            yield batch
            left = rest


def flags(batch):
    """What any of them is compiled with, defines and includes from. No check asks for the flags of warnings."""
    other, defined, include = {}, {}, {}
    for unit in batch:
        words = iter(shlex.split(unit.command)[1:])
        for word in words:
            if word in ("-isystem", "-I"):
                include[word + next(words)] = None
            elif word in ("-o", "-c", "-MF", "-MT"):
                next(words)
            elif word.startswith("-I"):
                include[word] = None
            elif word.startswith("-D"):
                defined.setdefault(word.split("=")[0], word)
            elif not word.startswith(("-W", "-M")):
                other[word] = None
    return [*other, *defined.values(), *include]


@contextlib.contextmanager
def source(build, batch):
    """A file in the build folder, below which the project's .clang-tidy is found, that includes all of a batch. Each of
    several programs has a main."""
    with tempfile.NamedTemporaryFile("w", dir=build, prefix="tidy-", suffix=".cpp", encoding="utf-8") as file:
        for number, unit in enumerate(batch):
            file.write(f"#define main main{number}\n"
                       f'#include "{unit.file}" // NOLINT(bugprone-suspicious-include)\n'
                       f"#undef main\n")
        file.flush()
        yield Path(file.name)
