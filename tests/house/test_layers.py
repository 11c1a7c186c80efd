"""The layers of `src`: a module imports only what stands below it, and nothing in a circle.

LAYERS is the one place where the order is written. Each package has its rows, lowest first;
a row names modules, or whole folders, that know nothing of each other's order and may import
each other as long as no circle comes of it.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"

LAYERS = {
    "analysis": [
        "errors formatting paths",
        "hashes lineage readings",
        "quantity strict_models yaml_files",
        "printed parameters",
        "front_matter identity regulations tables",
        "facts methods working_days",
        # what comes in
        "datasets",
        "provenance report survey",
        # the subjects, each to be read alone
        "access action_plan automatic_services complaint_log complaints counters helpdesk integrity iso media",
        "organisation priorities procedures satisfaction training",
        "complaint_backlog complaint_speed methodology quick_index",
        # what reads the subjects' results
        "early_warning measures",
        "achievements consistency headlines identities",
        # what is shown
        "charts frames narrative",
        "blocks",
        "cells",
        # synthetic data, which nothing else knows
        "samples",
    ],
    "laporan": [
        "errors forms nodes",
        "project",
        # a report on its way from plan to page
        "document engine engines execute imports plan rerun unchanged workers",
        "agreement kept stitch semantic ledger tree",
        "page writers manifest",
        "exporters outputs",
        "assemble check inspection promote",
        "crew finished remote",
        "build",
        # what is asked of a report, of its sources, or of somebody else's
        "audit compare lint trace verify watch",
        "show_build show_index show_plan show_quarto show_trace",
        "cli",
        "start",
    ],
}

# A package may import the packages that stand before it, and no others of ours.
PACKAGES = list(LAYERS)

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


def layer_of(module: str, layers: dict[str, list[str]]) -> int | None:
    """Row of a module, counted from the bottom: the row that names it, or the folder it is in."""
    package, _, rest = module.partition(".")
    if not rest:  # the package's own __init__ and what starts it stand on top of it
        return len(layers[package])
    rows = {name: number for number, row in enumerate(layers[package]) for name in row.split()}
    while rest and rest not in rows:
        rest = rest.rpartition(".")[0]
    return rows.get(rest)


def faults(imports: Imports, layers: dict[str, list[str]]) -> list[str]:
    """Everything that breaks the order, a sentence each; empty where it holds."""
    packages = list(layers)
    found = []
    for module, imported in sorted(imports.items()):
        own = layer_of(module, layers)
        if own is None:
            found.append(
                f"{module} stands on no layer. Add it to LAYERS in {Path(__file__).name}: on the lowest row above "
                f"all that it imports ({', '.join(sorted(imported)) or 'nothing of ours'}). Where no row is low "
                "enough for those who import it and high enough for it, it holds two subjects: split it."
            )
            continue
        for other in sorted(imported):
            if packages.index(other.partition(".")[0]) > packages.index(module.partition(".")[0]):
                found.append(f"{module} imports {other}: {module.partition('.')[0]} knows nothing of it")
            elif other.partition(".")[0] == module.partition(".")[0]:
                theirs = layer_of(other, layers)
                if theirs is not None and theirs > own:
                    found.append(f"{module} imports {other}, which stands above it")
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found.append(f"modules import each other in a circle: {' → '.join(error.args[1])}")
    return found


def test_every_module_imports_only_what_stands_below_it() -> None:
    found = faults(read_imports(SRC), LAYERS)
    assert not found, "\n".join(found)


def test_layers_name_only_what_exists() -> None:
    named = [f"{package}.{name}" for package, rows in LAYERS.items() for row in rows for name in row.split()]
    assert sorted(set(named) - set(read_imports(SRC))) == []
    assert len(named) == len(set(named))


TINY = {"low": ["errors", "numbers words", "story"], "high": ["engine"]}


@pytest.mark.parametrize(
    ("file", "source", "fault"),
    [
        ("low/story.py", "from low.numbers import half", None),
        ("low/words.py", "from low import numbers", None),
        ("low/words.py", "import pandas", None),
        ("high/engine.py", "from low import story", None),
        ("low/numbers.py", "from low.story import tell", "low.numbers imports low.story, which stands above it"),
        ("low/numbers.py", "def f():\n    from . import story", "low.numbers imports low.story, which stands above"),
        ("low/numbers.py", "import low", "low.numbers imports low, which stands above it"),
        ("low/story.py", "import high.engine", "low.story imports high.engine: low knows nothing of it"),
        ("low/new.py", "from low.errors import Fault", "low.new stands on no layer"),
        ("low/numbers.py", "from .words import plural", "in a circle"),
    ],
)
def test_faults_are_seen(tmp_path: Path, file: str, source: str, fault: str | None) -> None:
    for name in ("low/__init__", "low/errors", "low/numbers", "low/story", "high/__init__", "high/engine"):
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "low/words.py").write_text("from low.numbers import half" if fault == "in a circle" else "")
    (tmp_path / file).write_text(source)
    found = faults(read_imports(tmp_path), TINY)
    assert len(found) == (fault is not None), found
    assert fault is None or fault in found[0]
