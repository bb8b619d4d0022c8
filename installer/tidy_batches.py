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
INCLUDE_BESIDE = re.compile(r'#include "([^"/]+)"')


@dataclass
class Unit:
    file: Path
    command: str
    config: Path  # the .clang-tidy in force
    clean: Path | None  # to be made when it was found clean


@dataclass
class Names:
    """What stands outside of classes and functions, told by its look: clang-format made it regular."""

    own: set  # what a source declares; a function by its whole line, for others of its name take other arguments
    functions: set  # the names of those functions
    headers: dict  # what the tests' headers declare that it includes, by name, and which of them does


def declared(file):
    """The names of the classes and things, and of the functions with the line of each."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(NOTHING_DECLARED)]
    found = [(line, match) for line, match in zip(lines, map(DECLARED.match, lines)) if match]
    functions = {line: match[2] for line, match in found if match[2] and f"{match[2]}(" in line}
    return {match[1] or match[2] for line, match in found if line not in functions}, functions


def headers_beside(file, seen):
    """The headers that lie beside a source and those beside them: helpers of one test program, which another has too."""
    for name in INCLUDE_BESIDE.findall(file.read_text(encoding="utf-8")):
        header = file.parent / name
        if header.exists() and header not in seen:
            seen.add(header)
            headers_beside(header, seen)
    return seen


def names_of(file):
    things, functions = declared(file)
    headers = {}
    for header in headers_beside(file, set()):
        of_header, by_line = declared(header)
        headers |= dict.fromkeys(of_header | set(by_line.values()), header)
    return Names(things | set(functions), set(functions.values()), headers)


class Taken:
    """The names of a batch."""

    def __init__(self):
        self.own, self.functions, self.headers = set(), set(), {}

    def has_room(self, names):
        return not (names.own & self.own
                    or (names.own | names.functions) & self.headers.keys() - names.headers.keys()
                    or names.headers.keys() & (self.own | self.functions) - self.headers.keys()
                    or any(self.headers.get(name, header) != header for name, header in names.headers.items()))

    def add(self, names):
        self.own |= names.own
        self.functions |= names.functions
        self.headers |= names.headers


def batches(units):
    """Units in batches: of one configuration, nothing declared alike in two of them, neighbours together."""
    for config in sorted({unit.config for unit in units}):
        left = [(unit, names_of(unit.file)) for unit in units if unit.config == config]
        while left:
            batch, taken, rest = [], Taken(), []
            for unit, names in left:
                if len(batch) < SIZE and taken.has_room(names):
                    batch.append(unit)
                    taken.add(names)
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


def text_of(unit):
    """The lines of a source; a header that lies beside it is included by its whole name."""
    def whole(found):
        beside = unit.file.parent / found[1]
        return f'#include "{beside}"' if beside.exists() else found[0]

    return [INCLUDE_BESIDE.sub(whole, line) for line in unit.file.read_text(encoding="utf-8").splitlines()]


class Batch:
    """A file of all sources of a batch in the build folder. A header is included by the first source that wants it, and
    twice where that includes it twice. Each of several programs has a main, and many sources a tr for the words of
    their own."""

    def __init__(self, build, units):
        self.units, self.unit_of_line, lines, self.unit_of_include = units, [], [], {}
        for number, unit in enumerate(units):
            text = text_of(unit)
            if any(line.startswith("QString tr(") for line in text):
                text = [TRANSLATE.sub(f"tr{number}(", line) for line in text]
            own = {line.strip(): unit for line in text if INCLUDE.match(line)}
            body = ["" if line.strip() in self.unit_of_include and INCLUDE.match(line) else line for line in text]
            self.unit_of_include = own | self.unit_of_include
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

    def named(self, places):
        """The units in which places are, (file, line) each, in the order of the batch."""
        units = [self.unit_of_line[line - 1] for file, line in places if file == str(self.file)]
        return [unit for unit in self.units if unit in units]

    def including(self, places):
        """The units that included the headers, (file, line) each, in which places are."""
        names = [include.split('"')[1] for include in self.unit_of_include if '"' in include]
        found = [self.unit_of_include[f'#include "{name}"'] for name in names
                 if any(f"/{file}".endswith(f"/{name}") for file, _ in places)]
        return [unit for unit in self.units if unit in found]
