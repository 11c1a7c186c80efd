"""The rooms of `src`: a module imports only from rooms below its own, or from its own, and nothing in a circle.

HOUSE is the one place where the order is written. Each package has its rows of rooms (folders, or modules that stand
by themselves), lowest first; rooms of one row know nothing of each other. Within a room, modules may import each
other as long as no circle comes of it.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
OTHERS = "*"  # every room of the package that no row names; these may know each other


@dataclass(frozen=True)
class Package:
    """rows : rooms, lowest first; may_import : what of other packages, with all that is below it"""

    rows: tuple[str, ...]
    may_import: tuple[str, ...] = ()


HOUSE = {
    "laporan": Package(
        (
            "core",  # errors, numbers and dates, where files are
            "cache",  # what is kept, from what it was made, what was read
            "project",  # parameters, subjects, outline
            "facts",  # numbers that know their rows
            "charts data",
            "intake",  # an office's source becomes data
            "review",  # comments on a report
            "notebook",  # what a chapter uses
            "engines",  # what runs it
            "document",  # from executed notebooks to one document
            "page",
            "release",  # whether it may leave; what was published
            "compare writers",
            "build",
            "forms lab lint preview provenance publish scaffold",
            "portal",  # all reports that were built, on one page
            "cli",
        )
    ),
    "analysis": Package(("methods", OTHERS, "overview"), ("laporan",)),
    "audit": Package(
        (
            "words finding citations",  # what it says, and the language's own words
            "document numbers known_laws",  # a report as it is read; what is known without one
            "grid bands readers",  # files to reports, tables to numbers
            "extract rules ledger",  # which reader, what is wrong, the facts of a report of ours
            "figures",  # numbers with the words that tell what they are
            "against",  # these beside the facts
            "apart run render",
            "command",
        ),
        ("laporan.core", "laporan.facts"),
    ),
}

Imports = dict[str, set[str]]


def read_imports(src: Path) -> Imports:
    """For each module of each package, the modules of ours that it imports, wherever it does."""
    files = {".".join(path.relative_to(src).with_suffix("").parts): path for path in src.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in files.items()}
    return {name: imports_of(name, path, set(modules)) for name, path in modules.items()}


def imports_of(name: str, path: Path, modules: set[str]) -> set[str]:
    found: set[str] = set()
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {nearest(alias.name, modules) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            found |= {nearest(f"{origin}.{alias.name}", modules) for alias in node.names}
    return found - {"", name}


def nearest(dotted: str, modules: set[str]) -> str:
    """The module of ours that `dotted` is, or is a name in; empty for other people's."""
    while dotted and dotted not in modules:
        dotted = dotted.rpartition(".")[0]
    return dotted


