# SPDX-License-Identifier: GPL-3.0-or-later
"""Several sources as one translation unit for clang-tidy.

Nine tenths of what clang-tidy does for a source it does for the headers of Qt and of the standard library, whose
declarations it tries every check on. Sources that stand in one unit share that. Their text stands in one file, one after
the other: the analyzer goes through the functions of a main file alone, and would go through those of all headers for
the sake of sources that are included. A source that does not compile beside the others goes into another batch; what
fits no batch is looked at alone.
"""

import re
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path

SIZE = 40

# What a line that starts in the first column declares. Names of macros are none of it.
DECLARED = re.compile(r"^(?:class|struct|enum class|enum|union) (\w+)"
                      r"|^(?=\S)[\w:<>,&*\[\] ]*?(?<!:)\b(\w*[a-z]\w*)(?=\s*[(={;\[])")
NOTHING_DECLARED = ("namespace", "using namespace", "extern", "int main(", "QString tr(", "static_assert")

TRANSLATE = re.compile(r"(?<![\w.:>])tr\(")
INCLUDE = re.compile(r"#include [<\"].*[>\"]")


@dataclass
class Unit:
    file: Path
    command: str
    config: Path  # the .clang-tidy in force
    clean: Path | None  # to be made when it was found clean


def declared(file):
    """What a source declares outside of classes and functions, by its look: clang-format made it regular. A function is
    told by the whole line, for others of its name take other arguments."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(NOTHING_DECLARED)]
    return {found[1] or (line if f"{found[2]}(" in line else found[2])
            for line, found in zip(lines, map(DECLARED.match, lines)) if found}


def batches(units):
    """Units in batches: of one configuration, nothing declared alike in two of them, neighbours together."""
    for config in sorted({unit.config for unit in units}):
        left = [(unit, declared(unit.file)) for unit in units if unit.config == config]
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
    """What any of them is compiled with, defines and includes from, but for headers precompiled by another compiler. No
    check asks for the flags of warnings."""
    other, defined, include = {}, {}, {}
    for unit in batch:
        words = iter(shlex.split(unit.command)[1:])
        for word in words:
            if word in ("-isystem", "-I"):
                include[word + next(words)] = None
            elif word in ("-o", "-c", "-MF", "-MT", "-include"):
                next(words)
            elif word.startswith("-I"):
                include[word] = None
            elif word.startswith("-D"):
                defined.setdefault(word.split("=")[0], word)
            elif not word.startswith(("-W", "-M")):
                other[word] = None
    return [*other, *defined.values(), *include]


class Batch:
    """A file of all sources of a batch in the build folder. A header is included by the first source that wants it, and
    twice where that includes it twice. Each of several programs has a main, and many sources a tr for the words of
    their own."""

    def __init__(self, build, units):
        self.units, self.unit_of_line, lines, included = units, [], [], set()
        for number, unit in enumerate(units):
            text = unit.file.read_text(encoding="utf-8").splitlines()
            if any(line.startswith("QString tr(") for line in text):
                text = [TRANSLATE.sub(f"tr{number}(", line) for line in text]
            own = {line.strip() for line in text if INCLUDE.match(line)}
            body = ["" if line.strip() in included and INCLUDE.match(line) else line for line in text]
            included |= own
            lines += [f"#define main main{number}", *body, "#undef main"]
            self.unit_of_line += [unit] * (len(body) + 2)
        with tempfile.NamedTemporaryFile("w", dir=build, prefix="tidy-", suffix=".cpp", encoding="utf-8",
                                         delete=False) as file:
            file.write("\n".join(lines) + "\n")
        self.file = Path(file.name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.unlink()

    def named(self, findings):
        """The units in which findings are, (file, line) each, in the order of the batch."""
        units = [self.unit_of_line[line - 1] for file, line in findings if file == str(self.file)]
        return [unit for unit in self.units if unit in units]