def test_the_picture_of_the_architecture_has_the_same_order() -> None:
    page = (SRC.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = page.partition("|---|---|\n")[2].partition("\n\n")[0].splitlines()
    drawn = [set(row.split(" | ")[0].strip("| ").split(", ")) for row in reversed(rows)]
    assert drawn == [set(row.split()) for row in HOUSE["laporan"].rows]


def room_of(module: str, package: Package) -> int | None:
    """Row of a module's room, counted from the bottom; None where no row has it."""
    room = module.split(".")[1:2]
    if not room:  # the package's own __init__ stands on top of it
        return len(package.rows)
    rows = {name: number for number, row in enumerate(package.rows) for name in row.split()}
    return rows.get(room[0], rows.get(OTHERS))


def faults(imports: Imports, house: dict[str, Package]) -> list[str]:
    """Everything that breaks the order, a sentence each; empty where it holds."""
    found = []
    for module, imported in sorted(imports.items()):
        name, _, _rest = module.partition(".")
        own = room_of(module, house[name])
        if own is None:
            found.append(
                f"{module} stands in no room. Add it to HOUSE in {Path(__file__).name}: on the lowest row above "
                f"all that it imports ({', '.join(sorted(imported)) or 'nothing of ours'}). Where no row is low "
                "enough for those who import it and high enough for it, it holds two subjects: split it."
            )
            continue
        found += [fault for other in sorted(imported) if (fault := _fault(module, other, own, house))]
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found.append(f"modules import each other in a circle: {' → '.join(error.args[1])}")
    return found


def _fault(module: str, other: str, own: int, house: dict[str, Package]) -> str | None:
    name, theirs = module.partition(".")[0], other.partition(".")[0]
    if theirs != name:
        allowed = any(other == place or other.startswith(f"{place}.") for place in house[name].may_import)
        return None if allowed else f"{module} imports {other}: {name} knows nothing of it"
    row = room_of(other, house[name])
    same_room = module.split(".")[:2] == other.split(".")[:2]
    if row is None or row < own or same_room or (row == own and OTHERS in house[name].rows[own : own + 1]):
        return None
    return f"{module} imports {other}, which stands " + ("beside it" if row == own else "above it")


def test_every_module_imports_only_what_stands_below_it() -> None:
    found = faults(read_imports(SRC), HOUSE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", ["architecture.md", "where-is-what.md"])
def test_the_docs_know_every_room(page: str) -> None:
    text = (SRC.parent / "docs" / page).read_text(encoding="utf-8")
    rooms = [room for row in HOUSE["laporan"].rows for room in row.split()]
    assert [room for room in rooms if not re.search(rf"\b{room}\b", text)] == []


def test_rows_name_only_what_exists_and_once() -> None:
    named = [f"{package}.{room}" for package, house in HOUSE.items() for row in house.rows for room in row.split()]
    there = {".".join(module.split(".")[:2]) for module in read_imports(SRC)}
    assert sorted(set(named) - there - {f"{package}.{OTHERS}" for package in HOUSE}) == []
    assert len(named) == len(set(named))


TINY = {
    "low": Package(("errors", "numbers words", "story")),
    "high": Package((OTHERS, "engine"), ("low.errors", "low.numbers")),
}


@pytest.mark.parametrize(
    ("file", "source", "fault"),
    [
        pytest.param("low/story.py", "from low.numbers import half", None, id="from below"),
        pytest.param("low/words.py", "import pandas", None, id="somebody else's"),
        pytest.param("low/story/part.py", "from low.story import tell", None, id="within a room"),
        pytest.param("high/two.py", "from high import one", None, id="unnamed rooms know each other"),
        pytest.param("high/one.py", "from low.numbers import half", None, id="allowed of another package"),
        pytest.param(
            "high/one.py", "import low.story", "high.one imports low.story: high knows nothing", id="not allowed"
        ),
        pytest.param("low/story.py", "import high.engine", "low.story imports high.engine: low knows nothing", id="up"),
        pytest.param(
            "low/words.py", "from low import numbers", "imports low.numbers, which stands beside", id="beside"
        ),
        pytest.param("low/numbers.py", "from low.story import tell", "which stands above it", id="from above"),
        pytest.param("low/errors.py", "def f():\n    from . import story", "which stands above", id="late"),
        pytest.param("low/numbers.py", "import low", "low.numbers imports low, which stands above it", id="itself"),
        pytest.param("high/one.py", "import high.engine", "which stands above it", id="above the unnamed"),
        pytest.param("low/new.py", "from low.errors import Fault", "low.new stands in no room", id="no room"),
        pytest.param("low/story/part.py", "from .other import x", "in a circle", id="circle"),
    ],
)
def test_faults_are_seen(tmp_path: Path, file: str, source: str, fault: str | None) -> None:
    files = "low/__init__ low/errors low/numbers low/words low/story/__init__ high/__init__ high/engine high/one"
    for name in files.split():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "low/story/other.py").write_text("import low.story.part" if fault == "in a circle" else "")
    target = tmp_path / (file if (tmp_path / file).parent.is_dir() else "")
    if file == "low/story.py":
        target = tmp_path / "low/story/__init__.py"
    target.write_text(source)
    found = faults(read_imports(tmp_path), TINY)
    assert len(found) == (fault is not None), found
    assert fault is None or fault in found[0]
